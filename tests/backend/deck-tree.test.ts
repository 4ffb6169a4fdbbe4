import { expect, test } from 'vitest';
import { buildDeckTree } from '../../src/backend/deck-tree.ts';
import type { DeckNode } from '../../src/contract/library.ts';
import type { Deck } from '../../src/core/cards/model.ts';
import type { DeckId, PresetId } from '../../src/core/ids.ts';

function decksNamed(...names: string[]): Deck[] {
  return names.map((name, index) => ({ id: (index + 1) as DeckId, name, presetId: 1 as PresetId, description: '' }));
}

function outline(nodes: readonly DeckNode[]): string[] {
  return nodes.flatMap((node) => [`${'  '.repeat(node.depth)}${node.label} ${node.cardCount}`, ...outline(node.children)]);
}

const oneCardEach = () => ({ counts: { new: 0, learning: 0, due: 0 }, ownCardCount: 1 });

test('levels become branches, sorted by name with numbers by their value, and cards add up', () => {
  const decks = decksNamed('b', 'a::10', 'a::9::x', 'a', 'a::9', 'B2');
  expect(outline(buildDeckTree(decks, oneCardEach))).toEqual(['a 4', '  9 2', '    x 1', '  10 1', 'b 1', 'B2 1']);
});

test('a deck whose parent is missing hangs below its nearest ancestor, under the rest of its name', () => {
  const decks = decksNamed('a', 'a::gone::x', 'lost::y');
  expect(outline(buildDeckTree(decks, oneCardEach))).toEqual(['a 2', '  gone::x 1', 'lost::y 1']);
});

test('no decks give no tree', () => {
  expect(buildDeckTree([], oneCardEach)).toEqual([]);
});
