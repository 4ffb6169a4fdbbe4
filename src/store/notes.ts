/** Notes, with the cards that their fields ask for. */

import type { Database } from 'better-sqlite3';
import { listCardOrdinals } from '../core/cards/card-ordinals.ts';
import type { Note, NoteType } from '../core/cards/model.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import { AppError } from '../core/errors.ts';
import type { CardId, DeckId, NoteId, NoteTypeId } from '../core/ids.ts';
import { listCardsOfNote } from './cards.ts';
import { getDeck } from './decks.ts';
import { rememberOrigin, settleWhatAgrees } from './note-origins.ts';
import { checksumFirstField, joinFields, joinTags, plainTextOf, splitFields, splitTags } from './note-text.ts';
import { getNoteType } from './note-types.ts';
import { prepareOnce } from './prepare-once.ts';

interface NoteRow {
  readonly id: NoteId;
  readonly guid: string;
  readonly noteTypeId: NoteTypeId;
  readonly fields: string;
  readonly tags: string;
  readonly createdAtMillis: number;
  readonly modifiedAtMillis: number;
}

const COLUMNS =
  'id, guid, note_type_id AS noteTypeId, fields, tags, created_at_millis AS createdAtMillis, modified_at_millis AS modifiedAtMillis';

const statements = prepareOnce((database) => ({
  get: database.prepare<[NoteId], NoteRow>(`SELECT ${COLUMNS} FROM notes WHERE id = ?`),
  sameChecksum: database.prepare<[number, NoteTypeId], { id: NoteId; fields: string }>(
    'SELECT id, fields FROM notes WHERE first_field_checksum = ? AND note_type_id = ? ORDER BY id',
  ),
  insert: database.prepare(
    `INSERT INTO notes (guid, note_type_id, fields, tags, plain_text, first_field_checksum, created_at_millis, modified_at_millis)
     VALUES (@guid, @noteTypeId, @fields, @tags, @plainText, @checksum, @nowMillis, @nowMillis)`,
  ),
  update: database.prepare(
    `UPDATE notes SET note_type_id = @noteTypeId, fields = @fields, tags = @tags, plain_text = @plainText,
     first_field_checksum = @checksum, modified_at_millis = @nowMillis WHERE id = @noteId`,
  ),
  delete: database.prepare<[string]>('DELETE FROM notes WHERE id IN (SELECT value FROM json_each(?))'),
  deleteCardsOf: database.prepare<[string]>('DELETE FROM cards WHERE note_id IN (SELECT value FROM json_each(?))'),
  lastPosition: database.prepare<[DeckId], number>(
    'SELECT ifnull(max(position), 0) FROM cards WHERE deck_id = ? AND state = 0 AND suspended = 0',
  ).pluck(),
  insertCard: database.prepare('INSERT INTO cards (note_id, ordinal, deck_id, position, modified_at_millis) VALUES (?, ?, ?, ?, ?)'),
  deleteCard: database.prepare<[CardId]>('DELETE FROM cards WHERE id = ?'),
  moveCards: database.prepare<{ deckId: DeckId; nowMillis: number; noteId: NoteId }>(
    'UPDATE cards SET deck_id = @deckId, modified_at_millis = @nowMillis WHERE note_id = @noteId AND deck_id <> @deckId',
  ),
  tags: database.prepare<[], string>("SELECT DISTINCT tags FROM notes WHERE tags <> ''").pluck(),
}));

