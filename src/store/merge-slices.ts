/** Cuts a merge into slices of some hundredths of a second, so that others get their turn and a wish to stop is heard. */

import type { Database } from 'better-sqlite3';
import type { SliceProgress } from './library.ts';

/** Work that yields after each slice and counts what it has done. */
export type Slices<Value> = Generator<SliceProgress, Value>;

/** Rows that a statement takes at once. */
const ROWS_PER_STATEMENT = 1000;
/** Rows that go through JavaScript one by one between two yields. */
const ROWS_PER_TURN = 250;

export interface MergeProgress {
  /** Counts rows as done and says where the merge stands. */
  readonly advance: (rows: number) => SliceProgress;
}

/** `total`: all rows that will be counted, about. */
export function createMergeProgress(total: number): MergeProgress {
  let done = 0;
  return {
    advance: (rows) => {
      done += rows;
      return { done: Math.min(done, total), total };
    },
  };
}

/** Runs `run` for ranges (after, upTo] of a table's keys beyond `first` until all rows were in one. `key` must be the table's row id. */
export function* sliceRanges(
  database: Database,
  table: string,
  key: string,
  progress: MergeProgress,
  run: (after: number, upTo: number) => void,
  // Cards that were made for notes without any have the least number there is.
  first = Number.NEGATIVE_INFINITY,
): Slices<void> {
  const findEnd = database
    .prepare<[number], number | null>(`SELECT max(${key}) FROM (SELECT ${key} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${String(ROWS_PER_STATEMENT)})`)
    .pluck();
  for (let after = first; ; ) {
    const upTo = findEnd.get(after) ?? null;
    if (upTo === null) return;
    run(after, upTo);
    after = upTo;
    yield progress.advance(ROWS_PER_STATEMENT);
  }
}

/** Goes through the rows one by one, with a pause now and then. */
export function* sliceRows<Row>(rows: Iterable<Row>, progress: MergeProgress, run: (row: Row) => void): Slices<void> {
  let count = 0;
  for (const row of rows) {
    run(row);
    count += 1;
    if (count % ROWS_PER_TURN === 0) yield progress.advance(ROWS_PER_TURN);
  }
}
