/** Writes the notes of an export that the contrast text has blocks for, and tells which it has none for. */

import { DECK_SEPARATOR } from '../../cards/model.ts';
import { AppError } from '../../errors.ts';
import { countWords } from '../count-words.ts';
import { listNoteRows } from '../delimited-writers/note-rows.ts';
import { TABLE_KEEPS } from '../delimited-writers/table-losses.ts';
import type { ExportSource } from '../export-source.ts';
import { fileNameOf } from '../file-name.ts';
import type { FormatLoss, FormatWriter } from '../format-writer.ts';
import { describeScatteredNotes } from '../note-deck.ts';
import { describeDeck } from './describe-deck.ts';
import type { ContrastNote } from './model.ts';
import { writeContrastText, type WrittenContrastText } from './write-contrast-text.ts';

const NAME = 'Contrast text';

interface WrittenNotes {
  readonly written: WrittenContrastText;
  /** Of the notes that are left out, by the name of their type. */
  readonly leftOut: ReadonlyMap<string, { readonly notes: number; readonly cards: number }>;
}

/** Throws AppError format-unsupported when every note is left out. */
function writeNotes(source: ExportSource): WrittenNotes {
  const cardCounts = new Map<ContrastNote, number>();
  for (const { note, noteType, deckName } of listNoteRows(source)) {
    cardCounts.set({ guid: note.guid, deckName, noteTypeName: noteType.name, fields: note.fields, tags: note.tags }, note.cards.length);
  }
  const notes = [...cardCounts.keys()];
  const written = writeContrastText(describeDeck(nameDeck(source, notes), notes), notes);
  if (written.leftOut.length === notes.length) {
    throw new AppError('format-unsupported', 'None of these notes can be written as contrast text. That works for contrasts, statements, disagreements, basic and cloze notes.');
  }
  const leftOut = new Map<string, { notes: number; cards: number }>();
  for (const note of written.leftOut) {
    const counts = leftOut.get(note.noteTypeName) ?? { notes: 0, cards: 0 };
    leftOut.set(note.noteTypeName, { notes: counts.notes + 1, cards: counts.cards + (cardCounts.get(note) ?? 0) });
  }
  return { written, leftOut };
}

/** The deepest deck that all notes are in, or the export's title when they share none. */
function nameDeck(source: ExportSource, notes: readonly ContrastNote[]): string {
  const [first, ...others] = new Set(notes.map(({ deckName }) => deckName));
  let levels = first?.split(DECK_SEPARATOR) ?? [];
  for (const other of others) {
    const theirs = other.split(DECK_SEPARATOR);
    const end = levels.findIndex((level, index) => level !== theirs[index]);
    if (end >= 0) levels = levels.slice(0, end);
  }
  return levels.length === 0 ? source.title : levels.join(DECK_SEPARATOR);
}

function describeLosses(source: ExportSource): readonly FormatLoss[] {
  return [
    ...[...writeNotes(source).leftOut].map(([name, leaves]) => ({
      code: 'notes-left-out',
      message: `${NAME} has no block for notes of “${name}”: ${countWords(leaves.notes, 'note')} ${leaves.notes === 1 ? 'stays' : 'stay'} behind.`,
      leaves,
    })),
    ...describeScatteredNotes(NAME, source),
  ];
}

export const contrastTextWriter: FormatWriter = {
  format: 'contrast-text',
  name: NAME,
  extension: '.txt',
  // Its note types are the built-in ones, which every library has.
  keeps: { ...TABLE_KEEPS, noteTypes: true },
  describeLosses,
  write: function* (source) {
    yield { path: `${fileNameOf(source.title)}.txt`, pieces: [writeNotes(source).written.text] };
  },
};
