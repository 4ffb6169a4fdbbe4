/**
 * Splits delimited text into rows and cells by csv-parse, and takes its failures back: a quote that opens a cell and never closes
 * it, or closes it in the wrong place rows later, costs its own line only and not the rest of the file.
 */

import { CsvError, parse, type InfoRecord } from 'csv-parse/sync';
import type { Dialect, Row } from './model.ts';
import { splitCards } from './split-cards.ts';

export interface SplitRow extends Row {
  /** For each cell, whether it stood in quotes. */
  readonly quoted: readonly boolean[];
}

interface Record {
  readonly cells: readonly string[];
  readonly quoted: readonly boolean[];
  /** Offset of the record's end within the bytes that were parsed, its line end included. */
  readonly end: number;
}

const LINE_ENDS = ['\r\n', '\n', '\r'];
const LF = 10;
const CR = 13;
/**
 * Each quote that never closes has the rest of the text read once more. When that comes to more than this, quotes mean nothing in
 * this text any longer: it is what bounds the time. The first few are always forgiven, however long the text.
 */
export interface Patience {
  readonly recoveries: number;
  readonly bytesReadAgain: number;
  readonly forgiven: number;
}

const PATIENCE: Patience = { recoveries: 100, bytesReadAgain: 2_000_000, forgiven: 3 };

/** Where quotes mean nothing, every line is a record, and the library would take many times as long to say so. */
function splitLines(bytes: Uint8Array, delimiter: string): readonly Record[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const records: Record[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = findNextLine(bytes, start);
    let last = end;
    while (last > start && isLineEnd(bytes[last - 1])) last -= 1;
    const cells = decoder.decode(bytes.subarray(start, last)).split(delimiter);
    records.push({ cells, quoted: Array.from(cells, () => false), end });
    start = end;
  }
  return records;
}

/** The records up to the end or up to a quote that is never closed. */
function parseRecords(bytes: Uint8Array, { delimiter, quote }: Dialect): { readonly records: readonly Record[]; readonly isWhole: boolean } {
  if (quote === '' && delimiter !== '') return { records: splitLines(bytes, delimiter), isWhole: true };
  const records: Record[] = [];
  let quoted: boolean[] = [];
  const { stackTraceLimit } = Error;
  // csv-parse makes an error for every row that is wider or narrower than the first, and drops it: finding its stack takes most of the time.
  Error.stackTraceLimit = 0;
  try {
    parse(bytes, {
      delimiter,
      quote: quote === '' ? false : quote,
      escape: quote === '' ? null : quote,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: LINE_ENDS,
      info: true,
      cast: (value, context) => {
        quoted.push(context.quoting);
        return value;
      },
      on_record: (wrapped: unknown, { bytes: end }: InfoRecord) => {
        // With `info` the record comes wrapped.
        const { record: cells } = wrapped as { readonly record: readonly string[] };
        // A cell whose quote closed in the wrong place counts as quoted there and keeps its opening quote, as only a doubled quote may.
        const isDoubled = quote !== '' && hasTripled(bytes, quote.charCodeAt(0), records.at(-1)?.end ?? 0, end);
        records.push({ cells, quoted: quoted.map((was, index) => was && (isDoubled || quote === '' || !(cells[index] ?? '').startsWith(quote))), end });
        quoted = [];
        return null;
      },
    });
    return { records, isWhole: true };
  } catch (thrown) {
    if (thrown instanceof CsvError && thrown.code === 'CSV_QUOTE_NOT_CLOSED') return { records, isWhole: false };
    throw thrown;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Whether three quotes follow one another. The library's own `raw` text of a record takes squared time for rows of many cells. */
function hasTripled(bytes: Uint8Array, quote: number, from: number, to: number): boolean {
  for (let at = from; at + 2 < to; at += 1) {
    if (bytes[at] === quote && bytes[at + 1] === quote && bytes[at + 2] === quote) return true;
  }
  return false;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LF || byte === CR;
}

/** The offset behind the line end that follows `from`. */
function findNextLine(bytes: Uint8Array, from: number): number {
  let index = from;
  while (index < bytes.length && !isLineEnd(bytes[index])) index += 1;
  return Math.min(bytes.length, index + (bytes[index] === CR && bytes[index + 1] === LF ? 2 : 1));
}

function countLineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const byte = bytes[index];
    if (byte === LF || (byte === CR && bytes[index + 1] !== LF)) count += 1;
  }
  return count;
}

/** A cell that kept its opening quote and runs over lines: the quote was closed in no place where a cell can end. */
function ranAway({ cells, quoted }: Record, quote: string): boolean {
  return quote !== '' && cells.some((cell, index) => quoted[index] !== true && cell.startsWith(quote) && /[\r\n]/.test(cell));
}

/** Every row of the text, or of its bytes in UTF-8, blank ones too. `firstLine` is the 1-based number of its first line. */
export function* splitRows(text: string | Uint8Array, dialect: Dialect, firstLine = 1, patience: Patience = PATIENCE): Generator<SplitRow> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const unquoted: Dialect = { delimiter: dialect.delimiter, quote: '' };
  let start = 0;
  let line = firstLine;
  let recoveries = 0;
  let bytesReadAgain = 0;
  const isPatient = (): boolean => recoveries <= patience.forgiven || (recoveries <= patience.recoveries && bytesReadAgain <= patience.bytesReadAgain);
  const takeLine = function* (): Generator<SplitRow> {
    const end = findNextLine(bytes, start);
    for (const { cells, quoted } of parseRecords(bytes.subarray(start, end), unquoted).records) yield { line, cells, quoted };
    start = end;
    line += 1;
  };
  while (start < bytes.length) {
    const from = start;
    const { records, isWhole } = parseRecords(bytes.subarray(from), isPatient() ? dialect : unquoted);
    let isRunaway = false;
    for (const record of records) {
      if (ranAway(record, dialect.quote)) {
        isRunaway = true;
        break;
      }
      yield { line, cells: record.cells, quoted: record.quoted };
      line += countLineEnds(bytes, start, from + record.end);
      start = from + record.end;
    }
    if (isWhole && !isRunaway) return;
    recoveries += 1;
    bytesReadAgain += bytes.length - start;
    yield* takeLine();
  }
}

export interface ReadRowsOptions {
  /** 1-based line of that place. Default 1. */
  readonly firstLine?: number;
  /** Leaves out rows that begin with an unquoted #, as Anki does. Default false. */
  readonly dropComments?: boolean;
  /** What stands between two rows; default null: the ends of lines. */
  readonly cardSeparator?: string | null;
}

/** The rows that hold anything, of a text or of its bytes in UTF-8; rows whose cells are all blank are passed over. */
export function readRows(text: string | Uint8Array, dialect: Dialect, options: ReadRowsOptions = {}): Row[] {
  const rows: Row[] = [];
  const { cardSeparator = null } = options;
  const split = cardSeparator === null ? splitRows(text, dialect, options.firstLine) : splitCards(textOf(text), dialect.delimiter, cardSeparator, options.firstLine);
  for (const { line, cells, quoted } of split) {
    const isComment = options.dropComments === true && quoted[0] !== true && cells[0]?.startsWith('#') === true;
    if (!isComment && cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells });
  }
  return rows;
}

function textOf(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : new TextDecoder('utf-8', { ignoreBOM: true }).decode(text);
}
