/** Reads the first sheet of an Excel workbook (.xlsx, ECMA-376) as rows of shown text, whichever program wrote it. */

import { AppError } from '../../errors.ts';
import { MOST_COLUMNS } from '../delimited/model.ts';
import type { Row } from '../delimited/model.ts';
import type { FolderSource } from '../folder-source.ts';
import { readCellFormats } from './cell-formats.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetCells } from './sheet-cells.ts';
import type { SheetRow } from './sheet-cells.ts';
import { locateParts } from './workbook-parts.ts';

export interface XlsxSheet {
  readonly name: string;
  /** Without empty rows and columns; `line` is the row's number in the sheet. All rows are equally wide. */
  readonly rows: readonly Row[];
  /** Sheets that were not read. */
  readonly furtherSheets: number;
  /** Formulas whose result the file does not hold; their cells are empty. */
  readonly formulasWithoutResult: number;
}

/** True when the archive says of itself that it is a workbook in XML. */
export function looksLikeXlsx(names: readonly string[]): boolean {
  return names.includes('[Content_Types].xml') && names.some((name) => /^xl\/workbook[^/]*\.xml$|^xl\/worksheets\/[^/]+\.xml$/i.test(name));
}

/** Throws AppError file-damaged, file-too-large past the limits for texts, nothing-to-import for an empty sheet, and what `throwIfCancelled` throws. */
export async function readXlsx(source: FolderSource, throwIfCancelled: () => void): Promise<XlsxSheet> {
  const readPart = async (path: string | null): Promise<string | null> => (path !== null && source.paths.includes(path) ? await source.readText(path) : null);
  const readLongPart = async (path: string | null): Promise<Iterable<string> | null> => (path !== null && source.paths.includes(path) ? await source.readTextPieces(path) : null);
  const parts = await locateParts(source, readPart);
  const sheetText = await readLongPart(parts.sheetPath);
  if (sheetText === null) throw new AppError('file-damaged', 'This workbook has lost its first sheet, so nothing was imported. Open it in Excel, save it again, and import that.');
  const strings = readSharedStrings((await readLongPart(parts.sharedStringsPath)) ?? '', throwIfCancelled);
  const formats = readCellFormats((await readPart(parts.stylesPath)) ?? '', throwIfCancelled);
  const { rows, formulasWithoutResult } = readSheetCells(sheetText, { strings, formats, startsIn1904: parts.startsIn1904 }, throwIfCancelled);
  if (rows.length === 0) {
    throw new AppError('nothing-to-import', `The first sheet of this workbook, “${parts.sheetName}”, is empty. Nothing was imported. Move the sheet with the cards to the front, save, and try again.`);
  }
  return { name: parts.sheetName, rows: closeGaps(rows), furtherSheets: parts.furtherSheets, formulasWithoutResult };
}

/** Rows of one width, without the columns that nothing stands in. Throws AppError file-too-large. */
function closeGaps(rows: readonly SheetRow[]): Row[] {
  const used = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))].sort((left, right) => left - right);
  if (used.length > MOST_COLUMNS) {
    throw new AppError('file-too-large', `This sheet has ${used.length.toLocaleString('en')} columns in use, and a note has at most ${String(MOST_COLUMNS)} fields. Nothing was imported. Remove the columns that are no part of the cards, and import it again.`);
  }
  return rows.map(({ number, cells }) => ({ line: number, cells: used.map((column) => cells.get(column) ?? '') }));
}
