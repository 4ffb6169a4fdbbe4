/** Writes a contrast table back: rows become notes, changed ones are changed in place, and what is left out goes. */

import type { Database } from 'better-sqlite3';
import { BELONGS_TO_BOTH, BELONGS_TO_NEITHER, CONTRAST_NOTE_TYPE, STATEMENT_NOTE_TYPE } from '../core/cards/built-in-note-types.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import type { Random } from '../core/clock.ts';
import type { Concept, Side } from '../core/contrast/model.ts';
import { joinSynonyms, splitSynonyms } from '../core/contrast/synonyms.ts';
import { AppError } from '../core/errors.ts';
import { textToHtml } from '../core/formats/plain-text.ts';
import type { NoteId } from '../core/ids.ts';
import type { StoredConceptSet } from './concept-sets.ts';
import { CONTRAST_PLACES, foldLabel, readSetNotes, STATEMENT_PLACES } from './contrast-notes.ts';
import type { ContrastSetNote, SetNote, StatementSetNote } from './contrast-notes.ts';
import { loadRowsOfNotes } from './contrast-rows.ts';
import type { RowOfNotes } from './contrast-rows.ts';
import { createGuid } from './note-text.ts';
import { findNoteType } from './note-types.ts';
import { addNote, deleteNotes, updateNote } from './notes.ts';
import { planPairs } from './plan-pairs.ts';
import type { ConceptPair } from './plan-pairs.ts';

/** A row as it was typed: plain text, one side per concept in the set's order. */
export interface RowDraft {
  readonly noteId?: NoteId | undefined;
  readonly dimension: string;
  readonly sides: readonly string[];
  readonly both: string;
  readonly neither: string;
  readonly why: string;
  readonly sources: string;
}

export interface SavedRows {
  readonly added: number;
  readonly updated: number;
  readonly deleted: number;
}

/** What a row asks for: one contrast, or one statement. */
interface Item extends Omit<RowDraft, 'both' | 'neither'> {
  readonly kind: 'contrast' | 'statement';
  /** Of a statement. */
  readonly side: Side;
}

export interface SaveContext {
  readonly nowMillis: number;
  readonly random: Random;
}

/**
 * Replaces the set's table and counts the notes that came, changed and went. Rows without any side are passed over; a row
 * that has only what is true of both, or of neither, becomes a Statement note, as does a single side without a dimension.
 * Fields whose text is as it was keep their markup; notes of unchanged rows are not touched; cards that are still asked for
 * keep their schedules. Throws AppError bad-input for rows with another number of columns than the set.
 */
export function saveContrastRows(database: Database, set: StoredConceptSet, drafts: readonly RowDraft[], context: SaveContext): SavedRows {
  const items = drafts.flatMap((draft) => splitRow(set, draft));
  const known = loadRowsOfNotes(database, set);
  const claimed = claimRows(set, items, known);
  const writer = createWriter(database, set, context);
  items.forEach((item, index) => {
    const row = claimed[index] ?? null;
    if (item.kind === 'contrast') writeContrast(writer, set, item, row);
    else writeStatement(writer, set, item, row);
  });
  for (const row of known) if (!claimed.includes(row)) for (const note of row.notes) writer.remove(note);
  return writer.finish();
}

/** Gives the concepts' new labels to the notes that carry the old ones. `before` is the set as it was. */
export function relabelNotes(database: Database, before: StoredConceptSet, labelsAfter: ReadonlyMap<Concept['id'], string>, nowMillis: number): void {
  const labelOf = (id: Concept['id'], html: string): string => {
    const label = labelsAfter.get(id);
    return label === undefined || label === before.concepts.find((concept) => concept.id === id)?.label ? html : textToHtml(label);
  };
  for (const note of readSetNotes(database, before)) {
    const fields = [...note.fields];
    const relabel = (place: number): void => {
      const html = fields[place] ?? '';
      const concept = before.concepts.find(({ label }) => foldLabel(label) === foldLabel(stripMarkup(html)));
      if (concept !== undefined) fields[place] = labelOf(concept.id, html);
    };
    const places =
      note.kind === 'contrast'
        ? [CONTRAST_PLACES.conceptA, CONTRAST_PLACES.conceptB]
        : [STATEMENT_PLACES.conceptA, STATEMENT_PLACES.conceptB, STATEMENT_PLACES.belongsTo];
    for (const place of places) relabel(place);
    if (!isSame(fields, note.fields)) updateNote(database, { noteId: note.noteId, fields, tags: note.tags }, nowMillis);
  }
}

