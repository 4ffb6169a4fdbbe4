/** The contrast table of a concept set: its notes as rows, the concepts' statements aligned along a dimension. */

import type { Database } from 'better-sqlite3';
import type { Concept, ContrastRow, Side, SideStatement } from '../core/contrast/model.ts';
import type { StoredConceptSet } from './concept-sets.ts';
import { readSetNotes } from './contrast-notes.ts';
import type { ContrastSetNote, SetNote } from './contrast-notes.ts';

type SetOfRows = Pick<StoredConceptSet, 'deckId' | 'concepts' | 'allowsBoth' | 'allowsNeither'>;

/** A row with the notes that it is made of; several only where more than two concepts meet along one dimension. */
export interface RowOfNotes {
  readonly row: ContrastRow;
  readonly notes: readonly SetNote[];
}

/**
 * The rows of a set in the order in which their notes were made. Notes of different pairs of concepts along the same dimension,
 * with the same statement wherever they share a concept, are one row, whose noteId is that of the first.
 * Statements of both or neither are left out where the set does not allow that answer. Throws AppError not-found for a missing deck.
 */
export function loadContrastRows(database: Database, set: SetOfRows): readonly ContrastRow[] {
  return loadRowsOfNotes(database, set).map(({ row }) => row);
}

/** As loadContrastRows, with one row for each note: to find what a card's own note says. */
export function loadNoteRows(database: Database, set: SetOfRows): readonly ContrastRow[] {
  return readAskableNotes(database, set).map(({ row }) => row);
}

export function loadRowsOfNotes(database: Database, set: SetOfRows): readonly RowOfNotes[] {
  const rows: RowOfNotes[] = [];
  const byDimension = new Map<string, number[]>();
  for (const note of readAskableNotes(database, set)) {
    const key = note.row.dimension.toLowerCase();
    const places = byDimension.get(key) ?? [];
    const place = places.find((index) => joins(note, rows[index] as RowOfNotes));
    if (place === undefined || key === '') {
      byDimension.set(key, [...places, rows.length]);
      rows.push({ row: note.row, notes: [note] });
    } else {
      rows[place] = merge(rows[place] as RowOfNotes, note, set.concepts);
    }
  }
  return rows;
}

function readAskableNotes(database: Database, set: SetOfRows): readonly SetNote[] {
  const isAskable = (note: SetNote): boolean =>
    note.row.statements.length > 0 && (note.kind === 'contrast' || (note.side === 'both' ? set.allowsBoth : note.side === 'neither' ? set.allowsNeither : true));
  return readSetNotes(database, set).filter(isAskable);
}

function textOf(row: ContrastRow, side: Side): string | undefined {
  return row.statements.find((statement) => statement.side === side)?.text;
}

function isOfPair(note: SetNote, other: ContrastSetNote): boolean {
  const pair = [other.conceptA, other.conceptB];
  return note.kind === 'contrast' && pair.includes(note.conceptA) && pair.includes(note.conceptB);
}

/** Whether the note is of a pair that the row lacks, and says nothing else of the concepts that they share. */
function joins(note: SetNote, { row, notes }: RowOfNotes): boolean {
  if (note.kind === 'statement' || notes.some((other) => other.kind === 'statement' || isOfPair(other, note))) return false;
  const shared = note.row.statements.filter(({ side }) => textOf(row, side) !== undefined);
  return shared.length > 0 && shared.every(({ side, text }) => textOf(row, side) === text);
}

function merge({ row, notes }: RowOfNotes, note: SetNote, concepts: readonly Concept[]): RowOfNotes {
  const all: readonly SideStatement[] = [...row.statements, ...note.row.statements];
  const statements = concepts.flatMap(({ id }) => all.find(({ side }) => side === id) ?? []);
  const join = (one: string, other: string): string => (other === '' || one.split('\n').includes(other) ? one : one === '' ? other : `${one}\n${other}`);
  return { row: { ...row, statements, why: join(row.why, note.row.why), sources: join(row.sources, note.row.sources) }, notes: [...notes, note] };
}
