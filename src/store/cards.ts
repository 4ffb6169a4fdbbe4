/** Single cards: where they belong, flags, suspending and burying. The schedule itself is the study store's. */

import type { Database } from 'better-sqlite3';
import type { CardIdentity, Flag } from '../core/cards/model.ts';
import { AppError } from '../core/errors.ts';
import type { CardId, NoteId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export interface CardRow extends CardIdentity {
  readonly flag: Flag;
  readonly suspended: boolean;
}

const COLUMNS = 'id, note_id AS noteId, deck_id AS deckId, ordinal, flag, suspended';
type StoredCard = Omit<CardRow, 'suspended'> & { readonly suspended: 0 | 1 };

const statements = prepareOnce((database) => ({
  get: database.prepare<[CardId], StoredCard>(`SELECT ${COLUMNS} FROM cards WHERE id = ?`),
  ofNote: database.prepare<[NoteId], StoredCard>(`SELECT ${COLUMNS} FROM cards WHERE note_id = ? ORDER BY ordinal`),
  flag: database.prepare<{ flag: Flag; nowMillis: number; cardId: CardId }>(
    'UPDATE cards SET flag = @flag, modified_at_millis = @nowMillis WHERE id = @cardId AND flag <> @flag',
  ),
  suspend: database.prepare<{ suspended: number; nowMillis: number; cardId: CardId }>(
    'UPDATE cards SET suspended = @suspended, modified_at_millis = @nowMillis WHERE id = @cardId AND suspended <> @suspended',
  ),
  bury: database.prepare<{ studyDay: number; nowMillis: number; cardId: CardId }>(
    `UPDATE cards SET buried_on_day = @studyDay, buried_by = 2, modified_at_millis = @nowMillis
     WHERE id = @cardId AND (buried_on_day IS NOT @studyDay OR buried_by IS NOT 2)`,
  ),
}));

/** Throws AppError not-found. */
export function getCard(database: Database, cardId: CardId): CardRow {
  const card = statements(database).get.get(cardId);
  if (card === undefined) throw new AppError('not-found', 'This card no longer exists. It may have been deleted; Undo brings it back.');
  return toCardRow(card);
}

/** In the order of their ordinals. */
export function listCardsOfNote(database: Database, noteId: NoteId): readonly CardRow[] {
  return statements(database).ofNote.all(noteId).map(toCardRow);
}

/** Throws AppError not-found. */
export function flagCard(database: Database, cardId: CardId, flag: Flag, nowMillis: number): void {
  getCard(database, cardId);
  statements(database).flag.run({ flag, nowMillis, cardId });
}

/** Throws AppError not-found. */
export function suspendCard(database: Database, cardId: CardId, suspended: boolean, nowMillis: number): void {
  getCard(database, cardId);
  statements(database).suspend.run({ suspended: Number(suspended), nowMillis, cardId });
}

/** Buries the card by hand for the given study day. Throws AppError not-found. */
export function buryCard(database: Database, cardId: CardId, studyDay: number, nowMillis: number): void {
  getCard(database, cardId);
  statements(database).bury.run({ studyDay, nowMillis, cardId });
}

function toCardRow(card: StoredCard): CardRow {
  return { ...card, suspended: card.suspended === 1 };
}