export interface NewNote {
  readonly guid: string;
  readonly noteTypeId: NoteTypeId;
  readonly deckId: DeckId;
  /** HTML; missing ones at the end are empty. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

export interface NoteChange {
  readonly noteId: NoteId;
  /** Default: stays as it is. */
  readonly noteTypeId?: NoteTypeId | undefined;
  /** Moves all cards of the note when given. */
  readonly deckId?: DeckId | undefined;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

/** Throws AppError not-found. */
export function getNote(database: Database, noteId: NoteId): Note {
  const row = statements(database).get.get(noteId);
  if (row === undefined) throw new AppError('not-found', 'This note no longer exists. It may have been deleted; Undo brings it back.');
  return { ...row, fields: splitFields(row.fields), tags: splitTags(row.tags) };
}

/**
 * Adds a note and its cards, which queue behind the deck's other new cards. Throws AppError not-found for a missing deck
 * or note type, bad-input when there are too many fields or when no card would come of it.
 */
export function addNote(database: Database, note: NewNote, nowMillis: number): { readonly noteId: NoteId; readonly cardCount: number } {
  getDeck(database, note.deckId);
  const noteType = getNoteType(database, note.noteTypeId);
  const { ordinals, columns } = prepareNote(noteType, note);
  const inserted = statements(database).insert.run({ ...columns, guid: note.guid, noteTypeId: note.noteTypeId, nowMillis });
  const noteId = Number(inserted.lastInsertRowid) as NoteId;
  insertCards(database, noteId, note.deckId, ordinals, nowMillis);
  return { noteId, cardCount: ordinals.length };
}

/**
 * Changes a note; cards that its fields no longer ask for go, missing ones come, the others keep their schedule. A change
 * that changes nothing touches nothing. Throws AppError as addNote does.
 */
export function updateNote(database: Database, change: NoteChange, nowMillis: number): { readonly cardCount: number } {
  const { update, deleteCard, moveCards } = statements(database);
  const before = getNote(database, change.noteId);
  const noteTypeId = change.noteTypeId ?? before.noteTypeId;
  const { ordinals, columns } = prepareNote(getNoteType(database, noteTypeId), change);
  if (noteTypeId !== before.noteTypeId || columns.fields !== joinFields(before.fields) || columns.tags !== joinTags(before.tags)) {
    rememberOrigin(database, change.noteId);
    update.run({ ...columns, noteTypeId, noteId: change.noteId, nowMillis });
    settleWhatAgrees(database, change.noteId);
  }
  if (change.deckId !== undefined) {
    getDeck(database, change.deckId);
    moveCards.run({ deckId: change.deckId, nowMillis, noteId: change.noteId });
  }
  const cards = listCardsOfNote(database, change.noteId);
  const deckId = change.deckId ?? cards[0]?.deckId;
  for (const card of cards) if (!ordinals.includes(card.ordinal)) deleteCard.run(card.id);
  const missing = ordinals.filter((ordinal) => !cards.some((card) => card.ordinal === ordinal));
  if (deckId !== undefined) insertCards(database, change.noteId, deckId, missing, nowMillis);
  return { cardCount: ordinals.length };
}

/** Deletes the notes and their cards; ids of notes that are gone already are passed over. */
export function deleteNotes(database: Database, noteIds: readonly NoteId[]): number {
  const ids = JSON.stringify(noteIds);
  // Cards before notes, table by table: undo brings long runs back faster than rows that alternate.
  statements(database).deleteCardsOf.run(ids);
  return statements(database).delete.run(ids).changes;
}

/** Notes of the type whose first field reads the same, oldest first; none when it is empty. */
export function findDuplicateNotes(
  database: Database,
  noteTypeId: NoteTypeId,
  firstField: string,
  exceptNoteId: NoteId | null,
): readonly NoteId[] {
  const text = stripMarkup(firstField);
  if (text === '') return [];
  return statements(database)
    .sameChecksum.all(checksumFirstField(firstField), noteTypeId)
    .filter((row) => row.id !== exceptNoteId && stripMarkup(splitFields(row.fields)[0] ?? '') === text)
    .map((row) => row.id);
}

/** All tags in use, sorted, each spelling once. */
export function listTags(database: Database): readonly string[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...new Set(statements(database).tags.all().flatMap(splitTags))].sort((left, right) => collator.compare(left, right));
}

function prepareNote(noteType: NoteType, note: { readonly fields: readonly string[]; readonly tags: readonly string[] }) {
  if (note.fields.length > noteType.fields.length) {
    throw new AppError('bad-input', `The note type “${noteType.name}” has ${noteType.fields.length} fields, but ${note.fields.length} were given.`);
  }
  const fields = noteType.fields.map((_, index) => note.fields[index] ?? '');
  const ordinals = listCardOrdinals(noteType, fields);
  if (ordinals.length === 0) throw new AppError('bad-input', describeCardlessNote(noteType));
  return {
    ordinals,
    columns: {
      fields: joinFields(fields),
      tags: joinTags(note.tags),
      plainText: plainTextOf(fields),
      checksum: checksumFirstField(fields[0] ?? ''),
    },
  };
}

function describeCardlessNote(noteType: NoteType): string {
  const field = noteType.fields[0]?.name ?? '';
  return noteType.kind === 'cloze'
    ? `This note would have no card yet. Mark at least one part of “${field}” as a gap, like {{c1::this}}.`
    : `This note would have no card yet: the front would be empty. Fill in “${field}” first.`;
}

function insertCards(database: Database, noteId: NoteId, deckId: DeckId, ordinals: readonly number[], nowMillis: number): void {
  if (ordinals.length === 0) return;
  const { insertCard, lastPosition } = statements(database);
  const position = (lastPosition.get(deckId) ?? 0) + 1;
  for (const ordinal of ordinals) insertCard.run(noteId, ordinal, deckId, position, nowMillis);
}
