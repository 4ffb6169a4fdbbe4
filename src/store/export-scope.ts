/** Which notes and cards an export takes along, held in temporary tables of a connection that only reads. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { DeckId } from '../core/ids.ts';
import { getDeck, listDeckWithDescendants } from './decks.ts';
import { listFoundNoteIds } from './search-notes.ts';

/** A deck's cards, all cards of the notes that a search finds, or everything. */
export type ExportScope =
  | { readonly what: 'deck'; readonly deckId: DeckId; readonly withSubdecks: boolean }
  | { readonly what: 'search'; readonly text: string; readonly deckId: DeckId | null }
  | { readonly what: 'everything' };

/** Opens a library's database beside the process that owns it: what it reads is of one moment, however long it takes and whatever is changed meanwhile. */
export function openToExport(libraryFile: string): Database {
  const database = new SqliteDatabase(libraryFile, { readonly: true });
  database.pragma('temp_store = MEMORY');
  database.exec('BEGIN');
  return database;
}

/** Ids of the cards that the scope takes in, as the text of a query with its parameters. Throws AppError not-found for a missing deck. */
export function selectCardsOf(database: Database, scope: ExportScope): { readonly sql: string; readonly parameters: readonly string[] } {
  switch (scope.what) {
    case 'everything':
      return { sql: 'SELECT id FROM cards', parameters: [] };
    case 'deck': {
      const decks = scope.withSubdecks ? listDeckWithDescendants(database, scope.deckId) : [getDeck(database, scope.deckId).id];
      return { sql: 'SELECT id FROM cards WHERE deck_id IN (SELECT value FROM json_each(?))', parameters: [JSON.stringify(decks)] };
    }
    case 'search': {
      const notes = listFoundNoteIds(database, scope);
      return { sql: 'SELECT id FROM cards WHERE note_id IN (SELECT value FROM json_each(?))', parameters: [JSON.stringify(notes)] };
    }
  }
}

/**
 * Makes temp.export_cards (card_id, note_id), temp.export_notes (note_id) and temp.export_decks (deck_id): the decks that are meant,
 * with or without cards, but not the levels above them. Throws AppError not-found for a missing deck.
 */
export function fillScope(database: Database, scope: ExportScope): void {
  if (scope.what === 'everything') {
    database.exec(`
      CREATE TEMP VIEW export_cards AS SELECT id AS card_id, note_id FROM main.cards;
      CREATE TEMP VIEW export_notes AS SELECT id AS note_id FROM main.notes WHERE EXISTS (SELECT 1 FROM main.cards WHERE cards.note_id = notes.id);
      CREATE TEMP VIEW export_decks AS SELECT id AS deck_id FROM main.decks`);
    return;
  }
  const { sql, parameters } = selectCardsOf(database, scope);
  database.exec('CREATE TEMP TABLE export_cards (card_id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL)');
  database.prepare(`INSERT INTO temp.export_cards SELECT id, note_id FROM main.cards WHERE id IN (${sql})`).run(...parameters);
  database.exec('CREATE TEMP TABLE export_notes (note_id INTEGER PRIMARY KEY)');
  database.exec('INSERT OR IGNORE INTO temp.export_notes SELECT note_id FROM temp.export_cards');
  database.exec('CREATE TEMP TABLE export_decks (deck_id INTEGER PRIMARY KEY)');
  if (scope.what === 'deck') database.prepare('INSERT INTO temp.export_decks SELECT value FROM json_each(?)').run(...parameters);
  else database.exec('INSERT INTO temp.export_decks SELECT DISTINCT deck_id FROM temp.export_cards JOIN main.cards ON id = card_id');
}

/** What the export is called: the deck's last level, the words searched for, or “Versus”. */
export function titleOf(database: Database, scope: ExportScope): string {
  switch (scope.what) {
    case 'everything':
      return 'Versus';
    case 'deck':
      return getDeck(database, scope.deckId).name.split(DECK_SEPARATOR).at(-1) ?? '';
    case 'search':
      return scope.text.trim() === '' ? 'Notes' : scope.text.trim();
  }
}
