/** Writes a deck as a contrast text that anybody can read, change and import again. */

import type { ContrastTextExport } from '../contract/library.ts';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import { AppError } from '../core/errors.ts';
import { fileNameOf } from '../core/formats/file-name.ts';
import type { DeckId } from '../core/ids.ts';
import { describeDeck } from '../core/formats/contrast-text/describe-deck.ts';
import { writeContrastText } from '../core/formats/contrast-text/write-contrast-text.ts';
import { listDeckNotes } from '../store/deck-notes.ts';
import { getDeck, listDeckWithDescendants } from '../store/decks.ts';
import type { Library } from '../store/library.ts';

/**
 * The deck with the decks below it. Throws AppError not-found for a missing deck and format-unsupported when none of its notes is of
 * a note type that the format has.
 */
export function exportContrastText({ database }: Library, deckId: DeckId): ContrastTextExport {
  const deckName = getDeck(database, deckId).name;
  const notes = listDeckNotes(database, listDeckWithDescendants(database, deckId));
  const { text, leftOut } = writeContrastText(describeDeck(deckName, notes), notes);
  const noteCount = notes.length - leftOut.length;
  if (noteCount === 0) {
    throw new AppError(
      'format-unsupported',
      `“${deckName}” has no notes that can be written as text. That works for contrasts, statements, disagreements, basic and cloze notes.`,
    );
  }
  return { fileName: `${fileNameOf(deckName.split(DECK_SEPARATOR).at(-1) ?? '')}.txt`, text, noteCount, leftOutCount: leftOut.length };
}
