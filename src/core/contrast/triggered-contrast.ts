/** When a learner has mixed up the same two sides twice within a fortnight, a side-by-side trial on that dimension is due. */

import type { DiscriminationAnswer, Side } from './model.ts';

export const TRIGGER_WINDOW_DAYS = 14;
export const TRIGGER_CONFUSIONS = 2;
const DAY_MILLIS = 86_400_000;

type Answer = Pick<DiscriminationAnswer, 'asked' | 'answered' | 'dimension' | 'answeredAtMillis'>;

function isSamePair(one: Answer, asked: Side, answered: Side): boolean {
  return (one.asked === asked && one.answered === answered) || (one.asked === answered && one.answered === asked);
}

/**
 * Whether `latest` raises a contrast trial: it is a confusion, and with it `earlier` holds two of the same two sides, whichever
 * was asked, along the same dimension within 14 days. `lastTrialAtMillis` is when that pair and dimension last had its trial:
 * confusions before it are spent. Repeated confusion as the trigger: Jacoby, Massey and Kellman (2024).
 */
export function raisesContrast(latest: Answer, earlier: Iterable<Answer>, lastTrialAtMillis: number | null): boolean {
  if (latest.asked === latest.answered) return false;
  const since = Math.max(latest.answeredAtMillis - TRIGGER_WINDOW_DAYS * DAY_MILLIS, lastTrialAtMillis ?? -Infinity);
  let confusions = 1;
  for (const answer of earlier) {
    if (answer.answeredAtMillis <= since || answer.answeredAtMillis >= latest.answeredAtMillis) continue;
    if (answer.dimension === latest.dimension && isSamePair(answer, latest.asked, latest.answered)) confusions += 1;
    if (confusions >= TRIGGER_CONFUSIONS) return true;
  }
  return confusions >= TRIGGER_CONFUSIONS;
}
