/** Answering a card: from its schedule and a rating to its next schedule and what the log keeps. Pure. */

import { assertNever } from '../result.ts';
import { convertSm2 } from './convert-sm2.ts';
import { type Fsrs, fsrsOf } from './fsrs.ts';
import { fuzzInterval, minimumAboveLast } from './fuzz.ts';
import { isLeechLapse } from './leech.ts';
import { nextLearningStep } from './learning-steps.ts';
import type { CardSchedule, CardState, MemoryState, PresetSettings, Rating, ReviewKind } from './model.ts';
import { DAY_MILLIS, type StudyMoment } from './study-day.ts';

/** What the review log keeps of an answer. */
export interface AnswerRecord {
  readonly reviewedAtMillis: number;
  readonly rating: Rating;
  readonly kind: ReviewKind;
  readonly stateBefore: CardState;
  readonly memoryBefore: MemoryState | null;
  readonly memoryAfter: MemoryState;
  /** Study days since the answer before; 0 for the first. */
  readonly elapsedDays: number;
  /** The interval given, in days; a learning step is a fraction of a day. */
  readonly intervalDays: number;
}

export interface AnswerOutcome {
  readonly rating: Rating;
  readonly next: CardSchedule;
  /** Until the card comes back: the step, or whole days. */
  readonly delayMillis: number;
  readonly isLeech: boolean;
  readonly record: AnswerRecord;
}

export type AnswerOutcomes = readonly [again: AnswerOutcome, hard: AnswerOutcome, good: AnswerOutcome, easy: AnswerOutcome];

const RATINGS = [1, 2, 3, 4] as const;
type Intervals = Readonly<Record<Rating, number>>;

/**
 * All four outcomes of the card at that moment. `fuzzFraction`, in [0, 1), spreads intervals where the preset asks for fuzz;
 * the same fraction gives the same outcomes, so what a button shows is what it does. With steps in rising order, again comes
 * back no later than hard, hard than good, good than easy; intervals are whole days from 1 to the preset's maximum.
 */
export function answerCard(schedule: CardSchedule, preset: PresetSettings, moment: StudyMoment, fuzzFraction: number): AnswerOutcomes {
  const fsrs = fsrsOf(preset.fsrsWeights);
  const before = memoryOf(schedule, fsrs);
  const elapsedDays = elapsedDaysOf(schedule, moment);
  const memories = mapRatings((rating) => fsrs.nextMemory(before, elapsedDays, rating));
  const ideal = mapRatings((rating) => fsrs.idealInterval(memories[rating].stability, preset.desiredRetention));
  const fraction = preset.fuzz ? fuzzFraction : null;
  const delays = mapRatings((rating) => stepOf(schedule, preset, rating));
  const intervals = reviewIntervals(schedule, preset, ideal, delays, fraction);

  const outcomeOf = (rating: Rating): AnswerOutcome => {
    const isLapse = schedule.state === 'review' && rating === 1;
    const lapseCount = schedule.lapseCount + (isLapse ? 1 : 0);
    const answered = {
      position: schedule.position,
      memory: memories[rating],
      lastReviewedAtMillis: Math.max(moment.nowMillis, schedule.lastReviewedAtMillis ?? 0),
      reviewCount: schedule.reviewCount + 1,
      lapseCount,
    };
    const step = delays[rating];
    const next: CardSchedule =
      step === null
        ? { ...answered, state: 'review', dueAtMillis: null, dueDay: moment.today + intervals[rating], intervalDays: intervals[rating], step: 0 }
        : { ...answered, state: learningStateAfter(schedule.state), dueAtMillis: dueAfter(step.delayMillis, moment), dueDay: null, intervalDays: 0, step: step.step };
    const delayMillis = step === null ? intervals[rating] * DAY_MILLIS : step.delayMillis;
    return {
      rating,
      next,
      delayMillis,
      isLeech: isLapse && isLeechLapse(lapseCount, preset.leechLapses),
      record: {
        reviewedAtMillis: moment.nowMillis,
        rating,
        kind: kindOf(schedule.state),
        stateBefore: schedule.state,
        memoryBefore: schedule.state === 'new' ? null : schedule.memory,
        memoryAfter: memories[rating],
        elapsedDays,
        intervalDays: delayMillis / DAY_MILLIS,
      },
    };
  };
  return [outcomeOf(1), outcomeOf(2), outcomeOf(3), outcomeOf(4)];
}

