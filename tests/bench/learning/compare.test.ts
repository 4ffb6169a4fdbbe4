import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ASSUMPTIONS, ERROR_SECONDS } from './assumptions.ts';
import { simulate, type Comparison } from './compare.ts';
import { readStarterDeck } from './deck.ts';
import { meanOf } from './measure.ts';
import { PLAIN, VERSUS, type Policy } from './study.ts';

const deck = readStarterDeck();
const POLICIES = [
  { name: 'plain', policy: PLAIN },
  { name: 'Versus', policy: VERSUS },
] as const;
const BASE: Comparison = { assumptions: DEFAULT_ASSUMPTIONS, learners: 30, days: 6, minutesPerDay: 8, testedAfterDays: [7, 30], seed: 1 };

function meanDistances(comparison: Comparison, policy: Policy): number[] {
  const results = simulate(deck, comparison, policy);
  return comparison.testedAfterDays.map((_, place) => meanOf(results.map(({ distances }) => distances[place] ?? NaN)));
}

describe.each(POLICIES)('studying by the policy $name', ({ policy }) => {
  it('gives the same figures for the same seed, and others for another', () => {
    const first = simulate(deck, { ...BASE, learners: 4 }, policy);
    expect(simulate(deck, { ...BASE, learners: 4 }, policy)).toEqual(first);
    expect(simulate(deck, { ...BASE, learners: 4, seed: 2 }, policy)).not.toEqual(first);
  });

  it('leaves d′ at about 0 without any study', () => {
    const results = simulate(deck, { ...BASE, learners: 400, days: 0 }, policy);
    expect(results.every(({ distances }) => distances.every((distance) => distance === 0))).toBe(true);
    for (const place of [0, 1]) expect(Math.abs(meanOf(results.map(({ tests }) => tests[place]?.sensitivity ?? NaN)))).toBeLessThan(0.05);
  });

  it('never lowers the mean d′ by more days or more minutes of study', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const byDays = [0, 2, 5, 12].map((days) => meanDistances({ ...BASE, days, seed }, policy));
        const byMinutes = [3, 6, 12].map((minutesPerDay) => meanDistances({ ...BASE, minutesPerDay, seed }, policy));
        for (const series of [byDays, byMinutes]) {
          for (const place of [0, 1]) {
            const distances = series.map((each) => each[place] ?? NaN);
            expect(distances).toEqual([...distances].sort((one, other) => one - other));
          }
        }
      }),
      { numRuns: 4 },
    );
  });

  it('comes to the same, with the lean reversed, when the two sides are called by each other’s label', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const [as, reversed] = [false, true].map((isRelabelled) => simulate(deck, { ...BASE, learners: 5, days: 4, seed, isRelabelled }, policy));
        as?.forEach((result, index) => {
          const other = reversed?.[index];
          expect(other?.report).toEqual(result.report);
          expect(other?.distances).toEqual(result.distances);
          result.tests.forEach(({ sensitivity, criterion, proportionCorrect }, place) => {
            expect(other?.tests[place]?.sensitivity).toBeCloseTo(sensitivity, 9);
            expect(other?.tests[place]?.criterion).toBeCloseTo(-criterion, 9);
            expect(other?.tests[place]?.proportionCorrect).toBe(proportionCorrect);
          });
        });
      }),
      { numRuns: 10 },
    );
  });

  it('uses the minutes of each day and no more than the feedback on the last answer beyond', () => {
    for (const { report } of simulate(deck, BASE, policy)) {
      const allowed = BASE.days * BASE.minutesPerDay;
      expect(report.minutes).toBeLessThanOrEqual(allowed + (BASE.days * ERROR_SECONDS) / 60);
      expect(report.minutes).toBeGreaterThan(allowed * 0.9);
    }
  });
});

describe('the two policies', () => {
  it('differ in what they are: only one ever puts two sides beside each other in a trial', () => {
    const [plain, versus] = POLICIES.map(({ policy }) => simulate(deck, BASE, policy).map(({ report }) => report.trials));
    expect(plain?.every((trials) => trials === 0)).toBe(true);
    expect(versus?.every((trials) => trials > 0)).toBe(true);
  });

  it('study all cards of the starter deck’s contrasts', () => {
    expect(deck.dimensions).toHaveLength(40);
    expect(deck.cards).toHaveLength(160);
  });
});
