/** What Mochi remembers of a card's reviews, as a log and a schedule of ours. */

import type { CardSchedule } from '../../scheduling/model.ts';
import { scheduleFromSm2 } from '../foreign-schedule.ts';
import type { ReaderContext } from '../format-reader.ts';
import type { ImportedReview, SourceId } from '../import-sink.ts';
import type { MochiReview } from './mochi-data.ts';

const DAY_MILLIS = 86_400_000;

/** Null for a card never reviewed. Mochi knows no ease: intervals grow by a factor that a deck has, and fall when a card is forgotten. */
export function scheduleOf(reviews: readonly MochiReview[], context: ReaderContext): CardSchedule | null {
  const last = reviews.at(-1);
  if (last === undefined || !context.withSchedule) return null;
  return scheduleFromSm2(
    {
      easeFactor: null,
      intervalDays: last.intervalDays,
      dueAtMillis: last.dueAtMillis,
      lastReviewedAtMillis: last.atMillis,
      reviewCount: reviews.length,
      lapseCount: reviews.filter(({ remembered }, index) => index > 0 && !remembered).length,
    },
    context,
  );
}

/** In the order of time. */
export function listReviews(reviews: readonly MochiReview[], cardSourceId: SourceId): readonly ImportedReview[] {
  return reviews.map(({ atMillis, remembered, intervalDays, durationMillis }, index) => {
    const before = reviews[index - 1];
    return {
      cardSourceId,
      reviewedAtMillis: atMillis,
      rating: remembered ? 3 : 1,
      kind: before === undefined ? 'learning' : 'review',
      stateBefore: before === undefined ? 'new' : 'review',
      elapsedDays: before === undefined ? 0 : (atMillis - before.atMillis) / DAY_MILLIS,
      intervalDays: Math.max(intervalDays ?? 0, 0),
      durationMillis,
    };
  });
}
