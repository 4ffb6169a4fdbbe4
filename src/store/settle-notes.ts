/** Settles one note that an import knows and that differs from what was last imported: taken, put together, kept, or in dispute. */

import type { Database } from 'better-sqlite3';
import { isSameTags, mergeNoteVersions } from '../core/cards/merge-note-versions.ts';
import type { MergedNote } from '../core/cards/merge-note-versions.ts';
import type { NoteId, NoteTypeId } from '../core/ids.ts';
import { checksumImportedContent } from './import-checksum.ts';
import type { NoteFate } from './import-fates.ts';
import type { NoteAction, OnDuplicate } from './match-notes.ts';
import { fitFields, putConflict, readOrigin, setOrigin, settleWith } from './note-origins.ts';
import type { FileVersion } from './note-origins.ts';
import { checksumFirstField, joinFields, joinTags, plainTextOf, splitFields, splitTags } from './note-text.ts';
import { getNoteType } from './note-types.ts';
import { prepareOnce } from './prepare-once.ts';

export interface KnownNote {
  readonly sourceId: number;
  readonly noteId: NoteId;
  readonly byField: 0 | 1;
  readonly stagedTypeId: NoteTypeId;
  /** Which of the type's fields the file has, a JSON array of their places; null: all. */
  readonly places: string | null;
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

/** Null as fate: the note is not touched, and the file's is added beside it. */
export interface Settlement {
  readonly action: NoteAction;
  readonly fate: NoteFate;
  readonly reason: string | null;
}

export interface SettleOptions {
  readonly onDuplicate: OnDuplicate;
  readonly nowMillis: number;
}

const statements = prepareOnce((database) => ({
  update: database.prepare<[NoteTypeId, string, string, string, number, number, NoteId]>(
    `UPDATE main.notes SET note_type_id = ?, fields = ?, tags = ?, plain_text = ?, first_field_checksum = ?, modified_at_millis = ? WHERE id = ?`,
  ),
  countFields: database
    .prepare<[NoteTypeId, NoteTypeId], number>('SELECT count(*) FROM main.note_fields WHERE note_type_id = ? AND name NOT IN (SELECT name FROM main.note_fields WHERE note_type_id = ?)')
    .pluck(),
  countTemplates: database
    .prepare<[NoteTypeId, NoteTypeId], number>(
      'SELECT count(*) FROM main.card_templates WHERE note_type_id = ? AND name NOT IN (SELECT name FROM main.card_templates WHERE note_type_id = ?)',
    )
    .pluck(),
  lastCard: database.prepare<[NoteId], number | null>('SELECT max(ordinal) FROM main.cards WHERE note_id = ?').pluck(),
}));

const UNCHANGED: Settlement = { action: 'unchanged', fate: 'unchanged', reason: null };

/** Changes the note, its origin and what waits beside it as its settlement says. */
export function settleNote(database: Database, note: KnownNote, options: SettleOptions): Settlement {
  const isOfTargetType = note.typeId === note.stagedTypeId;
  const checksumHere = checksumImportedContent(note.fields, note.tags);
  const isSameContent = checksumHere === note.stagedChecksum;
  const file: FileVersion = { noteTypeId: note.stagedTypeId, fields: splitFields(note.stagedFields), tags: splitTags(note.stagedTags), checksum: note.stagedChecksum };
  if (isSameContent && (isOfTargetType || isWiderType(database, note.typeId, note.stagedTypeId))) {
    if (isOfTargetType && note.importedChecksum !== null) settleWith(database, note.noteId, file);
    return UNCHANGED;
  }
  if (options.onDuplicate === 'add') return { action: 'added', fate: 'added', reason: null };
  const origin = readOrigin(database, note.noteId, note.importedChecksum);
  const isNothingNew = note.stagedChecksum === note.importedChecksum && origin?.noteTypeId === note.stagedTypeId;
  if (isNothingNew) return { ...UNCHANGED, action: isOfTargetType ? 'unchanged' : 'apart' };
  if (options.onDuplicate === 'keep') {
    return { action: isOfTargetType ? 'kept' : 'apart', fate: 'kept', reason: 'It is in the library already with other content, and you chose to keep what is there.' };
  }
  const wasImported = note.importedChecksum !== null;
  // A note that was made here and comes back from elsewhere with a later date has been worked on there.
  const isUntouched = wasImported ? checksumHere === note.importedChecksum : note.byField === 0 && note.modifiedAtMillis < note.stagedModifiedAtMillis;
  if (isOfTargetType) return putTogether(database, note, file, origin ?? (isUntouched ? contentOf(note) : null), options);
  if (origin === null && isUntouched) return changeType(database, note, file, options);
  return putTogetherApart(database, note, file, origin, options);
}

type Content = Pick<FileVersion, 'noteTypeId' | 'fields' | 'tags'>;

function contentOf(note: KnownNote): Content {
  return { noteTypeId: note.typeId, fields: splitFields(note.fields), tags: splitTags(note.tags) };
}

/** The common case: the file's note type is the note's. What is not in dispute is taken at once. */
function putTogether(database: Database, note: KnownNote, file: FileVersion, then: Content | null, options: SettleOptions): Settlement {
  const here = contentOf(note);
  const { fields: fieldsOfType } = getNoteType(database, note.typeId);
  const places = note.places === null ? null : new Set(JSON.parse(note.places) as number[]);
  const merged = mergeNoteVersions({
    then: then === null ? null : { fields: fitFields(database, then, note.typeId), tags: then.tags },
    here,
    file,
    isInFile: places === null ? null : fieldsOfType.map((_, index) => places.has(index)),
  });
  const isChanged = write(database, note, note.typeId, merged, options.nowMillis);
  const version: FileVersion = { ...file, fields: merged.fileFields };
  if (merged.disputed.includes(true)) {
    if (then !== null) {
      const checksum = checksumImportedContent(joinFields(merged.originFields), joinTags(file.tags));
      setOrigin(database, note.noteId, { ...file, fields: merged.originFields, checksum });
    }
    putConflict(database, note.noteId, version);
    return { action: isChanged ? 'updated' : 'unchanged', fate: 'conflict', reason: describeDispute(note, merged, fieldsOfType, then !== null) };
  }
  settleWith(database, note.noteId, version);
  return describeMerge(merged, isChanged, fieldsOfType);
}

/** A note whose type the learner has changed, or that differs from the file's in ways that cannot be told: all or nothing. */
function putTogetherApart(database: Database, note: KnownNote, file: FileVersion, origin: FileVersion | null, options: SettleOptions): Settlement {
  const { fields: fieldsOfType } = getNoteType(database, note.typeId);
  const merged = mergeNoteVersions({
    then: origin === null ? null : { fields: fitFields(database, origin, note.typeId), tags: origin.tags },
    here: contentOf(note),
    file: { fields: fitFields(database, file, note.typeId), tags: file.tags },
    isInFile: null,
  });
  if (merged.disputed.includes(true)) {
    putConflict(database, note.noteId, file);
    return { action: 'apart', fate: 'conflict', reason: describeDispute(note, merged, fieldsOfType, origin !== null) };
  }
  const isChanged = write(database, note, note.typeId, merged, options.nowMillis);
  settleWith(database, note.noteId, file);
  return { ...describeMerge(merged, isChanged, fieldsOfType), action: 'apart' };
}

/** A note that nobody has touched goes along to the file's note type. */
function changeType(database: Database, note: KnownNote, file: FileVersion, options: SettleOptions): Settlement {
  if (hasCardsBeyond(database, note.noteId, note.stagedTypeId)) {
    return { action: 'apart', fate: 'kept', reason: 'Its note type differs from the one here, and some of its cards would have been lost, so your version was kept.' };
  }
  const leech = splitTags(note.tags).filter((tag) => tag.toLowerCase() === 'leech');
  write(database, note, note.stagedTypeId, { fields: file.fields, tags: [...file.tags, ...leech] }, options.nowMillis);
  settleWith(database, note.noteId, file);
  return { action: 'updated', fate: 'updated', reason: null };
}

function write(database: Database, note: KnownNote, typeId: NoteTypeId, content: Pick<MergedNote, 'fields' | 'tags'>, nowMillis: number): boolean {
  const fields = joinFields(content.fields);
  const tags = isSameTags(content.tags, splitTags(note.tags)) ? note.tags : joinTags(content.tags);
  if (typeId === note.typeId && fields === note.fields && tags === note.tags) return false;
  statements(database).update.run(typeId, fields, tags, plainTextOf(content.fields), checksumFirstField(content.fields[0] ?? ''), nowMillis, note.noteId);
  return true;
}

/** Whether a type has all fields and templates of another. */
function isWiderType(database: Database, typeId: NoteTypeId, otherId: NoteTypeId): boolean {
  const { countFields, countTemplates } = statements(database);
  return countFields.get(otherId, typeId) === 0 && countTemplates.get(otherId, typeId) === 0;
}

function hasCardsBeyond(database: Database, noteId: NoteId, typeId: NoteTypeId): boolean {
  const { kind, templates } = getNoteType(database, typeId);
  return kind !== 'cloze' && (statements(database).lastCard.get(noteId) ?? -1) >= templates.length;
}

type Fields = readonly { readonly name: string }[];

function nameFields(fields: Fields, isNamed: readonly boolean[]): readonly string[] {
  return fields.filter((_, index) => isNamed[index]).map(({ name }) => `“${name}”`);
}

function describeMerge(merged: MergedNote, isChanged: boolean, fields: Fields): Settlement {
  if (!isChanged) return UNCHANGED;
  const kept = [...nameFields(fields, merged.keptHere), ...(merged.keptTags ? ['tags'] : [])];
  if (kept.length === 0) return { action: 'updated', fate: 'updated', reason: null };
  const taken = nameFields(fields, merged.taken);
  const fromFile = taken.length === 0 ? 'tags' : taken.join(', ');
  return { action: 'updated', fate: 'merged', reason: `What you have edited here was kept (${kept.join(', ')}), and the file’s changes were taken (${fromFile}).` };
}

function describeDispute(note: KnownNote, merged: MergedNote, fields: Fields, isOriginKnown: boolean): string {
  const names = nameFields(fields, merged.disputed).join(', ');
  if (isOriginKnown) return `You have edited ${names} here since, and the file has other text there too. Yours stands until you choose.`;
  return note.importedChecksum === null
    ? `A note that was made here reads otherwise (${names}). It stands until you choose.`
    : `It was edited here, and what it was before is not known. It reads otherwise in the file (${names}). Yours stands until you choose.`;
}
