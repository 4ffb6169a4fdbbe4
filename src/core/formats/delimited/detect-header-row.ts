/** Whether the first row names the columns: by the words people use for them, and by how it differs from the rows below. */

import { containsHeadingWord, namesLanguage, roleOfHeading } from './column-names.ts';
import type { Row } from './model.ts';

const LONGEST_HEADING = 40;
const ROWS_COMPARED = 200;
/** Fewer rows say nothing about what is usual in a column. */
const FEWEST_ROWS = 3;

/** Sorts of cells that a heading above a column of them is not. */
const SORTS: readonly RegExp[] = [
  /^\s*[-+]?\d+(?:[.,:/-]\d+)*\s*%?\s*$/u,
  /^\s*(?:https?:\/\/|www\.)\S+\s*$/iu,
  /^\s*(?:\[sound:|<img\b)/iu,
  /^[^\p{Script=Latin}]*[^\p{Script=Latin}\P{L}][^\p{Script=Latin}]*$/u,
];

/** True when the first row is a heading and no card of its own. */
export function detectHeaderRow(rows: readonly Row[]): boolean {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return false;
  const headings = first.cells.map((cell) => cell.trim());
  const named = headings.filter((heading) => heading !== '');
  if (named.length < 2) return false;
  // A table that a program wrote of its notes, whose fields may have any names.
  const given = new Set(named.map(roleOfHeading));
  if (given.has('guid') && (given.has('note-type') || given.has('deck'))) return true;
  if (new Set(named.map((name) => name.toLowerCase())).size < named.length) return false;
  if (named.some((name) => name.length > LONGEST_HEADING || /[\n\r<>]|[.!?。！？]$/u.test(name))) return false;
  const roles = named.map(roleOfHeading).filter((role) => role !== null);
  // A pair of translations (word, Wort) has one role twice; headings have a role each.
  if (roles.length * 2 >= named.length && new Set(roles).size >= 2) return true;
  if (named.every(namesLanguage) && !others.slice(0, ROWS_COMPARED).some(({ cells }) => cells.every(namesLanguage))) return true;
  const odd = headings.filter((heading, column) => heading !== '' && standsOut(heading, column, others.slice(0, ROWS_COMPARED))).length;
  return odd > 0 && (roles.length > 0 || odd * 2 >= named.length || named.filter(containsHeadingWord).length * 2 >= named.length);
}

const FIELDS_OF_ANKI = new Set(['front', 'back', 'text', 'extra', 'back extra', 'question', 'answer', 'tags', 'deck']);

/** True for a row of a text with Anki's headers that names fields and nothing else, which Anki itself never writes. */
export function namesFieldsOfAnki(row: Row | undefined): boolean {
  const names = (row?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  return names.length > 1 && new Set(names).size === names.length && names.every((name) => FIELDS_OF_ANKI.has(name));
}

/** True when nearly all cells below are of a sort that the heading is not. */
function standsOut(heading: string, column: number, rows: readonly Row[]): boolean {
  const cells = rows.map((row) => row.cells[column] ?? '').filter((cell) => cell.trim() !== '');
  if (cells.length < FEWEST_ROWS) return false;
  return SORTS.some((sort) => !sort.test(heading) && cells.filter((cell) => sort.test(cell)).length >= cells.length * 0.95);
}
