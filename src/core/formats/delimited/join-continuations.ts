/** Definitions of several lines in a pasted list of terms and definitions, where a tab stands behind every term. */

import type { Row } from './model.ts';

/** Enough to see how a list is written; the last line of it may be cut off. */
const LONGEST_SAMPLE = 100_000;
/** So many lines without a tab are no terms that lack their definitions. */
const MANY = 0.2;
/** An item of a list, a line that is indented, or one that goes on with a sentence. */
const GOES_ON = /^(?:\s|[-–—•*·▪◦]\s|\(?(?:\d{1,2}|[a-z])[.)]\s|\p{Ll}\S*(?:\s+\S+){2})/u;

/** True where the first line has a tab and no line has more than one: what Quizlet gives, whatever its definitions hold. */
export function isListOfTerms(text: string, start: number): boolean {
  const lines = text.slice(start, start + LONGEST_SAMPLE).split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const tabbed = lines.filter((line) => line.includes('\t'));
  return lines[0]?.includes('\t') === true && tabbed.length > 1 && tabbed.every((line) => line.indexOf('\t') === line.lastIndexOf('\t') && !line.startsWith('\t'));
}

/** Lines without a tab as further lines of the definition above them, where they look so. */
export function joinContinuations(rows: readonly Row[]): readonly Row[] {
  const single = rows.filter(({ cells }) => cells.length === 1).length;
  if (single === 0 || single === rows.length || rows[0]?.cells.length !== 2) return rows;
  const joinsAll = single >= rows.length * MANY;
  const joined: Row[] = [];
  for (const row of rows) {
    const [text = ''] = row.cells;
    const above = joined.at(-1);
    if (above?.cells.length === 2 && row.cells.length === 1 && (joinsAll || GOES_ON.test(text))) {
      joined[joined.length - 1] = { ...above, cells: [above.cells[0] ?? '', `${above.cells[1] ?? ''}\n${text}`] };
    } else joined.push(row);
  }
  return joined;
}
