/**
 * Splits delimited text into rows and cells. A quoted cell counts as one only when its closing quote is followed by a delimiter,
 * a line end or the end; otherwise its quote is a character like any other, so a single stray quote costs nothing but itself.
 */

import type { Dialect, Row } from './model.ts';

const LF = 10;
const CR = 13;

export interface CellVisitor {
  /** Where the cell's text lies; inside the quotes when it is quoted. */
  readonly onCell: (start: number, end: number, isQuoted: boolean) => void;
  /** `line` is where the row begins, 1-based. Called after the row's cells. */
  readonly onRowEnd: (line: number) => void;
}

/** Walks over the text once. Blank lines are rows with one empty cell. Line ends are LF, CR and CRLF, mixed as they come. */
export function walkCells(text: string, dialect: Dialect, start: number, firstLine: number, visitor: CellVisitor): void {
  const { delimiter, quote } = dialect;
  const quoteCode = quote === '' ? -1 : quote.charCodeAt(0);
  const delimiterCode = delimiter.charCodeAt(0);
  const isDelimiter = (index: number): boolean =>
    text.charCodeAt(index) === delimiterCode && (delimiter.length === 1 || text.startsWith(delimiter, index));
  let index = start;
  let line = firstLine;
  let rowLine = line;
  const length = text.length;
  // A text that ends with a delimiter has one more, empty cell.
  let afterDelimiter = false;
  while (index < length || afterDelimiter) {
    let end = -1;
    if (text.charCodeAt(index) === quoteCode) {
      end = findClosingQuote(text, index + 1, quoteCode, isDelimiter);
      if (end >= 0) {
        visitor.onCell(index + 1, end, true);
        line += countLineEnds(text, index + 1, end);
        index = end + 1;
      }
    }
    if (end < 0) {
      const cellStart = index;
      while (index < length) {
        const code = text.charCodeAt(index);
        if (code === LF || code === CR || (code === delimiterCode && isDelimiter(index))) break;
        index += 1;
      }
      visitor.onCell(cellStart, index, false);
    }
    afterDelimiter = index < length && isDelimiter(index);
    if (afterDelimiter) {
      index += delimiter.length;
      continue;
    }
    visitor.onRowEnd(rowLine);
    if (index >= length) return;
    index += text.charCodeAt(index) === CR && text.charCodeAt(index + 1) === LF ? 2 : 1;
    line += 1;
    rowLine = line;
  }
}

/** Index of the quote that closes the cell, or -1 when there is none in a place where a cell can end. */
function findClosingQuote(text: string, from: number, quoteCode: number, isDelimiter: (index: number) => boolean): number {
  let index = from;
  for (;;) {
    index = text.indexOf(String.fromCharCode(quoteCode), index);
    if (index < 0) return -1;
    if (text.charCodeAt(index + 1) === quoteCode) {
      index += 2;
      continue;
    }
    const after = index + 1;
    const code = text.charCodeAt(after);
    return after >= text.length || code === LF || code === CR || isDelimiter(after) ? index : -1;
  }
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LF || (code === CR && text.charCodeAt(index + 1) !== LF)) count += 1;
  }
  return count;
}

export interface ReadRowsOptions {
  /** Index at which the rows begin. Default 0. */
  readonly start?: number;
  /** 1-based line of that place. Default 1. */
  readonly firstLine?: number;
  /** Leaves out rows that begin with an unquoted #, as Anki does. Default false. */
  readonly dropComments?: boolean;
}

/** The rows that hold anything; rows whose cells are all blank are passed over. */
export function readRows(text: string, dialect: Dialect, options: ReadRowsOptions = {}): Row[] {
  const rows: Row[] = [];
  const doubled = dialect.quote + dialect.quote;
  let cells: string[] = [];
  let isComment = false;
  walkCells(text, dialect, options.start ?? 0, options.firstLine ?? 1, {
    onCell: (start, end, isQuoted) => {
      const cell = text.slice(start, end);
      if (cells.length === 0) isComment = options.dropComments === true && !isQuoted && cell.startsWith('#');
      cells.push(isQuoted && cell.includes(doubled) ? cell.replaceAll(doubled, dialect.quote) : cell);
    },
    onRowEnd: (line) => {
      if (!isComment && cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
      cells = [];
    },
  });
  return rows;
}
