/** Cards of Contrast notes as twins: what holds a new one back, and which notes are learned and not due. */

import type { Database } from 'better-sqlite3';
import { CONTRAST_NOTE_TYPE } from '../core/cards/built-in-note-types.ts';
import type { CardId, DeckId, NoteId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';
import type { StudyDeck } from './study-decks.ts';

/** A Contrast note's cards 1 and 2 ask for side A, the others for side B. */
const asksForSideA = (card: string): string => `(${card}.ordinal IN (1, 2))`;

const CONTRAST_TYPE = `(SELECT id FROM note_types WHERE name = '${CONTRAST_NOTE_TYPE.name}' AND built_in = 1)`;

const isUnsettled = (threshold: string): string =>
  `twin.note_id = cards.note_id AND twin.suspended = 0 AND (twin.state IN (1, 3) OR (twin.state = 2 AND ifnull(twin.stability, 0) <= ${threshold}))`;

/**
 * SQL that is true for a new card that has to wait (see contrast/staggered-twins.ts): a card of the other side has been begun
 * and is not past its steps with more than `threshold` days of stability; or nothing is under way and the note's first card in
 * line asks for the other side, so that the two are not begun together. Suspended twins are not asked and hold nothing back.
 * Parameters in the order in which they stand: threshold, day, threshold. (The plus keeps SQLite from walking the deck for each card.)
 */
export function isHeldBackSql(day: string, threshold: string): string {
  return `EXISTS (SELECT 1 FROM notes WHERE notes.id = cards.note_id AND notes.note_type_id = ${CONTRAST_TYPE})
    AND (EXISTS (SELECT 1 FROM cards AS twin WHERE ${isUnsettled(threshold)} AND ${asksForSideA('twin')} <> ${asksForSideA('cards')})
      OR ((SELECT ${asksForSideA('twin')} FROM cards AS twin WHERE twin.note_id = cards.note_id AND twin.state = 0 AND twin.suspended = 0
            AND twin.buried_on_day IS NOT ${day} AND +twin.deck_id = cards.deck_id ORDER BY twin.position, twin.id LIMIT 1) <> ${asksForSideA('cards')}
          AND NOT EXISTS (SELECT 1 FROM cards AS twin WHERE ${isUnsettled(threshold)})))`;
}

const FEW_NOTES = 1000;

const statements = prepareOnce((database) => ({
  countNotes: database.prepare<[], number>(`SELECT count(*) FROM (SELECT 1 FROM notes WHERE note_type_id = ${CONTRAST_TYPE} LIMIT ${FEW_NOTES + 1})`).pluck(),
  decks: database
    .prepare<[], DeckId>(
      `SELECT DISTINCT deck_id FROM notes CROSS JOIN cards ON cards.note_id = notes.id WHERE notes.note_type_id = ${CONTRAST_TYPE}`,
    )
    .pluck(),
  heldBack: database
    .prepare<{ noteId: NoteId; day: number; threshold: number }, CardId>(
      `SELECT id FROM cards WHERE note_id = @noteId AND state = 0 AND ${isHeldBackSql('@day', '@threshold')}`,
    )
    .pluck(),
  firm: database.prepare<[string, number], { noteId: NoteId; lastAskedAtMillis: number }>(
    `SELECT note_id AS noteId, max(last_reviewed_at_millis) AS lastAskedAtMillis FROM cards WHERE note_id IN (SELECT value FROM json_each(?))
     GROUP BY note_id HAVING max(state = 2) AND NOT max(state IN (1, 3) OR (state = 2 AND due_day <= ?))`,
  ),
}));

/** Tells the decks whose new cards may have to wait for a twin: those that have Contrast notes and whose options say so. */
export function findStaggeredDecks(database: Database): (deck: Pick<StudyDeck, 'id' | 'preset'>) => boolean {
  const { countNotes, decks } = statements(database);
  const noteCount = countNotes.get() ?? 0;
  if (noteCount === 0) return () => false;
  // With very many of them it is cheaper to look at the few cards within the limits of every deck than at all their cards.
  if (noteCount > FEW_NOTES) return ({ preset }) => preset.staggerTwins;
  const withContrast = new Set(decks.all());
  return ({ id, preset }) => preset.staggerTwins && withContrast.has(id);
}

/** The note's new cards that have to wait now. */
export function listHeldBackCards(database: Database, noteId: NoteId, day: number, thresholdDays: number): readonly CardId[] {
  return statements(database).heldBack.all({ noteId, day, threshold: thresholdDays });
}

/** Of these notes, those that have a learned card and none that is being learned or due: when each was asked last. */
export function listFirmNotes(database: Database, noteIds: readonly NoteId[], day: number): ReadonlyMap<NoteId, number> {
  const rows = statements(database).firm.all(JSON.stringify(noteIds), day);
  return new Map(rows.map(({ noteId, lastAskedAtMillis }) => [noteId, lastAskedAtMillis]));
}
