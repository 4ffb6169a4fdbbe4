/** Merges staged notes: new ones are added by a few statements, known ones are put together with what the learner has edited. */

import type { Database } from 'better-sqlite3';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import type { BulkWrite } from './library.ts';
import { NOTE_ACTIONS, VERSION_GUID } from './match-notes.ts';
import { sliceRanges, sliceRows } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { splitFields } from './note-text.ts';
import { settleNote } from './settle-notes.ts';
import type { KnownNote, SettleOptions } from './settle-notes.ts';

export interface NoteMerge {
  readonly added: number;
  /** Notes that stand as they were here, wholly or in part, though the file has another version. */
  readonly kept: readonly { readonly title: string; readonly reason: string }[];
}

const KNOWN_NOTE = `SELECT s.source_id AS sourceId, n.id AS noteId, m.by_field AS byField, t.note_type_id AS stagedTypeId, t.places,
    s.fields AS stagedFields, s.tags AS stagedTags, s.content_checksum AS stagedChecksum, s.modified_at_millis AS stagedModifiedAtMillis,
    n.note_type_id AS typeId, n.fields, n.tags, n.imported_checksum AS importedChecksum, n.modified_at_millis AS modifiedAtMillis
  FROM temp.import_notes m JOIN incoming.notes s ON s.source_id = m.source_id JOIN main.notes n ON n.id = m.note_id
  JOIN temp.import_note_types t ON t.source_id = s.note_type_source_id`;

/** Needs temp.import_note_types and temp.import_notes with the notes that are known; puts the others in. */
export function* mergeNotes(database: Database, progress: MergeProgress, bulk: BulkWrite, options: SettleOptions): Slices<NoteMerge> {
  const kept = yield* settleChangedNotes(database, progress, options);
  return { added: yield* addNewNotes(database, progress, bulk), kept };
}

/** Looks at the known notes that differ from what was last imported, one by one. */
function* settleChangedNotes(database: Database, progress: MergeProgress, options: SettleOptions): Slices<NoteMerge['kept']> {
  const changed = database
    .prepare<[], number>(`SELECT sourceId FROM (${KNOWN_NOTE}) WHERE stagedChecksum IS NOT importedChecksum OR stagedTypeId <> typeId ORDER BY sourceId`)
    .pluck()
    .all();
  yield progress.advance(0);
  const read = database.prepare<[number], KnownNote>(`${KNOWN_NOTE} WHERE m.source_id = ?`);
  const record = database.prepare('UPDATE temp.import_notes SET action = ?, fate = ?, reason = ifnull(?, reason) WHERE source_id = ?');
  const addBeside = database.prepare(`UPDATE incoming.notes SET guid = ${VERSION_GUID} WHERE source_id = ?`);
  const forget = database.prepare('DELETE FROM temp.import_notes WHERE source_id = ?');
  const kept: { title: string; reason: string }[] = [];
  yield* sliceRows(changed, progress, (sourceId) => {
    const note = read.get(sourceId);
    if (note === undefined) return;
    const { action, fate, reason } = settleNote(database, note, options);
    if (action === 'added') {
      addBeside.run(sourceId);
      forget.run(sourceId);
      return;
    }
    record.run(NOTE_ACTIONS[action], fate, reason, sourceId);
    if (reason !== null && (fate === 'kept' || fate === 'conflict')) kept.push({ title: titleOf(note.stagedFields), reason });
  });
  return kept;
}

function* addNewNotes(database: Database, progress: MergeProgress, bulk: BulkWrite): Slices<number> {
  const firstId = 1 + (database.prepare<[], number>("SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'notes'), 0), ifnull((SELECT max(id) FROM main.notes), 0))").pluck().get() ?? 0);
  const { changes } = database
    .prepare(
      `INSERT INTO temp.import_notes SELECT source_id, ? - 1 + row_number() OVER (ORDER BY source_id), ${String(NOTE_ACTIONS.added)}, 'added', NULL, 0 FROM incoming.notes
       WHERE source_id NOT IN (SELECT source_id FROM temp.import_notes)`,
    )
    .run(firstId);
  yield progress.advance(0);
  const insert = database.prepare<[number, number]>(`
    INSERT INTO main.notes (id, guid, note_type_id, fields, tags, plain_text, first_field_checksum, imported_checksum, created_at_millis, modified_at_millis)
    SELECT m.note_id, s.guid, t.note_type_id, s.fields, s.tags, s.plain_text, s.first_field_checksum, s.content_checksum, s.created_at_millis, s.modified_at_millis
    FROM temp.import_notes m JOIN incoming.notes s ON s.source_id = m.source_id JOIN temp.import_note_types t ON t.source_id = s.note_type_source_id
    WHERE m.action = ${String(NOTE_ACTIONS.added)} AND m.source_id > ? AND m.source_id <= ? ORDER BY m.source_id`);
  yield* sliceRanges(database, 'temp.import_notes', 'source_id', progress, (after, upTo) => insert.run(after, upTo));
  bulk.recordInserted('notes', firstId, firstId + changes - 1);
  return changes;
}

function titleOf(fields: string): string {
  const text = stripMarkup(splitFields(fields)[0] ?? '');
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
