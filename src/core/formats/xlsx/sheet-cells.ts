/** The cells of a sheet as shown text, by row and column. */

import type { XmlElement } from '../xml/read-xml.ts';
import type { CellFormat } from './cell-formats.ts';
import { childrenNamed, readRecords } from './local-names.ts';
import { readStringItem, unescapeString } from './shared-strings.ts';
import { showNumber } from './show-number.ts';

export interface SheetContext {
  readonly strings: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly startsIn1904: boolean;
}

export interface SheetRow {
  /** 1-based. */
  readonly number: number;
  /** By 0-based column; none of them blank, at least one. */
  readonly cells: ReadonlyMap<number, string>;
}

/** What Excel has; addresses beyond are damage. */
const MOST_ROWS = 1_048_576;
const MOST_SHEET_COLUMNS = 16_384;

/** Rows without any text are left out. Throws AppError file-damaged, and what `throwIfCancelled` throws. */
export function readSheetCells(text: string | Iterable<string>, context: SheetContext, throwIfCancelled: () => void): { readonly rows: readonly SheetRow[]; readonly formulasWithoutResult: number } {
  const rows: SheetRow[] = [];
  let formulasWithoutResult = 0;
  let rowNumber = 0;
  readRecords(text, ['worksheet', 'sheetData'], (element, name) => {
    if (name !== 'row') return;
    rowNumber = readRowNumber(element.attributes['r']) ?? rowNumber + 1;
    if (rowNumber > MOST_ROWS) return;
    const cells = new Map<number, string>();
    let column = -1;
    for (const cell of childrenNamed(element, 'c')) {
      column = readColumn(cell.attributes['r']) ?? column + 1;
      const content = showCell(cell, context);
      if (content === null) formulasWithoutResult += 1;
      if (content !== null && content.trim() !== '' && column < MOST_SHEET_COLUMNS) cells.set(column, content);
    }
    if (cells.size > 0) rows.push({ number: rowNumber, cells });
  }, throwIfCancelled);
  return { rows, formulasWithoutResult };
}

function readRowNumber(value: string | undefined): number | null {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : null;
}

/** The column of an address such as `AB12`, 0-based. */
export function readColumn(address: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/i.exec(address ?? '')?.[1];
  if (letters === undefined) return null;
  return Array.from(letters.toUpperCase()).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Null for a formula whose result is not in the file. */
function showCell(cell: XmlElement, { strings, formats, startsIn1904 }: SheetContext): string | null {
  const [valueElement] = childrenNamed(cell, 'v');
  const value = valueElement?.text;
  const type = cell.attributes['t'] ?? 'n';
  if (type === 'inlineStr') return childrenNamed(cell, 'is').map(readStringItem).join('');
  if (value === undefined) return childrenNamed(cell, 'f').length > 0 ? null : '';
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'b':
      return value.trim() === '1' ? 'TRUE' : 'FALSE';
    case 'n':
      return showNumber(value, formats[Number(cell.attributes['s'] ?? -1)] ?? { kind: 'number' }, startsIn1904);
    case 'd':
      return value.trim().replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');
    default:
      return unescapeString(value);
  }
}
