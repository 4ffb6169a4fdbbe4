/** Concept sets that come with a deck, when nobody has chosen their colours, shapes and keys. */

import type { Database } from 'better-sqlite3';
import { findConceptProblem, tidyLabel } from '../core/contrast/check-concepts.ts';
import { dressConcepts } from '../core/contrast/dress-concepts.ts';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { ConceptSetId, DeckId } from '../core/ids.ts';
import { insertConceptSet, listConceptSets } from './concept-sets.ts';
import { getDeck } from './decks.ts';

const LONGEST_LABEL = 80;

/**
 * The set of these concepts on the deck or on one above it: the one that is there and has them all, or a new one on the deck.
 * Null when the labels make no set: fewer than two, too many, too long, or not to be told apart.
 */
export function ensureConceptSet(database: Database, deckId: DeckId, labels: readonly string[], nowMillis: number): ConceptSetId | null {
  const concepts = dressConcepts(labels.map(tidyLabel));
  if (concepts === null || concepts.some(({ label }) => label === '' || label.length > LONGEST_LABEL) || findConceptProblem(concepts) !== null) return null;
  const { name } = getDeck(database, deckId);
  const sets = listConceptSets(database, null);
  const wanted = concepts.map(({ label }) => label.toLowerCase());
  const known = sets.find(
    (set) =>
      (set.deckName === name || name.startsWith(set.deckName + DECK_SEPARATOR)) &&
      wanted.every((label) => set.concepts.some((concept) => concept.label.toLowerCase() === label)),
  );
  if (known !== undefined) return known.id;
  const base = `${concepts.slice(0, -1).map(({ label }) => label).join(', ')} and ${concepts.at(-1)?.label ?? ''}`.slice(0, 190);
  let setName = base;
  for (let count = 2; sets.some((set) => set.deckId === deckId && set.name === setName); count += 1) setName = `${base} ${count}`;
  return insertConceptSet(database, { deckId, name: setName, concepts, allowsBoth: true, allowsNeither: false }, nowMillis);
}
