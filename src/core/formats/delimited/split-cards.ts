/** Splits a text whose cards end with something else than a line: what Quizlet and people's own notes paste as. */

import type { SplitRow } from './split-rows.ts';

/** Between paragraphs: lines with nothing but spaces count as blank. */
export const BLANK_LINE = '\n\n';

/** Stand between all columns of a card; any other delimiter may occur in the definition, so only its first occurrence divides. */
const COLUMN_DELIMITERS = new Set(['\t', '|']);

const EDGES = /^[\n ]+|[\n ]+$/g;

/** Line ends of any system as line feeds, so that separators that hold one fit. */
export function unifyLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Every card of the text, blank ones too, with the delimiter's parts as cells. Quotes mean nothing. `firstLine` is 1-based. */
export function* splitCards(text: string, delimiter: string, cardSeparator: string, firstLine = 1): Generator<SplitRow> {
  const separator = cardSeparator === BLANK_LINE ? /\n(?:[ \t]*\n)+/ : unifyLineEnds(cardSeparator);
  const unified = unifyLineEnds(text);
  const parts = unified.split(separator);
  let line = firstLine;
  let offset = 0;
  for (const part of parts) {
    const start = unified.indexOf(part, offset);
    const begin = start + (/^\s*/.exec(part)?.[0].length ?? 0);
    line += countLineFeeds(unified, offset, begin);
    offset = begin;
    const cells = splitCard(part.replace(EDGES, ''), unifyLineEnds(delimiter));
    yield { line, cells, quoted: cells.map(() => false) };
    line += countLineFeeds(unified, offset, start + part.length);
    offset = start + part.length;
  }
}

function splitCard(card: string, delimiter: string): string[] {
  if (COLUMN_DELIMITERS.has(delimiter)) return card.split(delimiter);
  const place = card.indexOf(delimiter);
  return place < 0 ? [card] : [card.slice(0, place), card.slice(place + delimiter.length)];
}

function countLineFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = text.indexOf('\n', from); index >= 0 && index < to; index = text.indexOf('\n', index + 1)) count += 1;
  return count;
}
