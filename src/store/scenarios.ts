/** The scenarios of a concept set: situations that are asked as a test of transfer and in no other mode. */

import type { Database } from 'better-sqlite3';
import type { Side } from '../core/contrast/model.ts';
import type { ConceptId, ConceptSetId } from '../core/ids.ts';
import type { Scenario } from '../core/quiz/make-question.ts';
import { prepareOnce } from './prepare-once.ts';

interface ScenarioRow extends Omit<Scenario, 'side'> {
  readonly conceptId: ConceptId | null;
}

const statements = prepareOnce((database) => ({
  list: database.prepare<[ConceptSetId], ScenarioRow>(
    'SELECT key, situation, concept_id AS conceptId, dimension, why, sources FROM scenarios WHERE set_id = ? ORDER BY id',
  ),
  count: database.prepare<[ConceptSetId], number>('SELECT count(*) FROM scenarios WHERE set_id = ?').pluck(),
  put: database.prepare(
    `INSERT INTO scenarios (set_id, key, situation, concept_id, dimension, why, sources) VALUES (@setId, @key, @situation, @conceptId, @dimension, @why, @sources)
     ON CONFLICT (set_id, key) DO UPDATE SET situation = excluded.situation, concept_id = excluded.concept_id, dimension = excluded.dimension,
       why = excluded.why, sources = excluded.sources`,
  ),
}));

/** In the order in which they came. */
export function listScenarios(database: Database, setId: ConceptSetId): readonly Scenario[] {
  return statements(database)
    .list.all(setId)
    .map(({ conceptId, ...scenario }) => ({ ...scenario, side: conceptId ?? 'both' }));
}

export function countScenarios(database: Database, setId: ConceptSetId): number {
  return statements(database).count.get(setId) ?? 0;
}

/** A scenario whose answer can be stored: one of the set's concepts, or both. */
export interface StorableScenario extends Scenario {
  readonly side: Exclude<Side, 'neither'>;
}

/** Adds scenarios; one whose key the set has already takes its place. */
export function putScenarios(database: Database, setId: ConceptSetId, scenarios: readonly StorableScenario[]): void {
  for (const { side, key, situation, dimension, why, sources } of scenarios) {
    statements(database).put.run({ setId, key, situation, conceptId: side === 'both' ? null : side, dimension, why, sources });
  }
}
