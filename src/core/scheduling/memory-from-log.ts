/** The memory state of a card from its review log, for cards that come without one. */

import { convertSm2 } from './convert-sm2.ts';
import type { Fsrs } from './fsrs.ts';
import type { MemoryState, Rating, ReviewKind } from './model.ts';

/** An entry of the log, as far as replaying asks. */
export interface LoggedReview {
  readonly reviewedAtMillis: number;
  /** 0 is a change of schedule that was no answer. */
  readonly rating: 0 | Rating;
  readonly kind: ReviewKind;
  /** The interval given then, in days. */
  readonly intervalDays: number;
  /** SM-2 ease then (2.5 = 250 %); null where it is not known; 0 in a manual entry says that the card was reset to new. */
  readonly ease: number | null;
}

export interface ReplayOptions {
  /** The study day of a moment. */
  readonly dayOf: (millis: number) => number;
  /** What the other program aimed at before; 0.9 unless known. */
  readonly historicalRetention?: number;
}

export interface ReplayedMemory {
  readonly memory: MemoryState;
  readonly lastReviewedAtMillis: number;
}

const UNKNOWN_EASE = 2.5;

/**
 * Replays a card's log (in order of time) and gives its memory state, or null when no answer counts. Cram sessions that left
 * the schedule alone and manual changes do not count; a reset to new forgets what came before; a log whose beginning is lost
 * starts from the SM-2 numbers of its first entry. As Anki does it.
 */
export function replayReviewLog(fsrs: Fsrs, log: readonly LoggedReview[], options: ReplayOptions): ReplayedMemory | null {
  const answers = countedAnswers(log);
  const first = answers[0];
  if (first === undefined) return null;
  const retention = options.historicalRetention ?? 0.9;
  let memory: MemoryState =
    first.kind === 'learning'
      ? fsrs.nextMemory(null, 0, first.rating)
      : convertSm2(fsrs, first.ease ?? UNKNOWN_EASE, Math.max(first.intervalDays, 1), retention);
  let last = first;
  for (const answer of answers.slice(1)) {
    const elapsedDays = options.dayOf(answer.reviewedAtMillis) - options.dayOf(last.reviewedAtMillis);
    memory = fsrs.nextMemory(memory, elapsedDays, answer.rating);
    last = answer;
  }
  return { memory, lastReviewedAtMillis: last.reviewedAtMillis };
}

type Answer = LoggedReview & { readonly rating: Rating };

/** The answers since the card was last reset, beginning with the last time it was learned anew where the log says so. */
function countedAnswers(log: readonly LoggedReview[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (const entry of log) {
    if (entry.kind === 'manual' && entry.rating === 0 && entry.ease === 0) answers.length = 0;
    if (isAnswer(entry)) answers.push(entry);
  }
  // A card that was learned twice (reset without a trace) starts at the second learning.
  let start = 0;
  for (let index = 1; index < answers.length; index += 1) {
    if (answers[index]?.kind === 'learning' && answers[index - 1]?.kind !== 'learning') start = index;
  }
  return answers.slice(start);
}

function isAnswer(entry: LoggedReview): entry is Answer {
  if (entry.rating === 0 || entry.kind === 'manual' || entry.kind === 'rescheduled') return false;
  return !(entry.kind === 'filtered' && entry.ease === 0);
}
