import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAllowance, type DeckOfDay, limitDecks, sumWithinLimits } from '../../../src/core/scheduling/day-limits.ts';
import { DEFAULT_PRESET } from '../../../src/core/scheduling/model.ts';

function deck(name: string, newPerDay: number, day: Partial<Pick<DeckOfDay, 'newCount' | 'reviewCount' | 'extraNew'>> = {}): DeckOfDay {
  return { name, preset: { ...DEFAULT_PRESET, newPerDay, reviewsPerDay: 100 }, newCount: 0, reviewCount: 0, extraNew: 0, ...day };
}

const namesAndNew = (decks: readonly DeckOfDay[]): [string, number][] => limitDecks(decks).map(({ name, left }) => [name, left.new]);

describe('the limits over the tree of decks', () => {
  it('put parents before their children and numbers by their value', () => {
    const names = limitDecks([deck('B', 1), deck('A 1', 1), deck('A::10', 1), deck('A::2::x', 1), deck('A', 1), deck('A::2', 1)]).map(({ name }) => name);
    expect(names).toEqual(['A', 'A::2', 'A::2::x', 'A::10', 'A 1', 'B']);
  });

  it('count what was studied below a deck against its limit, and bound the decks below by it', () => {
    expect(namesAndNew([deck('A', 10, { newCount: 1 }), deck('A::B', 20, { newCount: 3 }), deck('A::C', 4)])).toEqual([['A', 6], ['A::B', 6], ['A::C', 4]]);
  });

  it('raise a deck by its extra cards, with those above and below it but not beside it', () => {
    const decks = [deck('A', 2, { newCount: 2 }), deck('A::B', 1, { extraNew: 5 }), deck('A::B::C', 0), deck('A::D', 0)];
    expect(namesAndNew(decks)).toEqual([['A', 5], ['A::B', 5], ['A::B::C', 5], ['A::D', 0]]);
  });

  it('find the nearest deck above where a level is missing', () => {
    expect(limitDecks([deck('A', 3), deck('A::B::C', 9)]).map(({ parent, left }) => [parent, left.new])).toEqual([[null, 3], [0, 3]]);
  });

  it('never let a sum exceed a limit, and give out one by one as many as the sum says', () => {
    const tree = fc.array(fc.record({ parent: fc.nat(20), newPerDay: fc.nat(12), used: fc.nat(4), extra: fc.nat(3), own: fc.nat(20) }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(tree, (nodes) => {
        const names: string[] = [];
        for (const [index, node] of nodes.entries()) names.push(index === 0 ? 'R' : `${names[node.parent % index] ?? 'R'}::${index}`);
        const own = new Map(nodes.map((node, index) => [names[index] ?? '', node.own]));
        const limited = limitDecks(nodes.map((node, index) => deck(names[index] ?? '', node.newPerDay, { newCount: node.used, extraNew: node.extra })));
        const sums = sumWithinLimits(limited, limited.map(({ name }) => ({ new: own.get(name) ?? 0, due: 0 })));
        limited.forEach(({ left }, index) => expect(sums[index]?.new).toBeLessThanOrEqual(left.new));
        const mayTake = createAllowance(limited, 'new');
        let given = 0;
        for (const [index, { name }] of limited.entries()) for (let card = 0; card < (own.get(name) ?? 0); card += 1) given += Number(mayTake(index));
        expect(given).toBe(sums[0]?.new);
      }),
    );
  });
});