/**
 * What is remembered before the answer: nothing of a new card, whatever it was before it was forgotten. A review card that came
 * without a memory state (no log, no numbers) gets the one its interval speaks for.
 */
function memoryOf(schedule: CardSchedule, fsrs: Fsrs): MemoryState | null {
  if (schedule.state === 'new') return null;
  if (schedule.memory !== null || schedule.state === 'learning') return schedule.memory;
  return convertSm2(fsrs, 2.5, Math.max(schedule.intervalDays, 1));
}

function elapsedDaysOf(schedule: CardSchedule, moment: StudyMoment): number {
  if (schedule.state === 'new') return 0;
  if (schedule.lastReviewedAtMillis !== null) return Math.max(0, moment.today - moment.dayOf(schedule.lastReviewedAtMillis));
  if (schedule.dueDay !== null) return Math.max(0, moment.today - schedule.dueDay + Math.round(schedule.intervalDays));
  return 0;
}

function stepOf(schedule: CardSchedule, preset: PresetSettings, rating: Rating): ReturnType<typeof nextLearningStep> {
  switch (schedule.state) {
    case 'new':
      return nextLearningStep(preset.learningStepsMinutes, 0, rating);
    case 'learning':
      return nextLearningStep(preset.learningStepsMinutes, schedule.step, rating);
    case 'relearning':
      return nextLearningStep(preset.relearningStepsMinutes, schedule.step, rating);
    case 'review':
      return rating === 1 ? nextLearningStep(preset.relearningStepsMinutes, 0, 1) : null;
    default:
      return assertNever(schedule.state);
  }
}

/** Whole days for every rating, each above the one before it where the maximum leaves room. */
function reviewIntervals(
  schedule: CardSchedule,
  preset: PresetSettings,
  ideal: Intervals,
  delays: Readonly<Record<Rating, ReturnType<typeof nextLearningStep>>>,
  fraction: number | null,
): Intervals {
  const maximum = Math.max(1, preset.maximumIntervalDays);
  const intervals: Record<Rating, number> = { 1: 0, 2: 0, 3: 0, 4: 0 };
  let floor = 1;
  for (const rating of RATINGS) {
    const step = delays[rating];
    if (step !== null) {
      // A step of days must not outlast the interval of a better grade.
      floor = Math.max(floor, Math.ceil(step.delayMillis / DAY_MILLIS));
      continue;
    }
    const passedReview = schedule.state === 'review' && rating !== 1;
    const aboveLast = passedReview ? minimumAboveLast(ideal[rating], Math.round(schedule.intervalDays), maximum) : 0;
    intervals[rating] = fuzzInterval(ideal[rating], fraction, Math.max(floor, aboveLast), maximum);
    floor = intervals[rating] + 1;
  }
  return intervals;
}

/** A step that ends on a later study day is due from that day's beginning, so that it is asked with the day's other cards. */
function dueAfter(delayMillis: number, moment: StudyMoment): number {
  const dueAtMillis = moment.nowMillis + delayMillis;
  return dueAtMillis < moment.nextDayAtMillis ? dueAtMillis : moment.startOf(moment.dayOf(dueAtMillis));
}

function learningStateAfter(state: CardState): CardState {
  return state === 'new' || state === 'learning' ? 'learning' : 'relearning';
}

function kindOf(state: CardState): ReviewKind {
  return state === 'new' ? 'learning' : state;
}

function mapRatings<Value>(valueOf: (rating: Rating) => Value): Readonly<Record<Rating, Value>> {
  return { 1: valueOf(1), 2: valueOf(2), 3: valueOf(3), 4: valueOf(4) };
}
