/** Rows of cells as delimited text by csv-stringify: what holds a delimiter, a quote or a line end stands in quotes, quotes are doubled. */

import { stringify } from 'csv-stringify/sync';

export interface RowFormat {
  readonly delimiter: string;
  readonly lineEnd: '\n' | '\r\n';
}

const ROWS_AT_ONCE = 500;
/** Besides what csv-stringify quotes by itself: line ends of other systems, and what Anki reads as a comment. */
const QUOTED = [/[\r\n]/, /^#/];

/** In pieces of some hundred rows. */
export function* formatRows(rows: Iterable<readonly string[]>, { delimiter, lineEnd }: RowFormat): Generator<string> {
  const format = (batch: readonly (readonly string[])[]): string =>
    stringify(batch as string[][], { delimiter, record_delimiter: lineEnd, quoted_match: QUOTED });
  let batch: (readonly string[])[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS_AT_ONCE) continue;
    yield format(batch);
    batch = [];
  }
  if (batch.length > 0) yield format(batch);
}
