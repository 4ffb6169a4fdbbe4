/** What became of each note of an import, what notes were when they were imported, and the conflicts that wait for a choice. */

import type { Migration } from './migration.ts';

export const importFates: Migration = {
  version: 3,
  sql: `
    -- Outlives the row of its import, so that an import taken back and brought again has its fates still. place: in the order of the file, from 1.
    CREATE TABLE import_fates (
      import_id INTEGER NOT NULL,
      place INTEGER NOT NULL,
      note_id INTEGER,
      title TEXT NOT NULL,
      fate TEXT NOT NULL CHECK (fate IN ('added', 'updated', 'merged', 'unchanged', 'kept', 'conflict', 'skipped')),
      reason TEXT,
      PRIMARY KEY (import_id, place)
    ) STRICT, WITHOUT ROWID;

    -- A note as it was last imported, kept once it reads otherwise here. fields, tags: as in notes; the fields are those of note_type_id.
    -- Holds good while checksum is the note's imported_checksum.
    CREATE TABLE note_origins (
      note_id INTEGER PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
      note_type_id INTEGER NOT NULL REFERENCES note_types (id),
      fields TEXT NOT NULL,
      tags TEXT NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;

    -- The version of a file that waits beside the learner's own. checksum: what imported_checksum becomes when it is settled.
    CREATE TABLE import_conflicts (
      note_id INTEGER PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE,
      note_type_id INTEGER NOT NULL REFERENCES note_types (id),
      fields TEXT NOT NULL,
      tags TEXT NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
  `,
};
