/** Notes of which a file has another version than the learner's: what is in dispute, and settling it. */

import type { Database } from 'better-sqlite3';
import { mergeNoteVersions } from '../core/cards/merge-note-versions.ts';
import type { Note } from '../core/cards/model.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import { AppError } from '../core/errors.ts';
import type { NoteId } from '../core/ids.ts';
import { fitFields, listDisputed, readConflict, readOrigin, settleWith } from './note-origins.ts';
import type { FileVersion } from './note-origins.ts';
import { getNoteType } from './note-types.ts';
import { getNote, updateNote } from './notes.ts';
import { prepareOnce } from './prepare-once.ts';

export type Side = 'here' | 'file';

export interface Conflict {
  readonly noteId: NoteId;
  readonly title: string;
  /** All fields of the note's type, in its order; those that are not in dispute have the same text on both sides. */
  readonly fields: readonly { readonly name: string; readonly then: string | null; readonly here: string; readonly file: string }[];
}

const WAITING = "import_fates f JOIN import_conflicts c ON c.note_id = f.note_id WHERE f.import_id = ? AND f.fate = 'conflict'";
const TITLE_LENGTH = 200;

const statements = prepareOnce((database) => ({
  page: database.prepare<[number, number, number], NoteId>(`SELECT c.note_id FROM ${WAITING} ORDER BY f.place LIMIT ? OFFSET ?`).pluck(),
  all: database.prepare<[number], NoteId>(`SELECT c.note_id FROM ${WAITING} ORDER BY f.place`).pluck(),
  count: database.prepare<[number], number>(`SELECT count(*) FROM ${WAITING}`).pluck(),
  importedChecksum: database.prepare<[NoteId], number | null>('SELECT imported_checksum FROM notes WHERE id = ?').pluck(),
}));

interface Waiting {
  readonly note: Note;
  readonly version: FileVersion;
  readonly origin: FileVersion | null;
  readonly disputed: readonly boolean[];
  /** The file's fields as those of the note's type. */
  readonly fileFields: readonly string[];
}

function readWaiting(database: Database, noteId: NoteId): Waiting {
  const version = readConflict(database, noteId);
  if (version === null) throw new AppError('not-found', 'Nothing waits for a choice on this note any more. It may have been settled already.');
  const note = getNote(database, noteId);
  const origin = readOrigin(database, noteId, statements(database).importedChecksum.get(noteId) ?? null);
  return {
    note,
    version,
    origin,
    disputed: listDisputed(database, note.noteTypeId, note.fields, version, origin),
    fileFields: fitFields(database, version, note.noteTypeId),
  };
}

/** What still waits of the notes that were in dispute at that import, in the order of its file. */
export function listConflicts(database: Database, page: { readonly importId: number; readonly offset: number; readonly limit: number }): { readonly rows: readonly Conflict[]; readonly total: number } {
  const noteIds = statements(database).page.all(page.importId, page.limit, page.offset);
  return { rows: noteIds.map((noteId) => describeConflict(database, noteId)), total: statements(database).count.get(page.importId) ?? 0 };
}

function describeConflict(database: Database, noteId: NoteId): Conflict {
  const { note, origin, disputed, fileFields } = readWaiting(database, noteId);
  const then = origin === null ? null : fitFields(database, origin, note.noteTypeId);
  return {
    noteId,
    title: stripMarkup(note.fields[0] ?? '').slice(0, TITLE_LENGTH),
    fields: getNoteType(database, note.noteTypeId).fields.map(({ name }, index) => {
      const here = note.fields[index] ?? '';
      return { name, then: then === null ? null : (then[index] ?? ''), here, file: disputed[index] === true ? (fileFields[index] ?? '') : here };
    }),
  };
}

export interface Resolution {
  readonly importId: number;
  /** Null: all notes that wait since that import. */
  readonly noteId: NoteId | null;
  readonly take: Side;
  /** One for each field of the note's type; without it `take` goes for all. */
  readonly fields?: readonly Side[] | undefined;
}

/**
 * Settles what is in dispute, and returns how many notes were settled: where the file's text is taken it replaces the learner's,
 * and the same file imported again has nothing to say. Of all notes, those whose file version gives no card go on waiting; a
 * single one throws AppError bad-input then. Throws AppError not-found for a note of which nothing waits.
 */
export function resolveConflicts(database: Database, resolution: Resolution, nowMillis: number): number {
  const { importId, noteId, take, fields } = resolution;
  if (noteId !== null) {
    resolveOne(database, readWaiting(database, noteId), take, fields, nowMillis);
    return 1;
  }
  let settled = 0;
  for (const id of statements(database).all.all(importId)) {
    if (tryResolve(database, readWaiting(database, id), take, nowMillis)) settled += 1;
  }
  return settled;
}

function tryResolve(database: Database, waiting: Waiting, take: Side, nowMillis: number): boolean {
  try {
    resolveOne(database, waiting, take, undefined, nowMillis);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'bad-input') return false;
    throw thrown;
  }
}

function resolveOne(database: Database, waiting: Waiting, take: Side, sides: readonly Side[] | undefined, nowMillis: number): void {
  const { note, version, disputed, fileFields } = waiting;
  if (sides !== undefined && sides.length !== note.fields.length) {
    throw new AppError('bad-input', `This note has ${String(note.fields.length)} fields, but a choice was made for ${String(sides.length)}. Open it again; nothing was changed.`);
  }
  const fields = note.fields.map((text, index) => (disputed[index] === true && (sides?.[index] ?? take) === 'file' ? (fileFields[index] ?? '') : text));
  const tags = tagsAfter(waiting, take);
  const isChanged = tags !== note.tags || fields.some((text, index) => text !== note.fields[index]);
  if (isChanged) updateNote(database, { noteId: note.id, fields, tags }, nowMillis);
  settleWith(database, note.id, version);
}

/** Tags were put together at the import, unless the note's origin was not known then. */
function tagsAfter({ note, version, origin }: Waiting, take: Side): readonly string[] {
  if (take === 'here' || (origin !== null && version.noteTypeId === note.noteTypeId)) return note.tags;
  const then = origin === null ? null : { fields: [], tags: origin.tags };
  return mergeNoteVersions({ then, here: { fields: [], tags: note.tags }, file: { fields: [], tags: version.tags }, isInFile: null }).tags;
}
