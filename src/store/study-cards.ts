/** Single cards as studying reads them: what they belong to, their schedule, and what tells that they changed. */

import type { Database } from 'better-sqlite3';
import type { Flag } from '../core/cards/model.ts';
import type { CardId, DeckId, NoteId } from '../core/ids.ts';
import type { CardSchedule } from '../core/scheduling/model.ts';
import { prepareOnce } from './prepare-once.ts';
import { selectSchedule, toSchedule } from './schedule-row.ts';
import type { ScheduleRow } from './schedule-row.ts';

export interface CardToStudy {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  /** Which card of its note. */
  readonly ordinal: number;
  readonly deckId: DeckId;
  readonly deckName: string;
  readonly flag: Flag;
  readonly suspended: boolean;
  readonly buriedOnDay: number | null;
  readonly schedule: CardSchedule;
  /** Differs after the card, its schedule or its note was changed by anyone. */
  readonly version: string;
}

interface CardRow extends ScheduleRow {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly ordinal: number;
  readonly deckId: DeckId;
  readonly deckName: string;
  readonly flag: Flag;
  readonly suspended: number;
  readonly buriedOnDay: number | null;
  readonly noteModifiedAtMillis: number;
}

const statements = prepareOnce((database) => ({
  get: database.prepare<[CardId], CardRow>(
    `SELECT cards.id AS cardId, note_id AS noteId, ordinal, deck_id AS deckId, decks.name AS deckName, flag, suspended, buried_on_day AS buriedOnDay,
       ${selectSchedule('cards')}, notes.modified_at_millis AS noteModifiedAtMillis
     FROM cards JOIN decks ON decks.id = cards.deck_id JOIN notes ON notes.id = cards.note_id WHERE cards.id = ?`,
  ),
}));

/** The card, or null when it is no longer there. */
export function findCardToStudy(database: Database, cardId: CardId): CardToStudy | null {
  const row = statements(database).get.get(cardId);
  return row === undefined ? null : toCardToStudy(row);
}

function toCardToStudy(row: CardRow): CardToStudy {
  return {
    cardId: row.cardId,
    noteId: row.noteId,
    ordinal: row.ordinal,
    deckId: row.deckId,
    deckName: row.deckName,
    flag: row.flag,
    suspended: row.suspended === 1,
    buriedOnDay: row.buriedOnDay,
    schedule: toSchedule(row),
    version: [row.state, row.reviewCount, row.lastReviewedAtMillis, row.suspended, row.buriedOnDay, row.deckId, row.noteModifiedAtMillis].join(),
  };
}
