/** The rows of a contrast table while they are written: one text per column, in the order in which they stand. */

import type { InputOf } from '../../../contract/contract.ts';
import type { ConceptSet, ContrastRow, Side } from '../../../core/contrast/model.ts';
import { joinSynonyms } from '../../../core/contrast/synonyms.ts';
import type { NoteId } from '../../../core/ids.ts';

export type ColumnKey = 'dimension' | Side | 'why' | 'sources';

export interface TableRow {
  /** Null for a row that was never saved. */
  readonly noteId: NoteId | null;
  /** One text per column of `listColumns`. */
  readonly cells: readonly string[];
}

type SetColumns = Pick<ConceptSet, 'concepts' | 'allowsBoth' | 'allowsNeither'>;
type RowInput = InputOf<'conceptSet.save-rows'>['rows'][number];

/** Dimension, the concepts in their order, both and neither where the set allows them, why, sources. */
export function listColumns(set: SetColumns): readonly ColumnKey[] {
  return [
    'dimension',
    ...set.concepts.map(({ id }) => id),
    ...(set.allowsBoth ? (['both'] as const) : []),
    ...(set.allowsNeither ? (['neither'] as const) : []),
    'why',
    'sources',
  ];
}

export function toTableRow(row: ContrastRow, columns: readonly ColumnKey[]): TableRow {
  const textOf = (column: ColumnKey): string => {
    if (column === 'dimension' || column === 'why' || column === 'sources') return row[column];
    const statement = row.statements.find(({ side }) => side === column);
    return statement === undefined ? '' : joinSynonyms(statement);
  };
  return { noteId: row.noteId, cells: columns.map(textOf) };
}

export function blankRow(columns: readonly ColumnKey[]): TableRow {
  return { noteId: null, cells: columns.map(() => '') };
}

export function isBlank(row: TableRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}

/** What is sent to be saved: blank rows are left out. */
export function toRowInputs(rows: readonly TableRow[], columns: readonly ColumnKey[]): RowInput[] {
  return rows
    .filter((row) => !isBlank(row))
    .map(({ noteId, cells }) => {
      const textOf = (column: ColumnKey): string => cells[columns.indexOf(column)]?.trim() ?? '';
      return {
        ...(noteId === null ? {} : { noteId }),
        dimension: textOf('dimension'),
        sides: columns.filter((column) => typeof column === 'number').map(textOf),
        both: textOf('both'),
        neither: textOf('neither'),
        why: textOf('why'),
        sources: textOf('sources'),
      };
    });
}

/** Why a row cannot be asked as it stands, or null. A row says something of a side; along a dimension, of at least two. */
export function findRowProblem(row: TableRow, columns: readonly ColumnKey[]): string | null {
  if (isBlank(row)) return null;
  const textOf = (column: ColumnKey): string => row.cells[columns.indexOf(column)]?.trim() ?? '';
  const sides = columns.filter((column) => column !== 'dimension' && column !== 'why' && column !== 'sources');
  const filled = sides.filter((side) => textOf(side) !== '');
  if (filled.length === 0) return 'Nothing is asked here until a side is filled in.';
  if (filled.length > 1 && textOf('dimension') === '' && filled.filter((side) => typeof side === 'number').length > 1) return 'Name the dimension along which they differ.';
  return null;
}

export function isSameTable(one: readonly TableRow[], other: readonly TableRow[]): boolean {
  const filled = one.filter((row) => !isBlank(row));
  const others = other.filter((row) => !isBlank(row));
  if (filled.length !== others.length) return false;
  return filled.every((row, index) => {
    const second = others[index];
    return second !== undefined && row.noteId === second.noteId && row.cells.every((cell, place) => cell === second.cells[place]);
  });
}

/** Reads a stored draft back; null when it is not one of this table's columns. */
export function parseTableDraft(body: unknown, columns: readonly ColumnKey[]): readonly TableRow[] | null {
  if (typeof body !== 'object' || body === null) return null;
  const { columns: kept, rows } = body as { columns?: unknown; rows?: unknown };
  if (!Array.isArray(kept) || !Array.isArray(rows) || kept.join() !== columns.join()) return null;
  const isRow = (row: unknown): row is TableRow => {
    if (typeof row !== 'object' || row === null || !('cells' in row) || !('noteId' in row)) return false;
    const { cells, noteId } = row;
    const isCells = Array.isArray(cells) && cells.length === columns.length && cells.every((cell) => typeof cell === 'string');
    return isCells && (noteId === null || typeof noteId === 'number');
  };
  return rows.every(isRow) ? rows : null;
}
