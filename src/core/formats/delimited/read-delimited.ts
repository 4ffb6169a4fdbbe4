/** Reads delimited text into a sink: rows become notes, whatever their width, and every row left out is named with the reason. */

import { listCardOrdinals } from '../../cards/card-ordinals.ts';
import { BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';
import { AppError } from '../../errors.ts';
import type { ImportSink } from '../import-sink.ts';
import { tellDecks, tellOnce } from '../tell-once.ts';
import { ANKI_NOTE_TYPES } from './anki-note-types.ts';
import { roleOfHeading } from './column-names.ts';
import { deckNameOfFile, openDelimited, type DelimitedText } from './detect-options.ts';
import { draftNotes, type DraftNote, type SkippedRow } from './draft-notes.ts';
import type { DelimitedOptions } from './model.ts';
import { fallbackName } from './propose-columns.ts';
import { CLOZE_NOTE_TYPE, fitNoteType, isRightToLeft } from './text-note-types.ts';

export interface DelimitedFile {
  /** A list is emptied as it is read. */
  readonly bytes: Uint8Array | Uint8Array[];
  readonly fileName: string;
  /** Null: as detected. Without columns: with those that are proposed. */
  readonly options: DelimitedOptions | null;
  /** Those of the library, so that a file can name them. */
  readonly noteTypes: readonly NoteTypeDefinition[];
}

const ROWS_PER_REPORT = 500;
/** A first field that tells so few of the rows apart (a page number, a chapter) does not identify them. */
const TELLING_SHARE = 0.9;
/** Cards of one question with several answers are common enough in good decks. */
const ASKABLE_SHARE = 0.5;
const SEPARATOR = '\u001f';

/**
 * Reads the whole file. Rows without an id of their own are told apart by deck and first field (by more fields where the first
 * says too little), so that the same file read again gives the same notes. Throws AppError as openDelimited does, and
 * nothing-to-import when no row is left.
 */
export function readDelimited(file: DelimitedFile, sink: ImportSink): DelimitedText {
  const noteTypes = [...file.noteTypes, ...BUILT_IN_NOTE_TYPES, ...ANKI_NOTE_TYPES];
  const text = openDelimited(file.bytes, file.fileName, file.options, noteTypes);
  writeTable(text, file.fileName, noteTypes, sink);
  return text;
}

/** Tells the notes of a table. Throws AppError nothing-to-import when no row is left. */
export function writeTable(text: DelimitedText, fileName: string, noteTypes: readonly NoteTypeDefinition[], sink: ImportSink): void {
  const { drafts, skipped } = draftNotes(text);
  if (drafts.length === 0) {
    for (const { title, reason } of skipped) sink.skipped(title, reason);
    throw new AppError('nothing-to-import', `No row of “${fileName}” could become a card. Nothing was imported. Check the columns and the delimiter.`);
  }
  warn(text, drafts, sink);
  const definitionOf = chooseNoteTypes(text, drafts, noteTypes, fileName);
  writeNotes(text, drafts, skipped, definitionOf, sink);
}

function warn(text: DelimitedText, drafts: readonly DraftNote[], sink: ImportSink): void {
  if (text.hasReplacedCharacters) {
    sink.warning('encoding-damaged', 'Some characters do not exist in this encoding and show as �. Another encoding may fit better.');
  }
  if (text.commentLines.length > 0) {
    const lines = text.commentLines.length === 1 ? `Line ${text.commentLines[0]} begins` : `${text.commentLines.length} lines at the top begin`;
    sink.warning('comment-lines', `${lines} with # and became no note.`);
  }
  if (drafts.every(({ fields, isCloze }) => fields.length < 2 && !isCloze)) {
    sink.warning('one-column', 'Only one column was found, so these cards have nothing on the back. Check the delimiter.');
  }
}

/** Which note type each draft becomes; drafts of one shape share theirs. */
function chooseNoteTypes(
  text: DelimitedText,
  drafts: readonly DraftNote[],
  noteTypes: readonly NoteTypeDefinition[],
  fileName: string,
): (draft: DraftNote) => NoteTypeDefinition {
  const shapes = new Map<string, DraftNote[]>();
  const shapeOf = ({ noteTypeName, isCloze, fields }: DraftNote): string => JSON.stringify([noteTypeName, isCloze, fields.length]);
  for (const draft of drafts) {
    const shape = shapes.get(shapeOf(draft));
    if (shape === undefined) shapes.set(shapeOf(draft), [draft]);
    else shape.push(draft);
  }
  const usualCount = text.options.columns.filter(({ role }) => role === 'field').length;
  const chosen = new Map<string, NoteTypeDefinition>();
  for (const [shape, members] of shapes) {
    const [first] = members as [DraftNote];
    const known = first.noteTypeName === null ? undefined : noteTypes.find(({ name }) => name === first.noteTypeName);
    chosen.set(shape, known ?? fitShape(members, first.noteTypeName ?? nameShape(first, usualCount, fileName)));
  }
  return (draft) => chosen.get(shapeOf(draft)) as NoteTypeDefinition;
}

function nameShape(draft: DraftNote, usualCount: number, fileName: string): string {
  const remarks = [...(draft.fields.length === usualCount ? [] : [`${draft.fields.length} fields`]), ...(draft.isCloze ? ['cloze'] : [])];
  return `Text: ${deckNameOfFile(fileName)}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
}

function fitShape(members: readonly DraftNote[], name: string): NoteTypeDefinition {
  const fieldNames = (members[0] as DraftNote).fieldNames;
  const clozeFields = new Set(fieldNames.flatMap((_, index) => (members.some(({ fields }) => /\{\{c\d/.test(fields[index] ?? '')) ? [index] : [])));
  const isCloze = (members[0] as DraftNote).isCloze;
  const rightToLeft = fieldNames.map((_, index) => isRightToLeft(members.map(({ fields }) => fields[index] ?? '')));
  const askedField = chooseAskedField(fieldNames, members);
  return fitNoteType({ name, fieldNames, rightToLeft, clozeFields: isCloze ? clozeFields : new Set(), askedField });
}

/** What a heading calls the question, else the first field that can be asked for and does no more than count the rows. */
function chooseAskedField(fieldNames: readonly string[], members: readonly DraftNote[]): number {
  const askable = fieldNames.flatMap((name, index) => {
    const cells = members.map(({ fields }) => fields[index] ?? '');
    return isAskable(cells) ? [{ index, isFront: roleOfHeading(name) === 'front' && name !== fallbackName(0), isNumber: isRowNumber(name, cells) }] : [];
  });
  return (askable.find(({ isFront }) => isFront) ?? askable.find(({ isNumber }) => !isNumber) ?? askable[0])?.index ?? 0;
}

const NUMBER_HEADING = /^(?:#|id|index|rank|no\.?|nr\.?|num(?:ber)?|nummer|numéro|número)$/i;

function isRowNumber(name: string, cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => Number(cell.trim() === '' ? Number.NaN : cell));
  return numbers.every(Number.isInteger) && (NUMBER_HEADING.test(name.trim()) || numbers.every((number, row) => row === 0 || number === (numbers[row - 1] ?? 0) + 1));
}

/** A page number or a chapter, the same on many cards, asks for nothing; nor does a field that is often empty. */
function isAskable(cells: readonly string[]): boolean {
  return cells.every((cell) => cell !== '') && new Set(cells).size >= cells.length * ASKABLE_SHARE;
}

/** Rows that were left out are told where they stand among the others. */
function writeNotes(
  text: DelimitedText,
  drafts: readonly DraftNote[],
  skipped: readonly SkippedRow[],
  definitionOf: (draft: DraftNote) => NoteTypeDefinition,
  sink: ImportSink,
): void {
  let skippedTold = 0;
  const tellSkipped = (beforeLine: number): void => {
    for (let row = skipped[skippedTold]; row !== undefined && row.line < beforeLine; row = skipped[skippedTold]) {
      sink.skipped(row.title, row.reason);
      skippedTold += 1;
    }
  };
  const deckOf = tellDecks(sink);
  const typeOf = tellOnce<NoteTypeDefinition>((sourceId, definition) => {
    sink.noteType({ sourceId, definition });
  });
  const tellingFields = countTellingFields(drafts);
  let nextCardId = 1;
  drafts.forEach((draft, index) => {
    if (index % ROWS_PER_REPORT === 0) {
      sink.throwIfCancelled();
      sink.progress('reading-notes', index, drafts.length);
    }
    tellSkipped(draft.line);
    const definition = definitionOf(draft);
    const fields = arrangeFields(draft, definition, goesByName(text, draft, definition), sink);
    const ordinals = listCardOrdinals(definition, fields);
    if (ordinals.length === 0) {
      sink.skipped(draft.fields[0] ?? '', `${text.rowNoun} ${draft.line} gives no card of the note type “${definition.name}”.`);
      return;
    }
    const deckSourceId = deckOf(draft.deckName);
    const noteTypeSourceId = typeOf(definition);
    const sourceId = index + 1;
    sink.note({
      sourceId,
      guid: draft.guid,
      identity: [draft.deckName, ...draft.fields.slice(0, tellingFields)].join(SEPARATOR),
      noteTypeSourceId,
      fields,
      tags: draft.tags,
      createdAtMillis: null,
      modifiedAtMillis: null,
    });
    for (const ordinal of ordinals) {
      sink.card({ sourceId: nextCardId, noteSourceId: sourceId, ordinal, deckSourceId, schedule: null });
      nextCardId += 1;
    }
  });
  tellSkipped(Infinity);
  sink.progress('reading-notes', drafts.length, drafts.length);
}

/** The fewest leading fields that tell nine of ten rows apart; all of them when none do. */
function countTellingFields(drafts: readonly DraftNote[]): number {
  const most = Math.max(...drafts.slice(0, 1000).map(({ fields }) => fields.length));
  for (let count = 1; count < most; count += 1) {
    const identities = new Set(drafts.map(({ fields }) => fields.slice(0, count).join(SEPARATOR)));
    if (identities.size >= drafts.length * TELLING_SHARE) return count;
  }
  return most;
}

/** Where rows name their note types, columns stand for the fields in order unless headings name every one of them. */
function goesByName(text: DelimitedText, draft: DraftNote, definition: NoteTypeDefinition): boolean {
  const names = definition.fields.map(({ name }) => name);
  if (!text.isExact || !text.options.columns.some(({ role }) => role === 'note-type')) {
    return draft.fieldNames.some((name) => names.includes(name)) && definition !== CLOZE_NOTE_TYPE;
  }
  return text.headings.length > 0 && draft.fieldNames.every((name) => names.includes(name));
}

/** Fields in the note type's order; what has no place joins the last field. */
function arrangeFields(draft: DraftNote, definition: NoteTypeDefinition, byName: boolean, sink: ImportSink): string[] {
  const names = definition.fields.map(({ name }) => name);
  const fields = names.map(() => '');
  const rest: string[] = [];
  draft.fields.forEach((field, index) => {
    const place = byName ? names.indexOf(draft.fieldNames[index] as string) : index;
    if (place >= 0 && place < fields.length) fields[place] = field;
    else if (field !== '') rest.push(field);
  });
  if (rest.length > 0) {
    fields[fields.length - 1] = [fields.at(-1) ?? '', ...rest].filter((field) => field !== '').join('<br>');
    sink.warning('columns-joined', `Some rows have more columns than the note type “${definition.name}” has fields; they were put into its last field.`);
  }
  return fields;
}
