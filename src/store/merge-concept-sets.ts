/** Brings the concept sets of an import into the library; the decks must have been merged. */

import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import { findDeck, normalizeDeckName } from './decks.ts';
import { ensureConceptSet } from './ensure-concept-set.ts';

/** `below`: the deck that everything went under, or null. Sets of decks that no card came to, nor to a deck below them, are passed over. */
export function mergeConceptSets(database: Database, below: string | null, nowMillis: number): void {
  const staged = database
    .prepare<[], { deckName: string; concepts: string }>(
      'SELECT d.name AS deckName, s.concepts FROM incoming.concept_sets s JOIN incoming.decks d ON d.source_id = s.deck_source_id ORDER BY s.rowid',
    )
    .all();
  for (const { deckName, concepts } of staged) {
    const deck = findDeck(database, normalizeDeckName(below === null ? deckName : `${below}${DECK_SEPARATOR}${deckName}`));
    if (deck !== null) ensureConceptSet(database, deck.id, JSON.parse(concepts) as string[], nowMillis);
  }
}
