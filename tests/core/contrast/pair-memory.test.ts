import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '../../../src/core/contrast/model.ts';
import { listPairsOf, type PairMemory, recallPair, toPair, updatePairMemory } from '../../../src/core/contrast/pair-memory.ts';
import type { ConceptId } from '../../../src/core/ids.ts';
import { fsrsOf } from '../../../src/core/scheduling/fsrs.ts';

const id = (value: number): ConceptId => value as ConceptId;
const concepts = [id(3), id(1), id(7)];
const answers = fc.array(fc.record({ correct: fc.boolean(), gapDays: fc.integer({ min: 0, max: 400 }) }), { minLength: 1, maxLength: 40 });

describe('the pairs that an answer tells of', () => {
  it('are the two that were mixed up, or the right one with each of the others', () => {
    expect(listPairsOf({ asked: id(3), answered: id(1) }, concepts)).toEqual([[1, 3]]);
    expect(listPairsOf({ asked: id(1), answered: id(1) }, concepts)).toEqual([[1, 3], [1, 7]]);
  });

  it('are none where both or neither was asked or answered, or a concept of another set', () => {
    for (const [asked, answered] of [['both', 'both'], [id(1), 'both'], ['neither', id(1)], [id(1), id(9)], [id(9), id(9)]] as [Side, Side][]) {
      expect(listPairsOf({ asked, answered }, concepts)).toEqual([]);
    }
  });

  it('are the same whichever of the two was asked', () => {
    fc.assert(fc.property(fc.constantFrom(...concepts), fc.constantFrom(...concepts), (one, other) => {
      fc.pre(one !== other);
      expect(listPairsOf({ asked: one, answered: other }, concepts)).toEqual(listPairsOf({ asked: other, answered: one }, concepts));
      expect(toPair(one, other)).toEqual(toPair(other, one));
    }));
  });
});

describe('a pair memory', () => {
  it('is that of FSRS for good and again, day by day', () => {
    const fsrs = fsrsOf(null);
    const first = updatePairMemory(null, true, 100);
    expect(first.memory).toEqual(fsrs.nextMemory(null, 0, 3));
    expect(first).toMatchObject({ lastDay: 100, dueDay: 102, dayCount: 1 });
    const second = updatePairMemory(first, false, 102);
    expect(second.memory).toEqual(fsrs.nextMemory(first.memory, 2, 1));
    expect(second).toMatchObject({ lastDay: 102, dayCount: 2 });
    expect(updatePairMemory(null, false, 100).dueDay).toBe(101);
  });

  it('takes in the first answer of a day and no other', () => {
    fc.assert(fc.property(answers, (given) => {
      let memory: PairMemory | null = null;
      let day = 20_000;
      const days = new Set<number>();
      for (const { correct, gapDays } of given) {
        day += gapDays;
        const before: PairMemory | null = memory;
        memory = updatePairMemory(memory, correct, day);
        if (days.has(day)) expect(memory).toBe(before);
        days.add(day);
      }
      expect(memory?.dayCount).toBe(days.size);
      expect(memory?.lastDay).toBe(day);
    }));
  });

  it('is due on a later day, sooner after an error, and gives a chance between 0 and 1 on every day', () => {
    fc.assert(fc.property(answers, fc.nat({ max: 3000 }), (given, later) => {
      let memory: PairMemory | null = null;
      let day = 20_000;
      for (const { correct, gapDays } of given) {
        day += gapDays + 1;
        const right = updatePairMemory(memory, true, day);
        const wrong = updatePairMemory(memory, false, day);
        expect(wrong.dueDay).toBeGreaterThan(day);
        expect(right.dueDay).toBeGreaterThanOrEqual(wrong.dueDay);
        memory = correct ? right : wrong;
        const chance = recallPair(memory, day + later);
        expect(chance).toBeGreaterThan(0);
        expect(chance).toBeLessThanOrEqual(1);
      }
    }));
  });

  it('does not go back when the clock does', () => {
    const memory = updatePairMemory(null, true, 100);
    expect(updatePairMemory(memory, false, 99)).toBe(memory);
    expect(recallPair(memory, 99)).toBe(1);
  });
});
