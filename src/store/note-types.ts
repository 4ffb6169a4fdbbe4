/** Note types with their fields and card templates. */

import type { Database } from 'better-sqlite3';
import type { NoteKind, NoteType, NoteTypeDefinition } from '../core/cards/model.ts';
import { AppError } from '../core/errors.ts';
import type { NoteTypeId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

interface NoteTypeRow {
  readonly id: NoteTypeId;
  readonly name: string;
  readonly kind: NoteKind;
  readonly css: string;
  readonly latexPre: string;
  readonly latexPost: string;
}

const COLUMNS = 'id, name, kind, css, latex_pre AS latexPre, latex_post AS latexPost';

const statements = prepareOnce((database) => ({
  insert: database.prepare(
    'INSERT INTO note_types (name, kind, css, latex_pre, latex_post, built_in, modified_at_millis) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  insertField: database.prepare('INSERT INTO note_fields (note_type_id, ordinal, name, right_to_left) VALUES (?, ?, ?, ?)'),
  insertTemplate: database.prepare(
    'INSERT INTO card_templates (note_type_id, ordinal, name, question_format, answer_format) VALUES (?, ?, ?, ?, ?)',
  ),
  list: database.prepare<[], NoteTypeRow>(`SELECT ${COLUMNS} FROM note_types ORDER BY built_in DESC, id`),
  get: database.prepare<[NoteTypeId], NoteTypeRow>(`SELECT ${COLUMNS} FROM note_types WHERE id = ?`),
  findByName: database.prepare<[string], NoteTypeRow>(`SELECT ${COLUMNS} FROM note_types WHERE name = ?`),
  fields: database.prepare<[NoteTypeId], { name: string; rightToLeft: number }>(
    'SELECT name, right_to_left AS rightToLeft FROM note_fields WHERE note_type_id = ? ORDER BY ordinal',
  ),
  templates: database.prepare<[NoteTypeId], { name: string; questionFormat: string; answerFormat: string }>(
    'SELECT name, question_format AS questionFormat, answer_format AS answerFormat FROM card_templates WHERE note_type_id = ? ORDER BY ordinal',
  ),
}));

/** Stores a note type whose name must not be taken. */
export function insertNoteType(
  database: Database,
  definition: NoteTypeDefinition,
  options: { readonly builtIn: boolean; readonly nowMillis: number },
): NoteTypeId {
  const { insert, insertField, insertTemplate } = statements(database);
  const { name, kind, css, latexPre, latexPost } = definition;
  const id = Number(insert.run(name, kind, css, latexPre, latexPost, Number(options.builtIn), options.nowMillis).lastInsertRowid);
  for (const [ordinal, field] of definition.fields.entries()) insertField.run(id, ordinal, field.name, Number(field.rightToLeft));
  for (const [ordinal, template] of definition.templates.entries()) {
    insertTemplate.run(id, ordinal, template.name, template.questionFormat, template.answerFormat);
  }
  return id as NoteTypeId;
}

/** Built-in note types first, then in the order in which they came. */
export function listNoteTypes(database: Database): readonly NoteType[] {
  return statements(database)
    .list.all()
    .map((row) => toNoteType(database, row));
}

/** Throws AppError not-found. */
export function getNoteType(database: Database, noteTypeId: NoteTypeId): NoteType {
  const row = statements(database).get.get(noteTypeId);
  if (row === undefined) throw new AppError('not-found', 'This note type no longer exists. Choose another one.');
  return toNoteType(database, row);
}

/** By its exact name, or null. */
export function findNoteType(database: Database, name: string): NoteType | null {
  const row = statements(database).findByName.get(name);
  return row === undefined ? null : toNoteType(database, row);
}

function toNoteType(database: Database, row: NoteTypeRow): NoteType {
  const { fields, templates } = statements(database);
  return {
    ...row,
    fields: fields.all(row.id).map((field) => ({ name: field.name, rightToLeft: field.rightToLeft === 1 })),
    templates: templates.all(row.id),
  };
}
