/** What each column of a text most likely is: by Anki's headers, by its heading, by what stands in it, else a field in order. */

import type { NoteTypeDefinition } from '../../cards/model.ts';
import type { AnkiHeaders } from './anki-headers.ts';
import { roleOfHeading } from './column-names.ts';
import { MOST_COLUMNS, type ColumnRole, type Row } from './model.ts';
import type { RowWidths } from './row-widths.ts';

export interface DelimitedTable {
  readonly headers: AnkiHeaders;
  /** Of the header row or `#columns`; empty when there is neither. */
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  readonly widths: RowWidths;
  /** The note type asked for, when the library has it. */
  readonly noteType: NoteTypeDefinition | null;
}

/** One role for each column of the usual width. No field is named twice. */
export function proposeColumns(table: DelimitedTable): ColumnRole[] {
  const roles = leaveColumnToTags(table, findRoles(table));
  return table.noteType === null ? nameFields(roles) : mapOntoFields(roles, table.noteType);
}

/** The names that a column can be given: the note type's fields, or those of the file and enough for every column. */
export function listFieldChoices(table: DelimitedTable, columns: readonly ColumnRole[]): string[] {
  const used = columns.flatMap((column) => (column.role === 'field' ? [column.field] : []));
  if (table.noteType !== null) return [...new Set([...table.noteType.fields.map(({ name }) => name), ...used])];
  const choices = [...used];
  columns.forEach((column, index) => {
    if (column.role !== 'field') choices.push(freeName(choices, cleanFieldName(table.headings[index] ?? '') || fallbackName(choices.length)));
  });
  while (choices.length < 2) choices.push(freeName(choices, fallbackName(choices.length)));
  return choices;
}

/** Fields carry their heading, which may be empty. */
function findRoles({ headers, headings, rows, widths }: DelimitedTable): ColumnRole[] {
  const count = Math.min(MOST_COLUMNS, Math.max(widths.usual, headings.length));
  const isEmpty = (column: number): boolean => rows.every(({ cells }) => (cells[column] ?? '').trim() === '');
  const filled = Array.from({ length: count }, (_, column) => column).filter((column) => !isEmpty(column)).length;
  const given = new Map<number, Exclude<ColumnRole['role'], 'field'>>();
  if (headers.noteTypeColumn !== null) given.set(headers.noteTypeColumn, 'note-type');
  if (headers.deckColumn !== null) given.set(headers.deckColumn, 'deck');
  if (headers.tagsColumn !== null) given.set(headers.tagsColumn, 'tags');
  if (headers.guidColumn !== null) given.set(headers.guidColumn, 'guid');
  const taken = new Set(given.values());
  const roles = Array.from({ length: count }, (_, column): ColumnRole => {
    const own = given.get(column);
    if (own !== undefined) return { role: own };
    const heading = (headings[column] ?? '').trim();
    const role = roleOfHeading(heading);
    if (role !== null && role !== 'field' && role !== 'front' && role !== 'back' && !taken.has(role)) {
      taken.add(role);
      return { role };
    }
    return heading === '' && !headers.found && (column > 1 || filled > 1) && isEmpty(column) ? { role: 'ignore' } : { role: 'field', field: heading };
  });
  if (!headers.found && headings.length === 0 && endsWithTags(rows, widths)) roles[count - 1] = { role: 'tags' };
  return roles;
}

/**
 * Anki takes the first column behind the fields for tags (its maybe_set_tags_column). Without a note type it takes the one used last,
 * which is unknown here: then the third column must look like tags.
 */
function leaveColumnToTags({ headers, headings, rows, noteType }: DelimitedTable, roles: readonly ColumnRole[]): readonly ColumnRole[] {
  const isOpen = headers.found && headings.length === 0 && headers.noteTypeColumn === null && !roles.some(({ role }) => role === 'tags');
  if (!isOpen || (noteType === null && headers.noteTypeName !== null)) return roles;
  const fieldColumns = roles.flatMap(({ role }, column) => (role === 'field' ? [column] : []));
  const behind = fieldColumns[noteType?.fields.length ?? 2];
  if (behind === undefined) return roles;
  const cells = rows.map((row) => (row.cells[behind] ?? '').trim()).filter((cell) => cell !== '');
  const isLikely = noteType === null ? cells.every((cell) => TAGS.test(cell)) && new Set(cells).size * 2 <= cells.length : cells.every((cell) => !NO_TAGS.test(cell));
  return isLikely ? roles.map((role, column) => (column === behind ? { role: 'tags' } : role)) : roles;
}

