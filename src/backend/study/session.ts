/**
 * A study session of a deck: gathered once, kept in memory, moved on by grades, and gathered anew when anything else changed
 * the library or the study day turned. The card being asked stays; what was taken back comes first again.
 */

import type { RenderedCard } from '../../contract/notes.ts';
import type { Random } from '../../core/clock.ts';
import type { CardId, DeckId } from '../../core/ids.ts';
import type { AnswerOutcome } from '../../core/scheduling/answer-card.ts';
import { shuffleKey } from '../../core/scheduling/queue-order.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import type { Database, Library } from '../../store/library.ts';
import type { LoggedPractice } from '../../store/practice-log.ts';
import { type CardToStudy, findCardToStudy } from '../../store/study-cards.ts';
import { indexesWithDescendants, indexOfDeck, listStudyDecks, type StudyDeck } from '../../store/study-decks.ts';
import { hasReview, type StoredGrade } from '../../store/study-grade.ts';
import { gatherQueue } from '../../store/study-queue.ts';
import { listHeldBackCards } from '../../store/study-twins.ts';
import { askCard, type AskedCard } from './ask-card.ts';
import type { Extra } from './extras.ts';
import { createExtraTurns, type ExtraTurns } from './extra-turns.ts';
import { createSessionQueue, type QueueCounts, type SessionQueue } from './session-queue.ts';
import { createSessionSets, type SessionSets } from './session-sets.ts';

const MINUTE_MILLIS = 60_000;

/** A card that left the session: by a grade (its row of the log) or because it was buried, suspended, moved … (null). */
interface Departure {
  readonly cardId: CardId;
  readonly reviewId: number | null;
}

export interface Session {
  readonly deckName: string;
  /** Card to ask now, and the one that follows unless its grade changes the order. */
  readonly current: CardToStudy | null;
  readonly upcoming: CardToStudy | null;
  /** To be asked before the current card. */
  readonly extra: Extra | null;
  readonly counts: QueueCounts;
  readonly nextDueAtMillis: number | null;
}

export interface SessionKeeper {
  /** Where the session of the deck stands. Throws AppError not-found. */
  readonly read: (deckId: DeckId, moment: StudyMoment) => Session;
  /** The card, if it was shown (as the current or the upcoming one) and is as it was then; else null. */
  readonly findShown: (deckId: DeckId, cardId: CardId, moment: StudyMoment) => CardToStudy | null;
  /** Chooses within the fuzz of a card's intervals: the same for as long as the card is not answered. */
  readonly fuzzFractionOf: (deckId: DeckId, card: CardToStudy) => number;
  /** How the card is asked; null is recall. */
  readonly askedOf: (deckId: DeckId, card: CardToStudy) => AskedCard | null;
  readonly presetOf: (deckId: DeckId, card: CardToStudy) => StudyDeck['preset'];
  /** The card as `render` gives it, called once for as long as nothing but grades changes the library. */
  readonly renderedOf: (deckId: DeckId, cardId: CardId, render: (cardId: CardId) => RenderedCard) => RenderedCard;
  /** Moves the session on and says where it stands then; to be called inside the grade's write. */
  readonly moveOn: (deckId: DeckId, card: CardToStudy, outcome: AnswerOutcome, stored: StoredGrade, moment: StudyMoment) => Session;
  /** The same for the extra that was asked, by the row of the practice log. */
  readonly moveOnFromExtra: (deckId: DeckId, logged: LoggedPractice, moment: StudyMoment) => Session;
}

/** What one gathering gives. */
interface Gathered {
  readonly day: number;
  /** The library's change count that the queue is right for. */
  readonly changeCount: number;
  readonly decks: readonly StudyDeck[];
  readonly deckIndex: number;
  readonly aheadMillis: number;
  readonly queue: SessionQueue;
  readonly sets: SessionSets;
}

/** What is kept of a session between calls. */
interface Kept {
  gathered: Gathered;
  readonly seed: number;
  currentId: CardId | null;
  /**
   * The last cards shown, as they were then. A window asks the upcoming card without waiting for the reply to the grade before,
   * so a card that another was put in front of can still be answered.
   */
  readonly shown: Map<CardId, CardToStudy>;
  readonly departures: Departure[];
  readonly extras: ExtraTurns;
  /** The card shown ahead becomes the current one, and need not be rendered twice. */
  readonly rendered: Map<CardId, RenderedCard>;
  readonly asked: Map<CardId, AskedCard | null>;
}

/** More than the decks a learner goes back and forth between; the rest is gathered again when asked for. */
const SESSIONS_KEPT = 8;
/** More than the steps that can be undone. */
const DEPARTURES_KEPT = 500;
/** More than a window can be behind. */
const SHOWN_KEPT = 20;

