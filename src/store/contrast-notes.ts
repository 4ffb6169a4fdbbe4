/** The notes of a concept set: Contrast and Statement notes in its deck or below, whose concepts are the set's. */

import type { Database } from 'better-sqlite3';
import { BELONGS_TO_BOTH, BELONGS_TO_NEITHER, CONTRAST_NOTE_TYPE, STATEMENT_NOTE_TYPE } from '../core/cards/built-in-note-types.ts';
import type { NoteTypeDefinition } from '../core/cards/model.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import type { Concept, ContrastRow, Side, SideStatement } from '../core/contrast/model.ts';
import { splitSynonyms } from '../core/contrast/synonyms.ts';
import type { ConceptId, NoteId } from '../core/ids.ts';
import type { StoredConceptSet } from './concept-sets.ts';
import { listDeckWithDescendants } from './decks.ts';
import { splitFields, splitTags } from './note-text.ts';
import { prepareOnce } from './prepare-once.ts';

interface SetNoteBase {
  readonly noteId: NoteId;
  /** HTML, in the order of the note type. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  /** What the note says, as plain text; no statements when its sides are empty. */
  readonly row: ContrastRow;
}

export interface ContrastSetNote extends SetNoteBase {
  readonly kind: 'contrast';
  readonly conceptA: ConceptId;
  readonly conceptB: ConceptId;
}

export interface StatementSetNote extends SetNoteBase {
  readonly kind: 'statement';
  readonly side: Side;
}

export type SetNote = ContrastSetNote | StatementSetNote;

function placeOf(type: NoteTypeDefinition, name: string): number {
  return type.fields.findIndex((field) => field.name === name);
}

/** Where the fields of a Contrast note stand. */
export const CONTRAST_PLACES = {
  dimension: placeOf(CONTRAST_NOTE_TYPE, 'Dimension'),
  conceptA: placeOf(CONTRAST_NOTE_TYPE, 'Concept A'),
  sideA: placeOf(CONTRAST_NOTE_TYPE, 'Side A'),
  conceptB: placeOf(CONTRAST_NOTE_TYPE, 'Concept B'),
  sideB: placeOf(CONTRAST_NOTE_TYPE, 'Side B'),
  why: placeOf(CONTRAST_NOTE_TYPE, 'Why'),
  sources: placeOf(CONTRAST_NOTE_TYPE, 'Sources'),
};

/** Where the fields of a Statement note stand. */
export const STATEMENT_PLACES = {
  statement: placeOf(STATEMENT_NOTE_TYPE, 'Statement'),
  belongsTo: placeOf(STATEMENT_NOTE_TYPE, 'Belongs to'),
  conceptA: placeOf(STATEMENT_NOTE_TYPE, 'Concept A'),
  conceptB: placeOf(STATEMENT_NOTE_TYPE, 'Concept B'),
  why: placeOf(STATEMENT_NOTE_TYPE, 'Why'),
  sources: placeOf(STATEMENT_NOTE_TYPE, 'Sources'),
};

interface NoteRow {
  readonly id: NoteId;
  readonly typeName: string;
  readonly fields: string;
  readonly tags: string;
}

const statements = prepareOnce((database) => ({
  notes: database.prepare<[string], NoteRow>(
    `SELECT notes.id, note_types.name AS typeName, fields, tags FROM note_types JOIN notes ON notes.note_type_id = note_types.id
     WHERE note_types.name IN ('${CONTRAST_NOTE_TYPE.name}', '${STATEMENT_NOTE_TYPE.name}') AND note_types.built_in = 1
       AND EXISTS (SELECT 1 FROM cards WHERE note_id = notes.id AND deck_id IN (SELECT value FROM json_each(?)))
     ORDER BY notes.id`,
  ),
  note: database.prepare<[NoteId], NoteRow>(
    `SELECT notes.id, note_types.name AS typeName, fields, tags FROM notes JOIN note_types ON note_types.id = notes.note_type_id
     WHERE notes.id = ? AND note_types.name IN ('${CONTRAST_NOTE_TYPE.name}', '${STATEMENT_NOTE_TYPE.name}') AND note_types.built_in = 1`,
  ),
}));

