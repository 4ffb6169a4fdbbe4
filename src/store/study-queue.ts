/** Gathers the cards of a study session: by deck along the partial indexes, within the day's limits, one card of each note. */

import type { Database } from 'better-sqlite3';
import type { CardId, DeckId, NoteId } from '../core/ids.ts';
import { assertNever } from '../core/result.ts';
import { isBuriedWithSibling } from '../core/scheduling/bury.ts';
import { createAllowance } from '../core/scheduling/day-limits.ts';
import { fsrsOf } from '../core/scheduling/fsrs.ts';
import type { PresetSettings } from '../core/scheduling/model.ts';
import { arrangeCards, shuffleKey } from '../core/scheduling/queue-order.ts';
import { DAY_MILLIS, type StudyMoment } from '../core/scheduling/study-day.ts';
import { prepareOnce } from './prepare-once.ts';
import type { StudyDeck } from './study-decks.ts';
import { findStaggeredDecks, isHeldBackSql } from './study-twins.ts';

export interface QueuedCard {
  readonly cardId: CardId;
  readonly noteId: NoteId;
}

export interface QueuedLearningCard extends QueuedCard {
  readonly dueAtMillis: number;
}

export interface QueuedMainCard extends QueuedCard {
  readonly kind: 'new' | 'due';
}

export interface GatheredQueue {
  /** Due today, by the time they are due. */
  readonly learning: readonly QueuedLearningCard[];
  /** Reviews and new cards in the order in which they are to be asked. */
  readonly main: readonly QueuedMainCard[];
}

export interface GatherRequest {
  /** All of listStudyDecks, and the places in it of the decks to study; the first of them is the one that was chosen. */
  readonly decks: readonly StudyDeck[];
  readonly chosen: readonly number[];
  readonly moment: StudyMoment;
  /** Orders by chance are the same for the same seed, so that gathering again does not shuffle again. */
  readonly seed: number;
}

/** A row at the place of its deck in the list. */
interface Candidate extends QueuedCard {
  readonly deckIndex: number;
  readonly order: number;
}

const NEW_CARDS = 'FROM cards WHERE deck_id = ? AND state = 0 AND suspended = 0 AND buried_on_day IS NOT ?';
/** Without those that wait for a twin. */
const STAGGERED_NEW_CARDS = `FROM cards INDEXED BY cards_new WHERE deck_id = ? AND state = 0 AND suspended = 0 AND buried_on_day IS NOT ?
    AND NOT (${isHeldBackSql('?', '?')})`;
const DUE_CARDS = 'FROM cards WHERE deck_id = ? AND state = 2 AND suspended = 0 AND due_day <= ? AND buried_on_day IS NOT ?';
/**
 * Spreads neighbouring ids far apart, within 64 bits for any id and seed; the order that is shown is shuffled once more in
 * shuffleKey.
 */
const BY_CHANCE = '((id + ?) % 4294967291) * 1597334677 % 4294967291';

export const GATHER_QUERIES = {
  learning: `SELECT id AS cardId, note_id AS noteId, due_at_millis AS dueAtMillis FROM cards
    WHERE deck_id = ? AND state IN (1, 3) AND suspended = 0 AND due_at_millis < ? AND buried_on_day IS NOT ? ORDER BY due_at_millis, id`,
  newByPosition: `SELECT id AS cardId, note_id AS noteId ${NEW_CARDS} ORDER BY position, id`,
  newByPositionStaggered: `SELECT id AS cardId, note_id AS noteId ${STAGGERED_NEW_CARDS} ORDER BY position, id`,
  newByChance: `SELECT id AS cardId, note_id AS noteId ${NEW_CARDS} ORDER BY ${BY_CHANCE} LIMIT ?`,
  newByChanceStaggered: `SELECT id AS cardId, note_id AS noteId ${STAGGERED_NEW_CARDS} ORDER BY ${BY_CHANCE} LIMIT ?`,
  dueByDay: `SELECT id AS cardId, note_id AS noteId, due_day AS dueDay ${DUE_CARDS} ORDER BY due_day, id`,
  dueByChance: `SELECT id AS cardId, note_id AS noteId ${DUE_CARDS} ORDER BY ${BY_CHANCE} LIMIT ?`,
  dueByRetrievability: `SELECT id AS cardId, note_id AS noteId, stability, difficulty, last_reviewed_at_millis AS lastReviewedAtMillis ${DUE_CARDS}
    ORDER BY (? - ifnull(last_reviewed_at_millis, 0)) / max(ifnull(stability, interval_days), 0.001) DESC LIMIT ?`,
} as const;

