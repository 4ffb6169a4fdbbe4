/** Rows as notes-to-be: which cells are fields, tags, deck …, and why a row is left out. */

import { textToHtml } from '../plain-text.ts';
import type { DelimitedText } from './detect-options.ts';
import { MOST_COLUMNS, type ColumnRole, type Row } from './model.ts';
import { fallbackName, freeName } from './propose-columns.ts';
import { hasCloze } from './text-note-types.ts';

export interface DraftNote {
  readonly line: number;
  /** HTML. */
  readonly fields: readonly string[];
  readonly fieldNames: readonly string[];
  readonly tags: readonly string[];
  readonly deckName: string;
  /** Null: made to fit, or that of the options. */
  readonly noteTypeName: string | null;
  readonly guid: string | null;
  readonly isCloze: boolean;
}

export interface SkippedRow {
  readonly line: number;
  readonly title: string;
  readonly reason: string;
}

const LONGEST_TITLE = 80;

/** Every row is either a draft or skipped. */
export function draftNotes(text: DelimitedText): { readonly drafts: readonly DraftNote[]; readonly skipped: readonly SkippedRow[] } {
  const narrowest = text.widths.common[0] ?? 1;
  const layouts = new Map<number, readonly ColumnRole[]>();
  const rowsByHash = new Map<number, Row | Row[]>();
  const share = createSharing();
  const drafts: DraftNote[] = [];
  const skipped: SkippedRow[] = [];
  const leaveOut = (row: Row, reason: string): void => {
    skipped.push({ line: row.line, title: titleOf(row), reason: `${text.rowNoun} ${row.line} ${reason}` });
  };
  for (const row of text.titles) leaveOut(row, 'stands above the others like a title.');
  for (const row of text.rows) {
    const skip = (reason: string): void => {
      leaveOut(row, reason);
    };
    const width = row.cells.length;
    if (width < narrowest && !isWhole(row, text)) {
      skip(`has ${countColumns(width)} where the others have ${narrowest} or more; it may be cut off.`);
      continue;
    }
    if (width > MOST_COLUMNS) {
      skip(`has ${width} columns, more than a note can have; the delimiter may be another.`);
      continue;
    }
    const hash = hashCells(row.cells);
    const alike = rowsByHash.get(hash) ?? [];
    const same = (Array.isArray(alike) ? alike : [alike]).find(({ cells }) => cells.length === width && cells.every((cell, index) => cell === row.cells[index]));
    if (same !== undefined) {
      skip(`is the same as ${text.rowNoun.toLowerCase()} ${same.line}.`);
      continue;
    }
    if (!Array.isArray(alike)) rowsByHash.set(hash, [alike, row]);
    else if (alike.length === 0) rowsByHash.set(hash, row);
    else alike.push(row);
    const layout = layouts.get(width) ?? layOut(text, width);
    layouts.set(width, layout);
    const draft = draftNote(row, layout, text, share);
    if ((draft.fields[0] ?? '').trim() === '') skip('has nothing in its first field, so there is nothing to ask.');
    else drafts.push(draft);
  }
  return { drafts, skipped };
}

/** What a program wrote of its notes may have rows of any width; a file that was cut off ends in its last row, before its answer. */
function isWhole({ cells }: Row, { isExact, rows, options }: DelimitedText): boolean {
  if (!isExact || cells !== rows.at(-1)?.cells) return isExact;
  return hasCloze(cells) || options.columns.slice(0, cells.length).filter(({ role }) => role === 'field').length > 1;
}

