/** What a desired retention means for a learner, in words. */

import type { Fsrs } from '../../../core/scheduling/fsrs.ts';

/** Of a hundred cards asked on their day, how many come to mind: "about 9 of 10" where that is exact enough. */
export function describeRetention(desiredRetention: number): string {
  const percent = Math.round(desiredRetention * 100);
  return percent % 10 === 0 ? `about ${percent / 10} of 10 cards` : `about ${percent} of 100 cards`;
}

/**
 * How much sooner or later cards come than at 90 %, by the forgetting curve itself: a card of ten days' stability is due
 * after ten days at 90 %.
 */
export function describeEffort(fsrs: Pick<Fsrs, 'idealInterval'>, desiredRetention: number): string {
  const days = Math.max(1, Math.round(fsrs.idealInterval(10, desiredRetention)));
  if (days === 10) return 'This is a good balance for most people.';
  return days < 10
    ? `Cards come sooner, so there are more reviews: after ${days === 1 ? 'one day' : `${days} days`} instead of 10.`
    : `Cards come later, so there are fewer reviews: after ${days} days instead of 10.`;
}