interface DueRow extends QueuedCard {
  readonly dueDay: number;
}

interface MemoryRow extends QueuedCard {
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly lastReviewedAtMillis: number | null;
}

const statements = prepareOnce((database) => ({
  learning: database.prepare<[DeckId, number, number], QueuedLearningCard>(GATHER_QUERIES.learning),
  newByPosition: database.prepare<[DeckId, number], QueuedCard>(GATHER_QUERIES.newByPosition),
  newByPositionStaggered: database.prepare<[DeckId, number, number, number, number], QueuedCard>(GATHER_QUERIES.newByPositionStaggered),
  newByChance: database.prepare<[DeckId, number, number, number], QueuedCard>(GATHER_QUERIES.newByChance),
  newByChanceStaggered: database.prepare<[DeckId, number, number, number, number, number, number], QueuedCard>(GATHER_QUERIES.newByChanceStaggered),
  dueByDay: database.prepare<[DeckId, number, number], DueRow>(GATHER_QUERIES.dueByDay),
  dueByChance: database.prepare<[DeckId, number, number, number, number], QueuedCard>(GATHER_QUERIES.dueByChance),
  dueByRetrievability: database.prepare<[DeckId, number, number, number, number], MemoryRow>(GATHER_QUERIES.dueByRetrievability),
}));

/** Everything the chosen deck and those below it have for today; suspended and buried cards are left out. */
export function gatherQueue(database: Database, request: GatherRequest): GatheredQueue {
  const { decks, chosen, moment, seed } = request;
  const preset = decks[chosen[0] ?? -1]?.preset;
  if (preset === undefined) return { learning: [], main: [] };
  const seen = new Set<number>();
  const learning: QueuedLearningCard[] = [];
  for (const deck of chosenDecks(request)) learning.push(...statements(database).learning.all(deck.id, moment.nextDayAtMillis, moment.today));
  learning.sort((one, other) => one.dueAtMillis - other.dueAtMillis || one.cardId - other.cardId);
  for (const card of learning) seen.add(card.noteId);

  const due = chosen.flatMap((index) => dueCandidates(database, request, index, preset));
  due.sort((one, other) => one.order - other.order || shuffleKey(one.cardId, seed) - shuffleKey(other.cardId, seed));
  const reviews = admit(due, decks, 'due', seen);
  const isStaggered = findStaggeredDecks(database);
  const fresh = chosen.flatMap((index) => newCandidates(database, request, index, preset, isStaggered, seen));
  if (preset.newOrder === 'random') fresh.sort((one, other) => one.order - other.order);
  return { learning, main: arrangeCards(reviews, admit(fresh, decks, 'new', seen), preset.newAmongReviews) };
}

function chosenDecks({ decks, chosen }: GatherRequest): readonly StudyDeck[] {
  return chosen.flatMap((index) => decks[index] ?? []);
}

/** Takes the cards in their order while the limits allow, one of each note where the card's deck buries siblings. */
function admit(candidates: readonly Candidate[], decks: readonly StudyDeck[], kind: QueuedMainCard['kind'], seen: Set<number>): QueuedMainCard[] {
  const mayTake = createAllowance(decks, kind);
  const taken: QueuedMainCard[] = [];
  for (const { cardId, noteId, deckIndex } of candidates) {
    const preset = decks[deckIndex]?.preset;
    if (preset === undefined) continue;
    if (seen.has(noteId) && isBuriedWithSibling(kind === 'new' ? 'new' : 'review', preset)) continue;
    if (!mayTake(deckIndex)) continue;
    seen.add(noteId);
    taken.push({ cardId, noteId, kind });
  }
  return taken;
}

