/** The review log of ours as rows of Anki's: the other direction of anki/review-log.ts. */

import type { ReviewKind } from '../../scheduling/model.ts';
import type { AnkiReviewRow } from '../anki/review-log.ts';
import type { ExportedReview } from '../export-source.ts';

export type AnkiReviewParts = Omit<AnkiReviewRow, 'id' | 'cid'> & { readonly lastIvl: number };

const TYPES: Readonly<Record<ReviewKind, number>> = { learning: 0, review: 1, relearning: 2, filtered: 3, manual: 4, rescheduled: 5 };
const DAY_SECONDS = 86_400;
const DURATION_LIMIT = 2_000_000_000;
const DEFAULT_FACTOR = 2500;

/** Days where there is one at least, else negative seconds. */
function toInterval(days: number): number {
  if (days >= 1) return Math.min(Math.round(days), DURATION_LIMIT);
  return days <= 0 ? 0 : -Math.round(days * DAY_SECONDS);
}

/**
 * Anki keeps FSRS’s difficulty where SM-2 had its ease: 1 to 10 as 100 to 1100. A zero has meanings there (a card reset to
 * new, a cram that left the schedule alone), so other entries never have it.
 */
function toFactor(review: ExportedReview): number {
  if (review.difficultyAfter !== null) return Math.round(((review.difficultyAfter - 1) / 9 + 0.1) * 1000);
  return review.kind === 'learning' || review.kind === 'filtered' || review.intervalDays <= 0 ? 0 : DEFAULT_FACTOR;
}

/** `previous`: the card’s review before this, or null. */
export function toAnkiReview(review: ExportedReview, previous: ExportedReview | null): AnkiReviewParts {
  return {
    ease: review.rating,
    ivl: toInterval(review.intervalDays),
    lastIvl: previous === null ? 0 : toInterval(previous.intervalDays),
    factor: toFactor(review),
    time: Math.min(Math.max(Math.round(review.durationMillis), 0), DURATION_LIMIT),
    type: TYPES[review.kind],
  };
}
