/** What was studied since a moment, from the review log. */

import type { Database } from 'better-sqlite3';
import type { DeckId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export interface StudyTotals {
  readonly answeredCount: number;
  readonly againCount: number;
  /** Cards that were new. */
  readonly newCount: number;
  readonly studiedMillis: number;
}

/** CROSS JOIN keeps SQLite from walking all cards of the decks in place of the few answers since the moment. */
export const TOTALS_QUERY = `
  SELECT count(*) AS answeredCount, ifnull(sum(rating = 1), 0) AS againCount, ifnull(sum(state_before = 0), 0) AS newCount,
    ifnull(sum(duration_millis), 0) AS studiedMillis
  FROM review_log CROSS JOIN cards ON cards.id = review_log.card_id
  WHERE reviewed_at_millis >= ? AND rating > 0 AND imported = 0 AND cards.deck_id IN (SELECT value FROM json_each(?))`;

const statements = prepareOnce((database) => ({
  totals: database.prepare<[number, string], StudyTotals>(TOTALS_QUERY),
}));

/** Answers given here (not imported ones) since the moment, for cards that are in those decks now. */
export function sumAnswersSince(database: Database, sinceMillis: number, deckIds: readonly DeckId[]): StudyTotals {
  const totals = statements(database).totals.get(sinceMillis, JSON.stringify(deckIds));
  return totals ?? { answeredCount: 0, againCount: 0, newCount: 0, studiedMillis: 0 };
}
