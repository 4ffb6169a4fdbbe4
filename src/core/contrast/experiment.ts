/** The personal experiment: dimensions of a set divided by chance, and what the delayed answers say of the difference. */

import type { Random } from '../clock.ts';
import { shuffle } from '../quiz/shuffle.ts';
import { DAY_MILLIS } from '../scheduling/study-day.ts';
import type { DiscriminationAnswer } from './model.ts';

export type ExperimentArm = 'contrast' | 'plain';

/** Before this, figures would say more about chance than about the learner. */
export const EXPERIMENT_DAYS = 14;
export const EXPERIMENT_ANSWERS_EACH = 20;

/** Arms for the dimensions that have none yet: shuffled, each to the smaller arm, a coin where they are equal. Statements without a dimension take no part. */
export function assignArms(dimensions: readonly string[], known: ReadonlyMap<string, ExperimentArm>, random: Random): readonly (readonly [string, ExperimentArm])[] {
  const sizes = { contrast: 0, plain: 0 };
  for (const arm of known.values()) sizes[arm] += 1;
  const missing = [...new Set(dimensions)].filter((dimension) => dimension !== '' && !known.has(dimension));
  return shuffle(missing, random).map((dimension) => {
    const arm: ExperimentArm = sizes.contrast === sizes.plain ? (random() < 0.5 ? 'contrast' : 'plain') : sizes.contrast < sizes.plain ? 'contrast' : 'plain';
    sizes[arm] += 1;
    return [dimension, arm];
  });
}

export interface Tally {
  readonly correct: number;
  readonly answers: number;
}

/**
 * Delayed answers by arm: those given at least a day after the answer before along the same dimension, and since the arm was
 * given out. `answers` are in order of time and hold earlier ones too, which count as "before".
 */
export function tallyDelayed(
  answers: Iterable<Pick<DiscriminationAnswer, 'dimension' | 'asked' | 'answered' | 'answeredAtMillis'>>,
  arms: ReadonlyMap<string, { readonly arm: ExperimentArm; readonly assignedAtMillis: number }>,
): Readonly<Record<ExperimentArm, Tally>> {
  const last = new Map<string, number>();
  const tally = { contrast: { correct: 0, answers: 0 }, plain: { correct: 0, answers: 0 } };
  for (const { dimension, asked, answered, answeredAtMillis } of answers) {
    const before = last.get(dimension);
    last.set(dimension, answeredAtMillis);
    const given = arms.get(dimension);
    if (given === undefined || before === undefined || answeredAtMillis < given.assignedAtMillis || answeredAtMillis - before < DAY_MILLIS) continue;
    const arm = tally[given.arm];
    arm.answers += 1;
    if (asked === answered) arm.correct += 1;
  }
  return tally;
}

/** The 97.5th percentile of the standard normal distribution: 95 % lie within it on both sides. */
const Z_95 = 1.959963984540054;

function wilson({ correct, answers }: Tally): { readonly low: number; readonly high: number } {
  const share = correct / answers;
  const square = Z_95 * Z_95;
  const middle = 2 * correct + square;
  const spread = Z_95 * Math.sqrt(square + 4 * correct * (1 - share));
  const scale = 2 * (answers + square);
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The difference of two independent proportions (one less other) with its 95 % interval by the hybrid score method: R. G. Newcombe
 * (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17, 873–890, method 10,
 * on the score intervals of E. B. Wilson (1927). Both must have at least one answer.
 */
export function compareProportions(one: Tally, other: Tally): Difference {
  const first = one.correct / one.answers;
  const second = other.correct / other.answers;
  const ofFirst = wilson(one);
  const ofSecond = wilson(other);
  const value = first - second;
  return {
    value,
    low: value - Math.hypot(first - ofFirst.low, ofSecond.high - second),
    high: value + Math.hypot(ofFirst.high - first, second - ofSecond.low),
  };
}

/** The difference, once there are days and answers enough in both arms; else null. */
export function judgeExperiment(tally: Readonly<Record<ExperimentArm, Tally>>, daysRunning: number): Difference | null {
  const enough = daysRunning >= EXPERIMENT_DAYS && tally.contrast.answers >= EXPERIMENT_ANSWERS_EACH && tally.plain.answers >= EXPERIMENT_ANSWERS_EACH;
  return enough ? compareProportions(tally.contrast, tally.plain) : null;
}

/** Points in a hundred, with a real minus. */
function points(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded < 0 ? `−${-rounded}` : `${Math.abs(rounded)}`;
}

function spanOf(low: number, high: number): string {
  return `between ${points(low)} and ${points(high)}, with 95 % confidence`;
}

/** The outcome in plain words, or what it still takes. */
export function describeExperiment(difference: Difference | null, tally: Readonly<Record<ExperimentArm, Tally>>, daysRunning: number): string {
  if (difference === null) {
    const daysLeft = EXPERIMENT_DAYS - daysRunning;
    const answersLeft = Math.max(0, EXPERIMENT_ANSWERS_EACH - Math.min(tally.contrast.answers, tally.plain.answers));
    const parts = [
      ...(daysLeft > 0 ? [daysLeft === 1 ? 'one more day' : `${daysLeft} more days`] : []),
      ...(answersLeft > 0 ? [`up to ${answersLeft} more delayed answers on either side`] : []),
    ];
    // Plain dimensions are recalled when due, so their answers come from practice and exams.
    const hint = answersLeft > 0 ? ' Practice and exams over the whole set give such answers.' : '';
    return `Too early to say: it takes ${parts.join(' and ')}.${hint}`;
  }
  const { value, low, high } = difference;
  if (low > 0) return `With contrasts you were right more often, by ${points(value)} points in a hundred (${spanOf(low, high)}).`;
  if (high < 0) return `With plain study you were right more often, by ${points(-value)} points in a hundred (${spanOf(-high, -low)}).`;
  return `No clear difference yet: contrasts less plain study comes to ${points(value)} points in a hundred (${spanOf(low, high)}).`;
}