const TAGS = /^[\p{L}\p{N}_:/-]+(?: [\p{L}\p{N}_:/-]+){0,9}$/u;
/** Markup, and sentences. */
const NO_TAGS = /[<>{}]|\p{L}[.!?](?:\s|$)|[,;]\s|(?:\S+\s+){10}/u;

/** Old Anki exports end each row with the tags and have no header that says so; levels of tags are joined by `::`. */
function endsWithTags(rows: readonly Row[], widths: RowWidths): boolean {
  if (widths.usual < 3 || rows.length < 3) return false;
  const last = rows.map(({ cells }) => (cells.at(-1) ?? '').trim()).filter((cell) => cell !== '');
  const levelled = last.filter((cell) => /^\S+::\S+$/.test(cell.split(/\s+/)[0] ?? '') && !/[<>{}]/.test(cell)).length;
  return levelled > 0 && levelled * 2 >= last.length;
}

/** Two fields are Front and Back (or turned, where the headings say so); more, and those of notes with ids, keep their headings. Nameless ones are numbered. */
function nameFields(roles: readonly ColumnRole[]): ColumnRole[] {
  const headings = roles.flatMap((role) => (role.role === 'field' ? [role.field] : []));
  const isBasic = headings.length <= 2 && !roles.some(({ role }) => role === 'guid');
  const isTurned = isBasic && roleOfHeading(headings[0] ?? '') === 'back' && roleOfHeading(headings[1] ?? '') === 'front';
  const taken: string[] = [];
  return roles.map((role): ColumnRole => {
    if (role.role !== 'field') return role;
    const fallback = fallbackName(isTurned ? 1 - taken.length : taken.length);
    const field = freeName(taken, isBasic ? fallback : cleanFieldName(role.field) || fallback);
    taken.push(field);
    return { role: 'field', field };
  });
}

/** By heading where headings and fields share names; the other columns take the fields that are left, in order. */
function mapOntoFields(roles: readonly ColumnRole[], noteType: NoteTypeDefinition): ColumnRole[] {
  const fields = noteType.fields.map(({ name }) => name);
  const byHeading = roles.map((role) =>
    role.role === 'field' ? (fields.find((name) => role.field !== '' && name.toLowerCase() === role.field.toLowerCase()) ?? null) : null,
  );
  const free = fields.filter((name) => !byHeading.includes(name));
  const taken = [...fields];
  return roles.map((role, column): ColumnRole => {
    if (role.role !== 'field') return role;
    const known = byHeading[column] ?? free.shift();
    if (known !== undefined) return { role: 'field', field: known };
    const field = freeName(taken, cleanFieldName(role.field) || fallbackName(taken.length));
    taken.push(field);
    return { role: 'field', field };
  });
}

/** The name of a field that has no heading, by its place among the fields. */
export function fallbackName(position: number): string {
  return ['Front', 'Back'][position] ?? `Field ${position + 1}`;
}

function hasName(names: readonly string[], name: string): boolean {
  return names.some((taken) => taken.toLowerCase() === name.toLowerCase());
}

/** The wanted name, with a number behind it where it is taken. Field names differ in more than case. */
export function freeName(taken: readonly string[], wanted: string): string {
  let name = wanted;
  for (let copy = 2; hasName(taken, name); copy += 1) name = `${wanted} ${copy}`;
  return name;
}

/** Field names stand in templates, so they cannot hold what templates are written with. */
function cleanFieldName(name: string): string {
  const plain = name.replace(/[{}:"\n\r]/g, ' ').replace(/\s+/g, ' ').trim();
  return plain.replace(/^[#^/!]+\s*/, '').slice(0, 80);
}
