/** Rows of Anki's review log as ours. */

import type { LoggedReview } from '../../scheduling/memory-from-log.ts';
import type { CardState, ReviewKind } from '../../scheduling/model.ts';
import type { ImportedReview } from '../import-sink.ts';
import { toIntervalDays } from './card-schedule.ts';

/** A row of `revlog`, by Anki's column names; id is Unix milliseconds. */
export interface AnkiReviewRow {
  readonly id: number;
  readonly cid: number;
  readonly ease: number;
  readonly ivl: number;
  readonly factor: number;
  readonly time: number;
  readonly type: number;
}

const KINDS: readonly ReviewKind[] = ['learning', 'review', 'relearning', 'filtered', 'manual', 'rescheduled'];
const DAY_MILLIS = 86_400_000;

function kindOf(type: number): ReviewKind {
  return KINDS[type] ?? 'manual';
}

function ratingOf(ease: number): 0 | 1 | 2 | 3 | 4 {
  return ease === 1 || ease === 2 || ease === 3 || ease === 4 ? ease : 0;
}

function stateBefore(kind: ReviewKind, isFirst: boolean): CardState {
  switch (kind) {
    case 'learning':
      return isFirst ? 'new' : 'learning';
    case 'relearning':
      return 'relearning';
    default:
      return 'review';
  }
}

/** FSRS has its difficulty of 1 to 10 there as 100 to 1100. */
function difficultyOf(factor: number): number | null {
  return factor >= 100 && factor <= 1100 ? (factor / 1000 - 0.1) * 9 + 1 : null;
}

/**
 * The log of Anki's first scheduler as the later ones write it: while learning and relearning it offered Again, Good and
 * Easy as 1, 2 and 3. Source: Anki's own upgrade of such collections.
 */
export function* countFourAnswers(rows: Iterable<AnkiReviewRow>): Generator<AnkiReviewRow> {
  for (const row of rows) {
    const isOfThree = (row.type === 0 || row.type === 2) && (row.ease === 2 || row.ease === 3);
    yield isOfThree ? { ...row, ease: row.ease + 1 } : row;
  }
}

/** For replaying: FSRS writes a difficulty of 100 to 1100 where SM-2 wrote an ease of 1300 and more. */
export function toLoggedReview(row: AnkiReviewRow): LoggedReview {
  const isSm2Ease = row.factor === 0 || row.factor > 1100;
  return {
    reviewedAtMillis: row.id,
    rating: ratingOf(row.ease),
    kind: kindOf(row.type),
    intervalDays: toIntervalDays(row.ivl),
    ease: isSm2Ease ? row.factor / 1000 : null,
  };
}

/** `previous` is the card's review before, or null for its first. */
export function toImportedReview(row: AnkiReviewRow, previous: AnkiReviewRow | null): ImportedReview {
  const kind = kindOf(row.type);
  return {
    cardSourceId: row.cid,
    reviewedAtMillis: row.id,
    rating: ratingOf(row.ease),
    kind,
    stateBefore: stateBefore(kind, previous === null),
    elapsedDays: previous === null ? 0 : Math.max((row.id - previous.id) / DAY_MILLIS, 0),
    intervalDays: toIntervalDays(row.ivl),
    durationMillis: Math.max(row.time, 0),
    difficultyAfter: difficultyOf(row.factor),
  };
}
