/** What stands about a table and is no row of it: titles above, and the line below the heading of a table in Markdown. */

import { detectHeaderRow } from './detect-header-row.ts';
import type { Row } from './model.ts';

export interface TrimmedTable {
  readonly rows: readonly Row[];
  readonly titles: readonly Row[];
  /** A line of hyphens says that the row above it is a heading. */
  readonly isRuled: boolean;
}

const MOST_TITLES = 3;
/** Fewer rows do not show that every other has two cells. */
const FEWEST_ROWS = 3;
const ROWS_COMPARED = 200;

/** `mayHaveHeading`: false when the learner says that there is none, so that nothing stands above one. */
export function trimTable(all: readonly Row[], mayHaveHeading: boolean): TrimmedTable {
  let start = 0;
  while (start < MOST_TITLES && isTitle(all.slice(start, start + ROWS_COMPARED), mayHaveHeading)) start += 1;
  const rows = start === 0 ? all : all.slice(start);
  const isRuled = rows[1] !== undefined && isRule(rows[1]);
  return { rows: isRuled ? rows.filter((_, index) => index !== 1) : rows, titles: all.slice(0, start), isRuled };
}

function countFilled({ cells }: Row): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** The only row with a single cell, and parted from the others by an empty row or their heading. */
function isTitle([first, ...others]: readonly Row[], mayHaveHeading: boolean): boolean {
  const [second] = others;
  if (first === undefined || second === undefined || others.length < FEWEST_ROWS) return false;
  if (first.cells.length < 2 || countFilled(first) !== 1 || (first.cells[0] ?? '').trim() === '') return false;
  return others.every((row) => countFilled(row) > 1) && (second.line > first.line + 1 || (mayHaveHeading && detectHeaderRow(others)));
}

function isRule({ cells }: Row): boolean {
  return cells.length > 1 && countFilled({ line: 0, cells }) > 0 && cells.every((cell) => /^\s*(?::?-{2,}:?)?\s*$/.test(cell));
}
