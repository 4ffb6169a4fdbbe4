/** Brings a contrast text into a sink: its notes with their cards, its concepts, and its problems as warnings and skipped blocks. */

import { BUILT_IN_NOTE_TYPES, CONTRAST_NOTE_TYPE, STATEMENT_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import { listCardOrdinals } from '../../cards/card-ordinals.ts';
import { DECK_SEPARATOR } from '../../cards/model.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';
import { AppError } from '../../errors.ts';
import type { ImportSink, SourceId } from '../import-sink.ts';
import { tellDecks } from '../tell-once.ts';
import { readContrastText } from './read-contrast-text.ts';

/** Notes of these types become the rows of the file's concept set. */
const COMPARING_TYPES: readonly string[] = [CONTRAST_NOTE_TYPE.name, STATEMENT_NOTE_TYPE.name];

function isWithin(deckName: string, above: string): boolean {
  return deckName === above || deckName.startsWith(above + DECK_SEPARATOR);
}

/** Throws AppError as readContrastText does, and nothing-to-import when no block is left. */
export function importContrastText(text: string, sink: ImportSink): void {
  const deck = readContrastText(text);
  for (const { code, message, skipped } of deck.problems) {
    if (skipped === null) sink.warning(code, message);
    else sink.skipped(skipped, message);
  }
  if (deck.notes.length === 0) {
    throw new AppError('nothing-to-import', 'This contrast deck has no block that could become a card. Nothing was imported.');
  }
  const types = new Map<string, { readonly sourceId: SourceId; readonly definition: NoteTypeDefinition }>();
  let nextCardId = 1;
  const tellDeck = tellDecks(sink);
  deck.notes.forEach((note, index) => {
    sink.throwIfCancelled();
    let type = types.get(note.noteTypeName);
    if (type === undefined) {
      const definition = BUILT_IN_NOTE_TYPES.find(({ name }) => name === note.noteTypeName) as NoteTypeDefinition;
      type = { sourceId: types.size + 1, definition };
      types.set(note.noteTypeName, type);
      sink.noteType(type);
    }
    const ordinals = listCardOrdinals(type.definition, note.fields);
    if (ordinals.length === 0) {
      sink.skipped(note.key, `Line ${note.line}: this block gives no card, because what would be asked is empty.`);
      return;
    }
    const deckSourceId = tellDeck(note.deckName);
    const sourceId = index + 1;
    const { guid, fields, tags } = note;
    sink.note({ sourceId, guid, noteTypeSourceId: type.sourceId, fields, tags, createdAtMillis: null, modifiedAtMillis: null });
    for (const ordinal of ordinals) {
      sink.card({ sourceId: nextCardId, noteSourceId: sourceId, ordinal, deckSourceId, schedule: null });
      nextCardId += 1;
    }
  });
  const isCompared = deck.notes.some(({ deckName, noteTypeName }) => isWithin(deckName, deck.deckName) && COMPARING_TYPES.includes(noteTypeName));
  if (deck.concepts !== null && isCompared) sink.conceptSet?.({ deckSourceId: tellDeck(deck.deckName), concepts: deck.concepts });
  sink.progress('reading-notes', deck.notes.length, deck.notes.length);
}
