/** What the names in a template stand for: the note's fields, and Anki's special fields around them. */

import { escapeHtml } from './html-entities.ts';
import { DECK_SEPARATOR } from './model.ts';
import type { Flag, NoteTypeDefinition } from './model.ts';

export interface CardSurroundings {
  readonly noteType: Pick<NoteTypeDefinition, 'name' | 'fields'>;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  readonly deckName: string;
  readonly flag: Flag;
}

/** HTML by name. A field of the note hides a special one of the same name. */
export function collectCardValues(card: CardSurroundings, cardName: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>([
    ['Tags', escapeHtml(card.tags.join(' '))],
    ['Type', escapeHtml(card.noteType.name)],
    ['Deck', escapeHtml(card.deckName)],
    ['Subdeck', escapeHtml(card.deckName.split(DECK_SEPARATOR).at(-1) ?? '')],
    ['Card', escapeHtml(cardName)],
    ['CardFlag', card.flag === 0 ? '' : `flag${card.flag}`],
  ]);
  card.noteType.fields.forEach(({ name }, index) => values.set(name, card.fields[index] ?? ''));
  return values;
}
