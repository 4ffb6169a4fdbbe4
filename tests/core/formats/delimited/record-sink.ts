/** A sink that keeps what it is told, for tests of readers. */

import type { ImportedCard, ImportedDeck, ImportedNote, ImportedNoteType, ImportSink } from '../../../../src/core/formats/import-sink.ts';

export interface RecordingSink extends ImportSink {
  readonly decks: ImportedDeck[];
  readonly noteTypes: ImportedNoteType[];
  readonly notes: ImportedNote[];
  readonly cards: ImportedCard[];
  readonly warnings: string[];
  readonly skips: { readonly title: string; readonly reason: string }[];
}

/** Fails when a record comes before one that it points at. */
export function createRecordingSink(): RecordingSink {
  const decks: ImportedDeck[] = [];
  const noteTypes: ImportedNoteType[] = [];
  const notes: ImportedNote[] = [];
  const cards: ImportedCard[] = [];
  const warnings: string[] = [];
  const skips: { title: string; reason: string }[] = [];
  const demand = (known: boolean, what: string): void => {
    if (!known) throw new Error(`${what} was not told before`);
  };
  return {
    decks,
    noteTypes,
    notes,
    cards,
    warnings,
    skips,
    preset: () => undefined,
    deck: (deck) => decks.push(deck),
    noteType: (noteType) => noteTypes.push(noteType),
    note: (note) => {
      const type = noteTypes.find(({ sourceId }) => sourceId === note.noteTypeSourceId);
      demand(type !== undefined, 'the note type');
      demand(type?.definition.fields.length === note.fields.length, 'a field');
      notes.push(note);
    },
    card: (card) => {
      demand(notes.at(-1)?.sourceId === card.noteSourceId, 'the note');
      demand(decks.some(({ sourceId }) => sourceId === card.deckSourceId), 'the deck');
      cards.push(card);
    },
    review: () => undefined,
    media: () => Promise.resolve(),
    warning: (code) => warnings.push(code),
    skipped: (title, reason) => skips.push({ title, reason }),
    progress: () => undefined,
    throwIfCancelled: () => undefined,
  };
}
