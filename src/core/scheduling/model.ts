/** What the scheduler knows of a card, and the settings it goes by. */

import { DEFAULT_STAGGER_STABILITY_DAYS } from '../contrast/staggered-twins.ts';

/** 1 again, 2 hard, 3 good, 4 easy. */
export type Rating = 1 | 2 | 3 | 4;

export type CardState = 'new' | 'learning' | 'review' | 'relearning';

/** FSRS memory state. */
export interface MemoryState {
  /** Days until retrievability falls to 0.9. */
  readonly stability: number;
  /** 1 (easy) to 10 (hard). */
  readonly difficulty: number;
}

export interface CardSchedule {
  readonly state: CardState;
  /** Order among new cards; kept when a card leaves that state, so that it can be forgotten back to its place. */
  readonly position: number;
  /** For learning and relearning cards: when the next step is due. Null otherwise. */
  readonly dueAtMillis: number | null;
  /** For review cards: the study day (see study-day.ts) on which it is due. Null otherwise. */
  readonly dueDay: number | null;
  readonly memory: MemoryState | null;
  readonly lastReviewedAtMillis: number | null;
  /** The interval last given, in days; 0 while learning. */
  readonly intervalDays: number;
  /** Index of the current learning or relearning step. */
  readonly step: number;
  readonly reviewCount: number;
  readonly lapseCount: number;
}

/** The settings of a deck's schedule; several decks can share one. */
export interface PresetSettings {
  readonly learningStepsMinutes: readonly number[];
  readonly relearningStepsMinutes: readonly number[];
  /** 0.70 to 0.99. */
  readonly desiredRetention: number;
  readonly maximumIntervalDays: number;
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
  readonly fuzz: boolean;
  /** How far ahead learning cards may be shown when nothing else is left. */
  readonly learnAheadMinutes: number;
  readonly newOrder: 'position' | 'random';
  readonly reviewOrder: 'due-day' | 'retrievability-ascending' | 'random';
  readonly newAmongReviews: 'mixed' | 'before' | 'after';
  readonly buryNewSiblings: boolean;
  readonly buryReviewSiblings: boolean;
  readonly leechLapses: number;
  readonly leechAction: 'tag' | 'suspend';
  /** Whether the counterpart of a side (see contrast/staggered-twins.ts) waits until the first has settled. */
  readonly staggerTwins: boolean;
  /** Days of stability above which a side counts as settled. */
  readonly staggerStabilityDays: number;
  /** 21 numbers of FSRS-6, or null for the defaults. */
  readonly fsrsWeights: readonly number[] | null;
}

/** Anki's defaults where it has them (FSRS on). */
export const DEFAULT_PRESET: PresetSettings = {
  learningStepsMinutes: [1, 10],
  relearningStepsMinutes: [10],
  desiredRetention: 0.9,
  maximumIntervalDays: 36500,
  newPerDay: 20,
  reviewsPerDay: 200,
  fuzz: true,
  learnAheadMinutes: 20,
  newOrder: 'position',
  reviewOrder: 'due-day',
  newAmongReviews: 'mixed',
  buryNewSiblings: true,
  buryReviewSiblings: true,
  leechLapses: 8,
  leechAction: 'tag',
  staggerTwins: true,
  staggerStabilityDays: DEFAULT_STAGGER_STABILITY_DAYS,
  fsrsWeights: null,
};

/** What a review was: the state it was asked in, or a change of the schedule that was no answer. */
export type ReviewKind = 'learning' | 'review' | 'relearning' | 'filtered' | 'manual' | 'rescheduled';

/** How the question was put. */
export type StudyMode = 'recall' | 'sort' | 'choose' | 'complete' | 'match' | 'side-by-side' | 'why' | 'scenario' | 'exam';

/** What was asked and what was answered, when the question had choices or a typed answer. */
export interface AnsweredChoice {
  readonly asked: string;
  readonly answered: string;
  readonly correct: boolean;
  readonly choices?: readonly string[];
  /** Present when sides of a concept set were asked for: what the confusion map is made of. */
  readonly discriminations?: readonly LoggedDiscrimination[];
  readonly certainty?: 'sure' | 'think' | 'guess';
}

/** A discrimination as both logs keep it; sides are concept ids, `both` or `neither`. */
export interface LoggedDiscrimination {
  readonly setId: number;
  readonly dimension: string;
  readonly asked: number | 'both' | 'neither';
  readonly answered: number | 'both' | 'neither';
}
