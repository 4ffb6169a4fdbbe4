/** Reads what divides into rows and cells: the way of every text that no other reader claims. */

import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportFormat } from '../../contract/import.ts';
import { AppError } from '../../core/errors.ts';
import { BUILT_IN_NOTE_TYPES } from '../../core/cards/built-in-note-types.ts';
import { readAnkiHeaders } from '../../core/formats/delimited/anki-headers.ts';
import { openDelimited, proposeNotes } from '../../core/formats/delimited/detect-options.ts';
import type { DelimitedText, RawTable } from '../../core/formats/delimited/detect-options.ts';
import { previewDelimited } from '../../core/formats/delimited/preview-delimited.ts';
import { readDelimited, writeTable } from '../../core/formats/delimited/read-delimited.ts';
import { describeTableKind } from '../../core/formats/delimited/table-kind.ts';
import { hasCloze } from '../../core/formats/delimited/text-note-types.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { readXlsx } from '../../core/formats/xlsx/read-workbook.ts';
import { describeProse } from './describe-unknown.ts';
import { describeLongText, LARGEST_TEXT_BYTES, openZipFolder } from './folder-sources.ts';
import { applyMapping } from './saved-mappings.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Enough to tell what sort of table it is. */
const SAMPLE_BYTES = 128 * 1024;
const LINE_FEED = 10;

/** The text of a file whose rows and cells are the learner's to map. Throws AppError file-too-large, and as readDelimited does. */
export async function readText(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  if ((await stat(request.path)).size > LARGEST_TEXT_BYTES) throw describeLongText(request.fileName);
  const bytes = await readBytes(request.path);
  const { fileName, options, noteTypes } = request;
  const sample = sampleText(bytes, fileName);
  const kind = sample === null ? null : describeTableKind(sample, 'text');
  const known = sample === null ? null : applyMapping(request.savedMappings, kind, { fileName, detected: sample.options, noteTypes });
  if (options.text === null && options.format === null && known === null && sample !== null && extname(fileName) !== '' && isProse(sample)) throw describeProse(fileName);
  const table = readDelimited({ bytes, fileName, options: options.text ?? known?.options ?? null, noteTypes }, sink);
  return { ...describeTable(table, tableFormatOf(fileName), request), tableKind: kind, savedMapping: known?.source ?? null };
}

/** In a list, out of which reading takes them: nobody else should hold them. */
async function readBytes(path: string): Promise<Uint8Array[]> {
  return [await readFile(path)];
}

const WORDS_OF_PROSE = 8;

/** Nothing divides the lines, and most of them are longer than what stands on a card's front. Pasted texts, which have no ending to their name, can be divided where they are shown. */
function isProse({ rows, widths }: DelimitedText): boolean {
  if (widths.common.length > 1 || widths.usual > 1 || rows.length < 2) return false;
  const texts = rows.map(({ cells }) => cells[0] ?? '');
  return !texts.some((text) => hasCloze([text])) && texts.filter((text) => (text.match(/\p{L}+/gu) ?? []).length >= WORDS_OF_PROSE).length * 2 > texts.length;
}

/** The beginning of the text as it reads by itself; null where it cannot be read as a table, which reading the whole then says. */
function sampleText([bytes = new Uint8Array(0)]: readonly Uint8Array[], fileName: string): DelimitedText | null {
  const head = bytes.subarray(0, SAMPLE_BYTES);
  const end = bytes.length > SAMPLE_BYTES ? head.lastIndexOf(LINE_FEED) + 1 : head.length;
  try {
    return openDelimited(end === 0 ? head : head.subarray(0, end), fileName, null, []);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
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
  const raw: RawTable = {
    fileName,
    rows: sheet.rows,
    headers: readAnkiHeaders(''),
    dialect: { encoding: 'utf-8', delimiter: '\t', quote: '', cardSeparator: null },
    given: null,
    noteTypes,
    rowNoun: 'Row',
    hasReplacedCharacters: false,
    commentLines: [],
  };
  const detected = proposeNotes(raw);
  const kind = describeTableKind(detected, 'xlsx');
  const known = applyMapping(request.savedMappings, kind, { fileName, detected: detected.options, noteTypes: request.noteTypes });
  const given = options.text ?? known?.options ?? null;
  const table = given === null ? detected : proposeNotes({ ...raw, given });
  writeTable(table, fileName, noteTypes, sink);
  return { ...describeTable(table, 'xlsx', request), tableKind: kind, savedMapping: known?.source ?? null };
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
