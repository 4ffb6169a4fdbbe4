/** Decks: a tree whose levels stand in the name, joined by `::`. Every level of a name made here is a deck of its own. */

import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { Deck } from '../core/cards/model.ts';
import { AppError } from '../core/errors.ts';
import type { DeckId, NoteId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';
import { defaultPresetId } from './presets.ts';

const COLUMNS = 'id, name, preset_id AS presetId, description';
/** The deck itself and all below it; the name's index serves both halves, since `;` follows `:`. */
const WITH_DESCENDANTS = "(name = @name OR (name > @name || '::' AND name < @name || ':;'))";

const statements = prepareOnce((database) => ({
  list: database.prepare<[], Deck>(`SELECT ${COLUMNS} FROM decks ORDER BY name`),
  get: database.prepare<[DeckId], Deck>(`SELECT ${COLUMNS} FROM decks WHERE id = ?`),
  findByName: database.prepare<[string], Deck>(`SELECT ${COLUMNS} FROM decks WHERE name = ?`),
  insert: database.prepare('INSERT INTO decks (name, preset_id, created_at_millis, modified_at_millis) VALUES (?, ?, ?, ?)'),
  withDescendants: database.prepare<{ name: string }, DeckId>(`SELECT id FROM decks WHERE ${WITH_DESCENDANTS} ORDER BY name`).pluck(),
  collision: database
    .prepare<{ name: string; newName: string }, string>(
      `SELECT name FROM decks WHERE name IN (SELECT @newName || substr(name, length(@name) + 1) FROM decks WHERE ${WITH_DESCENDANTS})
       AND NOT ${WITH_DESCENDANTS} LIMIT 1`,
    )
    .pluck(),
  rename: database.prepare<{ name: string; newName: string; nowMillis: number }>(
    `UPDATE decks SET name = @newName || substr(name, length(@name) + 1), modified_at_millis = @nowMillis WHERE ${WITH_DESCENDANTS}`,
  ),
  notesOfDecks: database.prepare<[string], NoteId>(
    'SELECT DISTINCT note_id FROM cards WHERE deck_id IN (SELECT value FROM json_each(?))',
  ).pluck(),
  deleteCards: database.prepare<[string]>('DELETE FROM cards WHERE deck_id IN (SELECT value FROM json_each(?))'),
  deleteOrphans: database.prepare<[string]>(
    `DELETE FROM notes WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM cards WHERE note_id = notes.id)`,
  ),
  deleteDecks: database.prepare<[string]>('DELETE FROM decks WHERE id IN (SELECT value FROM json_each(?))'),
  cardCounts: database.prepare<[], { deckId: DeckId; count: number }>('SELECT deck_id AS deckId, count(*) AS count FROM cards GROUP BY deck_id'),
}));

/** Trims every level and brings the name to NFC. Throws AppError bad-input when a level is empty. */
export function normalizeDeckName(name: string): string {
  const levels = name.normalize('NFC').split(DECK_SEPARATOR).map((level) => level.trim());
  if (levels.some((level) => level === '')) {
    throw new AppError('bad-input', 'A deck needs a name, and so does every level of it: write “Languages::Spanish”, not “Languages::”.');
  }
  return levels.join(DECK_SEPARATOR);
}

/** By name, parents before their children. */
export function listDecks(database: Database): readonly Deck[] {
  return statements(database).list.all();
}

/** Throws AppError not-found. */
export function getDeck(database: Database, deckId: DeckId): Deck {
  const deck = statements(database).get.get(deckId);
  if (deck === undefined) throw new AppError('not-found', 'This deck no longer exists. It may have been deleted; Undo brings it back.');
  return deck;
}

/** By its full name, or null. */
export function findDeck(database: Database, name: string): Deck | null {
  return statements(database).findByName.get(name) ?? null;
}

/** The deck's id and those of all decks below it, in the order of their names. Throws AppError not-found. */
export function listDeckWithDescendants(database: Database, deckId: DeckId): readonly DeckId[] {
  return statements(database).withDescendants.all({ name: getDeck(database, deckId).name });
}

/** Creates the deck and every missing level above it. Throws AppError conflict when it exists, bad-input for an empty level. */
export function createDeck(database: Database, name: string, nowMillis: number): DeckId {
  const full = normalizeDeckName(name);
  if (findDeck(database, full) !== null) throw new AppError('conflict', `There is a deck named “${full}” already. Choose another name.`);
  return ensureDeck(database, full, nowMillis);
}

/** The deck of that name, made with every missing level above it when it is not there. A new deck takes its parent's preset. */
export function ensureDeck(database: Database, name: string, nowMillis: number): DeckId {
  const { insert } = statements(database);
  let presetId = defaultPresetId(database);
  let path = '';
  let id: DeckId | null = null;
  for (const level of normalizeDeckName(name).split(DECK_SEPARATOR)) {
    path = path === '' ? level : `${path}${DECK_SEPARATOR}${level}`;
    const known = findDeck(database, path);
    id = known?.id ?? (Number(insert.run(path, presetId, nowMillis, nowMillis).lastInsertRowid) as DeckId);
    presetId = known?.presetId ?? presetId;
  }
  if (id === null) throw new Error('a deck name without levels');
  return id;
}

/**
 * Gives the deck a new full name and takes the decks below along. Returns the name it has then. Throws AppError not-found,
 * bad-input, or conflict when the name is taken or lies inside the deck itself.
 */
export function renameDeck(database: Database, deckId: DeckId, wantedName: string, nowMillis: number): string {
  const { name } = getDeck(database, deckId);
  const newName = normalizeDeckName(wantedName);
  if (newName === name) return name;
  if (newName.startsWith(name + DECK_SEPARATOR)) {
    throw new AppError('conflict', `“${name}” cannot be moved into itself. Choose a place outside of it.`);
  }
  const taken = findDeck(database, newName)?.name ?? statements(database).collision.get({ name, newName });
  if (taken !== undefined) throw new AppError('conflict', `There is a deck named “${taken}” already. Choose another name.`);
  statements(database).rename.run({ name, newName, nowMillis });
  const parentEnd = newName.lastIndexOf(DECK_SEPARATOR);
  if (parentEnd > 0) ensureDeck(database, newName.slice(0, parentEnd), nowMillis);
  return newName;
}

/** Deletes the deck, the decks below it, their cards, and the notes that are left without cards. Throws AppError not-found. */
export function deleteDeck(database: Database, deckId: DeckId): { readonly cardCount: number; readonly noteCount: number } {
  const { notesOfDecks, deleteCards, deleteOrphans, deleteDecks } = statements(database);
  const decks = JSON.stringify(listDeckWithDescendants(database, deckId));
  const notes = JSON.stringify(notesOfDecks.all(decks));
  const cardCount = deleteCards.run(decks).changes;
  const noteCount = deleteOrphans.run(notes).changes;
  deleteDecks.run(decks);
  return { cardCount, noteCount };
}

/** Cards of each deck alone, without the decks below; decks without cards are missing. */
export function countCardsByDeck(database: Database): ReadonlyMap<DeckId, number> {
  return new Map(statements(database).cardCounts.all().map((row) => [row.deckId, row.count]));
}
