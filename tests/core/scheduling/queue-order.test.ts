import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBuriedWithSibling } from '../../../src/core/scheduling/bury.ts';
import { formatDelay } from '../../../src/core/scheduling/format-delay.ts';
import { type CardState, DEFAULT_PRESET, type PresetSettings } from '../../../src/core/scheduling/model.ts';
import { arrangeCards, shuffleKey } from '../../../src/core/scheduling/queue-order.ts';

describe('the order of a session', () => {
  it('puts new cards before or after the reviews when asked to', () => {
    expect(arrangeCards(['r1', 'r2'], ['n1'], 'before')).toEqual(['n1', 'r1', 'r2']);
    expect(arrangeCards(['r1', 'r2'], ['n1'], 'after')).toEqual(['r1', 'r2', 'n1']);
  });

  it('spreads new cards evenly among the reviews', () => {
    expect(arrangeCards(['r1', 'r2', 'r3', 'r4', 'r5', 'r6'], ['n1', 'n2'], 'mixed')).toEqual(['r1', 'r2', 'n1', 'r3', 'r4', 'n2', 'r5', 'r6']);
    expect(arrangeCards([], ['n1', 'n2'], 'mixed')).toEqual(['n1', 'n2']);
    expect(arrangeCards(['r1'], [], 'mixed')).toEqual(['r1']);
  });

  it('keeps every card and the order within each kind, with gaps that differ by no more than one', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (reviewCount, freshCount) => {
        const reviews = Array.from({ length: reviewCount }, (_, index) => `r${index}`);
        const fresh = Array.from({ length: freshCount }, (_, index) => `n${index}`);
        const arranged = arrangeCards(reviews, fresh, 'mixed');
        expect(arranged.filter((card) => card.startsWith('r'))).toEqual(reviews);
        expect(arranged.filter((card) => card.startsWith('n'))).toEqual(fresh);
        const longest = (letter: string): number => Math.max(0, ...arranged.join('').replace(/\d/g, '').split(letter).map((run) => run.length));
        if (freshCount > 0) expect(longest('n')).toBeLessThanOrEqual(Math.ceil(reviewCount / (freshCount + 1)) + 1);
      }),
    );
  });

  it('shuffles the same way for the same seed and otherwise for another', () => {
    const ids = Array.from({ length: 100 }, (_, index) => index + 1);
    const shuffled = (seed: number): number[] => [...ids].sort((a, b) => shuffleKey(a, seed) - shuffleKey(b, seed));
    expect(shuffled(1)).toEqual(shuffled(1));
    expect(shuffled(1)).not.toEqual(shuffled(2));
    expect(shuffled(1)).not.toEqual(ids);
    expect(new Set(ids.map((id) => shuffleKey(id, 5))).size).toBe(100);
  });
});

describe('siblings', () => {
  it('are buried by their state as the preset says, and never while they are being learned', () => {
    const buriedStates = (preset: Partial<PresetSettings>): CardState[] =>
      (['new', 'learning', 'review', 'relearning'] as const).filter((state) => isBuriedWithSibling(state, { ...DEFAULT_PRESET, ...preset }));
    expect(buriedStates({})).toEqual(['new', 'review']);
    expect(buriedStates({ buryNewSiblings: false })).toEqual(['review']);
    expect(buriedStates({ buryReviewSiblings: false })).toEqual(['new']);
  });
});

describe('the label of a delay', () => {
  it('is short and in the unit that fits', () => {
    const minute = 60_000;
    const day = 1440 * minute;
    const labels: readonly (readonly [number, string])[] = [
      [0, '<1 min'],
      [59_000, '<1 min'],
      [minute, '1 min'],
      [5.5 * minute, '6 min'],
      [10 * minute, '10 min'],
      [59.7 * minute, '1 h'],
      [90 * minute, '1.5 h'],
      [day, '1 d'],
      [4 * day, '4 d'],
      [30 * day, '30 d'],
      [64 * day, '2.1 mo'],
      [325 * day, '10.7 mo'],
      [365 * day, '1 y'],
      [475 * day, '1.3 y'],
      [36_500 * day, '99.9 y'],
    ];
    for (const [delayMillis, label] of labels) expect(formatDelay(delayMillis)).toBe(label);
  });
});
