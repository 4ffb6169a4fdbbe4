/** What the app learned about the learner: confusions, bias, pair memory, and the personal experiment. */

import * as z from 'zod';
import type { Concept, Side } from '../core/contrast/model.ts';
import { command, query } from './operation.ts';
import { conceptSetId } from './schemas.ts';

export interface ConfusionMap {
  readonly concepts: readonly Concept[];
  /** The sides in the order of rows and columns: concepts, then both and neither where the set allows them. */
  readonly sides: readonly Side[];
  /** counts[asked][answered]. */
  readonly counts: readonly (readonly number[])[];
  readonly answerCount: number;
  readonly accuracy: number | null;
  /** Per dimension, most confusions first. */
  readonly dimensions: readonly { readonly dimension: string; readonly counts: readonly (readonly number[])[]; readonly confusions: number; readonly answers: number }[];
  /** Per week, oldest first. */
  readonly weeks: readonly { readonly startMillis: number; readonly answers: number; readonly confusions: number }[];
}

/** Signal detection for one pair of concepts. */
export interface PairBias {
  readonly first: Concept;
  readonly second: Concept;
  /** Answers on which the figures rest. */
  readonly answers: number;
  /** d′; null with too few answers to say. */
  readonly sensitivity: number | null;
  /** c; positive leans to the second concept, negative to the first. */
  readonly criterion: number | null;
  /** "You tell them apart well, but lean to leader." */
  readonly sentence: string;
  readonly memory: { readonly stability: number; readonly difficulty: number; readonly dueDay: number; readonly retrievability: number } | null;
}

export interface ExperimentReport {
  readonly enabled: boolean;
  readonly daysRunning: number;
  readonly daysNeeded: number;
  readonly contrast: { readonly correct: number; readonly answers: number };
  readonly plain: { readonly correct: number; readonly answers: number };
  /** Difference of the delayed accuracies (contrast less plain) with its 95 % interval; null until there is enough. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly sentence: string;
}

export const insightContract = {
  'insight.confusions': query<ConfusionMap>()(z.strictObject({ setId: conceptSetId, sinceMillis: z.int().nonnegative().default(0), dimension: z.string().nullable().default(null) })),
  'insight.bias': query<readonly PairBias[]>()(z.strictObject({ setId: conceptSetId, sinceMillis: z.int().nonnegative().default(0) })),
  /** How well the pair's own memory, its cards alone, and a running average foretell the answers in the log: mean log loss. */
  'insight.pair-replay': query<{ readonly answers: number; readonly pairMemory: number | null; readonly cardsAlone: number | null; readonly runningAverage: number | null }>()(
    z.strictObject({ setId: conceptSetId }),
  ),
  'insight.experiment': query<ExperimentReport>()(z.strictObject({ setId: conceptSetId })),
  'insight.set-experiment': command<null>()(z.strictObject({ setId: conceptSetId, enabled: z.boolean() })),
};