function dueCandidates(database: Database, request: GatherRequest, deckIndex: number, { reviewOrder }: PresetSettings): Candidate[] {
  const deck = request.decks[deckIndex];
  const { moment, seed } = request;
  if (deck === undefined || deck.left.due <= 0) return [];
  const { dueByDay, dueByChance, dueByRetrievability } = statements(database);
  const bury = deck.preset.buryReviewSiblings;
  const { today } = moment;
  switch (reviewOrder) {
    case 'due-day': {
      const rows = takeRows(dueByDay.iterate(deck.id, today, today), deck.left.due, bury);
      return rows.map(({ cardId, noteId, dueDay }) => ({ cardId, noteId, deckIndex, order: dueDay }));
    }
    case 'random': {
      const rows = takeRows(dueByChance.iterate(deck.id, today, today, seed, withRoom(deck.left.due)), deck.left.due, bury);
      return rows.map(({ cardId, noteId }) => ({ cardId, noteId, deckIndex, order: 0 }));
    }
    case 'retrievability-ascending': {
      const fsrs = fsrsOf(deck.preset.fsrsWeights);
      const rows = takeRows(dueByRetrievability.iterate(deck.id, today, today, moment.nowMillis, withRoom(deck.left.due)), deck.left.due, bury);
      return rows.map(({ cardId, noteId, stability, difficulty, lastReviewedAtMillis }) => {
        const memory = stability === null || difficulty === null ? null : { stability, difficulty };
        const elapsedDays = (moment.nowMillis - (lastReviewedAtMillis ?? 0)) / DAY_MILLIS;
        return { cardId, noteId, deckIndex, order: memory === null ? 0 : fsrs.retrievability(memory, elapsedDays) };
      });
    }
    default:
      return assertNever(reviewOrder);
  }
}

function newCandidates(
  database: Database,
  request: GatherRequest,
  deckIndex: number,
  { newOrder }: PresetSettings,
  isStaggered: (deck: StudyDeck) => boolean,
  seen: ReadonlySet<number>,
): Candidate[] {
  const deck = request.decks[deckIndex];
  if (deck === undefined || deck.left.new <= 0) return [];
  const rows = takeRows(iterateNew(database, deck, request, newOrder, isStaggered(deck)), deck.left.new, deck.preset.buryNewSiblings, seen);
  return rows.map(({ cardId, noteId }) => ({ cardId, noteId, deckIndex, order: shuffleKey(cardId, request.seed) }));
}

function iterateNew(
  database: Database,
  { id, left, preset }: StudyDeck,
  { moment: { today }, seed }: GatherRequest,
  newOrder: PresetSettings['newOrder'],
  staggered: boolean,
): IterableIterator<QueuedCard> {
  const { newByPosition, newByPositionStaggered, newByChance, newByChanceStaggered } = statements(database);
  const held = [preset.staggerStabilityDays, today, preset.staggerStabilityDays] as const;
  if (newOrder === 'position') return staggered ? newByPositionStaggered.iterate(id, today, ...held) : newByPosition.iterate(id, today);
  const room = withRoom(left.new);
  return staggered ? newByChanceStaggered.iterate(id, today, ...held, seed, room) : newByChance.iterate(id, today, seed, room);
}

/** Room for siblings that are passed over, in orders that must be sorted before they can be cut. */
function withRoom(limit: number): number {
  return limit * 4 + 100;
}

/** The first rows, up to `limit`, of as many notes (none of them in `takenBefore`) when `bury` is set; the walk along the index ends there. */
function takeRows<Row extends QueuedCard>(rows: IterableIterator<Row>, limit: number, bury: boolean, takenBefore: ReadonlySet<number> = new Set()): Row[] {
  const seen = new Set(bury ? takenBefore : []);
  const taken: Row[] = [];
  for (const row of rows) {
    if (bury && seen.has(row.noteId)) continue;
    seen.add(row.noteId);
    taken.push(row);
    if (taken.length >= limit) break;
  }
  return taken;
}
