import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzInterval, fuzzRange, minimumAboveLast } from '../../../src/core/scheduling/fuzz.ts';
import { vectors } from './vectors.ts';

const days = fc.double({ min: 0, max: 60_000, noNaN: true });
const fraction = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const bounds = fc.tuple(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 1, max: 40_000 }));

describe('fuzz', () => {
  it('moves 7 days to 5–9, 17 to 14–20, 37 to 33–41, and nothing under 2.5 days', () => {
    expect(fuzzRange(7)).toEqual({ lowest: 5, highest: 9 });
    expect(fuzzRange(17)).toEqual({ lowest: 14, highest: 20 });
    expect(fuzzRange(37)).toEqual({ lowest: 33, highest: 41 });
    expect(fuzzRange(2.4)).toEqual({ lowest: 2, highest: 2 });
  });

  it('rounds and bounds the interval when left out', () => {
    expect(fuzzInterval(1.5, null, 1, 100)).toBe(2);
    expect(fuzzInterval(0.1, null, 1, 100)).toBe(1);
    expect(fuzzInterval(101, null, 1, 100)).toBe(100);
  });

  it('stays whole and between minimum and maximum, and within a day of its range', () => {
    fc.assert(
      fc.property(days, fraction, bounds, (interval, share, [minimum, maximum]) => {
        const fuzzed = fuzzInterval(interval, share, minimum, maximum);
        expect(Number.isInteger(fuzzed)).toBe(true);
        expect(fuzzed).toBeGreaterThanOrEqual(Math.min(minimum, maximum));
        expect(fuzzed).toBeLessThanOrEqual(maximum);
        const { lowest, highest } = fuzzRange(Math.min(Math.max(interval, Math.min(minimum, maximum)), maximum));
        expect(fuzzed).toBeGreaterThanOrEqual(lowest);
        expect(fuzzed).toBeLessThanOrEqual(highest + 1);
      }),
    );
  });

  it('reaches every day of the range', () => {
    const reached = new Set(Array.from({ length: 1000 }, (_, index) => fuzzInterval(17, index / 1000, 1, 1000)));
    expect([...reached]).toEqual([14, 15, 16, 17, 18, 19, 20]);
  });
});

describe.skipIf(vectors === null)('fuzz against the shared vectors', () => {
  const shared = vectors?.review_fuzz;
  if (shared === undefined) return;

  it('agrees on fuzzed and unfuzzed intervals and on the minimum above the last', () => {
    for (const [interval, minimum, maximum, low, middle, high] of shared.rows) {
      expect([0, 0.5, 0.99].map((share) => fuzzInterval(interval, share, minimum, maximum)), `interval ${interval}`).toEqual([low, middle, high]);
    }
    for (const [interval, minimum, maximum, expected] of shared.nofuzz) expect(fuzzInterval(interval, null, minimum, maximum)).toBe(expected);
    for (const [interval, last, maximum, expected] of shared.min_fuzz_interval) expect(minimumAboveLast(interval, last, maximum)).toBe(expected);
  });
});