function tidy(text: string): string {
  return joinSynonyms(splitSynonyms(text.replace(/\s+/g, ' ').trim()));
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function splitRow(set: StoredConceptSet, draft: RowDraft): Item[] {
  if (draft.sides.length !== set.concepts.length) {
    throw new AppError('bad-input', `This table has ${draft.sides.length} columns, but “${set.name}” has ${set.concepts.length} concepts now. Open the table again; nothing was changed.`);
  }
  const { noteId, dimension, sides, why, sources } = draft;
  const filled = sides.flatMap((text, index) => (text.trim() === '' ? [] : [index]));
  const base = { noteId, dimension, sides, why, sources };
  const items: Item[] = [];
  const lone = filled.length === 1 && dimension.trim() === '' ? set.concepts[filled[0] ?? 0] : undefined;
  if (lone !== undefined) items.push({ ...base, kind: 'statement', side: lone.id, sides: [sides[filled[0] ?? 0] ?? ''] });
  else if (filled.length > 0) items.push({ ...base, kind: 'contrast', side: 'both' });
  for (const side of ['both', 'neither'] as const) {
    const text = draft[side];
    if (text.trim() === '') continue;
    if (!(side === 'both' ? set.allowsBoth : set.allowsNeither)) {
      throw new AppError('bad-input', `“${text.trim()}” is said of ${side}, which “${set.name}” does not allow as an answer yet. Allow “${side}” for the set first; nothing was changed.`);
    }
    items.push({ ...base, kind: 'statement', side, sides: [text] });
  }
  // Only the first of a row is the note that the row names.
  return items.map((item, index) => (index === 0 ? item : { ...item, noteId: undefined }));
}

/** For each item the row that it changes: the one it names, else one that says the same already; no row is given twice. */
function claimRows(set: StoredConceptSet, items: readonly Item[], known: readonly RowOfNotes[]): readonly (RowOfNotes | null)[] {
  const free = new Set(known);
  const take = (row: RowOfNotes | undefined): RowOfNotes | null => {
    if (row !== undefined) free.delete(row);
    return row ?? null;
  };
  const named = items.map((item) =>
    take([...free].find(({ notes }) => item.noteId !== undefined && notes[0]?.kind === item.kind && notes.some(({ noteId }) => noteId === item.noteId))),
  );
  const contents = new Map([...free].map((row) => [row, describeContent(set, row)]));
  return items.map((item, index) => named[index] ?? take([...free].find((row) => contents.get(row) === describeItem(item))));
}

function describeContent(set: StoredConceptSet, { row, notes }: RowOfNotes): string {
  const textOf = (side: Side): string => {
    const statement = row.statements.find((candidate) => candidate.side === side);
    return statement === undefined ? '' : joinSynonyms(statement);
  };
  const first = notes[0];
  return first?.kind === 'statement'
    ? JSON.stringify(['statement', first.side, textOf(first.side)])
    : JSON.stringify(['contrast', row.dimension, ...set.concepts.map(({ id }) => textOf(id))]);
}

function describeItem({ kind, side, dimension, sides }: Item): string {
  return JSON.stringify(kind === 'statement' ? [kind, side, tidy(sides[0] ?? '')] : [kind, dimension.replace(/\s+/g, ' ').trim(), ...sides.map(tidy)]);
}

interface Writer {
  readonly save: (note: SetNote | null, kind: Item['kind'], fields: readonly string[], tags: readonly string[]) => void;
  readonly remove: (note: SetNote) => void;
  readonly finish: () => SavedRows;
}

function createWriter(database: Database, set: StoredConceptSet, { nowMillis, random }: SaveContext): Writer {
  const typeIds = { contrast: findNoteType(database, CONTRAST_NOTE_TYPE.name)?.id, statement: findNoteType(database, STATEMENT_NOTE_TYPE.name)?.id };
  const gone: NoteId[] = [];
  let added = 0;
  let updated = 0;
  return {
    save: (note, kind, fields, tags) => {
      if (note !== null) {
        if (isSame(fields, note.fields)) return;
        updateNote(database, { noteId: note.noteId, fields, tags: note.tags }, nowMillis);
        updated += 1;
        return;
      }
      const noteTypeId = typeIds[kind];
      if (noteTypeId === undefined) throw new Error(`the library lacks the note type of a ${kind}`);
      addNote(database, { guid: createGuid(random), noteTypeId, deckId: set.deckId, fields, tags }, nowMillis);
      added += 1;
    },
    remove: (note) => gone.push(note.noteId),
    finish: () => ({ added, updated, deleted: gone.length === 0 ? 0 : deleteNotes(database, gone) }),
  };
}

/** The field as it is where its text is as it was, so that markup survives; else the new text. */
function keepOrReplace(html: string, text: string): string {
  return tidy(stripMarkup(html)) === tidy(text) ? html : textToHtml(text.trim());
}

function writeContrast(writer: Writer, set: StoredConceptSet, item: Item, row: RowOfNotes | null): void {
  const notes = (row?.notes ?? []).filter((note): note is ContrastSetNote => note.kind === 'contrast');
  const textOf = (concept: Concept['id']): string => item.sides[set.concepts.findIndex(({ id }) => id === concept)] ?? '';
  const plan = planPairs(
    set.concepts.map(({ id }) => id),
    (concept) => textOf(concept).trim() !== '',
    notes.map(({ conceptA, conceptB }) => [conceptA, conceptB]),
  );
  // What several notes say together is changed in all of them, or left alone in all of them.
  const shared = (text: string, joined: string | undefined, html: string): string => (joined !== undefined && tidy(joined) === tidy(text) ? html : keepOrReplace(html, text));
  for (const { pair, from } of plan.kept) {
    const note = from === null ? null : (notes[from] ?? null);
    const joined = note === null ? undefined : row?.row;
    const before = note?.fields ?? blankContrast(set, pair);
    const fields = [...before];
    const change = (place: number, value: (html: string) => string): void => {
      fields[place] = value(before[place] ?? '');
    };
    change(CONTRAST_PLACES.dimension, (html) => keepOrReplace(html, item.dimension));
    change(CONTRAST_PLACES.sideA, (html) => keepOrReplace(html, textOf(pair[0])));
    change(CONTRAST_PLACES.sideB, (html) => keepOrReplace(html, textOf(pair[1])));
    change(CONTRAST_PLACES.why, (html) => shared(item.why, joined?.why, html));
    change(CONTRAST_PLACES.sources, (html) => shared(item.sources, joined?.sources, html));
    writer.save(note, 'contrast', fields, notes[0]?.tags ?? []);
  }
  for (const index of plan.dropped) {
    const note = notes[index];
    if (note !== undefined) writer.remove(note);
  }
}

function blankContrast(set: StoredConceptSet, [conceptA, conceptB]: ConceptPair): readonly string[] {
  const labelOf = (concept: Concept['id']): string => textToHtml(set.concepts.find(({ id }) => id === concept)?.label ?? '');
  return CONTRAST_NOTE_TYPE.fields.map((_, place) =>
    place === CONTRAST_PLACES.conceptA ? labelOf(conceptA) : place === CONTRAST_PLACES.conceptB ? labelOf(conceptB) : '',
  );
}

function writeStatement(writer: Writer, set: StoredConceptSet, item: Item, row: RowOfNotes | null): void {
  const note = row?.notes.find((candidate): candidate is StatementSetNote => candidate.kind === 'statement') ?? null;
  const fields = note === null ? Array.from(STATEMENT_NOTE_TYPE.fields, () => '') : [...note.fields];
  const at = (place: number): string => fields[place] ?? '';
  const labelOf = (side: Side): string =>
    side === 'both' ? BELONGS_TO_BOTH : side === 'neither' ? BELONGS_TO_NEITHER : (set.concepts.find(({ id }) => id === side)?.label ?? '');
  fields[STATEMENT_PLACES.statement] = keepOrReplace(at(STATEMENT_PLACES.statement), item.sides[0] ?? '');
  if (note?.side !== item.side) {
    // Beside the concept itself stands its neighbour; what is true of both or neither stands between the first two.
    const first = Math.max(0, set.concepts.findIndex(({ id }) => id === item.side) - 1);
    fields[STATEMENT_PLACES.conceptA] = textToHtml(set.concepts[first]?.label ?? '');
    fields[STATEMENT_PLACES.conceptB] = textToHtml(set.concepts[first + 1]?.label ?? '');
    fields[STATEMENT_PLACES.belongsTo] = textToHtml(labelOf(item.side));
  }
  fields[STATEMENT_PLACES.why] = keepOrReplace(at(STATEMENT_PLACES.why), item.why);
  fields[STATEMENT_PLACES.sources] = keepOrReplace(at(STATEMENT_PLACES.sources), item.sources);
  writer.save(note, 'statement', fields, []);
}
