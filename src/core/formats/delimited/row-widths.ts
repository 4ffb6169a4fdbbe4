/** How many columns the rows of a file have, and which rows are too short to be whole. */

import type { Row } from './model.ts';

export interface RowWidths {
  /** The width that most rows have; the wider one of two that are as common. */
  readonly usual: number;
  /** Widths that so many rows have that they are meant: a file of several note types. Ascending, the usual one among them. */
  readonly common: readonly number[];
}

const FEWEST_ROWS = 5;
const SMALLEST_SHARE = 0.01;

/** Rows narrower than the narrowest common width are broken; wider ones are taken whatever their width. */
export function measureWidths(rows: readonly Row[]): RowWidths {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let usual = 1;
  for (const [width, count] of counts) {
    const most = counts.get(usual) ?? 0;
    if (count > most || (count === most && width > usual)) usual = width;
  }
  const common = [...counts].filter(([width, count]) => width === usual || (count >= FEWEST_ROWS && count >= rows.length * SMALLEST_SHARE));
  return { usual, common: common.map(([width]) => width).sort((left, right) => left - right) };
}
