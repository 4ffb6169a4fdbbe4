/** The notes of an export as the tables need them, told of as they are gone through. */

import type { NoteTypeId } from '../../ids.ts';
import type { ExportedNote, ExportedNoteType, ExportSource } from '../export-source.ts';
import { createDeckNamer } from '../note-deck.ts';

const NOTES_PER_REPORT = 500;

export interface NoteRow {
  readonly note: ExportedNote;
  readonly noteType: ExportedNoteType;
  readonly deckName: string;
}

export function* listNoteRows(source: ExportSource): Generator<NoteRow> {
  const nameDeck = createDeckNamer(source);
  const types = new Map<NoteTypeId, ExportedNoteType>(source.noteTypes.map((noteType) => [noteType.id, noteType]));
  let done = 0;
  for (const note of source.notes()) {
    if (done % NOTES_PER_REPORT === 0) {
      source.throwIfCancelled();
      source.progress('writing-notes', done, source.counts.notes);
    }
    done += 1;
    const noteType = types.get(note.noteTypeId);
    if (noteType === undefined) throw new Error('a note came without its note type');
    yield { note, noteType, deckName: nameDeck(note) };
  }
  source.progress('writing-notes', done, source.counts.notes);
}

/** Of the widest note type of the export. */
export function countFieldColumns(source: ExportSource): number {
  return Math.max(1, ...source.noteTypes.map(({ fields }) => fields.length));
}

/** The fields, and empty ones up to that many. */
export function padFields(fields: readonly string[], count: number): readonly string[] {
  return Array.from({ length: Math.max(count, fields.length) }, (_, index) => fields[index] ?? '');
}
