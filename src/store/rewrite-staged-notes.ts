/** Changes staged notes before they are merged, keeping what is derived from their fields in step. */

import type { Database } from 'better-sqlite3';
import { arrangeFields } from '../core/cards/map-note-type.ts';
import { replaceMediaReferences } from '../core/cards/media-references.ts';
import { checksumImportedContent } from './import-checksum.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { checksumFirstField, joinFields, plainTextOf, splitFields } from './note-text.ts';

const ROWS_PER_READ = 500;

interface StagedNote {
  readonly sourceId: number;
  readonly fields: string;
  readonly tags: string;
}

function* rewrite(database: Database, progress: MergeProgress, noteTypeSourceId: number | null, change: (fields: string) => string): Slices<void> {
  const read = database.prepare<[{ noteTypeSourceId: number | null; after: number }], StagedNote>(
    `SELECT source_id AS sourceId, fields, tags FROM incoming.notes
     WHERE source_id > :after AND (:noteTypeSourceId IS NULL OR note_type_source_id = :noteTypeSourceId) ORDER BY source_id LIMIT ${String(ROWS_PER_READ)}`,
  );
  const update = database.prepare(
    'UPDATE incoming.notes SET fields = ?, plain_text = ?, first_field_checksum = ?, content_checksum = ? WHERE source_id = ?',
  );
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = read.all({ noteTypeSourceId, after });
    for (const row of rows) {
      const fields = change(row.fields);
      if (fields === row.fields) continue;
      const parts = splitFields(fields);
      update.run(fields, plainTextOf(parts), checksumFirstField(parts[0] ?? ''), checksumImportedContent(fields, row.tags), row.sourceId);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sourceId;
    // The notes are counted when they are added.
    yield progress.advance(0);
  }
}

/** Gives the text to refer to a file by its name in the library, or null to leave a reference. */
export function renamerOf(renames: ReadonlyMap<string, string>): (names: readonly string[]) => string | null {
  return (names) => names.map((name) => renames.get(name)).find((name) => name !== undefined) ?? null;
}

/** Makes the notes refer to their media by the names that the library gave them. */
export function* rewriteMediaReferences(database: Database, progress: MergeProgress, renames: ReadonlyMap<string, string>): Slices<void> {
  if (renames.size === 0) return;
  const rename = renamerOf(renames);
  yield* rewrite(database, progress, null, (fields) => (fields.includes('<') || fields.includes('[sound:') ? replaceMediaReferences(fields, rename) : fields));
}

/** Puts the fields of the notes of a type into the order of another: `places[i]` is where field i goes among `count`, null: behind the last. */
export function* rearrangeFields(
  database: Database,
  progress: MergeProgress,
  noteTypeSourceId: number,
  places: readonly (number | null)[],
  count: number,
): Slices<void> {
  yield* rewrite(database, progress, noteTypeSourceId, (fields) => joinFields(arrangeFields(splitFields(fields), places, count)));
}