export function createSessionKeeper(library: Library, random: Random): SessionKeeper {
  const { database } = library;
  const sessions = new Map<DeckId, Kept>();

  const open = (deckId: DeckId, moment: StudyMoment, isToBeGatheredAnew = false): Kept => {
    const known = sessions.get(deckId);
    if (known !== undefined && !isToBeGatheredAnew && !isStale(library, known, moment)) return known;
    const seed = known?.seed ?? Math.floor(random() * 2 ** 32);
    const gathered = gather(library, deckId, moment, seed);
    const kept: Kept = known ?? { gathered, seed, currentId: null, shown: new Map(), departures: [], extras: createExtraTurns(database), rendered: new Map(), asked: new Map() };
    kept.gathered = gathered;
    kept.rendered.clear();
    kept.asked.clear();
    kept.extras.resume(moment.today);
    kept.currentId = cardToResume(database, kept, moment);
    sessions.delete(deckId);
    sessions.set(deckId, kept);
    for (const oldest of sessions.keys()) {
      if (sessions.size <= SESSIONS_KEPT) break;
      sessions.delete(oldest);
    }
    return kept;
  };

  const opened = (deckId: DeckId): Kept => {
    const kept = sessions.get(deckId);
    if (kept === undefined) throw new Error('a session that was not opened');
    return kept;
  };

  return {
    read: (deckId, moment) => {
      const found = look(database, open(deckId, moment), moment);
      if (found.current !== null || found.extra !== null) return found;
      // A session at its end looks once more: twins that were held back may have settled since.
      return look(database, open(deckId, moment, true), moment);
    },
    findShown: (deckId, cardId, moment) => {
      // After a restart the window still shows a card that this process has not.
      if (!sessions.has(deckId)) look(database, open(deckId, moment), moment);
      const shown = open(deckId, moment).shown.get(cardId);
      const card = shown === undefined ? null : findCardToStudy(database, cardId);
      return card?.version === shown?.version ? card : null;
    },
    fuzzFractionOf: (deckId, card) => shuffleKey(card.cardId, opened(deckId).seed + card.schedule.reviewCount + 1) / 2 ** 32,
    askedOf: (deckId, card) => {
      const { asked, gathered } = opened(deckId);
      const known = asked.get(card.cardId);
      if (known !== undefined) return known;
      const made = askCard(gathered.sets, card);
      asked.set(card.cardId, made);
      return made;
    },
    presetOf: (deckId, card) => {
      const deck = opened(deckId).gathered.decks.find(({ id }) => id === card.deckId);
      if (deck === undefined) throw new Error('a card outside of its session');
      return deck.preset;
    },
    renderedOf: (deckId, cardId, render) => {
      const { rendered } = opened(deckId);
      const card = rendered.get(cardId) ?? render(cardId);
      rendered.set(cardId, card);
      return card;
    },
    moveOn: (deckId, card, outcome, stored, moment) => {
      const kept = opened(deckId);
      const { queue } = kept.gathered;
      queue.remove(card.cardId);
      for (const cardId of stored.buriedCardIds) queue.remove(cardId);
      const preset = kept.gathered.decks.find(({ id }) => id === card.deckId)?.preset;
      if (preset?.staggerTwins === true) {
        for (const cardId of listHeldBackCards(database, card.noteId, moment.today, preset.staggerStabilityDays)) queue.remove(cardId);
      }
      const { dueAtMillis } = outcome.next;
      if (dueAtMillis !== null && dueAtMillis < moment.nextDayAtMillis && !stored.suspended) {
        queue.addLearning({ cardId: card.cardId, noteId: card.noteId, dueAtMillis });
      }
      kept.departures.push({ cardId: card.cardId, reviewId: stored.reviewId });
      kept.departures.splice(0, kept.departures.length - DEPARTURES_KEPT);
      kept.currentId = null;
      kept.asked.delete(card.cardId);
      kept.extras.passCard(card.noteId);
      // A leech's tag may stand on its siblings' cards.
      if (outcome.isLeech) kept.rendered.clear();
      // The write that this grade is part of will raise the count by one when it commits.
      kept.gathered = { ...kept.gathered, changeCount: library.changeCount() + 1 };
      return look(database, kept, moment);
    },
    moveOnFromExtra: (deckId, logged, moment) => {
      const kept = opened(deckId);
      kept.extras.answer(logged);
      kept.gathered = { ...kept.gathered, changeCount: library.changeCount() + 1 };
      return look(database, kept, moment);
    },
  };
}

