/** What an answer changes besides its row in the log: the memories of the pairs it tells of, and trials that confusions raise. */

import type { ConceptSet, DiscriminationAnswer } from '../../core/contrast/model.ts';
import { listPairsOf, toPair, updatePairMemory } from '../../core/contrast/pair-memory.ts';
import { raisesContrast, TRIGGER_WINDOW_DAYS } from '../../core/contrast/triggered-contrast.ts';
import type { Discrimination } from '../../core/quiz/model.ts';
import { DAY_MILLIS } from '../../core/scheduling/study-day.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import { findLastTrial, raiseTrial } from '../../store/contrast-trials.ts';
import { readDiscriminations } from '../../store/discriminations.ts';
import { isPlainArm } from '../../store/experiment.ts';
import type { Database } from '../../store/library.ts';
import { findPairMemory, savePairMemory } from '../../store/pair-memories.ts';

/**
 * Carries a response's discriminations on to the pair memories (the first answer of a study day counts) and raises a trial
 * for each dimension along which two concepts were now mixed up repeatedly. Call it before or after the row is logged.
 * Must run inside the command's transaction. Returns whether a trial was raised.
 */
export function learnFromAnswers(
  database: Database,
  set: Pick<ConceptSet, 'id' | 'concepts'>,
  discriminations: readonly Pick<Discrimination, 'asked' | 'answered' | 'dimension'>[],
  moment: Pick<StudyMoment, 'nowMillis' | 'today'>,
): { readonly raisedTrial: boolean } {
  const concepts = set.concepts.map(({ id }) => id);
  for (const discrimination of discriminations) {
    for (const pair of listPairsOf(discrimination, concepts)) {
      const before = findPairMemory(database, pair);
      const after = updatePairMemory(before, discrimination.asked === discrimination.answered, moment.today);
      if (after !== before) savePairMemory(database, pair, after);
    }
  }
  let raisedTrial = false;
  let earlier: readonly DiscriminationAnswer[] | null = null;
  for (const { asked, answered, dimension } of discriminations) {
    if (asked === answered || typeof asked === 'string' || typeof answered === 'string') continue;
    if (dimension === '' || !concepts.includes(asked) || !concepts.includes(answered) || isPlainArm(database, set.id, dimension)) continue;
    const pair = toPair(asked, answered);
    const last = findLastTrial(database, set.id, pair, dimension);
    if (last !== null && last.doneAtMillis === null) continue;
    earlier ??= readDiscriminations(database, set.id, Math.max(0, moment.nowMillis - TRIGGER_WINDOW_DAYS * DAY_MILLIS));
    if (!raisesContrast({ asked, answered, dimension, answeredAtMillis: moment.nowMillis }, earlier, last?.doneAtMillis ?? null)) continue;
    raiseTrial(database, set.id, pair, dimension, moment.nowMillis);
    raisedTrial = true;
  }
  return { raisedTrial };
}
