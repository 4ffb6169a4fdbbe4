/** The wrong answers that a note brings along, for asking its card by choosing. */

import { findWrongAnswerPlaces, splitWrongAnswers } from '../core/cards/wrong-answers-note-type.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import type { NoteId } from '../core/ids.ts';
import type { NoteWithLures } from '../core/quiz/ask-by-lures.ts';
import { isPlainField } from '../core/quiz/plain-fields.ts';
import type { Database } from './library.ts';
import { splitFields } from './note-text.ts';
import { prepareOnce } from './prepare-once.ts';

const statements = prepareOnce((database) => ({
  get: database.prepare<[NoteId], { readonly fields: string; readonly noteTypeId: number }>('SELECT fields, note_type_id AS noteTypeId FROM notes WHERE id = ?'),
  names: database.prepare<[number], string>('SELECT name FROM note_fields WHERE note_type_id = ? ORDER BY ordinal').pluck(),
}));

/** Null for notes of other sorts, without wrong answers, and with pictures, sounds or emphasis, which options cannot show. */
export function readOwnLures(database: Database, noteId: NoteId): NoteWithLures | null {
  const { get, names } = statements(database);
  const note = get.get(noteId);
  const places = note === undefined ? null : findWrongAnswerPlaces(names.all(note.noteTypeId));
  if (note === undefined || places === null) return null;
  const fields = splitFields(note.fields);
  const fieldAt = (place: number): string => fields[place] ?? '';
  const parts = [places.question, places.answer, places.wrongAnswers].map(fieldAt);
  if (!parts.every(isPlainField)) return null;
  const wrongAnswers = splitWrongAnswers(fieldAt(places.wrongAnswers));
  return { noteId, question: stripMarkup(fieldAt(places.question)), answer: stripMarkup(fieldAt(places.answer)), wrongAnswers };
}
