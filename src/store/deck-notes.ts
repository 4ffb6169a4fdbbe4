/** The notes of a deck as they go out of the library: with the names of their note type and deck. */

import type { Database } from 'better-sqlite3';
import type { DeckId } from '../core/ids.ts';
import { splitFields, splitTags } from './note-text.ts';
import { prepareOnce } from './prepare-once.ts';

export interface DeckNote {
  readonly guid: string;
  /** Of the note's first card. */
  readonly deckName: string;
  readonly noteTypeName: string;
  /** HTML, in the note type's order. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

interface DeckNoteRow {
  readonly guid: string;
  readonly deckName: string;
  readonly noteTypeName: string;
  readonly fields: string;
  readonly tags: string;
}

const statements = prepareOnce((database) => ({
  list: database.prepare<[string], DeckNoteRow>(
    `SELECT n.guid, d.name AS deckName, t.name AS noteTypeName, n.fields, n.tags, min(c.ordinal) AS ordinal, c.position
     FROM cards c JOIN notes n ON n.id = c.note_id JOIN note_types t ON t.id = n.note_type_id JOIN decks d ON d.id = c.deck_id
     WHERE c.deck_id IN (SELECT value FROM json_each(?)) GROUP BY n.id ORDER BY c.position, n.id`,
  ),
}));

/** The notes that have cards in these decks, each once, in the order in which they are learned. */
export function listDeckNotes(database: Database, deckIds: readonly DeckId[]): readonly DeckNote[] {
  return statements(database)
    .list.all(JSON.stringify(deckIds))
    .map(({ guid, deckName, noteTypeName, fields, tags }) => ({ guid, deckName, noteTypeName, fields: splitFields(fields), tags: splitTags(tags) }));
}
