/** Finds the delimiter and the quote of a text by how evenly each candidate divides its first thousands of rows. */

import type { Dialect, Quote } from './model.ts';
import { splitRows } from './split-rows.ts';
import type { Patience } from './split-rows.ts';

/** How likely a character is meant to divide columns when several would do; spaces and colons mostly belong to the text. */
const DELIMITERS: readonly (readonly [string, number])[] = [
  ['\t', 1],
  [';', 0.97],
  ['|', 0.96],
  [',', 0.95],
  ['::', 0.72],
  [' – ', 0.7],
  [' — ', 0.7],
  [' - ', 0.7],
  [' = ', 0.7],
  [' → ', 0.7],
  [' -> ', 0.7],
  [':', 0.6],
  ['=', 0.55],
  [' ', 0.35],
];
/** Under this a character divides the rows by accident. */
const LOWEST_SCORE = 0.3;
/** Some thousand rows: enough to judge by, and a bound on the time taken for files of any size. */
const LONGEST_SAMPLE = 250_000;

/** A dialect that is only tried gives up sooner: there are many to try. */
const TRIAL_PATIENCE: Patience = { recoveries: 20, bytesReadAgain: 500_000, forgiven: 1 };

interface Trial extends Dialect {
  readonly score: number;
  readonly cells: number;
  readonly quotedCells: number;
  /** Quoted cells that could not have been written without quotes. */
  readonly neededQuotes: number;
  /** Cells that begin with a quote and are not quoted; a writer that quotes leaves none. */
  readonly failedQuotes: number;
  readonly rows: number;
  readonly brokenRows: number;
  /** Of the rows that have the most frequent of the widths over one. */
  readonly evenShare: number;
  readonly startsQuoted: boolean;
}

/** Signs of equality in tags divide nothing. */
const TAG_WITH_VALUE = /<\w[^<>]*=/;

export interface DetectedDialect extends Dialect {
  /** True when nearly all of two or more rows have the same two or more columns. */
  readonly isEven: boolean;
}

const EVEN_SHARE = 0.95;

/**
 * Detects the dialect of the text from `start` on. A delimiter that is known already (from a header) is kept. A text
 * that nothing divides has one column; its delimiter is given as a tab.
 */
export function detectDialect(text: string, start = 0, known: string | null = null): Dialect {
  const { delimiter, quote } = measureDialect(text, start, known);
  return { delimiter, quote };
}

/** As detectDialect, and how well it fits. */
export function measureDialect(text: string, start: number, known: string | null): DetectedDialect {
  const body = text.slice(start);
  const sample = body.length > LONGEST_SAMPLE ? body.slice(0, body.lastIndexOf('\n', LONGEST_SAMPLE)) : body;
  const candidates = known === null ? DELIMITERS.filter(([delimiter]) => sample.includes(delimiter) && (delimiter !== '=' || !TAG_WITH_VALUE.test(sample))) : [[known, 1] as const];
  const quotes = (['"', "'"] as const).filter((quote) => sample.includes(quote));
  let best: Trial | null = null;
  for (const [delimiter, weight] of candidates) {
    const trial = chooseQuote(sample, delimiter, weight, quotes);
    if (best === null || trial.score > best.score) best = trial;
  }
  if (best === null || (known === null && best.score < LOWEST_SCORE)) {
    return { delimiter: '\t', quote: chooseQuote(sample, '\t', 1, quotes).quote, isEven: false };
  }
  return { delimiter: best.delimiter, quote: best.quote, isEven: best.rows > 1 && best.evenShare >= EVEN_SHARE };
}

/** Without any quote in the text the usual one is named, because it changes nothing. */
function chooseQuote(text: string, delimiter: string, weight: number, quotes: readonly Quote[]): Trial {
  const plain = tryDialect(text, { delimiter, quote: '' }, weight);
  const meant = quotes
    .map((quote) => tryDialect(text, { delimiter, quote }, weight))
    .filter((trial) => isQuoting(trial, plain))
    .sort((left, right) => right.quotedCells - left.quotedCells)[0];
  return meant ?? (quotes.includes('"') ? plain : { ...plain, quote: '"' });
}

/**
 * Whether the quotes of the text are there to hold cells together. Writers quote all cells, all texts, or those that need it;
 * a few cells in quotes that need none are speech. Apostrophes must hold at least half of all cells.
 */
function isQuoting(trial: Trial, plain: Trial): boolean {
  if (trial.quotedCells <= trial.failedQuotes || trial.score < plain.score - 1e-9) return false;
  const share = trial.quotedCells / trial.cells;
  if (trial.quote === "'") return share >= 0.5;
  // Rows that run over lines only because of two stray quotes: without quoting, every line is as wide as the others.
  if (trial.rows < plain.rows && plain.brokenRows === 0 && trial.score <= plain.score + 1e-9 && share < 0.2) return false;
  return share >= 0.2 || trial.startsQuoted || trial.neededQuotes * 2 >= trial.quotedCells;
}

function tryDialect(text: string, dialect: Dialect, weight: number): Trial {
  const { delimiter, quote } = dialect;
  const widths = new Map<number, number>();
  let [rows, cells, quotedCells, neededQuotes, failedQuotes] = [0, 0, 0, 0, 0];
  let startsQuoted = false;
  for (const row of splitRows(text, dialect, 1, TRIAL_PATIENCE)) {
    const filled = row.cells.filter((cell) => cell !== '').length;
    if (filled === 0) continue;
    const quotedInRow = row.quoted.filter(Boolean).length;
    if (rows === 0) startsQuoted = row.cells.length > 1 && quotedInRow === row.cells.length;
    rows += 1;
    cells += filled;
    quotedCells += quotedInRow;
    widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
    if (quote === '') continue;
    for (const [index, cell] of row.cells.entries()) {
      if (row.quoted[index] !== true) failedQuotes += cell.startsWith(quote) ? 1 : 0;
      else if (cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell) || cell.startsWith('#')) neededQuotes += 1;
    }
  }
  let evenness = 0;
  let divided = 0;
  let usualRows = 0;
  let evenRows = 0;
  for (const [rowWidth, count] of widths) {
    usualRows = Math.max(usualRows, count);
    if (rowWidth < 2) continue;
    evenness += (count / rows) ** 2;
    divided += count / rows;
    evenRows = Math.max(evenRows, count);
  }
  const brokenRows = rows - usualRows;
  return { delimiter, quote, score: Math.sqrt(evenness) * divided * weight, rows, cells, quotedCells, neededQuotes, failedQuotes, brokenRows, evenShare: rows === 0 ? 0 : evenRows / rows, startsQuoted };
}
