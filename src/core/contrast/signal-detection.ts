/** How well two concepts are told apart, and to which of them the answers lean: signal detection theory. */

import { normalQuantile } from './normal-quantile.ts';

/** Answers to statements of two concepts, first and second: what was asked, what was answered. */
export interface TwoByTwo {
  readonly firstAsFirst: number;
  readonly firstAsSecond: number;
  readonly secondAsFirst: number;
  readonly secondAsSecond: number;
}

export interface Discriminability {
  /** d′: 0 is guessing, 1 is 69 % right without bias, 2 is 84 %, 3 is 93 %. */
  readonly sensitivity: number;
  /** c: 0 is no lean; negative leans to answering "first", positive to "second". */
  readonly criterion: number;
}

/**
 * d′ = z(H) − z(F) and c = −(z(H) + z(F)) / 2, with H the rate of "first" to first and F the rate of "first" to second.
 * Rates are log-linear corrected, (hits + ½) / (trials + 1), so that rates of 0 and 1 have a z too.
 *
 * Sources: N. A. Macmillan and C. D. Creelman, Detection Theory: A User's Guide (2nd ed., 2005), ch. 1–2; for the correction
 * M. J. Hautus (1995), Behavior Research Methods, Instruments, & Computers 27, 46–51.
 */
export function measureDiscriminability(counts: TwoByTwo): Discriminability {
  const hitRate = (counts.firstAsFirst + 0.5) / (counts.firstAsFirst + counts.firstAsSecond + 1);
  const falseAlarmRate = (counts.secondAsFirst + 0.5) / (counts.secondAsFirst + counts.secondAsSecond + 1);
  const hitZ = normalQuantile(hitRate);
  const falseAlarmZ = normalQuantile(falseAlarmRate);
  // 0 − x, not −x: a symmetric table has the criterion 0, never −0.
  return { sensitivity: hitZ - falseAlarmZ, criterion: 0 - (hitZ + falseAlarmZ) / 2 };
}

/** Below this many statements of either concept, figures would say more about chance than about the learner. */
export const ENOUGH_STATEMENTS_EACH = 5;

/** A |c| from which the lean is worth a word: one error in four more on one side than on the other, at d′ of 1. */
const NOTICEABLE_LEAN = 0.3;

/** The figures in words: "You tell them apart well, but lean to leader." */
export function describeDiscriminability(measured: Discriminability, firstLabel: string, secondLabel: string): string {
  const { sensitivity, criterion } = measured;
  const apart =
    sensitivity >= 2.5
      ? 'You tell them apart very well'
      : sensitivity >= 1.5
        ? 'You tell them apart well'
        : sensitivity >= 0.7
          ? 'You tell them apart more often than not'
          : 'You do not tell them apart yet';
  if (Math.abs(criterion) < NOTICEABLE_LEAN) return `${apart}, and you lean to neither.`;
  return `${apart}, ${sensitivity >= 0.7 ? 'but' : 'and'} you lean to ${criterion < 0 ? firstLabel : secondLabel}.`;
}
