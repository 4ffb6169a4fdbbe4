/**
 * Finds or makes the note type of the library for each staged one, and brings the staged notes into its order. Notes that are
 * in the library already lead to their type, which gains what the file adds and loses nothing; otherwise a type is taken only
 * when it is the very same, because decks of different authors share names like “Basic” and must keep their own looks.
 */

import type { Database } from 'better-sqlite3';
import { listCardOrdinals } from '../core/cards/card-ordinals.ts';
import type { RevisedNoteType } from '../core/cards/adopt-looks.ts';
import type { NoteTypePlan } from '../core/cards/map-note-type.ts';
import type { NoteType, NoteTypeDefinition } from '../core/cards/model.ts';
import { adoptLooks } from './adopt-looks.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { splitFields } from './note-text.ts';
import { getNoteType, insertNoteType, listNoteTypes } from './note-types.ts';
import { listLibraryNoteTypes, listStagedNoteTypes, planStagedType } from './plan-note-types.ts';
import type { PlanOptions } from './plan-note-types.ts';
import { rearrangeFields } from './rewrite-staged-notes.ts';

export interface NoteTypeMerge {
  /** Names as the file has them, of the types that its notes use. */
  readonly names: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/**
 * Fills temp.import_note_types (source_id, note_type_id, places: a JSON array of the fields that the file has, null for all of
 * them) and brings staged fields and card ordinals into the order of the library's types.
 */
export function* mergeNoteTypes(database: Database, progress: MergeProgress, options: PlanOptions & { readonly nowMillis: number }): Slices<NoteTypeMerge> {
  database.exec('CREATE TEMP TABLE import_note_types (source_id INTEGER PRIMARY KEY, note_type_id INTEGER NOT NULL, places TEXT)');
  const staged = listStagedNoteTypes(database, options.renames);
  const put = database.prepare('INSERT INTO temp.import_note_types VALUES (?, ?, ?)');
  const warnings: { code: string; message: string }[] = [];
  const planned = staged.map((type) => {
    const library = listLibraryNoteTypes(database);
    const plan = planStagedType(database, type, library, options);
    const known = library.find(({ name }) => name === plan.target?.name);
    const target = known === undefined ? makeTarget(database, type.definition, options.nowMillis) : extendType(database, known, plan);
    return { ...type, plan, targetId: target.id, hasNewLooks: adoptLooks(database, target, type.definition, plan) };
  });
  // Several types of the file may have become one: only now it has all of its fields.
  for (const { sourceId, definition, plan, targetId, hasNewLooks } of planned) {
    const target = getNoteType(database, targetId);
    put.run(sourceId, target.id, listPlaces(plan, target));
    warnings.push(...describeTarget(definition, target, plan));
    if (hasNewLooks) warnings.push({ code: 'looks-updated', message: `The cards of “${target.name}” look as the file has them now: its author has changed their templates or styles.` });
    yield* alignNotes(database, progress, sourceId, plan, target);
    if (definition.kind !== 'cloze') alignCards(database, sourceId, plan, target);
  }
  return { names: [...new Set(staged.map((type) => type.definition.name))].sort(), warnings };
}

function extendType(database: Database, type: NoteType, plan: NoteTypePlan): NoteType {
  const field = database.prepare('INSERT INTO note_fields (note_type_id, ordinal, name, right_to_left) VALUES (?, ?, ?, ?)');
  const template = database.prepare('INSERT INTO card_templates (note_type_id, ordinal, name, question_format, answer_format) VALUES (?, ?, ?, ?, ?)');
  for (const [index, added] of plan.addedFields.entries()) field.run(type.id, type.fields.length + index, added.name, Number(added.rightToLeft));
  for (const [index, added] of plan.addedTemplates.entries()) {
    template.run(type.id, type.templates.length + index, added.name, added.questionFormat, added.answerFormat);
  }
  if (plan.addedFields.length > 0) {
    // Each note has as many parts in its column as its type has fields.
    database
      .prepare("UPDATE notes SET fields = fields || replace(hex(zeroblob(?)), '00', char(31)) WHERE note_type_id = ?")
      .run(plan.addedFields.length, type.id);
  }
  return { ...type, fields: [...type.fields, ...plan.addedFields], templates: [...type.templates, ...plan.addedTemplates] };
}

function makeTarget(database: Database, definition: RevisedNoteType, nowMillis: number): NoteType {
  const taken = new Set(listNoteTypes(database).map((type) => type.name));
  let name = definition.name;
  for (let copy = 1; taken.has(name); copy += 1) name = copy === 1 ? `${definition.name} (imported)` : `${definition.name} (imported ${String(copy)})`;
  const named = { ...definition, name };
  return { ...named, id: insertNoteType(database, named, { builtIn: false, nowMillis: definition.revisedAtMillis ?? nowMillis }) };
}

function listPlaces(plan: NoteTypePlan, target: NoteType): string | null {
  const places = new Set(plan.fieldPlaces.map((place) => place ?? target.fields.length - 1));
  return places.size === target.fields.length ? null : JSON.stringify([...places]);
}

function describeTarget(definition: NoteTypeDefinition, target: NoteType, plan: NoteTypePlan): NoteTypeMerge['warnings'] {
  const warnings: { code: string; message: string }[] = [];
  if (target.name !== definition.name) {
    warnings.push({
      code: 'note-type-renamed',
      message:
        plan.target === null || target.name.startsWith(`${definition.name} (imported`)
          ? `The note type “${definition.name}” is “${target.name}” here, because another one has that name.`
          : `The notes of “${definition.name}” have the note type “${target.name}” here.`,
    });
  }
  const moved = definition.fields.flatMap(({ name }, index) => {
    const place = plan.fieldPlaces[index] ?? null;
    const to = place === null ? undefined : target.fields[place];
    return to === undefined || to.name === name ? [] : [`“${name}” into “${to.name}”`];
  });
  if (moved.length > 0) warnings.push({ code: 'fields-mapped', message: `Fields of “${definition.name}” have other names in “${target.name}”: ${moved.join(', ')}.` });
  const joined = definition.fields.filter((_, index) => plan.fieldPlaces[index] === null).map(({ name }) => `“${name}”`);
  if (joined.length > 0) {
    const last = target.fields.at(-1)?.name ?? '';
    warnings.push({ code: 'fields-joined', message: `“${target.name}” has no place for ${joined.join(', ')} of “${definition.name}”. That text was put at the end of “${last}”, so nothing is lost.` });
  }
  return warnings;
}

function* alignNotes(database: Database, progress: MergeProgress, sourceId: number, plan: NoteTypePlan, target: NoteType): Slices<void> {
  const { fieldPlaces } = plan;
  if (fieldPlaces.length === target.fields.length && fieldPlaces.every((place, index) => place === index)) return;
  yield* rearrangeFields(database, progress, sourceId, fieldPlaces, target.fields.length);
}

function alignCards(database: Database, sourceId: number, { templatePlaces }: NoteTypePlan, target: NoteType): void {
  const moves = templatePlaces.flatMap((place, index) => (place === index ? [] : [`WHEN ${String(index)} THEN ${String(place ?? -1)}`]));
  if (moves.length === 0) return;
  const ofType = 'note_source_id IN (SELECT source_id FROM incoming.notes WHERE note_type_source_id = ?)';
  database.prepare(`UPDATE incoming.cards SET ordinal = CASE ordinal ${moves.join(' ')} ELSE ordinal END WHERE ${ofType}`).run(sourceId);
  if (!templatePlaces.includes(null)) return;
  keepOneCard(database, sourceId, target);
  database.prepare(`DELETE FROM incoming.cards WHERE ordinal < 0 AND ${ofType}`).run(sourceId);
}

/** A note none of whose cards have a template in the chosen type keeps the schedule of its first for the card that it has there. */
function keepOneCard(database: Database, sourceId: number, target: NoteType): void {
  const bare = database
    .prepare<[number], { cardSourceId: number; fields: string }>(
      `SELECT min(c.source_id) AS cardSourceId, n.fields FROM incoming.cards c JOIN incoming.notes n ON n.source_id = c.note_source_id
       WHERE n.note_type_source_id = ? GROUP BY n.source_id HAVING max(c.ordinal) < 0`,
    )
    .all(sourceId);
  const give = database.prepare('UPDATE incoming.cards SET ordinal = ? WHERE source_id = ?');
  for (const { cardSourceId, fields } of bare) give.run(listCardOrdinals(target, splitFields(fields))[0] ?? 0, cardSourceId);
}
