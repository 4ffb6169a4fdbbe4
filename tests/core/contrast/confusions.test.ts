import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countConfusions, countConfusionsBy, pickPair } from '../../../src/core/contrast/confusion-counts.ts';
import type { Side } from '../../../src/core/contrast/model.ts';
import { mayIntroduce } from '../../../src/core/contrast/staggered-twins.ts';
import { raisesContrast } from '../../../src/core/contrast/triggered-contrast.ts';
import type { ConceptId } from '../../../src/core/ids.ts';

const manager = 1 as ConceptId;
const leader = 2 as ConceptId;
const sides: readonly Side[] = [manager, leader, 'both'];
const answers = fc.array(fc.record({ asked: fc.constantFrom(...sides), answered: fc.constantFrom(...sides) }), { maxLength: 60 });
const day = 86_400_000;

describe('the confusion counts', () => {
  it('equal a table counted by hand', () => {
    const { counts, answerCount, confusionCount } = countConfusions(
      [
        { asked: manager, answered: manager },
        { asked: manager, answered: leader },
        { asked: manager, answered: leader },
        { asked: leader, answered: leader },
        { asked: 'both', answered: manager },
      ],
      sides,
    );
    expect(counts).toEqual([
      [1, 2, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect([answerCount, confusionCount]).toEqual([5, 3]);
  });

  it('change only their order when the sides change theirs', () => {
    fc.assert(
      fc.property(answers, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (given, order) => {
        const one = countConfusions(given, sides);
        const other = countConfusions(given, order.map((index) => sides[index] as Side));
        expect(other.counts).toEqual(order.map((row) => order.map((column) => one.counts[row]?.[column])));
      }),
    );
  });

  it('add up over dimensions to the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('risk', 'power'), fc.constantFrom(...sides), fc.constantFrom(...sides))), (rows) => {
        const given = rows.map(([dimension, asked, answered]) => ({ dimension, asked, answered }));
        const groups = countConfusionsBy(given, sides, ({ dimension }) => dimension);
        const whole = countConfusions(given, sides);
        expect(groups.reduce((sum, { counts }) => sum + counts.confusionCount, 0)).toBe(whole.confusionCount);
        expect(groups.reduce((sum, { counts }) => sum + counts.answerCount, 0)).toBe(given.length);
      }),
    );
  });

  it('leave out answers of concepts that are gone', () => {
    expect(countConfusions([{ asked: manager, answered: 9 as ConceptId }], sides).answerCount).toBe(0);
  });

  it('give the two-by-two table of a pair', () => {
    const table = countConfusions([{ asked: leader, answered: manager }], sides);
    expect(pickPair(table, manager, leader)).toEqual({ firstAsFirst: 0, firstAsSecond: 0, secondAsFirst: 1, secondAsSecond: 0 });
  });
});

describe('a contrast trial', () => {
  const confusion = (answeredAtMillis: number, dimension = 'risk') => ({ asked: manager, answered: leader, dimension, answeredAtMillis });

  it('is raised by the second confusion of the same sides within 14 days, whichever side was asked', () => {
    const first = { asked: leader, answered: manager, dimension: 'risk', answeredAtMillis: 0 };
    expect(raisesContrast(confusion(13 * day), [first], null)).toBe(true);
  });

  it('is not raised by one confusion, by right answers, by another dimension, or after the fortnight', () => {
    expect(raisesContrast(confusion(day), [], null)).toBe(false);
    expect(raisesContrast({ ...confusion(day), answered: manager }, [confusion(0)], null)).toBe(false);
    expect(raisesContrast(confusion(day), [confusion(0, 'power')], null)).toBe(false);
    expect(raisesContrast(confusion(14 * day), [confusion(0)], null)).toBe(false);
  });

  it('spends the confusions that came before it', () => {
    expect(raisesContrast(confusion(3 * day), [confusion(day)], 2 * day)).toBe(false);
  });
});

describe('a new card beside its twins', () => {
  it('waits while a twin is learning or not yet stable enough', () => {
    expect(mayIntroduce([{ state: 'learning', stability: 1 }])).toBe(false);
    expect(mayIntroduce([{ state: 'review', stability: 2 }])).toBe(false);
    expect(mayIntroduce([{ state: 'relearning', stability: 9 }])).toBe(false);
  });

  it('comes when the twins have settled or have not begun', () => {
    expect(mayIntroduce([{ state: 'review', stability: 2.1 }])).toBe(true);
    expect(mayIntroduce([{ state: 'new', stability: null }])).toBe(true);
    expect(mayIntroduce([])).toBe(true);
  });
});
