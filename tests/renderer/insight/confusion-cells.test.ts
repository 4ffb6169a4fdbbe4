import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMost, listConfusions, listRanges, sayCell, strengthOf, STRENGTHS } from '../../../src/renderer/features/insight/confusion-cells.ts';
import { LEADER, MANAGER } from '../contrast/samples.ts';
import { MAP } from './samples.ts';

describe('cells of the confusion map', () => {
  it('are said in a sentence', () => {
    expect(sayCell(MANAGER.id, LEADER.id, 7, MAP)).toBe('Asked manager, answered leader: 7 times.');
    expect(sayCell(LEADER.id, 'both', 1, MAP)).toBe('Asked leader, answered both: once.');
    expect(sayCell('both', 'both', 0, MAP)).toBe('Asked both, answered both, which is right: never.');
  });

  it('make a list, the most frequent mix-up first, without what was right', () => {
    expect(listConfusions(MAP.sides, MAP.counts).map(({ asked, answered, count }) => [asked, answered, count])).toEqual([
      [MANAGER.id, LEADER.id, 7],
      [LEADER.id, MANAGER.id, 2],
      [LEADER.id, 'both', 1],
    ]);
    expect(listConfusions(MAP.sides, MAP.counts)[0]?.share).toBeCloseTo(7 / 27);
  });

  it('are as strong as the legend says, whatever the largest count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (count, most) => {
        fc.pre(count <= most);
        const strength = strengthOf(count, most);
        expect(strength).toBeGreaterThanOrEqual(1);
        expect(strength).toBeLessThanOrEqual(STRENGTHS);
        const range = listRanges(most).find((entry) => entry.strength === strength);
        const [low, high = low] = (range?.text ?? '').split('–').map(Number);
        expect(count).toBeGreaterThanOrEqual(low ?? Infinity);
        expect(count).toBeLessThanOrEqual(high ?? -Infinity);
      }),
    );
  });

  it('have no strength without a mix-up', () => {
    expect(strengthOf(0, 7)).toBe(0);
    expect(findMost([[5, 0], [0, 9]])).toBe(0);
    expect(listRanges(0)).toEqual([]);
  });
});
