/** Builds the tree of decks that the library screen shows. */

import type { DeckNode, DueCounts } from '../contract/library.ts';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { Deck } from '../core/cards/model.ts';
import type { DeckId } from '../core/ids.ts';

export interface DeckFigures {
  /** What can be studied in the deck and below it. */
  readonly counts: DueCounts;
  /** Cards of the deck alone. */
  readonly ownCardCount: number;
}

type Growing = Omit<DeckNode, 'children' | 'cardCount'> & { cardCount: number; readonly children: Growing[] };

/** Sorted by name at every level, numbers by their value. A deck whose parent is missing hangs below its nearest ancestor. */
export function buildDeckTree(decks: readonly Deck[], figuresOf: (deckId: DeckId) => DeckFigures): readonly DeckNode[] {
  const byName = new Map<string, Growing>();
  const roots: Growing[] = [];
  const shortestFirst = [...decks].sort((left, right) => countLevels(left.name) - countLevels(right.name));
  for (const deck of shortestFirst) {
    const parent = findAncestor(byName, deck.name);
    const { counts, ownCardCount } = figuresOf(deck.id);
    const label = parent === null ? deck.name : deck.name.slice(parent.name.length + DECK_SEPARATOR.length);
    const node: Growing = { id: deck.id, name: deck.name, label, depth: parent === null ? 0 : parent.depth + 1, counts, cardCount: ownCardCount, children: [] };
    byName.set(deck.name, node);
    (parent?.children ?? roots).push(node);
  }
  const collator = new Intl.Collator('en', { numeric: true });
  const finish = (nodes: Growing[]): number => {
    nodes.sort((left, right) => collator.compare(left.label, right.label));
    for (const node of nodes) node.cardCount += finish(node.children);
    return nodes.reduce((sum, node) => sum + node.cardCount, 0);
  };
  finish(roots);
  return roots;
}

function countLevels(name: string): number {
  return name.split(DECK_SEPARATOR).length;
}

function findAncestor(byName: ReadonlyMap<string, Growing>, name: string): Growing | null {
  for (let end = name.lastIndexOf(DECK_SEPARATOR); end > 0; end = name.lastIndexOf(DECK_SEPARATOR, end - 1)) {
    const ancestor = byName.get(name.slice(0, end));
    if (ancestor !== undefined) return ancestor;
  }
  return null;
}
