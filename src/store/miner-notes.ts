/** What the miner reads of a library: the notes of a deck and below it, and answers that were given for each other. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { readMinerNote } from '../core/contrast/mine-note.ts';
import type { MinerNote } from '../core/contrast/mine-note.ts';
import type { DeckId, NoteId, NoteTypeId } from '../core/ids.ts';
import { listDeckWithDescendants } from './decks.ts';
import { splitFields } from './note-text.ts';
import { listNoteTypes } from './note-types.ts';

/** Opens a library's database beside the process that owns it, for reading alone. */
export function openToMine(libraryFile: string): Database {
  return new SqliteDatabase(libraryFile, { readonly: true });
}

interface NoteRow {
  readonly id: NoteId;
  readonly noteTypeId: NoteTypeId;
  readonly fields: string;
}

/** Calls back with the number read so far, every few thousand notes. Throws AppError not-found for a missing deck, and what `onRead` throws. */
export function readMinerNotes(database: Database, deckId: DeckId, onRead: (count: number) => void = () => undefined): readonly MinerNote[] {
  const types = new Map(listNoteTypes(database).map((type) => [type.id, type]));
  const rows = database
    .prepare<[string], NoteRow>(
      `SELECT id, note_type_id AS noteTypeId, fields FROM notes
       WHERE id IN (SELECT note_id FROM cards WHERE deck_id IN (SELECT value FROM json_each(?))) ORDER BY id`,
    )
    .iterate(JSON.stringify(listDeckWithDescendants(database, deckId)));
  const notes: MinerNote[] = [];
  let count = 0;
  for (const { id, noteTypeId, fields } of rows) {
    const type = types.get(noteTypeId);
    const note = type === undefined ? null : readMinerNote(id, type, splitFields(fields));
    if (note !== null) notes.push(note);
    count += 1;
    if (count % 2000 === 0) onRead(count);
  }
  return notes;
}

/** A wrong answer that a learner typed or chose for a note, outside concept sets, which know their confusions already. */
export interface WrongAnswer {
  readonly noteId: NoteId;
  readonly answered: string;
  readonly count: number;
}

/** From both logs, of the deck's notes; the most frequent first. Throws AppError not-found for a missing deck. */
export function readWrongAnswers(database: Database, deckId: DeckId): readonly WrongAnswer[] {
  const wrong = "json_extract(answered, '$.correct') = 0 AND json_extract(answered, '$.discriminations') IS NULL";
  return database
    .prepare<{ deckIds: string }, WrongAnswer>(
      `WITH deck_cards AS (SELECT id, note_id FROM cards WHERE deck_id IN (SELECT value FROM json_each(@deckIds))),
       wrong AS (
         SELECT c.note_id AS noteId, json_extract(answered, '$.answered') AS answered
         FROM review_log r JOIN deck_cards c ON c.id = r.card_id WHERE answered IS NOT NULL AND ${wrong}
         UNION ALL
         SELECT note_id, json_extract(answered, '$.answered') FROM practice_log
         WHERE answered IS NOT NULL AND note_id IN (SELECT note_id FROM deck_cards) AND ${wrong})
       SELECT noteId, answered, count(*) AS count FROM wrong WHERE answered IS NOT NULL GROUP BY noteId, answered ORDER BY count DESC, noteId`,
    )
    .all({ deckIds: JSON.stringify(listDeckWithDescendants(database, deckId)) });
}
