/** What the library screen shows at a glance. */

import type { DeckNode, DueCounts, LibraryOverview } from '../contract/library.ts';
import type { DeckId } from '../core/ids.ts';
import { readStudyMoment } from '../core/scheduling/study-day.ts';
import { countCardsByDeck, listDecks } from '../store/decks.ts';
import type { Library } from '../store/library.ts';
import { prepareOnce } from '../store/prepare-once.ts';
import { readDayStartsAtHour } from '../store/settings.ts';
import { countDue } from '../store/study-counts.ts';
import { buildDeckTree } from './deck-tree.ts';
import type { HandlerContext } from './handler.ts';

const NOTHING_DUE: DueCounts = { new: 0, learning: 0, due: 0 };

const statements = prepareOnce((database) => ({
  noteCount: database.prepare<[], number>('SELECT count(*) FROM notes').pluck(),
  today: database.prepare<[number], { reviewed: number; studiedMillis: number }>(
    `SELECT ifnull(sum(new_count + review_count + learning_count), 0) AS reviewed, ifnull(sum(duration_millis), 0) AS studiedMillis
     FROM decks CROSS JOIN study_days ON study_days.deck_id = decks.id AND day = ?`,
  ),
  everStudied: database.prepare<[], number>('SELECT 1 FROM study_days WHERE new_count + review_count + learning_count > 0 LIMIT 1').pluck(),
}));

interface Totals {
  readonly membershipCount: number;
  readonly noteCount: number;
  readonly cardCount: number;
  readonly cardsByDeck: ReadonlyMap<DeckId, number>;
}

const knownTotals = new WeakMap<Library, Totals>();

/** Counting every card of a large library takes longer than all the rest, and grades do not change how many there are. */
function readTotals(library: Library): Totals {
  const known = knownTotals.get(library);
  if (known?.membershipCount === library.membershipCount()) return known;
  const cardsByDeck = countCardsByDeck(library.database);
  const totals: Totals = {
    membershipCount: library.membershipCount(),
    noteCount: statements(library.database).noteCount.get() ?? 0,
    cardCount: [...cardsByDeck.values()].reduce((sum, count) => sum + count, 0),
    cardsByDeck,
  };
  knownTotals.set(library, totals);
  return totals;
}

export function readOverview({ library, clock }: Pick<HandlerContext, 'library' | 'clock'>): LibraryOverview {
  const { database } = library;
  const { today, everStudied } = statements(database);
  const { noteCount, cardCount, cardsByDeck } = readTotals(library);
  const moment = readStudyMoment(clock, readDayStartsAtHour(database));
  const dueCounts = countDue(database, moment);
  const decks = buildDeckTree(listDecks(database), (deckId) => ({
    counts: dueCounts.get(deckId) ?? NOTHING_DUE,
    ownCardCount: cardsByDeck.get(deckId) ?? 0,
  }));
  const studied = today.get(moment.today);
  return {
    decks,
    noteCount,
    cardCount,
    reviewedToday: studied?.reviewed ?? 0,
    studiedTodayMillis: studied?.studiedMillis ?? 0,
    neverStudied: everStudied.get() === undefined,
    suggestedDeckId: suggestDeck(decks),
  };
}

/** Cards that wait for review come before new ones, since forgetting does not wait. */
function suggestDeck(decks: readonly DeckNode[]): DeckId | null {
  const waiting = decks.find(({ counts }) => counts.due + counts.learning > 0) ?? decks.find(({ counts }) => counts.new > 0);
  return waiting?.id ?? null;
}
