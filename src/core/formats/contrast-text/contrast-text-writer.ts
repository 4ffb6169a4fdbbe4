/** Writes the notes of an export that the contrast text has blocks for, and tells which it has none for. */

import { DECK_SEPARATOR } from '../../cards/model.ts';
import { AppError } from '../../errors.ts';
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

function writeNotes(source: ExportSource): { readonly written: WrittenContrastText; readonly notes: readonly ContrastNote[] } {
  const notes = [...listNoteRows(source)].map(
    ({ note, noteType, deckName }): ContrastNote => ({ guid: note.guid, deckName, noteTypeName: noteType.name, fields: note.fields, tags: note.tags }),
  );
  return { written: writeContrastText(describeDeck(nameDeck(source, notes), notes), notes), notes };
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
  const { leftOut } = writeNotes(source).written;
  const counts = new Map<string, number>();
  for (const { noteTypeName } of leftOut) counts.set(noteTypeName, (counts.get(noteTypeName) ?? 0) + 1);
  return [
    ...[...counts].map(([name, count]) => ({
      code: 'notes-left-out',
      message: `${NAME} has no block for notes of “${name}”: ${count === 1 ? '1 note stays' : `${String(count)} notes stay`} behind.`,
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
    const { written, notes } = writeNotes(source);
    if (written.leftOut.length === notes.length) {
      throw new AppError(
        'format-unsupported',
        'None of these notes can be written as contrast text. That works for contrasts, statements, disagreements, basic and cloze notes.',
      );
    }
    yield { path: `${fileNameOf(source.title)}.txt`, pieces: [written.text] };
  },
};
