/** Puts together what is found in a file and what the command line says of it. */

import type { Client } from '../contract/client.ts';
import type { ImportOptions, ImportPreview, TextOptions } from '../contract/import.ts';
import { AppError } from '../core/errors.ts';
import { IMPORT_FORMAT_NAMES, isTableFormat } from '../core/formats/import-format.ts';
import type { ImportFormat } from '../core/formats/import-format.ts';
import type { FileTicket } from '../core/ids.ts';
import type { ImportChoices } from './import-flags.ts';
import type { TableChoices } from './table-flags.ts';

/** A change to one of these makes other columns of the file, which are proposed anew. */
const SPLITTING = ['delimiter', 'quote', 'cardSeparator', 'encoding', 'hasHeaderRow', 'noteTypeName'] as const satisfies readonly (keyof TextOptions)[];

/**
 * The options with which a file is imported. The file is looked at first only where something is said that does not suit every file.
 * Throws AppError: format-unsupported for what is no table or not of the format asked for, not-found for note types and fields that are not there.
 */
export async function chooseOptions(client: Client, ticket: FileTicket, { options, table }: ImportChoices): Promise<ImportOptions> {
  if (table === null && options.format === null) return { ...options, text: null };
  const preview = await client.call('import.preview', { ticket, options });
  if (options.format !== null) checkFormat(options.format, preview);
  if (table === null) return { ...options, text: null };
  if (preview.text === null) {
    throw new AppError('format-unsupported', `This is no table (${IMPORT_FORMAT_NAMES[preview.format]}), so what was said of tables does not apply to it. Leave it out, or say --format text.`);
  }
  await checkNoteType(client, table);
  const isSplitAnew = SPLITTING.some((part) => part in table);
  return { ...options, text: { ...preview.text.options, ...(isSplitAnew ? { columns: [] } : {}), ...table } };
}

function checkFormat(wanted: ImportFormat, { format }: ImportPreview): void {
  if (format === wanted || (isTableFormat(wanted) && isTableFormat(format))) return;
  throw new AppError('format-unsupported', `This is recognised beyond doubt (${IMPORT_FORMAT_NAMES[format]}) and cannot be read as something else. Leave --format out.`);
}

async function checkNoteType(client: Client, { noteTypeName, columns }: TableChoices): Promise<void> {
  if (typeof noteTypeName !== 'string') return;
  const noteTypes = await client.call('noteType.list', {});
  const noteType = noteTypes.find(({ name }) => name === noteTypeName);
  if (noteType === undefined) throw new AppError('not-found', `There is no note type “${noteTypeName}” in your library. There are: ${quoteNames(noteTypes)}.`);
  for (const column of columns ?? []) {
    if (column.role === 'field' && !noteType.fields.some(({ name }) => name === column.field)) {
      throw new AppError('not-found', `The note type “${noteTypeName}” has no field “${column.field}”. It has: ${quoteNames(noteType.fields)}.`);
    }
  }
}

function quoteNames(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => `“${name}”`).join(', ');
}
