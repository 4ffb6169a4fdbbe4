/** The personal experiment: which way of studying chance gave each dimension of a set. No rows: it is off. */

import type { Database } from 'better-sqlite3';
import type { Random } from '../core/clock.ts';
import { assignArms } from '../core/contrast/experiment.ts';
import type { ExperimentArm } from '../core/contrast/experiment.ts';
import type { ConceptSetId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export interface ArmOfDimension {
  readonly dimension: string;
  readonly arm: ExperimentArm;
  readonly assignedAtMillis: number;
}

const statements = prepareOnce((database) => ({
  list: database.prepare<[ConceptSetId], ArmOfDimension>(
    'SELECT dimension, arm, assigned_at_millis AS assignedAtMillis FROM experiment_arms WHERE set_id = ? ORDER BY rowid',
  ),
  arm: database.prepare<[ConceptSetId, string], ExperimentArm>('SELECT arm FROM experiment_arms WHERE set_id = ? AND dimension = ?').pluck(),
  insert: database.prepare<[ConceptSetId, string, ExperimentArm, number]>(
    'INSERT INTO experiment_arms (set_id, dimension, arm, assigned_at_millis) VALUES (?, ?, ?, ?)',
  ),
  clear: database.prepare<[ConceptSetId]>('DELETE FROM experiment_arms WHERE set_id = ?'),
}));

/** Empty while the experiment is off. */
export function listArms(database: Database, setId: ConceptSetId): readonly ArmOfDimension[] {
  return statements(database).list.all(setId);
}

/** Whether the dimension is studied plainly: no triggered trials, no side by side, its due cards by recall only. */
export function isPlainArm(database: Database, setId: ConceptSetId, dimension: string): boolean {
  return statements(database).arm.get(setId, dimension) === 'plain';
}

/** Gives those dimensions that have no arm yet one by chance, the arms kept equally large. */
export function assignMissingArms(database: Database, setId: ConceptSetId, dimensions: readonly string[], random: Random, nowMillis: number): void {
  for (const [dimension, arm] of assignArms(dimensions, new Map(listArms(database, setId).map((known) => [known.dimension, known.arm])), random)) {
    statements(database).insert.run(setId, dimension, arm, nowMillis);
  }
}

export function clearArms(database: Database, setId: ConceptSetId): void {
  statements(database).clear.run(setId);
}
