/** What is stored of telling two concepts apart: one row for each pair that was ever asked. */

import type { Database } from 'better-sqlite3';
import type { ConceptPair, PairMemory } from '../core/contrast/pair-memory.ts';
import type { ConceptId, ConceptSetId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export interface StoredPair extends PairMemory {
  readonly setId: ConceptSetId;
  readonly pair: ConceptPair;
}

interface PairRow {
  readonly setId: ConceptSetId;
  readonly first: ConceptId;
  readonly second: ConceptId;
  readonly stability: number;
  readonly difficulty: number;
  readonly lastDay: number;
  readonly dueDay: number;
  readonly dayCount: number;
}

const SELECT = `SELECT set_id AS setId, concept_a_id AS first, concept_b_id AS second, stability, difficulty, last_day AS lastDay, due_day AS dueDay,
    day_count AS dayCount
  FROM pair_memories JOIN concepts ON concepts.id = concept_a_id`;

const statements = prepareOnce((database) => ({
  get: database.prepare<[ConceptId, ConceptId], PairRow>(`${SELECT} WHERE concept_a_id = ? AND concept_b_id = ?`),
  due: database.prepare<[number], PairRow>(`${SELECT} WHERE due_day <= ? ORDER BY due_day, concept_a_id, concept_b_id`),
  put: database.prepare(
    `INSERT INTO pair_memories (concept_a_id, concept_b_id, stability, difficulty, last_day, due_day, day_count)
     VALUES (@first, @second, @stability, @difficulty, @lastDay, @dueDay, @dayCount)
     ON CONFLICT (concept_a_id, concept_b_id) DO UPDATE SET stability = excluded.stability, difficulty = excluded.difficulty,
       last_day = excluded.last_day, due_day = excluded.due_day, day_count = excluded.day_count`,
  ),
}));

/** The memory of the pair, or null when it was never asked. */
export function findPairMemory(database: Database, [first, second]: ConceptPair): PairMemory | null {
  const row = statements(database).get.get(first, second);
  return row === undefined ? null : toStoredPair(row);
}

/** Those of all sets that are due on the study day, longest due first. */
export function listDuePairs(database: Database, day: number): readonly StoredPair[] {
  return statements(database).due.all(day).map(toStoredPair);
}

/** Both concepts must be there. */
export function savePairMemory(database: Database, [first, second]: ConceptPair, { memory, lastDay, dueDay, dayCount }: PairMemory): void {
  statements(database).put.run({ first, second, stability: memory.stability, difficulty: memory.difficulty, lastDay, dueDay, dayCount });
}

function toStoredPair({ setId, first, second, stability, difficulty, lastDay, dueDay, dayCount }: PairRow): StoredPair {
  return { setId, pair: [first, second], memory: { stability, difficulty }, lastDay, dueDay, dayCount };
}
