/** What every new library holds before anything is added: the default preset and the built-in note types. */

import type { Database } from 'better-sqlite3';
import { BUILT_IN_NOTE_TYPES } from '../core/cards/built-in-note-types.ts';
import type { DeckId } from '../core/ids.ts';
import { DEFAULT_PRESET } from '../core/scheduling/model.ts';
import { insertNoteType } from './note-types.ts';
import { insertPreset } from './presets.ts';
import { writeSetting } from './settings.ts';

/** Set until the starter deck has been put in, so that a start that was cut short makes up for it. */
const STARTER_PENDING = 'starter-deck-pending';

/** Seeds a library that was never seeded; does nothing otherwise. Must run inside a transaction. */
export function seedLibrary(database: Database, nowMillis: number): void {
  if (database.prepare('SELECT 1 FROM presets LIMIT 1').get() !== undefined) return;
  insertPreset(database, 'Default', DEFAULT_PRESET, nowMillis);
  for (const noteType of BUILT_IN_NOTE_TYPES) insertNoteType(database, noteType, { builtIn: true, nowMillis });
  writeSetting(database, STARTER_PENDING, true);
}

/** Set when a library with the starter deck was brought up from before concept sets. */
const STARTER_SET_PENDING = 'starter-set-pending';

/** The deck in which most of the starter deck's notes lie now, when their concept set is still to come; null otherwise. */
export function findDeckAwaitingStarterSet(database: Database): DeckId | null {
  if (database.prepare('SELECT 1 FROM settings WHERE key = ?').get(STARTER_SET_PENDING) === undefined) return null;
  const deckId = database
    .prepare<[], DeckId>(
      `SELECT deck_id FROM cards JOIN notes ON notes.id = note_id WHERE guid LIKE 'manager-versus-leader/%' GROUP BY deck_id ORDER BY count(*) DESC LIMIT 1`,
    )
    .pluck()
    .get();
  return deckId ?? null;
}

export function clearStarterSetPending(database: Database): void {
  database.prepare('DELETE FROM settings WHERE key = ?').run(STARTER_SET_PENDING);
}

export function isStarterDeckPending(database: Database): boolean {
  return database.prepare('SELECT 1 FROM settings WHERE key = ?').get(STARTER_PENDING) !== undefined;
}

export function clearStarterDeckPending(database: Database): void {
  database.prepare('DELETE FROM settings WHERE key = ?').run(STARTER_PENDING);
}
