/** What a session came to and what comes next: the end screen. */

import type { StudySummary } from '../../contract/study.ts';
import type { DeckId } from '../../core/ids.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import type { Library } from '../../store/library.ts';
import { countDecks, countNew, type StudyCounts } from '../../store/study-counts.ts';
import { indexesWithDescendants, indexOfDeck, listStudyDecks, type StudyDeck } from '../../store/study-decks.ts';
import { sumAnswersSince } from '../../store/study-history.ts';
import { findStaggeredDecks } from '../../store/study-twins.ts';

/** More are not counted: the end screen only says that there are more. */
const MOST_HELD_BACK = 100_000;

/** Throws AppError not-found. */
export function summarizeStudy({ database }: Library, deckId: DeckId, sinceMillis: number, moment: StudyMoment): StudySummary {
  const decks = listStudyDecks(database, moment.today);
  const root = indexOfDeck(decks, deckId);
  const within = indexesWithDescendants(decks, root);
  const deckIds = within.flatMap((index) => decks[index]?.id ?? []);
  const now = countDecks(database, decks, { day: moment.today, learningUntilMillis: moment.nowMillis, withLearnAhead: true });
  const isStaggered = findStaggeredDecks(database);
  const available = within
    .flatMap((index) => decks[index] ?? [])
    .reduce((sum, deck) => sum + countNew(database, deck, moment.today, MOST_HELD_BACK, isStaggered(deck)), 0);
  return {
    ...sumAnswersSince(database, sinceMillis, deckIds),
    tomorrow: countTomorrow(database, root, moment),
    newHeldBack: Math.max(0, available - (now[root]?.new ?? 0)),
    nextDeck: findNextDeck(decks, now, root, within),
  };
}

function countTomorrow(database: Library['database'], root: number, moment: StudyMoment): StudyCounts {
  const day = moment.today + 1;
  // The decks stand in the same order on every day.
  const counts = countDecks(database, listStudyDecks(database, day), { day, learningUntilMillis: moment.startOf(day + 1) - 1, withLearnAhead: false });
  return counts[root] ?? { new: 0, learning: 0, due: 0 };
}

/** The first deck in the tree, outside the one studied and those above and below it, that has cards for today. */
function findNextDeck(decks: readonly StudyDeck[], counts: readonly StudyCounts[], root: number, within: readonly number[]): StudySummary['nextDeck'] {
  const related = new Set(within);
  for (let index: number | null = root; index !== null; index = decks[index]?.parent ?? null) related.add(index);
  for (const [index, deck] of decks.entries()) {
    const deckCounts = counts[index];
    if (related.has(index) || deckCounts === undefined) continue;
    if (deckCounts.new + deckCounts.learning + deckCounts.due > 0) return { deckId: deck.id, name: deck.name, counts: deckCounts };
  }
  return null;
}
