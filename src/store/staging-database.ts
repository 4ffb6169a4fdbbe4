/**
 * The staging database of one import: what a reader told, in the library's own columns, before the library hears of it.
 * It has neither indexes nor constraints that the merge does not need, and is thrown away afterwards.
 */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';

const SCHEMA = `
  CREATE TABLE presets (source_id INTEGER PRIMARY KEY, name TEXT NOT NULL, settings TEXT NOT NULL) STRICT;
  CREATE TABLE decks (source_id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, preset_source_id INTEGER) STRICT;
  CREATE TABLE note_types (source_id INTEGER PRIMARY KEY, definition TEXT NOT NULL) STRICT;
  -- content_checksum: of fields and tags, as notes.imported_checksum of the library. has_own_id: 1 when the file gave the guid.
  CREATE TABLE notes (
    source_id INTEGER PRIMARY KEY, guid TEXT NOT NULL, note_type_source_id INTEGER NOT NULL, fields TEXT NOT NULL, tags TEXT NOT NULL,
    plain_text TEXT NOT NULL, first_field_checksum INTEGER NOT NULL, content_checksum INTEGER NOT NULL,
    created_at_millis INTEGER NOT NULL, modified_at_millis INTEGER NOT NULL, has_own_id INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE cards (
    source_id INTEGER PRIMARY KEY, note_source_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, deck_source_id INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL, due_at_millis INTEGER, due_day INTEGER, stability REAL, difficulty REAL,
    last_reviewed_at_millis INTEGER, interval_days REAL NOT NULL DEFAULT 0, step INTEGER NOT NULL DEFAULT 0,
    review_count INTEGER NOT NULL DEFAULT 0, lapse_count INTEGER NOT NULL DEFAULT 0,
    suspended INTEGER NOT NULL DEFAULT 0, buried_on_day INTEGER, buried_by INTEGER, flag INTEGER NOT NULL DEFAULT 0, modified_at_millis INTEGER
  ) STRICT;
  CREATE TABLE reviews (
    card_source_id INTEGER NOT NULL, reviewed_at_millis INTEGER NOT NULL, rating INTEGER NOT NULL, kind INTEGER NOT NULL, state_before INTEGER NOT NULL,
    elapsed_days REAL NOT NULL, interval_days REAL NOT NULL, duration_millis INTEGER NOT NULL, difficulty_after REAL
  ) STRICT;
  -- Notes and rows that were left out; after_source_id: the note that was told before, which it stands behind.
  CREATE TABLE skipped (id INTEGER PRIMARY KEY, after_source_id INTEGER NOT NULL, title TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
  -- concepts: a JSON array of labels.
  CREATE TABLE concept_sets (deck_source_id INTEGER NOT NULL, concepts TEXT NOT NULL) STRICT;
  -- Records of our own archive, as JSON.
  CREATE TABLE archive_rows (id INTEGER PRIMARY KEY, part TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  -- source_name: as the file has it; name: as the library may keep it.
  CREATE TABLE media (source_name TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  -- Media that notes refer to; other_spelling: without percent-decoding, where that differs.
  CREATE TABLE media_references (name TEXT PRIMARY KEY, other_spelling TEXT) STRICT, WITHOUT ROWID;
`;

/** Most questions to the notes are how many there are of what sort: none of those should read their texts. */
const INDEX = 'CREATE INDEX notes_by_sort ON notes (note_type_source_id, has_own_id, guid)';

/** To be called when all notes are in: an index that is made at once is made sooner than one that grows. */
export function indexStagedNotes(database: Database): void {
  database.exec(INDEX);
}

/** Makes an empty staging database at a path where nothing lies yet. */
export function createStagingDatabase(path: string): Database {
  const database = new SqliteDatabase(path);
  // A staging file that is cut short is deleted, so nothing here needs to survive a crash.
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('cache_size = -16384');
  database.exec(SCHEMA);
  return database;
}
