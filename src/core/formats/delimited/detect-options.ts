/** Reads a text file as far as its rows, and proposes how they become notes. */

import { AppError } from '../../errors.ts';
import { readAnkiHeaders, type AnkiHeaders } from './anki-headers.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';
import { listFieldChoices, proposeColumns } from './propose-columns.ts';
import { detectCardSeparator } from './detect-card-separator.ts';
import { measureDialect } from './detect-dialect.ts';
import { decodePieces, detectEncodingOfPieces, isReadableText } from './detect-encoding.ts';
import { detectHeaderRow, namesFieldsOfAnki } from './detect-header-row.ts';
import { detectHtml } from './detect-html.ts';
import { isListOfTerms, joinContinuations } from './join-continuations.ts';
import type { DelimitedOptions, Row } from './model.ts';
import { measureWidths, type RowWidths } from './row-widths.ts';
import { readRows } from './split-rows.ts';
import { trimTable } from './trim-table.ts';

const NO_BYTES = new Uint8Array(0);

export interface DelimitedText {
  readonly options: DelimitedOptions;
  /** Without the header row. */
  readonly rows: readonly Row[];
  readonly widths: RowWidths;
  /** What the columns are called in the file; empty where it does not say. */
  readonly headings: readonly string[];
  /** What a row is called when one is spoken of. */
  readonly rowNoun: 'Line' | 'Row';
  /** Characters that the encoding does not have, replaced. */
  readonly hasReplacedCharacters: boolean;
  /** Lines at the top that begin with # and were taken for comments. */
  readonly commentLines: readonly number[];
  /** Rows above the table that are no rows of it. */
  readonly titles: readonly Row[];
  /** What a column may be mapped to. */
  readonly fieldNames: readonly string[];
  /** True for what a program wrote of its notes, known by Anki's headers or by ids: HTML whose every space is meant. */
  readonly isExact: boolean;
}

/**
 * Splits the file into rows as the options say, or as detected when they are null; options without columns have them proposed.
 * A list of bytes is emptied on the way, so that they are not held beside their text. Throws AppError file-empty, and
 * format-unknown for bytes that are no text.
 */
export function openDelimited(
  bytes: Uint8Array | Uint8Array[],
  fileName: string,
  given: DelimitedOptions | null,
  noteTypes: readonly NoteTypeDefinition[],
): DelimitedText {
  const { headers, dialect, isListOfTerms, hasReplacedCharacters, waitingBody } = openText(bytes instanceof Uint8Array ? [bytes] : bytes, fileName, given);
  const body = readRows(waitingBody.pop() ?? NO_BYTES, dialect, { firstLine: headers.bodyLine, dropComments: headers.found, cardSeparator: dialect.cardSeparator });
  const top = splitOtherLines(headers, body, dialect);
  return proposeNotes({
    fileName,
    rows: isListOfTerms ? joinContinuations([...top.rows, ...body]) : [...top.rows, ...body],
    headers,
    dialect,
    given,
    noteTypes,
    rowNoun: 'Line',
    hasReplacedCharacters,
    commentLines: top.comments,
  });
}

interface OpenedText {
  readonly headers: AnkiHeaders;
  readonly dialect: RawTable['dialect'];
  /** A pasted one, whose definitions may have several lines. */
  readonly isListOfTerms: boolean;
  readonly hasReplacedCharacters: boolean;
  /** One: the text after the headers, in UTF-8. Whoever takes it out is the last to hold it. */
  readonly waitingBody: Uint8Array[];
}

/** The text as a whole is needed here only, and gone with the end of this. */
function openText(bytes: Uint8Array[], fileName: string, given: DelimitedOptions | null): OpenedText {
  const encoding = given?.encoding ?? detectEncodingOfPieces(bytes);
  const text = Array.from(decodePieces(bytes, encoding)).join('');
  if (text.trim() === '') throw new AppError('file-empty', `“${fileName}” is empty, so there was nothing to import. Check that you chose the right file.`);
  if (given === null) refuseWhatIsNoTable(text, fileName);
  const headers = readAnkiHeaders(text);
  const { delimiter, quote, cardSeparator } = given ?? detectDialectOf(text, fileName, headers);
  return {
    headers,
    dialect: { encoding, delimiter, quote, cardSeparator },
    isListOfTerms: delimiter === '\t' && cardSeparator === null && mayBePasted(fileName, headers) && isListOfTerms(text, headers.bodyStart),
    hasReplacedCharacters: text.includes('\ufffd'),
    waitingBody: [new TextEncoder().encode(text.slice(headers.bodyStart))],
  };
}

export interface RawTable extends Pick<DelimitedText, 'rowNoun' | 'hasReplacedCharacters' | 'commentLines'> {
  readonly fileName: string;
  /** With the header row, if there is one. */
  readonly rows: readonly Row[];
  readonly headers: AnkiHeaders;
  readonly dialect: Pick<DelimitedOptions, 'encoding' | 'delimiter' | 'quote' | 'cardSeparator'>;
  readonly given: DelimitedOptions | null;
  readonly noteTypes: readonly NoteTypeDefinition[];
}

