/** A concept set with all that its screen shows. */

import type { ConceptSetDetail } from '../contract/contrast.ts';
import { countConfusions } from '../core/contrast/confusion-counts.ts';
import { listChoices } from '../core/quiz/make-question.ts';
import { DAY_MILLIS } from '../core/scheduling/study-day.ts';
import { toPlainSet } from '../store/concept-sets.ts';
import type { StoredConceptSet } from '../store/concept-sets.ts';
import { loadContrastRows } from '../store/contrast-rows.ts';
import { readDiscriminations } from '../store/discriminations.ts';
import type { Library } from '../store/library.ts';
import { countScenarios } from '../store/scenarios.ts';

/** Confusions older than this say little of what is mixed up now. */
export const RECENT_DAYS = 30;

export function describeConceptSet({ database }: Library, set: StoredConceptSet, nowMillis: number): ConceptSetDetail {
  const recent = countConfusions(readDiscriminations(database, set.id, Math.max(0, nowMillis - RECENT_DAYS * DAY_MILLIS)), listChoices(set));
  return {
    ...toPlainSet(set),
    deckId: set.deckId,
    deckName: set.deckName,
    rows: loadContrastRows(database, set),
    scenarioCount: countScenarios(database, set.id),
    recentConfusions: recent.confusionCount,
  };
}
