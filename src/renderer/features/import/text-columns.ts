/** What the columns of a delimited text are: the choices for each, and keeping every field and role to one column. */

import type { TextOptions } from '../../../contract/import.ts';
import { assertNever } from '../../../core/result.ts';

export type ColumnRole = TextOptions['columns'][number];

export interface ColumnChoice {
  /** For a select; see columnOf. */
  readonly value: string;
  readonly label: string;
}

const FIELD_PREFIX = 'field:';

/** The roles that a column can have, the fields first. */
export function listColumnChoices(fieldNames: readonly string[]): ColumnChoice[] {
  return [
    ...fieldNames.map((name) => ({ value: FIELD_PREFIX + name, label: name })),
    { value: 'tags', label: 'Tags' },
    { value: 'deck', label: 'Deck' },
    { value: 'note-type', label: 'Note type' },
    { value: 'guid', label: 'Unique id' },
    { value: 'ignore', label: 'Leave out' },
  ];
}

export function valueOfColumn(column: ColumnRole): string {
  return column.role === 'field' ? FIELD_PREFIX + column.field : column.role;
}

/** The inverse of valueOfColumn. */
export function columnOf(value: string): ColumnRole {
  if (value.startsWith(FIELD_PREFIX)) return { role: 'field', field: value.slice(FIELD_PREFIX.length) };
  const role = value as Exclude<ColumnRole['role'], 'field'>;
  switch (role) {
    case 'tags':
    case 'deck':
    case 'note-type':
    case 'guid':
    case 'ignore':
      return { role };
    default:
      return assertNever(role);
  }
}

/** Gives a column its role. A column that had the same one takes the role that this column had, so that nothing is named twice. */
export function assignColumn(columns: readonly ColumnRole[], index: number, role: ColumnRole): ColumnRole[] {
  const before = columns[index] ?? { role: 'ignore' };
  return columns.map((column, other) => {
    if (other === index) return role;
    if (role.role === 'ignore' || valueOfColumn(column) !== valueOfColumn(role)) return column;
    return before;
  });
}

/** The names of fields that no column fills. */
export function findEmptyFields(columns: readonly ColumnRole[], fieldNames: readonly string[]): string[] {
  return fieldNames.filter((name) => !columns.some((column) => column.role === 'field' && column.field === name));
}
