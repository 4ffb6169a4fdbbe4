/** Errors made with certainty are corrected best when they come back soon (Butterfield and Metcalfe 2001). */

import type { AnswerOutcome } from './answer-card.ts';
import type { PresetSettings } from './model.ts';
import { DAY_MILLIS, type StudyMoment } from './study-day.ts';

const MINUTE_MILLIS = 60_000;

/**
 * The outcome of an error with its step halved, and brought within what the session shows ahead, so that the card is asked
 * again before the session ends; a card that would have left its steps gets one more. Its memory stays as it was.
 */
export function hastenOutcome(outcome: AnswerOutcome, preset: PresetSettings, moment: StudyMoment): AnswerOutcome {
  const aheadMillis = Math.max(1, preset.learnAheadMinutes) * MINUTE_MILLIS;
  const untilTomorrow = Math.max(1, moment.nextDayAtMillis - moment.nowMillis - 1);
  const delayMillis = Math.min(Math.round(outcome.delayMillis / 2), aheadMillis, untilTomorrow);
  const { next, record } = outcome;
  const isInSteps = next.state === 'learning' || next.state === 'relearning';
  return {
    ...outcome,
    delayMillis,
    next: {
      ...next,
      state: isInSteps ? next.state : record.stateBefore === 'new' || record.stateBefore === 'learning' ? 'learning' : 'relearning',
      dueAtMillis: moment.nowMillis + delayMillis,
      dueDay: null,
      intervalDays: 0,
      step: 0,
    },
    record: { ...record, intervalDays: delayMillis / DAY_MILLIS },
  };
}
