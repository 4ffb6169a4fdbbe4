/** What a learner shows on wordings never practised, and means over learners with their intervals. */

import type { Random } from '../../../src/core/clock.ts';
import { measureDiscriminability, type Discriminability, type TwoByTwo } from '../../../src/core/contrast/signal-detection.ts';
import { distanceOf, drawNormal, type Learner } from './learner.ts';

export interface TestResult extends Discriminability {
  /** 0 to 1. */
  readonly proportionCorrect: number;
}

/** Two new situations for each row, one of either side, each answered once, without feedback. `random` gives the evidence. */
export function testTransfer(learner: Learner, atDays: number, random: Random): TestResult {
  const counts: { -readonly [Key in keyof TwoByTwo]: number } = { firstAsFirst: 0, firstAsSecond: 0, secondAsFirst: 0, secondAsSecond: 0 };
  for (const row of learner.rows) {
    const distance = distanceOf(learner, row, atDays);
    for (const side of [0, 1] as const) {
      const isFirst = side === learner.firstLabel;
      const evidence = distance / 2 + (isFirst ? learner.lean : -learner.lean) + drawNormal(random);
      const byChance = random() < 0.5;
      const correct = random() < learner.assumptions.lapseRate ? byChance : evidence > 0;
      if (isFirst) counts[correct ? 'firstAsFirst' : 'firstAsSecond'] += 1;
      else counts[correct ? 'secondAsSecond' : 'secondAsFirst'] += 1;
    }
  }
  return { ...measureDiscriminability(counts), proportionCorrect: (counts.firstAsFirst + counts.secondAsSecond) / (2 * learner.rows.length) };
}

/** The distance of all rows, on average, without the chance of a test. */
export function meanDistance(learner: Learner, atDays: number): number {
  return meanOf(learner.rows.map((row) => distanceOf(learner, row, atDays)));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean and its 95 % interval by the percentiles of `resamples` means of learners drawn with replacement (Efron 1979). */
export function bootstrapMean(values: readonly number[], random: Random, resamples = 2000): Estimate {
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).sort((one, other) => one - other);
  const at = (share: number): number => means[Math.round(share * (resamples - 1))] ?? NaN;
  return { mean: meanOf(values), low: at(0.025), high: at(0.975) };
}