/** All notes of the set, oldest first. */
export function readSetNotes(database: Database, set: Pick<StoredConceptSet, 'deckId' | 'concepts'>): readonly SetNote[] {
  const rows = statements(database).notes.all(JSON.stringify(listDeckWithDescendants(database, set.deckId)));
  const conceptOf = indexConcepts(set.concepts);
  return rows.flatMap((row) => {
    const note = row.typeName === CONTRAST_NOTE_TYPE.name ? readContrast(row, conceptOf) : readStatement(row, conceptOf);
    return note === null ? [] : [note];
  });
}

/** The note's two concepts as foldLabel has them, in the order of its fields; null for notes that are of no concepts. */
export function readConceptLabels(database: Database, noteId: NoteId): readonly [string, string] | null {
  const row = statements(database).note.get(noteId);
  if (row === undefined) return null;
  const { conceptA, conceptB } = row.typeName === CONTRAST_NOTE_TYPE.name ? CONTRAST_PLACES : STATEMENT_PLACES;
  const fields = splitFields(row.fields);
  const labelAt = (place: number): string => foldLabel(stripMarkup(fields[place] ?? ''));
  return [labelAt(conceptA), labelAt(conceptB)];
}

type ConceptLookup = (html: string) => ConceptId | null;

/** Labels that differ in case alone are the same. */
export function foldLabel(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

function indexConcepts(concepts: readonly Concept[]): ConceptLookup {
  const byLabel = new Map(concepts.map(({ id, label }) => [foldLabel(label), id]));
  return (html) => byLabel.get(foldLabel(stripMarkup(html))) ?? null;
}

function textAt(fields: readonly string[], place: number): string {
  return stripMarkup(fields[place] ?? '');
}

function statementOf(side: Side, text: string): SideStatement[] {
  return text === '' ? [] : [{ side, ...splitSynonyms(text) }];
}

function readContrast(row: NoteRow, conceptOf: ConceptLookup): ContrastSetNote | null {
  const fields = splitFields(row.fields);
  const conceptA = conceptOf(fields[CONTRAST_PLACES.conceptA] ?? '');
  const conceptB = conceptOf(fields[CONTRAST_PLACES.conceptB] ?? '');
  if (conceptA === null || conceptB === null || conceptA === conceptB) return null;
  return {
    kind: 'contrast',
    noteId: row.id,
    fields,
    tags: splitTags(row.tags),
    conceptA,
    conceptB,
    row: {
      noteId: row.id,
      dimension: textAt(fields, CONTRAST_PLACES.dimension),
      statements: [...statementOf(conceptA, textAt(fields, CONTRAST_PLACES.sideA)), ...statementOf(conceptB, textAt(fields, CONTRAST_PLACES.sideB))],
      why: textAt(fields, CONTRAST_PLACES.why),
      sources: textAt(fields, CONTRAST_PLACES.sources),
    },
  };
}

function readStatement(row: NoteRow, conceptOf: ConceptLookup): StatementSetNote | null {
  const fields = splitFields(row.fields);
  if (conceptOf(fields[STATEMENT_PLACES.conceptA] ?? '') === null || conceptOf(fields[STATEMENT_PLACES.conceptB] ?? '') === null) return null;
  const side = sideOf(fields[STATEMENT_PLACES.belongsTo] ?? '', conceptOf);
  if (side === null) return null;
  return {
    kind: 'statement',
    noteId: row.id,
    fields,
    tags: splitTags(row.tags),
    side,
    row: {
      noteId: row.id,
      dimension: '',
      statements: statementOf(side, textAt(fields, STATEMENT_PLACES.statement)),
      why: textAt(fields, STATEMENT_PLACES.why),
      sources: textAt(fields, STATEMENT_PLACES.sources),
    },
  };
}

function sideOf(html: string, conceptOf: ConceptLookup): Side | null {
  const concept = conceptOf(html);
  if (concept !== null) return concept;
  const text = foldLabel(stripMarkup(html));
  if (text === foldLabel(BELONGS_TO_BOTH)) return 'both';
  return text === foldLabel(BELONGS_TO_NEITHER) ? 'neither' : null;
}
