/** Learning and relearning steps: how long until a card that is not yet learned is asked again. */

import type { Rating } from './model.ts';

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 1_440 * MINUTE_MILLIS;

export interface NextStep {
  readonly step: number;
  readonly delayMillis: number;
}

/**
 * Where a rating leads from `step` (an index into `stepsMinutes`, brought into range when the settings have changed): the next
 * step, or null when the card leaves the steps (good on the last, easy on any, or no steps at all). Anki's rules: hard on the
 * first step waits the average of the first two, or half as long again (at most a day more) when there is one.
 */
export function nextLearningStep(stepsMinutes: readonly number[], step: number, rating: Rating): NextStep | null {
  const current = Math.min(Math.max(step, 0), stepsMinutes.length - 1);
  const firstMinutes = stepsMinutes[0];
  if (firstMinutes === undefined || rating === 4) return null;
  if (rating === 1) return { step: 0, delayMillis: firstMinutes * MINUTE_MILLIS };
  if (rating === 2) return { step: current, delayMillis: hardDelay(stepsMinutes, current) };
  const nextMinutes = stepsMinutes[current + 1];
  return nextMinutes === undefined ? null : { step: current + 1, delayMillis: nextMinutes * MINUTE_MILLIS };
}

function hardDelay(stepsMinutes: readonly number[], step: number): number {
  const currentMillis = (stepsMinutes[step] ?? 0) * MINUTE_MILLIS;
  if (step > 0) return currentMillis;
  const second = stepsMinutes[1];
  const secondMillis = second === undefined ? null : second * MINUTE_MILLIS;
  const delayMillis = secondMillis === null ? Math.min(currentMillis * 1.5, currentMillis + DAY_MILLIS) : (currentMillis + secondMillis) / 2;
  if (delayMillis <= DAY_MILLIS) return delayMillis;
  // Whole days beyond a day, but rounding must not bring hard before again or after good.
  const wholeDays = Math.round(delayMillis / DAY_MILLIS) * DAY_MILLIS;
  return Math.max(currentMillis, Math.min(wholeDays, secondMillis ?? wholeDays));
}
