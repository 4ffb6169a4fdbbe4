/** How many cards there are to study, deck by deck: counted by deck along the partial indexes and no further than the limits. */

import type { Database } from 'better-sqlite3';
import type { DeckId } from '../core/ids.ts';
import { sumWithinLimits } from '../core/scheduling/day-limits.ts';
import type { StudyMoment } from '../core/scheduling/study-day.ts';
import { prepareOnce } from './prepare-once.ts';
import { listStudyDecks, type StudyDeck } from './study-decks.ts';
import { findStaggeredDecks, isHeldBackSql } from './study-twins.ts';

export interface StudyCounts {
  readonly new: number;
  readonly learning: number;
  readonly due: number;
}

/** Which study day to count for, and until when learning cards belong to it. */
export interface CountingDay {
  readonly day: number;
  /** Learning cards due up to this moment count; the deck's learn-ahead is added where `withLearnAhead` says so. */
  readonly learningUntilMillis: number;
  readonly withLearnAhead: boolean;
}

const MINUTE_MILLIS = 60_000;

/** Siblings of a note count once where burying will leave one of them, hence DISTINCT; its LIMIT ends the walk along the index. */
export const COUNT_QUERIES = {
  new: 'SELECT count(*) FROM (SELECT 1 FROM cards WHERE deck_id = ? AND state = 0 AND suspended = 0 AND buried_on_day IS NOT ? LIMIT ?)',
  newNotes:
    'SELECT count(*) FROM (SELECT DISTINCT note_id FROM cards WHERE deck_id = ? AND state = 0 AND suspended = 0 AND buried_on_day IS NOT ? LIMIT ?)',
  due: 'SELECT count(*) FROM (SELECT 1 FROM cards WHERE deck_id = ? AND state = 2 AND suspended = 0 AND due_day <= ? AND buried_on_day IS NOT ? LIMIT ?)',
  dueNotes:
    'SELECT count(*) FROM (SELECT DISTINCT note_id FROM cards WHERE deck_id = ? AND state = 2 AND suspended = 0 AND due_day <= ? AND buried_on_day IS NOT ? LIMIT ?)',
  learning:
    'SELECT count(*) FROM cards WHERE deck_id = ? AND state IN (1, 3) AND suspended = 0 AND due_at_millis <= ? AND buried_on_day IS NOT ?',
} as const;

/** The same without the cards that wait for a twin: these look at each card and its twins, up to the limit. */
export const STAGGERED_COUNT_QUERIES = {
  new: `SELECT count(*) FROM (SELECT 1 FROM cards INDEXED BY cards_new WHERE deck_id = ? AND state = 0 AND suspended = 0 AND buried_on_day IS NOT ?
    AND NOT (${isHeldBackSql('?', '?')}) LIMIT ?)`,
  newNotes: `SELECT count(*) FROM (SELECT DISTINCT note_id FROM cards INDEXED BY cards_new WHERE deck_id = ? AND state = 0 AND suspended = 0 AND buried_on_day IS NOT ?
    AND NOT (${isHeldBackSql('?', '?')}) LIMIT ?)`,
} as const;

const statements = prepareOnce((database) => ({
  new: database.prepare<[DeckId, number, number], number>(COUNT_QUERIES.new).pluck(),
  newNotes: database.prepare<[DeckId, number, number], number>(COUNT_QUERIES.newNotes).pluck(),
  newStaggered: database.prepare<[DeckId, number, number, number, number, number], number>(STAGGERED_COUNT_QUERIES.new).pluck(),
  newNotesStaggered: database.prepare<[DeckId, number, number, number, number, number], number>(STAGGERED_COUNT_QUERIES.newNotes).pluck(),
  due: database.prepare<[DeckId, number, number, number], number>(COUNT_QUERIES.due).pluck(),
  dueNotes: database.prepare<[DeckId, number, number, number], number>(COUNT_QUERIES.dueNotes).pluck(),
  learning: database.prepare<[DeckId, number, number], number>(COUNT_QUERIES.learning).pluck(),
}));

/**
 * What can be studied now in each deck and those below it, within the limits of the day: for the tree of decks. Suspended and
 * buried cards are left out. Learning cards count once they are due or may be shown ahead.
 */
export function countDue(database: Database, moment: StudyMoment): ReadonlyMap<DeckId, StudyCounts> {
  const decks = listStudyDecks(database, moment.today);
  const counts = countDecks(database, decks, { day: moment.today, learningUntilMillis: moment.nowMillis, withLearnAhead: true });
  return new Map(decks.map((deck, index) => [deck.id, counts[index] ?? { new: 0, learning: 0, due: 0 }]));
}

/** The same for given decks (all of listStudyDecks, in its order) and any study day. */
export function countDecks(database: Database, decks: readonly StudyDeck[], counting: CountingDay): readonly StudyCounts[] {
  const isStaggered = findStaggeredDecks(database);
  const own = decks.map((deck) => ({ new: countNew(database, deck, counting.day, deck.left.new, isStaggered(deck)), due: countDueReviews(database, deck, counting.day) }));
  const sums = sumWithinLimits(decks, own);
  const learning = decks.map((deck) => countLearning(database, deck, counting));
  for (let index = decks.length - 1; index >= 0; index -= 1) {
    const parent = decks[index]?.parent ?? null;
    if (parent !== null) learning[parent] = (learning[parent] ?? 0) + (learning[index] ?? 0);
  }
  return sums.map((sum, index) => ({ ...sum, learning: learning[index] ?? 0 }));
}

/** New cards of the deck alone that could be shown on the day, up to `limit`; where `staggered`, without those that wait for a twin. */
export function countNew(database: Database, deck: StudyDeck, day: number, limit: number, staggered: boolean): number {
  if (limit <= 0) return 0;
  const { new: cards, newNotes, newStaggered, newNotesStaggered } = statements(database);
  const { buryNewSiblings, staggerStabilityDays } = deck.preset;
  if (staggered) return (buryNewSiblings ? newNotesStaggered : newStaggered).get(deck.id, day, staggerStabilityDays, day, staggerStabilityDays, limit) ?? 0;
  return (buryNewSiblings ? newNotes : cards).get(deck.id, day, limit) ?? 0;
}

function countDueReviews(database: Database, deck: StudyDeck, day: number): number {
  if (deck.left.due <= 0) return 0;
  const { due, dueNotes } = statements(database);
  return (deck.preset.buryReviewSiblings ? dueNotes : due).get(deck.id, day, day, deck.left.due) ?? 0;
}

function countLearning(database: Database, deck: StudyDeck, counting: CountingDay): number {
  const aheadMillis = counting.withLearnAhead ? deck.preset.learnAheadMinutes * MINUTE_MILLIS : 0;
  return statements(database).learning.get(deck.id, counting.learningUntilMillis + aheadMillis, counting.day) ?? 0;
}
