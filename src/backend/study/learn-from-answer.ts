/** What an answer changes beyond its row of the log: the memories of the pairs that it tells of, and trials that it raises. */

import type { ConceptSet } from '../../core/contrast/model.ts';
import { listPairsOf, toPair, updatePairMemory } from '../../core/contrast/pair-memory.ts';
import { raisesContrast, TRIGGER_WINDOW_DAYS } from '../../core/contrast/triggered-contrast.ts';
import type { Discrimination } from '../../core/quiz/model.ts';
import { DAY_MILLIS, type StudyMoment } from '../../core/scheduling/study-day.ts';
import { findLastTrial, raiseTrial } from '../../store/contrast-trials.ts';
import { readDiscriminations } from '../../store/discriminations.ts';
import type { Database } from '../../store/library.ts';
import { findPairMemory, savePairMemory } from '../../store/pair-memories.ts';

type Told = Pick<Discrimination, 'dimension' | 'asked' | 'answered'>;

export interface AnswerToLearnFrom {
  readonly set: Pick<ConceptSet, 'id' | 'concepts'>;
  readonly discriminations: readonly Told[];
  readonly moment: StudyMoment;
  /** False for the answer to a trial itself: its errors have just been set right. */
  readonly mayRaiseTrial: boolean;
}

/** To be called inside the answer's write, before or after its row is logged. Says whether a trial was raised. */
export function learnFromAnswer(database: Database, answer: AnswerToLearnFrom): { readonly raisedTrial: boolean } {
  updateMemories(database, answer);
  let raisedTrial = false;
  if (answer.mayRaiseTrial) for (const told of answer.discriminations) raisedTrial = raiseIfRepeated(database, answer, told) || raisedTrial;
  return { raisedTrial };
}

function updateMemories(database: Database, { set, discriminations, moment }: AnswerToLearnFrom): void {
  const concepts = set.concepts.map(({ id }) => id);
  for (const told of discriminations) {
    for (const pair of listPairsOf(told, concepts)) {
      const before = findPairMemory(database, pair);
      const after = updatePairMemory(before, told.asked === told.answered, moment.today);
      if (after !== before) savePairMemory(database, pair, after);
    }
  }
}

/** A trial puts two concepts side by side along a dimension, so it needs both: statements without one raise none. */
function raiseIfRepeated(database: Database, { set, moment }: AnswerToLearnFrom, { dimension, asked, answered }: Told): boolean {
  if (asked === answered || typeof asked === 'string' || typeof answered === 'string' || dimension === '') return false;
  const pair = toPair(asked, answered);
  const last = findLastTrial(database, set.id, pair, dimension);
  if (last !== null && last.doneAtMillis === null) return false;
  const { nowMillis } = moment;
  const earlier = readDiscriminations(database, set.id, Math.max(0, nowMillis - TRIGGER_WINDOW_DAYS * DAY_MILLIS));
  if (!raisesContrast({ dimension, asked, answered, answeredAtMillis: nowMillis }, earlier, last?.doneAtMillis ?? null)) return false;
  raiseTrial(database, set.id, pair, dimension, nowMillis);
  return true;
}
