/** The same simulated learners under both policies. */

import { createSeededRandom } from '../../../src/core/seeded-random.ts';
import type { Assumptions } from './assumptions.ts';
import { type SimulatedDeck, sidesByRow } from './deck.ts';
import { createLearner } from './learner.ts';
import { meanDistance, testTransfer, type TestResult } from './measure.ts';
import { type Policy, study, type StudyReport } from './study.ts';

export interface Comparison {
  readonly assumptions: Assumptions;
  readonly learners: number;
  readonly days: number;
  readonly minutesPerDay: number;
  /** Days after the last study day. */
  readonly testedAfterDays: readonly number[];
  readonly seed: number;
  /** See LearnerOptions. */
  readonly isRelabelled?: boolean;
}

export interface LearnerResult {
  readonly report: StudyReport;
  /** One for each of `testedAfterDays`. */
  readonly tests: readonly TestResult[];
  /** The mean d′ of the rows at the same times, without the chance of a test. */
  readonly distances: readonly number[];
}

/** One result for each learner; the learner of the same number is the same person under either policy. */
export function simulate(deck: SimulatedDeck, comparison: Comparison, policy: Policy): LearnerResult[] {
  const { assumptions, learners, days, minutesPerDay, testedAfterDays, seed, isRelabelled = false } = comparison;
  const cardsOfRows = sidesByRow(deck);
  return Array.from({ length: learners }, (_, index) => {
    const randomFor = (purpose: number): (() => number) => createSeededRandom(Math.imul(seed, 0x9e3779b1) + index * 16 + purpose);
    const learner = createLearner({ assumptions, cardsOfRows, traits: randomFor(0), random: randomFor(1), isRelabelled });
    const report = study(learner, deck, { policy, days, minutesPerDay }, randomFor(2));
    const lastDay = days - 1;
    return {
      report,
      tests: testedAfterDays.map((delay, place) => testTransfer(learner, lastDay + delay + 0.5, randomFor(3 + place))),
      distances: testedAfterDays.map((delay) => meanDistance(learner, lastDay + delay + 0.5)),
    };
  });
}
