/** The deck tree as a list, parents before their children. */

import type { DeckNode } from '../../contract/library.ts';

export function flattenDecks(decks: readonly DeckNode[]): readonly DeckNode[] {
  return decks.flatMap((deck) => [deck, ...flattenDecks(deck.children)]);
}
