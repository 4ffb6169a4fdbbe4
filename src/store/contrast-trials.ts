/** Side-by-side trials that repeated confusions have raised: open until they are answered. */

import type { Database } from 'better-sqlite3';
import type { ConceptPair } from '../core/contrast/pair-memory.ts';
import type { ConceptId, ConceptSetId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export interface ContrastTrial {
  readonly id: number;
  readonly setId: ConceptSetId;
  readonly pair: ConceptPair;
  readonly dimension: string;
  readonly raisedAtMillis: number;
  /** Null while it is open. */
  readonly doneAtMillis: number | null;
}

interface TrialRow extends Omit<ContrastTrial, 'pair'> {
  readonly first: ConceptId;
  readonly second: ConceptId;
}

const SELECT = `SELECT id, set_id AS setId, concept_a_id AS first, concept_b_id AS second, dimension, raised_at_millis AS raisedAtMillis,
  done_at_millis AS doneAtMillis FROM contrast_trials`;

const statements = prepareOnce((database) => ({
  open: database.prepare<[], TrialRow>(`${SELECT} WHERE done_at_millis IS NULL ORDER BY raised_at_millis, id`),
  last: database.prepare<[ConceptSetId, ConceptId, ConceptId, string], TrialRow>(
    `${SELECT} WHERE set_id = ? AND concept_a_id = ? AND concept_b_id = ? AND dimension = ? ORDER BY done_at_millis IS NULL DESC, done_at_millis DESC LIMIT 1`,
  ),
  insert: database.prepare<[ConceptSetId, ConceptId, ConceptId, string, number]>(
    'INSERT INTO contrast_trials (set_id, concept_a_id, concept_b_id, dimension, raised_at_millis) VALUES (?, ?, ?, ?, ?)',
  ),
  finish: database.prepare<[number, number]>('UPDATE contrast_trials SET done_at_millis = ? WHERE id = ?'),
}));

/** Those of all sets that are not answered yet, in the order in which they were raised. */
export function listOpenTrials(database: Database): readonly ContrastTrial[] {
  return statements(database).open.all().map(toTrial);
}

/** The pair's trial along the dimension: the open one, else the one answered last, else null. */
export function findLastTrial(database: Database, setId: ConceptSetId, [first, second]: ConceptPair, dimension: string): ContrastTrial | null {
  const row = statements(database).last.get(setId, first, second, dimension);
  return row === undefined ? null : toTrial(row);
}

export function raiseTrial(database: Database, setId: ConceptSetId, [first, second]: ConceptPair, dimension: string, nowMillis: number): void {
  statements(database).insert.run(setId, first, second, dimension, nowMillis);
}

export function finishTrial(database: Database, trialId: number, nowMillis: number): void {
  statements(database).finish.run(nowMillis, trialId);
}

function toTrial({ first, second, ...trial }: TrialRow): ContrastTrial {
  return { ...trial, pair: [first, second] };
}
