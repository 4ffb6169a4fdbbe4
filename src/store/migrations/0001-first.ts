/** The first schema: decks, notes, cards, logs, media, settings and the full-text index. */

import type { Migration } from './migration.ts';

export const first: Migration = {
  version: 1,
  sql: `
    CREATE TABLE presets (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      settings TEXT NOT NULL CHECK (json_valid(settings)),
      modified_at_millis INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE decks (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      preset_id INTEGER NOT NULL REFERENCES presets (id),
      description TEXT NOT NULL DEFAULT '',
      created_at_millis INTEGER NOT NULL,
      modified_at_millis INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX decks_by_preset ON decks (preset_id);

    CREATE TABLE note_types (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('basic', 'cloze', 'contrast')),
      css TEXT NOT NULL,
      latex_pre TEXT NOT NULL DEFAULT '',
      latex_post TEXT NOT NULL DEFAULT '',
      built_in INTEGER NOT NULL DEFAULT 0,
      modified_at_millis INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE note_fields (
      note_type_id INTEGER NOT NULL REFERENCES note_types (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      right_to_left INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (note_type_id, ordinal),
      UNIQUE (note_type_id, name)
    ) STRICT;

    CREATE TABLE card_templates (
      note_type_id INTEGER NOT NULL REFERENCES note_types (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      question_format TEXT NOT NULL,
      answer_format TEXT NOT NULL,
      PRIMARY KEY (note_type_id, ordinal)
    ) STRICT;

    -- fields: HTML, joined by U+001F. tags: separated by single spaces, sorted.
    -- plain_text: the fields without markup, what search reads.
    -- first_field_checksum: first 32 bits of SHA-1 of the first field without markup, to find duplicates.
    -- imported_checksum: first 32 bits of SHA-1 of fields and tags as last imported; null when made here.
    CREATE TABLE notes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      guid TEXT NOT NULL UNIQUE,
      note_type_id INTEGER NOT NULL REFERENCES note_types (id),
      fields TEXT NOT NULL,
      tags TEXT NOT NULL DEFAULT '',
      plain_text TEXT NOT NULL,
      first_field_checksum INTEGER NOT NULL,
      imported_checksum INTEGER,
      created_at_millis INTEGER NOT NULL,
      modified_at_millis INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX notes_by_first_field ON notes (first_field_checksum);
    CREATE INDEX notes_by_type ON notes (note_type_id);

    -- state: 0 new, 1 learning, 2 review, 3 relearning.
    -- due_at_millis is set in states 1 and 3, due_day (study day) in state 2.
    -- buried_on_day: the study day on which the card sits out; buried_by: 1 with its siblings, 2 by hand.
    CREATE TABLE cards (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      deck_id INTEGER NOT NULL REFERENCES decks (id),
      state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
      position INTEGER NOT NULL DEFAULT 0,
      due_at_millis INTEGER,
      due_day INTEGER,
      stability REAL,
      difficulty REAL,
      last_reviewed_at_millis INTEGER,
      interval_days REAL NOT NULL DEFAULT 0,
      step INTEGER NOT NULL DEFAULT 0,
      review_count INTEGER NOT NULL DEFAULT 0,
      lapse_count INTEGER NOT NULL DEFAULT 0,
      suspended INTEGER NOT NULL DEFAULT 0,
      buried_on_day INTEGER,
      buried_by INTEGER,
      flag INTEGER NOT NULL DEFAULT 0 CHECK (flag BETWEEN 0 AND 7),
      modified_at_millis INTEGER NOT NULL,
      UNIQUE (note_id, ordinal),
      CHECK ((state IN (1, 3)) = (due_at_millis IS NOT NULL)),
      CHECK ((state = 2) = (due_day IS NOT NULL)),
      CHECK ((stability IS NULL) = (difficulty IS NULL))
    ) STRICT;
    CREATE INDEX cards_new ON cards (deck_id, position, id, note_id, buried_on_day) WHERE state = 0 AND suspended = 0;
    CREATE INDEX cards_learning ON cards (deck_id, due_at_millis, id, note_id, buried_on_day, state) WHERE state IN (1, 3) AND suspended = 0;
    CREATE INDEX cards_review ON cards (deck_id, due_day, id, note_id, buried_on_day) WHERE state = 2 AND suspended = 0;
    CREATE INDEX cards_by_deck ON cards (deck_id);

    -- Append-only (undo alone takes a row back). rating 0: a change of schedule that was no answer.
    -- kind: 0 learning, 1 review, 2 relearning, 3 filtered, 4 manual, 5 rescheduled.
    -- answered: JSON of AnsweredChoice. Rows outlive their card, so there is no foreign key.
    CREATE TABLE review_log (
      id INTEGER PRIMARY KEY,
      card_id INTEGER NOT NULL,
      reviewed_at_millis INTEGER NOT NULL,
      rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 4),
      kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 5),
      state_before INTEGER NOT NULL CHECK (state_before BETWEEN 0 AND 3),
      stability_before REAL,
      difficulty_before REAL,
      stability_after REAL,
      difficulty_after REAL,
      elapsed_days REAL NOT NULL,
      interval_days REAL NOT NULL,
      duration_millis INTEGER NOT NULL,
      mode TEXT NOT NULL DEFAULT 'recall',
      answered TEXT CHECK (answered IS NULL OR json_valid(answered)),
      imported INTEGER NOT NULL DEFAULT 0,
      UNIQUE (card_id, reviewed_at_millis)
    ) STRICT;
    CREATE INDEX review_log_by_time ON review_log (reviewed_at_millis);

    CREATE TABLE practice_log (
      id INTEGER PRIMARY KEY,
      card_id INTEGER,
      note_id INTEGER NOT NULL,
      practised_at_millis INTEGER NOT NULL,
      mode TEXT NOT NULL,
      correct INTEGER NOT NULL,
      duration_millis INTEGER NOT NULL,
      answered TEXT CHECK (answered IS NULL OR json_valid(answered))
    ) STRICT;
    CREATE INDEX practice_log_by_time ON practice_log (practised_at_millis);

    -- What was studied on a study day in a deck: what the day's limits are counted from.
    -- extra_new: new cards that the learner allowed beyond that day's limit.
    CREATE TABLE study_days (
      deck_id INTEGER NOT NULL REFERENCES decks (id) ON DELETE CASCADE,
      day INTEGER NOT NULL,
      new_count INTEGER NOT NULL DEFAULT 0,
      extra_new INTEGER NOT NULL DEFAULT 0,
      review_count INTEGER NOT NULL DEFAULT 0,
      learning_count INTEGER NOT NULL DEFAULT 0,
      duration_millis INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (deck_id, day)
    ) STRICT;

    -- The bytes lie in media/<first two hex digits>/<sha-256>; names are NFC.
    CREATE TABLE media (
      name TEXT PRIMARY KEY,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      size_bytes INTEGER NOT NULL,
      added_at_millis INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX media_by_hash ON media (sha256);

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT;

    -- Unsaved work of the editor: survives a crash, is not part of undo.
    CREATE TABLE drafts (
      key TEXT PRIMARY KEY,
      body TEXT NOT NULL CHECK (json_valid(body)),
      saved_at_millis INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE imports (
      id INTEGER PRIMARY KEY,
      file_name TEXT NOT NULL,
      format TEXT NOT NULL,
      imported_at_millis INTEGER NOT NULL,
      report TEXT NOT NULL CHECK (json_valid(report))
    ) STRICT;

    CREATE VIRTUAL TABLE notes_fts USING fts5 (
      plain_text, tags, content = 'notes', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER notes_fts_insert AFTER INSERT ON notes BEGIN
      INSERT INTO notes_fts (rowid, plain_text, tags) VALUES (new.id, new.plain_text, new.tags);
    END;
    CREATE TRIGGER notes_fts_delete AFTER DELETE ON notes BEGIN
      INSERT INTO notes_fts (notes_fts, rowid, plain_text, tags) VALUES ('delete', old.id, old.plain_text, old.tags);
    END;
    CREATE TRIGGER notes_fts_update AFTER UPDATE OF plain_text, tags ON notes BEGIN
      INSERT INTO notes_fts (notes_fts, rowid, plain_text, tags) VALUES ('delete', old.id, old.plain_text, old.tags);
      INSERT INTO notes_fts (rowid, plain_text, tags) VALUES (new.id, new.plain_text, new.tags);
    END;
  `,
};
