/** Reads what divides into rows and cells: the way of every text that no other reader claims. */

import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportFormat } from '../../contract/import.ts';
import { BUILT_IN_NOTE_TYPES } from '../../core/cards/built-in-note-types.ts';
import { readAnkiHeaders } from '../../core/formats/delimited/anki-headers.ts';
import { proposeNotes } from '../../core/formats/delimited/detect-options.ts';
import type { DelimitedText } from '../../core/formats/delimited/detect-options.ts';
import { previewDelimited } from '../../core/formats/delimited/preview-delimited.ts';
import { readDelimited, writeTable } from '../../core/formats/delimited/read-delimited.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { readXlsx } from '../../core/formats/xlsx/read-workbook.ts';
import { describeLongText, LARGEST_TEXT_BYTES, openZipFolder } from './folder-sources.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import type { ZipArchive } from './zip-archive.ts';

/** The text of a file whose rows and cells are the learner's to map. Throws AppError file-too-large, and as readDelimited does. */
export async function readText(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  if ((await stat(request.path)).size > LARGEST_TEXT_BYTES) throw describeLongText(request.fileName);
  const bytes = await readFile(request.path);
  const { fileName, options, noteTypes, deckNames } = request;
  const table = readDelimited({ bytes, fileName, options: options.text, noteTypes }, sink);
  return describeTable(table, tableFormatOf(fileName), request);
}

/** The first sheet of a workbook. Throws AppError as readXlsx does, and nothing-to-import. */
export async function readWorkbook(zip: ZipArchive, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const { fileName, options } = request;
  const sheet = await readXlsx(openZipFolder(zip, fileName), sink.throwIfCancelled);
  if (sheet.furtherSheets > 0) {
    sink.warning('further-sheets', `Only the first sheet, “${sheet.name}”, was read. Move another sheet to the front and save to bring in that one.`);
  }
  if (sheet.formulasWithoutResult > 0) {
    sink.warning('formulas-without-result', 'Some cells hold formulas whose results are not in the file; they came in empty. Open the workbook in Excel and save it to have them.');
  }
  const noteTypes = [...request.noteTypes, ...BUILT_IN_NOTE_TYPES];
  const table = proposeNotes({
    fileName,
    rows: sheet.rows,
    headers: readAnkiHeaders(''),
    dialect: { encoding: 'utf-8', delimiter: '\t', quote: '', cardSeparator: null },
    given: options.text,
    noteTypes,
    rowNoun: 'Row',
    hasReplacedCharacters: false,
    commentLines: [],
  });
  writeTable(table, fileName, noteTypes, sink);
  return describeTable(table, 'xlsx', request);
}

function describeTable(table: DelimitedText, format: ImportFormat, { noteTypes, deckNames }: ReadRequest): ReadOutcome {
  const preview = previewDelimited(table);
  const { columns, tags } = preview.options;
  return {
    ...plainOutcome(format),
    text: {
      ...preview,
      options: { ...preview.options, columns: [...columns], tags: [...tags] },
      noteTypeNames: noteTypes.map(({ name }) => name),
      deckNames,
    },
  };
}

/** What a table of this name is called. */
export function tableFormatOf(fileName: string): ImportFormat {
  switch (extname(fileName).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.tsv':
    case '.tab':
      return 'tsv';
    default:
      return 'text';
  }
}
