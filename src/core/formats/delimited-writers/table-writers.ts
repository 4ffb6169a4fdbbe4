/**
 * Writes notes as tables for spreadsheets: a row for each note, with its fields as HTML, its tags, deck, note type and guid, so that
 * the table comes back as the same notes after it was worked on.
 */

import { fileNameOf } from '../file-name.ts';
import { roleOfHeading } from '../delimited/column-names.ts';
import type { ExportSource } from '../export-source.ts';
import type { ExportFormat, FormatWriter } from '../format-writer.ts';
import { formatRows, type RowFormat } from './format-rows.ts';
import { countFieldColumns, listNoteRows, padFields } from './note-rows.ts';
import { describeTableLosses, TABLE_KEEPS } from './table-losses.ts';

/** Excel takes a CSV without it for text of the system's old encoding; other programs pass over it. */
const BYTE_ORDER_MARK = '\ufeff';
/** Each is known by our own reader under this name. */
const OTHER_HEADINGS = ['Tags', 'Deck', 'Note type', 'GUID'] as const;
const HAS_OTHER_ROLE = new Set<string | null>(['tags', 'deck', 'note-type', 'guid']);

/** The fields' own names where all notes share a type; numbers where they do not, or where a field is named as another column is. */
export function nameFieldColumns(source: ExportSource): readonly string[] {
  const [only, ...others] = source.noteTypes;
  const names = only === undefined || others.length > 0 ? [] : only.fields.map(({ name }) => name);
  const isClear = names.length > 0 && !names.some((name) => HAS_OTHER_ROLE.has(roleOfHeading(name)));
  return isClear ? names : Array.from({ length: countFieldColumns(source) }, (_, index) => `Field ${String(index + 1)}`);
}

function* listRows(source: ExportSource): Generator<readonly string[]> {
  const headings = nameFieldColumns(source);
  yield [...headings, ...OTHER_HEADINGS];
  for (const { note, noteType, deckName } of listNoteRows(source)) {
    yield [...padFields(note.fields, headings.length), note.tags.join(' '), deckName, noteType.name, note.guid];
  }
}

function makeTableWriter(format: ExportFormat, name: string, extension: string, start: string, rowFormat: RowFormat): FormatWriter {
  const formatTable = function* (source: ExportSource): Generator<string> {
    if (start !== '') yield start;
    yield* formatRows(listRows(source), rowFormat);
  };
  return {
    format,
    name,
    extension,
    keeps: TABLE_KEEPS,
    describeLosses: (source) => describeTableLosses(name, source),
    write: function* (source) {
      yield { path: `${fileNameOf(source.title)}${extension}`, pieces: formatTable(source) };
    },
  };
}

/** RFC 4180, UTF-8 with a byte order mark. */
export const csvWriter: FormatWriter = makeTableWriter('csv', 'Comma-separated text', '.csv', BYTE_ORDER_MARK, { delimiter: ',', lineEnd: '\r\n' });

export const tsvWriter: FormatWriter = makeTableWriter('tsv', 'Tab-separated text', '.tsv', '', { delimiter: '\t', lineEnd: '\n' });