/** How the rows of any table become notes: as given, or as its headings and contents say. */
export function proposeNotes(raw: RawTable): DelimitedText {
  const { fileName, headers, dialect, given, noteTypes } = raw;
  const { rows, titles, isRuled } = headers.found ? { rows: raw.rows, titles: [], isRuled: false } : trimTable(raw.rows, given?.hasHeaderRow ?? true);
  const mayNameFields = headers.columnNames === null && headers.guidColumn === null;
  const hasHeaderRow = given?.hasHeaderRow ?? (headers.found ? mayNameFields && namesFieldsOfAnki(rows[0]) : isRuled || detectHeaderRow(rows));
  const data = hasHeaderRow ? rows.slice(1) : rows;
  const widths = measureWidths(data.length === 0 ? rows : data);
  const noteTypeName = given === null ? headers.noteTypeName : given.noteTypeName;
  const headings = headers.columnNames === null ? (hasHeaderRow ? (rows[0]?.cells ?? []) : []) : splitColumnNames(headers.columnNames, widths.usual);
  const table = { headers, headings, rows: data, widths, noteType: noteTypes.find(({ name }) => name === noteTypeName) ?? null };
  const columns = given === null || given.columns.length === 0 ? proposeColumns(table) : given.columns;
  const isExact = headers.found || columns.some(({ role }) => role === 'guid');
  const options: DelimitedOptions = {
    ...dialect,
    hasHeaderRow,
    isHtml: given?.isHtml ?? headers.isHtml ?? ((isExact && !headers.found) || detectHtml(data)),
    noteTypeName,
    deckName: given?.deckName ?? headers.deckName ?? deckNameOfFile(fileName),
    columns,
    tags: given?.tags ?? headers.tags,
  };
  const { rowNoun, hasReplacedCharacters, commentLines } = raw;
  return {
    options,
    rows: data,
    widths,
    headings,
    rowNoun,
    hasReplacedCharacters,
    commentLines,
    titles,
    fieldNames: listFieldChoices(table, columns),
    isExact,
  };
}

/** Some programs write spaces between the names where other signs divide the rows. */
function splitColumnNames(names: readonly string[], width: number): readonly string[] {
  const parts = names.length === 1 && width > 1 ? (names[0] ?? '').split(/[\s,;|]+/) : names;
  return parts.length === width ? parts : names;
}

/** Tables end their rows with lines; a text without a heading of Anki's that is no table by its name may do otherwise. */
function detectDialectOf(text: string, fileName: string, headers: AnkiHeaders): Pick<DelimitedOptions, 'delimiter' | 'quote' | 'cardSeparator'> {
  // Anki quotes whatever needs it, and its own reader takes every quote at the beginning of a cell for one that does.
  if (headers.delimiter !== null && headers.found) return { delimiter: headers.delimiter, quote: '"', cardSeparator: null };
  const { isEven, ...lines } = measureDialect(text, headers.bodyStart, headers.delimiter);
  const isPasted = mayBePasted(fileName, headers);
  const cards = isPasted ? detectCardSeparator(text.slice(headers.bodyStart), isEven) : null;
  const isList = isPasted && isListOfTerms(text, headers.bodyStart);
  if (cards !== null && !(isList && cards.delimiter === '\n')) return { ...cards, quote: '' };
  return { ...(isList ? { delimiter: '\t', quote: lines.quote } : lines), cardSeparator: null };
}

/** Not by its name a table, and not by its first lines written for Anki. */
function mayBePasted(fileName: string, headers: AnkiHeaders): boolean {
  return !headers.found && headers.delimiter === null && !/\.(?!txt$)\w{1,5}$/i.test(fileName);
}

/** Lines at the top that begin with # are rows where they divide as the others do, and comments where they do not. */
function splitOtherLines(headers: AnkiHeaders, body: readonly Row[], dialect: { delimiter: string; quote: DelimitedOptions['quote'] }) {
  const usual = measureWidths(body).usual;
  const rows: Row[] = [];
  const comments: number[] = [];
  for (const { line, text } of headers.otherLines) {
    const [row] = headers.found ? [] : readRows(text, dialect, { firstLine: line });
    if (row !== undefined && body.length > 0 && usual > 1 && row.cells.length === usual) rows.push(row);
    else comments.push(line);
  }
  return { rows, comments };
}

function refuseWhatIsNoTable(text: string, fileName: string): void {
  if (!isReadableText(text)) {
    throw new AppError('format-unknown', `“${fileName}” is not a text file, so no cards could be read from it. Nothing was imported.`);
  }
}

/** The file's name without its ending; what would divide deck levels is kept apart. */
export function deckNameOfFile(fileName: string): string {
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]{1,5}$/, '').replaceAll('::', ' ').trim();
  return name === '' ? 'Imported' : name;
}
