/**
 * What a note was when it was last imported, and the file's version that waits beside it. Every change of a note's text by the
 * learner's hand must call `rememberOrigin` before and `settleWhatAgrees` after it.
 */

import type { Database } from 'better-sqlite3';
import { arrangeFields, pairParts } from '../core/cards/map-note-type.ts';
import { isSameTags } from '../core/cards/merge-note-versions.ts';
import type { NoteId, NoteTypeId } from '../core/ids.ts';
import { checksumImportedContent } from './import-checksum.ts';
import { joinFields, joinTags, splitFields, splitTags } from './note-text.ts';
import { getNoteType } from './note-types.ts';
import { prepareOnce } from './prepare-once.ts';

/** A version of a note from a file. */
export interface FileVersion {
  /** The note type whose fields these are. */
  readonly noteTypeId: NoteTypeId;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  /** By which an import knows it again. */
  readonly checksum: number;
}

interface StoredVersion {
  readonly noteTypeId: NoteTypeId;
  readonly fields: string;
  readonly tags: string;
  readonly checksum: number;
}

interface NoteText {
  readonly noteTypeId: NoteTypeId;
  readonly fields: string;
  readonly tags: string;
  readonly importedChecksum: number | null;
}

type Table = 'note_origins' | 'import_conflicts';

const prepareVersions = (database: Database, table: Table) => ({
  get: database.prepare<[NoteId], StoredVersion>(`SELECT note_type_id AS noteTypeId, fields, tags, checksum FROM main.${table} WHERE note_id = ?`),
  put: database.prepare<[NoteId, NoteTypeId, string, string, number]>(
    `INSERT INTO main.${table} (note_id, note_type_id, fields, tags, checksum) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (note_id) DO UPDATE SET note_type_id = excluded.note_type_id, fields = excluded.fields, tags = excluded.tags, checksum = excluded.checksum
     WHERE (note_type_id, fields, tags, checksum) IS NOT (excluded.note_type_id, excluded.fields, excluded.tags, excluded.checksum)`,
  ),
  drop: database.prepare<[NoteId]>(`DELETE FROM main.${table} WHERE note_id = ?`),
});

const statements = prepareOnce((database) => ({
  origins: prepareVersions(database, 'note_origins'),
  conflicts: prepareVersions(database, 'import_conflicts'),
  text: database.prepare<[NoteId], NoteText>(
    'SELECT note_type_id AS noteTypeId, fields, tags, imported_checksum AS importedChecksum FROM main.notes WHERE id = ?',
  ),
  setChecksum: database.prepare<[number, NoteId]>('UPDATE main.notes SET imported_checksum = ? WHERE id = ?'),
}));

function readVersion(row: StoredVersion | undefined): FileVersion | null {
  return row === undefined ? null : { ...row, fields: splitFields(row.fields), tags: splitTags(row.tags) };
}

/** The note as last imported, where it reads otherwise now and that is known. */
export function readOrigin(database: Database, noteId: NoteId, importedChecksum: number | null): FileVersion | null {
  const origin = readVersion(statements(database).origins.get.get(noteId));
  return origin?.checksum === importedChecksum ? origin : null;
}

export function readConflict(database: Database, noteId: NoteId): FileVersion | null {
  return readVersion(statements(database).conflicts.get.get(noteId));
}

/** Makes a file's version wait beside the note, in place of one that waits already. */
export function putConflict(database: Database, noteId: NoteId, version: FileVersion): void {
  statements(database).conflicts.put.run(noteId, version.noteTypeId, joinFields(version.fields), joinTags(version.tags), version.checksum);
}

/** Makes the version what the next import is compared with. */
export function setOrigin(database: Database, noteId: NoteId, version: FileVersion): void {
  const { origins, text, setChecksum } = statements(database);
  const note = text.get(noteId);
  if (note === undefined) return;
  if (note.importedChecksum !== version.checksum) setChecksum.run(version.checksum, noteId);
  // What a note reads as need not be kept twice.
  if (isSameVersion(note, version)) origins.drop.run(noteId);
  else origins.put.run(noteId, version.noteTypeId, joinFields(version.fields), joinTags(version.tags), version.checksum);
}

/** Makes the version what the next import is compared with, and what waited to be settled is. */
export function settleWith(database: Database, noteId: NoteId, version: FileVersion): void {
  setOrigin(database, noteId, version);
  statements(database).conflicts.drop.run(noteId);
}

function isSameVersion(note: NoteText, version: FileVersion): boolean {
  return (
    note.noteTypeId === version.noteTypeId &&
    note.fields === joinFields(version.fields) &&
    isSameTags(splitTags(note.tags), version.tags) &&
    checksumImportedContent(note.fields, note.tags) === version.checksum
  );
}

/** To be called before a note is changed by hand: keeps what it is while it is as it was imported. */
export function rememberOrigin(database: Database, noteId: NoteId): void {
  const { origins, text } = statements(database);
  const note = text.get(noteId);
  if (note === undefined || note.importedChecksum === null) return;
  if (checksumImportedContent(note.fields, note.tags) !== note.importedChecksum) return;
  if (readOrigin(database, noteId, note.importedChecksum) !== null) return;
  origins.put.run(noteId, note.noteTypeId, note.fields, note.tags, note.importedChecksum);
}

/** To be called after a note was changed by hand: a version that waits is settled when nothing of it is in dispute any more. */
export function settleWhatAgrees(database: Database, noteId: NoteId): void {
  const { conflicts, text } = statements(database);
  const waiting = readVersion(conflicts.get.get(noteId));
  const note = waiting === null ? undefined : text.get(noteId);
  if (waiting === null || note === undefined) return;
  const origin = readOrigin(database, noteId, note.importedChecksum);
  const disputed = listDisputed(database, note.noteTypeId, splitFields(note.fields), waiting, origin);
  if (!disputed.includes(true)) settleWith(database, noteId, waiting);
}

/** For each field of the note, whether the waiting version and the learner's own are in dispute there. */
export function listDisputed(
  database: Database,
  noteTypeId: NoteTypeId,
  here: readonly string[],
  waiting: FileVersion,
  origin: FileVersion | null,
): readonly boolean[] {
  const file = fitFields(database, waiting, noteTypeId);
  const then = origin === null ? null : fitFields(database, origin, noteTypeId);
  return here.map((text, index) => text !== file[index] && (then === null || (text !== then[index] && file[index] !== then[index])));
}

/** The version's fields as those of another note type: by name, else by order; what finds no place joins the last. */
export function fitFields(database: Database, version: Pick<FileVersion, 'noteTypeId' | 'fields'>, noteTypeId: NoteTypeId): readonly string[] {
  const target = getNoteType(database, noteTypeId);
  if (version.noteTypeId === noteTypeId) return target.fields.map((_, index) => version.fields[index] ?? '');
  const source = getNoteType(database, version.noteTypeId);
  return arrangeFields(version.fields, pairParts(source.fields, target.fields), target.fields.length);
}
