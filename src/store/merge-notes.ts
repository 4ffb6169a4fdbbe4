/** Merges staged notes by guid: new ones are added in one statement, known ones are updated unless the learner has edited them. */

import type { Database } from 'better-sqlite3';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import type { NoteTypeId } from '../core/ids.ts';
import { checksumImportedContent } from './import-checksum.ts';
import type { BulkWrite } from './library.ts';
import { splitFields } from './note-text.ts';

export type OnDuplicate = 'update' | 'keep' | 'add';

export interface NoteMerge {
  readonly added: number;
  readonly kept: readonly { readonly title: string; readonly reason: string }[];
}

/** What becomes of a staged note. `kept` and `unchanged` leave the note as it is; only the cards of `keptApart` stay out. */
export const NOTE_ACTIONS = { added: 0, unchanged: 1, updated: 2, kept: 3, keptApart: 4 } as const;

interface KnownNote {
  readonly sourceId: number;
  readonly noteId: number;
  readonly guid: string;
  readonly stagedTypeId: NoteTypeId;
  readonly stagedFields: string;
  readonly stagedTags: string;
  readonly stagedChecksum: number;
  readonly stagedModifiedAtMillis: number;
  readonly typeId: NoteTypeId;
  readonly fields: string;
  readonly tags: string;
  readonly importedChecksum: number | null;
  readonly modifiedAtMillis: number;
}

const KNOWN_NOTE = `SELECT s.source_id AS sourceId, n.id AS noteId, s.guid, t.note_type_id AS stagedTypeId, s.fields AS stagedFields, s.tags AS stagedTags,
    s.content_checksum AS stagedChecksum, s.modified_at_millis AS stagedModifiedAtMillis, n.note_type_id AS typeId, n.fields, n.tags,
    n.imported_checksum AS importedChecksum, n.modified_at_millis AS modifiedAtMillis
  FROM temp.import_notes m JOIN incoming.notes s ON s.source_id = m.source_id JOIN main.notes n ON n.id = m.note_id
  JOIN temp.import_note_types t ON t.source_id = s.note_type_source_id`;

/** Needs temp.import_note_types; fills temp.import_notes (source_id, note_id, action, and what the learner is told: fate, reason). */
export function mergeNotes(database: Database, bulk: BulkWrite, onDuplicate: OnDuplicate, nowMillis: number): NoteMerge {
  database.exec('CREATE TEMP TABLE import_notes (source_id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL, action INTEGER NOT NULL, fate TEXT NOT NULL, reason TEXT)');
  matchKnownNotes(database, onDuplicate);
  const kept = settleChangedNotes(database, onDuplicate, nowMillis);
  return { added: addNewNotes(database, bulk), kept };
}

function matchKnownNotes(database: Database, onDuplicate: OnDuplicate): void {
  if (onDuplicate === 'add') {
    // A version that was added beside the learner's own before is found again under the guid that it got then.
    database.exec(`
      UPDATE incoming.notes AS s SET guid = ${VERSION_GUID}
      WHERE EXISTS (SELECT 1 FROM main.notes n WHERE n.guid = s.guid || '+' || printf('%08x', s.content_checksum))`);
  }
  database.exec(`INSERT INTO temp.import_notes SELECT s.source_id, n.id, ${String(NOTE_ACTIONS.unchanged)}, 'unchanged', NULL FROM incoming.notes s JOIN main.notes n ON n.guid = s.guid`);
}

const VERSION_GUID = "(guid || '+' || printf('%08x', content_checksum))";

/** Looks at the known notes that differ from what was last imported, one by one. */
function settleChangedNotes(database: Database, onDuplicate: OnDuplicate, nowMillis: number): NoteMerge['kept'] {
  const changed = database
    .prepare<[], number>(`SELECT sourceId FROM (${KNOWN_NOTE}) WHERE stagedChecksum IS NOT importedChecksum OR stagedTypeId <> typeId ORDER BY sourceId`)
    .pluck()
    .all();
  const read = database.prepare<[number], KnownNote>(`${KNOWN_NOTE} WHERE m.source_id = ?`);
  const settle = database.prepare('UPDATE temp.import_notes SET action = ?, fate = ?, reason = ? WHERE source_id = ?');
  const addBeside = database.prepare(`UPDATE incoming.notes SET guid = ${VERSION_GUID} WHERE source_id = ?`);
  const forget = database.prepare('DELETE FROM temp.import_notes WHERE source_id = ?');
  const update = database.prepare(
    `UPDATE main.notes SET note_type_id = ?, fields = s.fields, tags = ?, plain_text = s.plain_text, first_field_checksum = s.first_field_checksum,
       imported_checksum = s.content_checksum, modified_at_millis = ?
     FROM incoming.notes s WHERE main.notes.id = ? AND s.source_id = ?`,
  );
  const kept: { title: string; reason: string }[] = [];
  for (const sourceId of changed) {
    const note = read.get(sourceId);
    if (note === undefined) continue;
    const verdict = judge(database, note, onDuplicate);
    switch (verdict.action) {
      case 'added':
        addBeside.run(sourceId);
        forget.run(sourceId);
        break;
      case 'updated':
        update.run(note.stagedTypeId, tagsAfterUpdate(note), nowMillis, note.noteId, note.sourceId);
        settle.run(NOTE_ACTIONS.updated, 'updated', null, sourceId);
        break;
      case 'unchanged':
        break;
      case 'kept':
      case 'keptApart':
        settle.run(NOTE_ACTIONS[verdict.action], 'kept', verdict.reason, sourceId);
        kept.push({ title: titleOf(note.stagedFields), reason: verdict.reason });
        break;
    }
  }
  return kept;
}

