/** Mnemosyne's grades, repetitions and log as our schedules and reviews. */

import { fsrsOf } from '../../scheduling/fsrs.ts';
import { replayReviewLog } from '../../scheduling/memory-from-log.ts';
import type { CardSchedule } from '../../scheduling/model.ts';
import type { ReaderContext } from '../format-reader.ts';
import { scheduleAsNew, scheduleFromSm2 } from '../foreign-schedule.ts';
import type { ImportedReview } from '../import-sink.ts';
import type { MnemosyneLearning, MnemosyneReview } from './model.ts';

/** From this grade on a card counts as known. */
const LEAST_KNOWN = 2;

/** Known cards are due when they were; those not known wait in their first learning or relearning step, due since they were last seen. */
export function scheduleMnemosyneCard(learning: MnemosyneLearning, position: number, context: ReaderContext): CardSchedule {
  const { grade, lapses, retentionReps } = learning;
  if (grade < 0) return scheduleAsNew(position);
  const isKnown = grade >= LEAST_KNOWN;
  const schedule = scheduleFromSm2(
    {
      easeFactor: learning.easiness,
      intervalDays: isKnown ? null : 1,
      dueDay: isKnown ? learning.dueDay : null,
      lastReviewedAtMillis: learning.lastReviewedAtMillis,
      reviewCount: Math.max(learning.acquisitionReps + retentionReps, 1),
      lapseCount: lapses,
      position,
    },
    context,
  );
  if (isKnown || schedule.state === 'new') return schedule;
  const wasKnown = lapses > 0 || retentionReps > 0;
  return {
    ...schedule,
    state: wasKnown ? 'relearning' : 'learning',
    dueDay: null,
    dueAtMillis: schedule.lastReviewedAtMillis ?? context.nowMillis,
    memory: wasKnown ? schedule.memory : null,
    intervalDays: 0,
  };
}

/** The card with the memory that its log gives, where the log tells all of its answers; long logs are cut in Mnemosyne. */
export function scheduleByReviews(schedule: CardSchedule, learning: MnemosyneLearning, reviews: readonly ImportedReview[], context: ReaderContext): CardSchedule {
  if (schedule.memory === null || reviews.length === 0 || reviews.length < learning.acquisitionReps + learning.retentionReps) return schedule;
  const log = reviews.map((review) => ({ ...review, ease: null }));
  const replayed = replayReviewLog(fsrsOf(null), log, { dayOf: context.moment.dayOf });
  return replayed === null ? schedule : { ...schedule, memory: replayed.memory };
}

/** Mnemosyne's help on grades: 0 and 1 not known; 2 known with great effort; 3 and 4 at about the right time; 5 too soon. */
function toRating(grade: number): 1 | 2 | 3 | 4 {
  return grade < LEAST_KNOWN ? 1 : grade === 2 ? 2 : grade >= 5 ? 4 : 3;
}

/** In order of time. */
export function convertReviews(reviews: readonly MnemosyneReview[], cardSourceId: number, context: ReaderContext): readonly ImportedReview[] {
  let wasKnown = false;
  let isKnown = false;
  return reviews.map((review, index) => {
    const before = reviews[index - 1];
    const kind = isKnown ? 'review' : wasKnown ? 'relearning' : 'learning';
    isKnown = review.grade >= LEAST_KNOWN;
    wasKnown ||= isKnown;
    return {
      cardSourceId,
      reviewedAtMillis: review.reviewedAtMillis,
      rating: toRating(review.grade),
      kind,
      stateBefore: before === undefined ? 'new' : kind,
      elapsedDays: before === undefined ? 0 : Math.max(0, context.moment.dayOf(review.reviewedAtMillis) - context.moment.dayOf(before.reviewedAtMillis)),
      intervalDays: isKnown ? Math.max(0, Math.round(review.intervalDays)) : 0,
      durationMillis: Math.max(0, Math.round(review.thinkingMillis)),
    };
  });
}
