/** The contrast table of a concept set: its notes as rows, the concepts' statements aligned along a dimension. */

import type { Database } from 'better-sqlite3';
import type { Concept, ContrastRow, Side, SideStatement } from '../core/contrast/model.ts';
import type { StoredConceptSet } from './concept-sets.ts';
import { readSetNotes } from './contrast-notes.ts';
import type { SetNote } from './contrast-notes.ts';

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

/** The rows with their notes, for those who write them back. */
export function loadRowsOfNotes(database: Database, set: SetOfRows): readonly RowOfNotes[] {
  const byDimension = new Map<string, RowOfNotes[]>();
  for (const note of readAskableNotes(database, set)) {
    const key = note.row.dimension.toLowerCase();
    let made: RowOfNotes = { row: note.row, notes: [note] };
    const apart: RowOfNotes[] = [];
    for (const row of byDimension.get(key) ?? []) {
      if (set.concepts.length > 2 && joins(made, row)) made = merge(row, made, set.concepts);
      else apart.push(row);
    }
    byDimension.set(key, [...apart, made]);
  }
  return [...byDimension.values()].flat().sort((one, other) => one.row.noteId - other.row.noteId);
}

function readAskableNotes(database: Database, set: SetOfRows): readonly SetNote[] {
  const isAskable = (note: SetNote): boolean =>
    note.row.statements.length > 0 && (note.kind === 'contrast' || (note.side === 'both' ? set.allowsBoth : note.side === 'neither' ? set.allowsNeither : true));
  return readSetNotes(database, set).filter(isAskable);
}

function textOf(row: ContrastRow, side: Side): string | undefined {
  return row.statements.find((statement) => statement.side === side)?.text;
}

function listPairs({ notes }: RowOfNotes): readonly string[] {
  return notes.flatMap((note) => (note.kind === 'contrast' ? [[note.conceptA, note.conceptB].sort().join()] : []));
}

/** Whether two rows of a dimension are parts of one: of different pairs, and saying the same of the concepts that they share. */
function joins(one: RowOfNotes, other: RowOfNotes): boolean {
  const shared = one.row.statements.filter(({ side }) => textOf(other.row, side) !== undefined);
  if (shared.length === 0 || !shared.every(({ side, text }) => textOf(other.row, side) === text)) return false;
  if ([one, other].some(({ notes }) => notes[0]?.kind === 'statement')) return false;
  const pairs = listPairs(one);
  return !listPairs(other).some((pair) => pairs.includes(pair));
}

function merge(first: RowOfNotes, second: RowOfNotes, concepts: readonly Concept[]): RowOfNotes {
  const all: readonly SideStatement[] = [...first.row.statements, ...second.row.statements];
  const statements = concepts.flatMap(({ id }) => all.find(({ side }) => side === id) ?? []);
  const join = (one: string, other: string): string => (other === '' || one.split('\n').includes(other) ? one : one === '' ? other : `${one}\n${other}`);
  return {
    row: { ...first.row, statements, why: join(first.row.why, second.row.why), sources: join(first.row.sources, second.row.sources) },
    notes: [...first.notes, ...second.notes],
  };
}