type Verdict = { readonly action: 'added' | 'updated' | 'unchanged' } | { readonly action: 'kept' | 'keptApart'; readonly reason: string };

function judge(database: Database, note: KnownNote, onDuplicate: OnDuplicate): Verdict {
  const currentChecksum = checksumImportedContent(note.fields, note.tags);
  const isOfTargetType = note.typeId === note.stagedTypeId;
  const isSameContent = currentChecksum === note.stagedChecksum;
  if (isSameContent && (isOfTargetType || isWiderType(database, note.typeId, note.stagedTypeId))) return { action: 'unchanged' };
  if (onDuplicate === 'add') return { action: 'added' };
  const keep = (reason: string): Verdict => ({ action: isOfTargetType ? 'kept' : 'keptApart', reason });
  if (onDuplicate === 'keep') return keep('It is in the library already with other content, and you chose to keep what is there.');
  const wasEdited = note.importedChecksum === null ? note.modifiedAtMillis >= note.stagedModifiedAtMillis : currentChecksum !== note.importedChecksum;
  if (wasEdited && !isSameContent) return keep('You have edited this note here since, so your version was kept.');
  if (!isOfTargetType && hasCardsBeyond(database, note.noteId, note.stagedTypeId)) {
    return keep('Its note type differs from the one here, and some of its cards would have been lost, so your version was kept.');
  }
  return { action: 'updated' };
}

/** Whether a type has all fields and templates of another. */
function isWiderType(database: Database, typeId: NoteTypeId, otherId: NoteTypeId): boolean {
  const lacks = (table: string): number =>
    database
      .prepare<[NoteTypeId, NoteTypeId], number>(
        `SELECT count(*) FROM ${table} WHERE note_type_id = ? AND name NOT IN (SELECT name FROM ${table} WHERE note_type_id = ?)`,
      )
      .pluck()
      .get(otherId, typeId) ?? 0;
  return lacks('note_fields') === 0 && lacks('card_templates') === 0;
}

function hasCardsBeyond(database: Database, noteId: number, typeId: NoteTypeId): boolean {
  const templates = database.prepare<[NoteTypeId], number>('SELECT count(*) FROM card_templates WHERE note_type_id = ?').pluck().get(typeId) ?? 0;
  const isCloze = database.prepare<[NoteTypeId], string>('SELECT kind FROM note_types WHERE id = ?').pluck().get(typeId) === 'cloze';
  return !isCloze && database.prepare('SELECT 1 FROM cards WHERE note_id = ? AND ordinal >= ?').get(noteId, templates) !== undefined;
}

/** The file's tags; the mark of a leech, which the scheduler set here, stays. */
function tagsAfterUpdate(note: KnownNote): string {
  const tags = note.stagedTags.split(' ').filter((tag) => tag !== '');
  const leech = note.tags.split(' ').find((tag) => tag.toLowerCase() === 'leech');
  return leech === undefined || tags.includes(leech) ? note.stagedTags : [...tags, leech].sort().join(' ');
}

function addNewNotes(database: Database, bulk: BulkWrite): number {
  const firstId = 1 + (database.prepare<[], number>("SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'notes'), 0), ifnull((SELECT max(id) FROM main.notes), 0))").pluck().get() ?? 0);
  const { changes } = database
    .prepare(
      `INSERT INTO temp.import_notes SELECT source_id, ? - 1 + row_number() OVER (ORDER BY source_id), ${String(NOTE_ACTIONS.added)}, 'added', NULL FROM incoming.notes
       WHERE source_id NOT IN (SELECT source_id FROM temp.import_notes)`,
    )
    .run(firstId);
  database.exec(`
    INSERT INTO main.notes (id, guid, note_type_id, fields, tags, plain_text, first_field_checksum, imported_checksum, created_at_millis, modified_at_millis)
    SELECT m.note_id, s.guid, t.note_type_id, s.fields, s.tags, s.plain_text, s.first_field_checksum, s.content_checksum, s.created_at_millis, s.modified_at_millis
    FROM temp.import_notes m JOIN incoming.notes s ON s.source_id = m.source_id JOIN temp.import_note_types t ON t.source_id = s.note_type_source_id
    WHERE m.action = ${String(NOTE_ACTIONS.added)} ORDER BY m.source_id`);
  bulk.recordInserted('notes', firstId, firstId + changes - 1);
  return changes;
}

function titleOf(fields: string): string {
  const text = stripMarkup(splitFields(fields)[0] ?? '');
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** Ids of staged notes that stand for a note of the library which reads otherwise: their cards are not ours to add. */
export function listDivergedNotes(database: Database, sourceIds: readonly number[]): readonly number[] {
  const read = database.prepare<[number], KnownNote>(`${KNOWN_NOTE} WHERE m.source_id = ?`);
  return sourceIds.filter((sourceId) => {
    const note = read.get(sourceId);
    return note !== undefined && checksumImportedContent(note.fields, note.tags) !== note.stagedChecksum;
  });
}