/** FNV-1a over the characters, in 32 bits: keeping every row's text as a key would double what a large table takes of memory. */
function hashCells(cells: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const cell of cells) {
    for (let index = 0; index < cell.length; index += 1) hash = Math.imul(hash ^ cell.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash;
}

function countColumns(count: number): string {
  return count === 1 ? '1 column' : `${count} columns`;
}

function titleOf(row: Row): string {
  const title = row.cells.map((cell) => cell.trim()).find((cell) => cell !== '') ?? '';
  return title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
}

/**
 * The roles for rows of this width. In files of several widths, what ends the usual row (its tags) ends the others too;
 * columns past the known ones are fields, so that nothing of a wide row is lost.
 */
function layOut(text: DelimitedText, width: number): readonly ColumnRole[] {
  const { columns } = text.options;
  if (width === columns.length) return columns;
  const isMixed = text.widths.common.length > 1;
  const endLength = isMixed ? columns.length - 1 - columns.findLastIndex(({ role }) => role === 'field') : 0;
  const start = columns.slice(0, Math.min(columns.length - endLength, Math.max(0, width - endLength)));
  const end = columns.slice(columns.length - Math.min(endLength, width));
  const names = start.flatMap((column) => (column.role === 'field' ? [column.field] : []));
  const further: ColumnRole[] = [];
  while (start.length + further.length + end.length < width) {
    const field = freeName(names, fallbackName(names.length));
    names.push(field);
    further.push({ role: 'field', field });
  }
  return [...start, ...further, ...end];
}

function draftNote(row: Row, layout: readonly ColumnRole[], text: DelimitedText, share: Share): DraftNote {
  const { options } = text;
  const fields: string[] = [];
  const fieldNames: string[] = [];
  const isOfNotes = layout.some(({ role }) => role === 'guid');
  const cellOf = (role: ColumnRole['role']): string => {
    const column = layout.findIndex((candidate) => candidate.role === role);
    return column < 0 ? '' : (row.cells[column] ?? '').trim();
  };
  layout.forEach((column, index) => {
    if (column.role !== 'field') return;
    const written = row.cells[index] ?? '';
    const cell = text.isExact ? written : written.trim();
    fields.push(options.isHtml ? (isOfNotes ? cell : dropQuestion(cell, fields[0])) : textToHtml(cell));
    fieldNames.push(column.field);
  });
  // Back before Front in the file: what is asked comes first in the note all the same.
  if (!text.isExact && fieldNames[0] === 'Back' && fieldNames[1] === 'Front') {
    fields.splice(0, 2, fields[1] as string, fields[0] as string);
    fieldNames.splice(0, 2, 'Front', 'Back');
  }
  return {
    line: row.line,
    fields,
    fieldNames: share(fieldNames),
    tags: share([...new Set([...options.tags, ...splitTagCell(cellOf('tags'), text.isExact)])]),
    deckName: cellOf('deck') || options.deckName,
    noteTypeName: cellOf('note-type') || options.noteTypeName,
    guid: cellOf('guid') || null,
    isCloze: hasCloze(fields),
  };
}

type Share = (texts: readonly string[]) => readonly string[];

const LISTS_SHARED = 10_000;

/** Gives the same list for equal ones: most rows have the fields and tags of others. */
function createSharing(): Share {
  const known = new Map<string, readonly string[]>();
  return (texts) => {
    const key = texts.join('\u001f');
    const list = known.get(key) ?? texts;
    if (known.size < LISTS_SHARED) known.set(key, list);
    return list;
  };
}

const ANSWER_LINE = /^\s*<hr id="?answer"?\s*\/?>\s*/;

/** Cards, other than notes, that Anki exports as text repeat their question above the answer. */
function dropQuestion(cell: string, question: string | undefined): string {
  if (question === undefined || question.trim() === '' || !cell.startsWith(question)) return cell;
  const rest = cell.slice(question.length);
  return ANSWER_LINE.test(rest) ? rest.replace(ANSWER_LINE, '') : cell;
}

/** People divide tags by spaces, as Anki does, or by commas and semicolons, which programs have in tags. */
function splitTagCell(cell: string, isExact: boolean): string[] {
  return cell.split(isExact ? /\s+/u : /[\s,;、，；]+/u).filter((tag) => tag !== '');
}
