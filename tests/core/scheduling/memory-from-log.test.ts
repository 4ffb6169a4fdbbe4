import { describe, expect, it } from 'vitest';
import { convertSm2 } from '../../../src/core/scheduling/convert-sm2.ts';
import { createFsrs } from '../../../src/core/scheduling/fsrs.ts';
import { type LoggedReview, replayReviewLog } from '../../../src/core/scheduling/memory-from-log.ts';

const DAY = 86_400_000;
const fsrs = createFsrs(null);
const options = { dayOf: (millis: number) => Math.floor(millis / DAY) };
const START = 20_000 * DAY;

function review(day: number, rating: LoggedReview['rating'], kind: LoggedReview['kind'], rest: Partial<LoggedReview> = {}): LoggedReview {
  return { reviewedAtMillis: START + day * DAY, rating, kind, intervalDays: 1, ease: 2.5, ...rest };
}

const LEARNED: readonly LoggedReview[] = [
  review(0, 1, 'learning'),
  review(0.01, 3, 'learning'),
  review(1, 3, 'review'),
  review(4, 3, 'review'),
  review(12, 3, 'review'),
  review(33, 3, 'review'),
];

describe('the memory state from a review log', () => {
  it('is that of the same answers given here', () => {
    const replayed = replayReviewLog(fsrs, LEARNED, options);
    expect(replayed?.memory.stability).toBeCloseTo(53.6269, 3);
    expect(replayed?.memory.difficulty).toBeCloseTo(6.35749, 4);
    expect(replayed?.lastReviewedAtMillis).toBe(START + 33 * DAY);
  });

  it('starts from the interval and ease of the first entry when the learning is not in the log', () => {
    const first = review(0, 3, 'review', { intervalDays: 100 });
    const alone = replayReviewLog(fsrs, [first], options);
    expect(alone?.memory.stability).toBeCloseTo(100, 4);
    expect(alone?.memory.difficulty).toBeCloseTo(5.003576, 4);
    const after = replayReviewLog(fsrs, [first, review(99, 3, 'review')], options);
    expect(after?.memory.stability).toBeCloseTo(248.9251, 1);
    expect(after?.memory.difficulty).toBeCloseTo(4.9938, 3);
  });

  it('forgets what came before a reset to new, and before the card was learned again', () => {
    const reset = review(40, 0, 'manual', { ease: 0 });
    const again = [review(41, 3, 'learning'), review(42, 3, 'review')];
    const alone = replayReviewLog(fsrs, again, options);
    expect(replayReviewLog(fsrs, [...LEARNED, reset, ...again], options)).toEqual(alone);
    expect(replayReviewLog(fsrs, [...LEARNED, ...again], options)).toEqual(alone);
    expect(replayReviewLog(fsrs, [...LEARNED, reset], options)).toBeNull();
  });

  it('leaves out changes of schedule and cram sessions that moved nothing', () => {
    const noise = [review(34, 0, 'rescheduled'), review(35, 0, 'manual'), review(36, 1, 'filtered', { ease: 0 })];
    expect(replayReviewLog(fsrs, [...LEARNED, ...noise], options)).toEqual(replayReviewLog(fsrs, LEARNED, options));
  });

  it('is null for a log without answers', () => {
    expect(replayReviewLog(fsrs, [], options)).toBeNull();
    expect(replayReviewLog(fsrs, [review(1, 0, 'manual')], options)).toBeNull();
  });

  it('agrees with the conversion from SM-2 alone for a card at ease 1.3 and 100 days', () => {
    const memory = convertSm2(fsrs, 1.3, 100);
    expect(memory.stability).toBeCloseTo(100, 3);
    expect(memory.difficulty).toBeCloseTo(9.8007, 3);
  });
});
