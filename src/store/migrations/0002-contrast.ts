/** Concept sets, scenarios, pair memories, contrast trials, mined proposals and the personal experiment. */

import type { Migration } from './migration.ts';

export const contrast: Migration = {
  version: 2,
  sql: `
    CREATE TABLE concept_sets (
      id INTEGER PRIMARY KEY,
      deck_id INTEGER NOT NULL REFERENCES decks (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      allows_both INTEGER NOT NULL DEFAULT 0,
      allows_neither INTEGER NOT NULL DEFAULT 0,
      created_at_millis INTEGER NOT NULL,
      modified_at_millis INTEGER NOT NULL,
      UNIQUE (deck_id, name)
    ) STRICT;

    CREATE TABLE concepts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      set_id INTEGER NOT NULL REFERENCES concept_sets (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      label TEXT NOT NULL,
      colour TEXT NOT NULL,
      shape TEXT NOT NULL,
      key TEXT NOT NULL,
      UNIQUE (set_id, label),
      UNIQUE (set_id, key)
    ) STRICT;

    -- Situations for the test of transfer: asked in that mode alone. concept_id null: both of them.
    CREATE TABLE scenarios (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      set_id INTEGER NOT NULL REFERENCES concept_sets (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      situation TEXT NOT NULL,
      concept_id INTEGER REFERENCES concepts (id) ON DELETE CASCADE,
      dimension TEXT NOT NULL,
      why TEXT NOT NULL,
      sources TEXT NOT NULL DEFAULT '',
      UNIQUE (set_id, key)
    ) STRICT;

    -- The memory of telling two concepts apart; concept_a_id < concept_b_id. One update a study day.
    CREATE TABLE pair_memories (
      concept_a_id INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
      concept_b_id INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
      stability REAL NOT NULL,
      difficulty REAL NOT NULL,
      last_day INTEGER NOT NULL,
      due_day INTEGER NOT NULL,
      day_count INTEGER NOT NULL,
      PRIMARY KEY (concept_a_id, concept_b_id),
      CHECK (concept_a_id < concept_b_id)
    ) STRICT;

    CREATE TABLE contrast_trials (
      id INTEGER PRIMARY KEY,
      set_id INTEGER NOT NULL REFERENCES concept_sets (id) ON DELETE CASCADE,
      concept_a_id INTEGER NOT NULL,
      concept_b_id INTEGER NOT NULL,
      dimension TEXT NOT NULL,
      raised_at_millis INTEGER NOT NULL,
      done_at_millis INTEGER
    ) STRICT;
    CREATE INDEX contrast_trials_open ON contrast_trials (set_id) WHERE done_at_millis IS NULL;

    CREATE TABLE pair_proposals (
      id INTEGER PRIMARY KEY,
      deck_id INTEGER NOT NULL REFERENCES decks (id) ON DELETE CASCADE,
      first_note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
      second_note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
      first_label TEXT NOT NULL,
      second_label TEXT NOT NULL,
      reasons TEXT NOT NULL CHECK (json_valid(reasons)),
      score REAL NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'dismissed')),
      proposed_at_millis INTEGER NOT NULL,
      UNIQUE (deck_id, first_note_id, second_note_id)
    ) STRICT;

    -- The personal experiment: which way of studying chance gave each dimension of a set.
    CREATE TABLE experiment_arms (
      set_id INTEGER NOT NULL REFERENCES concept_sets (id) ON DELETE CASCADE,
      dimension TEXT NOT NULL,
      arm TEXT NOT NULL CHECK (arm IN ('contrast', 'plain')),
      assigned_at_millis INTEGER NOT NULL,
      PRIMARY KEY (set_id, dimension)
    ) STRICT;

    CREATE TABLE exam_reports (
      id INTEGER PRIMARY KEY,
      set_id INTEGER NOT NULL REFERENCES concept_sets (id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      taken_at_millis INTEGER NOT NULL,
      correct INTEGER NOT NULL,
      total INTEGER NOT NULL,
      report TEXT NOT NULL CHECK (json_valid(report))
    ) STRICT;
    CREATE INDEX exam_reports_by_set ON exam_reports (set_id, taken_at_millis);

    -- Scenarios and pairings are practised too, and belong to no one note.
    CREATE TABLE practice_log_new (
      id INTEGER PRIMARY KEY,
      card_id INTEGER,
      note_id INTEGER,
      practised_at_millis INTEGER NOT NULL,
      mode TEXT NOT NULL,
      correct INTEGER NOT NULL,
      duration_millis INTEGER NOT NULL,
      answered TEXT CHECK (answered IS NULL OR json_valid(answered))
    ) STRICT;
    INSERT INTO practice_log_new (id, card_id, note_id, practised_at_millis, mode, correct, duration_millis, answered)
      SELECT id, card_id, note_id, practised_at_millis, mode, correct, duration_millis, answered FROM practice_log;
    DROP TABLE practice_log;
    ALTER TABLE practice_log_new RENAME TO practice_log;
    CREATE INDEX practice_log_by_time ON practice_log (practised_at_millis);

    -- A library that has the starter deck is given its concept set and scenarios at the next start.
    INSERT INTO settings (key, value) SELECT 'starter-set-pending', 'true' WHERE EXISTS (SELECT 1 FROM notes WHERE guid LIKE 'manager-versus-leader/%');

    CREATE INDEX review_log_answered ON review_log (reviewed_at_millis) WHERE answered IS NOT NULL;
    CREATE INDEX practice_log_answered ON practice_log (practised_at_millis) WHERE answered IS NOT NULL;
  `,
};