function gather(library: Library, deckId: DeckId, moment: StudyMoment, seed: number): Gathered {
  const decks = listStudyDecks(library.database, moment.today);
  const deckIndex = indexOfDeck(decks, deckId);
  const chosen = indexesWithDescendants(decks, deckIndex);
  return {
    day: moment.today,
    changeCount: library.changeCount(),
    decks,
    deckIndex,
    aheadMillis: (decks[deckIndex]?.preset.learnAheadMinutes ?? 0) * MINUTE_MILLIS,
    queue: createSessionQueue(gatherQueue(library.database, { decks, chosen, moment, seed: seed + moment.today })),
    sets: createSessionSets(library.database, decks, deckIndex),
  };
}

/** Chooses the card to ask, unless one is being asked, and remembers what is shown. */
function look(database: Database, kept: Kept, moment: StudyMoment): Session {
  const { nowMillis } = moment;
  const { queue, aheadMillis, decks, deckIndex } = kept.gathered;
  const currentId = kept.currentId ?? queue.next(nowMillis, aheadMillis, null);
  const upcomingId = currentId === null ? null : queue.next(nowMillis, aheadMillis, currentId);
  const current = currentId === null ? null : findCardToStudy(database, currentId);
  const upcoming = upcomingId === null ? null : findCardToStudy(database, upcomingId);
  kept.currentId = currentId;
  remember(kept.shown, current);
  remember(kept.shown, upcoming);
  for (const cardId of kept.rendered.keys()) if (cardId !== currentId && cardId !== upcomingId) kept.rendered.delete(cardId);
  for (const cardId of kept.asked.keys()) if (!kept.shown.has(cardId)) kept.asked.delete(cardId);
  return {
    deckName: decks[deckIndex]?.name ?? '',
    current,
    upcoming,
    extra: kept.extras.choose(kept.gathered.sets, current?.noteId ?? null, moment),
    counts: queue.counts(nowMillis, aheadMillis),
    nextDueAtMillis: currentId === null ? queue.nextLearningDue() : null,
  };
}

function remember(shown: Map<CardId, CardToStudy>, card: CardToStudy | null): void {
  if (card === null) return;
  shown.delete(card.cardId);
  shown.set(card.cardId, card);
  const [oldest] = shown.keys();
  if (shown.size > SHOWN_KEPT && oldest !== undefined) shown.delete(oldest);
}

function isStale(library: Library, kept: Kept, moment: StudyMoment): boolean {
  if (kept.gathered.changeCount !== library.changeCount() || kept.gathered.day !== moment.today) return true;
  // A grade whose commit failed is not in the log.
  const last = kept.departures.at(-1);
  return (last !== undefined && last.reviewId !== null && !hasReview(library.database, last.reviewId, last.cardId)) || kept.extras.isTakenBack();
}

/** The card to go on with after gathering anew: one whose grade or burying was taken back, else the one being asked. */
function cardToResume(database: Database, kept: Kept, moment: StudyMoment): CardId | null {
  const { departures, currentId } = kept;
  const { queue } = kept.gathered;
  let resumed: CardId | null = null;
  for (let last = departures.at(-1); last !== undefined; last = departures.at(-1)) {
    const isBack = last.reviewId === null ? queue.has(last.cardId) : !hasReview(database, last.reviewId, last.cardId);
    if (!isBack) break;
    departures.pop();
    if (queue.has(last.cardId) || putBack(database, kept, last.cardId, moment)) resumed = last.cardId;
  }
  if (resumed !== null || currentId === null) return resumed;
  const wasAnswered = findCardToStudy(database, currentId)?.schedule.reviewCount !== kept.shown.get(currentId)?.schedule.reviewCount;
  if (queue.has(currentId) && !wasAnswered) return currentId;
  if (!wasAnswered) departures.push({ cardId: currentId, reviewId: null });
  return null;
}

/** A card whose grade was taken back is asked again even where the order or the limits would pass it over. */
function putBack(database: Database, kept: Kept, cardId: CardId, moment: StudyMoment): boolean {
  const card = findCardToStudy(database, cardId);
  if (card === null || card.suspended || card.buriedOnDay === moment.today) return false;
  const { decks, deckIndex, queue } = kept.gathered;
  const { state } = card.schedule;
  const isWithin = indexesWithDescendants(decks, deckIndex).some((index) => decks[index]?.id === card.deckId);
  if (!isWithin || state === 'learning' || state === 'relearning') return false;
  queue.putFirst({ cardId, noteId: card.noteId, kind: state === 'new' ? 'new' : 'due' });
  return true;
}
