/**
 * Finds or makes the note type of the library for each staged one. Notes that are in the library already lead to their type,
 * which gains what the file adds and loses nothing; otherwise a type is taken only when it is the very same, because
 * decks of different authors share names like “Basic” and must keep their own looks.
 */

import type { Database } from 'better-sqlite3';
import { replaceCssMediaReferences, replaceMediaReferences } from '../core/cards/media-references.ts';
import type { NoteType, NoteTypeDefinition } from '../core/cards/model.ts';
import type { NoteTypeId } from '../core/ids.ts';
import { insertNoteType, listNoteTypes } from './note-types.ts';
import { rearrangeFields, renamerOf } from './rewrite-staged-notes.ts';

export interface NoteTypeMerge {
  /** Names as the file has them, of the types that its notes use. */
  readonly names: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

interface MergeContext {
  readonly renames: ReadonlyMap<string, string>;
  readonly nowMillis: number;
}

/** Fills temp.import_note_types (source_id, note_type_id) and brings staged fields and card ordinals into the order of the library's types. */
export function mergeNoteTypes(database: Database, context: MergeContext): NoteTypeMerge {
  database.exec('CREATE TEMP TABLE import_note_types (source_id INTEGER PRIMARY KEY, note_type_id INTEGER NOT NULL)');
  const staged = database
    .prepare<[], { sourceId: number; definition: string }>(
      `SELECT source_id AS sourceId, definition FROM incoming.note_types
       WHERE source_id IN (SELECT DISTINCT note_type_source_id FROM incoming.notes) ORDER BY source_id`,
    )
    .all()
    .map((row) => ({ sourceId: row.sourceId, definition: renameMediaIn(JSON.parse(row.definition) as NoteTypeDefinition, context.renames) }));
  const put = database.prepare('INSERT INTO temp.import_note_types VALUES (?, ?)');
  const warnings: { code: string; message: string }[] = [];
  for (const { sourceId, definition } of staged) {
    const target = findTarget(database, sourceId, definition) ?? makeTarget(database, definition, context.nowMillis);
    put.run(sourceId, target.id);
    warnings.push(...describeTarget(definition, target));
    alignNotes(database, sourceId, definition, target);
    alignCards(database, sourceId, definition, target);
  }
  return { names: [...new Set(staged.map((type) => type.definition.name))].sort(), warnings };
}

function findTarget(database: Database, sourceId: number, definition: NoteTypeDefinition): NoteType | null {
  const types = listNoteTypes(database);
  const related = findRelated(database, sourceId, types);
  if (related !== null && isExtendable(related.type, definition)) {
    const missing = listMissingParts(related.type, definition);
    if (missing.fields.length === 0 && missing.templates.length === 0) return related.type;
    if (!related.isBuiltIn) return extendType(database, related.type, missing);
  }
  return types.find((type) => isNameAlike(type.name, definition.name) && isSameDefinition(type, definition)) ?? null;
}

/** The type of most notes that are in the library and in the file. */
function findRelated(database: Database, sourceId: number, types: readonly NoteType[]): { type: NoteType; isBuiltIn: boolean } | null {
  const row = database
    .prepare<[number], { id: NoteTypeId; builtIn: number }>(
      `SELECT t.id, t.built_in AS builtIn FROM incoming.notes s JOIN main.notes n ON n.guid = s.guid JOIN main.note_types t ON t.id = n.note_type_id
       WHERE s.note_type_source_id = ? GROUP BY t.id ORDER BY count(*) DESC, t.id LIMIT 1`,
    )
    .get(sourceId);
  const type = types.find((candidate) => candidate.id === row?.id);
  return row === undefined || type === undefined ? null : { type, isBuiltIn: row.builtIn === 1 };
}

/** A contrast type goes out into other programs, and comes back, as a basic one. */
function isSameKind(left: NoteTypeDefinition, right: NoteTypeDefinition): boolean {
  return (left.kind === 'cloze') === (right.kind === 'cloze');
}

function namesOf(parts: readonly { readonly name: string }[]): readonly string[] {
  return parts.map((part) => part.name);
}

function containsAll(names: readonly string[], wanted: readonly string[]): boolean {
  const have = new Set(names);
  return wanted.every((name) => have.has(name));
}

function isExtendable(type: NoteType, definition: NoteTypeDefinition): boolean {
  const here = namesOf(type.fields);
  const there = namesOf(definition.fields);
  return isSameKind(type, definition) && (containsAll(here, there) || containsAll(there, here));
}

type Parts = Pick<NoteTypeDefinition, 'fields' | 'templates'>;

function listMissingParts(type: NoteType, definition: NoteTypeDefinition): Parts {
  return {
    fields: definition.fields.filter((field) => !namesOf(type.fields).includes(field.name)),
    templates: type.kind === 'cloze' ? [] : definition.templates.filter((template) => !namesOf(type.templates).includes(template.name)),
  };
}

function extendType(database: Database, type: NoteType, missing: Parts): NoteType {
  const field = database.prepare('INSERT INTO note_fields (note_type_id, ordinal, name, right_to_left) VALUES (?, ?, ?, ?)');
  const template = database.prepare('INSERT INTO card_templates (note_type_id, ordinal, name, question_format, answer_format) VALUES (?, ?, ?, ?, ?)');
  for (const [index, added] of missing.fields.entries()) field.run(type.id, type.fields.length + index, added.name, Number(added.rightToLeft));
  for (const [index, added] of missing.templates.entries()) {
    template.run(type.id, type.templates.length + index, added.name, added.questionFormat, added.answerFormat);
  }
  if (missing.fields.length > 0) {
    // Each note has as many parts in its column as its type has fields.
    database
      .prepare("UPDATE notes SET fields = fields || replace(hex(zeroblob(?)), '00', char(31)) WHERE note_type_id = ?")
      .run(missing.fields.length, type.id);
  }
  return { ...type, fields: [...type.fields, ...missing.fields], templates: [...type.templates, ...missing.templates] };
}

function makeTarget(database: Database, definition: NoteTypeDefinition, nowMillis: number): NoteType {
  const taken = new Set(listNoteTypes(database).map((type) => type.name));
  let name = definition.name;
  for (let copy = 1; taken.has(name); copy += 1) name = copy === 1 ? `${definition.name} (imported)` : `${definition.name} (imported ${String(copy)})`;
  const named = { ...definition, name };
  return { ...named, id: insertNoteType(database, named, { builtIn: false, nowMillis }) };
}

function isNameAlike(name: string, wanted: string): boolean {
  return name === wanted || (name.startsWith(`${wanted} (imported`) && /^ \(imported( \d+)?\)$/.test(name.slice(wanted.length)));
}

function plainSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isSameDefinition(type: NoteType, definition: NoteTypeDefinition): boolean {
  const describe = (value: NoteTypeDefinition): string =>
    JSON.stringify([
      value.kind === 'cloze',
      namesOf(value.fields),
      value.templates.map((template) => [template.name, plainSpace(template.questionFormat), plainSpace(template.answerFormat)]),
      plainSpace(value.css),
    ]);
  return describe(type) === describe(definition);
}

function describeTarget(definition: NoteTypeDefinition, target: NoteType): NoteTypeMerge['warnings'] {
  if (target.name === definition.name) return [];
  return [{ code: 'note-type-renamed', message: `The note type “${definition.name}” is “${target.name}” here, because another one has that name.` }];
}

function alignNotes(database: Database, sourceId: number, definition: NoteTypeDefinition, target: NoteType): void {
  const here = namesOf(target.fields);
  const there = namesOf(definition.fields);
  if (here.length === there.length && there.every((name, index) => here[index] === name)) return;
  rearrangeFields(
    database,
    sourceId,
    there.map((name) => here.indexOf(name)),
    here.length,
  );
}

function alignCards(database: Database, sourceId: number, definition: NoteTypeDefinition, target: NoteType): void {
  if (definition.kind === 'cloze') return;
  const here = namesOf(target.templates);
  const moves = namesOf(definition.templates).flatMap((name, index) => (here.indexOf(name) === index ? [] : [`WHEN ${String(index)} THEN ${String(here.indexOf(name))}`]));
  if (moves.length === 0) return;
  database
    .prepare(
      `UPDATE incoming.cards SET ordinal = CASE ordinal ${moves.join(' ')} ELSE ordinal END
       WHERE note_source_id IN (SELECT source_id FROM incoming.notes WHERE note_type_source_id = ?)`,
    )
    .run(sourceId);
}

function renameMediaIn(definition: NoteTypeDefinition, renames: ReadonlyMap<string, string>): NoteTypeDefinition {
  if (renames.size === 0) return definition;
  const rename = renamerOf(renames);
  return {
    ...definition,
    css: replaceCssMediaReferences(definition.css, rename),
    templates: definition.templates.map((template) => ({
      ...template,
      questionFormat: replaceMediaReferences(template.questionFormat, rename),
      answerFormat: replaceMediaReferences(template.answerFormat, rename),
    })),
  };
}
