import { describe, expect, it } from 'vitest';
import { readStudyMoment } from '../../src/core/scheduling/study-day.ts';
import type { Library } from '../../src/store/library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { buryCard, suspendCard } from '../../src/store/cards.ts';
import { COUNT_QUERIES, countDue, STAGGERED_COUNT_QUERIES } from '../../src/store/study-counts.ts';
import { indexesWithDescendants, indexOfDeck, listStudyDecks } from '../../src/store/study-decks.ts';
import { TOTALS_QUERY } from '../../src/store/study-history.ts';
import { GATHER_QUERIES, gatherQueue } from '../../src/store/study-queue.ts';
import { createHandClock, type DeckToMake, fillDecks, makeTestFolder } from '../fixtures/study-learner.ts';
import { onTestFinished } from 'vitest';
import type { CardId, DeckId } from '../../src/core/ids.ts';

const clock = createHandClock();
const moment = readStudyMoment(clock, 4);

function makeLibrary(decks: readonly DeckToMake[]): { library: Library; deckIds: Map<string, DeckId> } {
  const library = openLibrary({ dir: makeTestFolder(), clock });
  onTestFinished(() => library.close());
  return { library, deckIds: fillDecks(library, clock, decks) };
}

function planOf(library: Library, sql: string): string {
  const parameters = sql.split('?').length - 1;
  const rows = library.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: parameters }, () => 1)) as { detail: string }[];
  return rows.map(({ detail }) => detail).join('\n');
}

describe('the queries of studying', () => {
  it('count along the partial indexes alone', () => {
    const { library } = makeLibrary([{ name: 'Deck', notes: 5 }]);
    for (const [name, sql] of Object.entries(COUNT_QUERIES)) {
      const plan = planOf(library, sql);
      expect(plan, name).toMatch(/SEARCH cards USING COVERING INDEX cards_(new|learning|review) \(deck_id=\?/);
      expect(plan, name).not.toContain('SCAN cards');
    }
  });

  it('fetch the queue in its order without sorting and without reading the table', () => {
    const { library } = makeLibrary([{ name: 'Deck', notes: 5 }]);
    for (const name of ['learning', 'newByPosition', 'dueByDay'] as const) {
      const plan = planOf(library, GATHER_QUERIES[name]);
      expect(plan, name).toMatch(/SEARCH cards USING COVERING INDEX cards_(new|learning|review) \(deck_id=\?/);
      expect(plan, name).not.toContain('TEMP B-TREE');
    }
  });

  it('look at twins by note, for each new card of the deck in its order', () => {
    const { library } = makeLibrary([{ name: 'Deck', notes: 5 }]);
    const queries = { ...STAGGERED_COUNT_QUERIES, newByPositionStaggered: GATHER_QUERIES.newByPositionStaggered, newByChanceStaggered: GATHER_QUERIES.newByChanceStaggered };
    for (const [name, sql] of Object.entries(queries)) {
      const plan = planOf(library, sql);
      expect(plan, name).toMatch(/SEARCH cards USING INDEX cards_new \(deck_id=\?/);
      expect(plan, name).toMatch(/SEARCH twin USING INDEX sqlite_autoindex_cards_1 \(note_id=\?/);
      expect(plan, name).not.toMatch(/SCAN (cards|twin|notes)|SEARCH twin USING (COVERING )?INDEX cards_/);
    }
  });

  it('find the cards of the other orders by deck as well', () => {
    const { library } = makeLibrary([{ name: 'Deck', notes: 5 }]);
    for (const name of ['newByChance', 'dueByChance', 'dueByRetrievability'] as const) {
      expect(planOf(library, GATHER_QUERIES[name]), name).toMatch(/SEARCH cards USING (COVERING )?INDEX cards_(new|review) \(deck_id=\?/);
    }
    expect(planOf(library, TOTALS_QUERY)).toContain('SEARCH review_log USING INDEX review_log_by_time (reviewed_at_millis>?)');
  });
});

describe('counts', () => {
  it('leave out suspended and buried cards, and those of siblings that will wait', () => {
    const { library, deckIds } = makeLibrary([{ name: 'Deck', notes: 6, noteType: 'Basic (and reversed)' }]);
    const deckId = deckIds.get('Deck');
    if (deckId === undefined) throw new Error('no deck');
    const countNew = (): number | undefined => countDue(library.database, moment).get(deckId)?.new;
    expect(countNew()).toBe(6);
    const cardIds = library.database.prepare<[], CardId>('SELECT id FROM cards ORDER BY id').pluck().all();
    library.write(null, () => {
      for (const cardId of cardIds.slice(0, 2)) suspendCard(library.database, cardId, true, clock.now);
      for (const cardId of cardIds.slice(2, 4)) buryCard(library.database, cardId, moment.today, clock.now);
    });
    expect(countNew()).toBe(4);
    const tomorrow = { ...moment, today: moment.today + 1 };
    expect(countDue(library.database, tomorrow).get(deckId)?.new).toBe(5);
  });

  it('say for every deck what its session would hold', () => {
    const { library, deckIds } = makeLibrary([
      { name: 'A', notes: 7, preset: { newPerDay: 12, reviewsPerDay: 9 } },
      { name: 'A::B', notes: 30, noteType: 'Basic (and reversed)', preset: { newPerDay: 8, reviewsPerDay: 4 } },
      { name: 'A::B::C', notes: 9 },
      { name: 'D', notes: 3, preset: { reviewOrder: 'random', newOrder: 'random' } },
      { name: 'E', notes: 20, preset: { reviewOrder: 'retrievability-ascending' } },
    ]);
    library.write(null, () => {
      library.database.exec(`
        UPDATE cards SET state = 2, due_day = ${moment.today} - (id % 5), stability = 1 + id % 7, difficulty = 5, interval_days = 3,
          last_reviewed_at_millis = ${clock.now} - 86400000 * (id % 9) WHERE note_id % 3 = 0;
        UPDATE cards SET state = 1, due_at_millis = ${clock.now} - id WHERE note_id % 11 = 1 AND state = 0 AND ordinal = 0`);
    });
    const decks = listStudyDecks(library.database, moment.today);
    const counts = countDue(library.database, moment);
    for (const [name, deckId] of deckIds) {
      const chosen = indexesWithDescendants(decks, indexOfDeck(decks, deckId));
      const queue = gatherQueue(library.database, { decks, chosen, moment, seed: 7 });
      const waiting = counts.get(deckId);
      expect(queue.learning.length, name).toBe(waiting?.learning);
      expect(queue.main.filter(({ kind }) => kind === 'due').length, name).toBe(waiting?.due);
      // A new sibling of a card that is reviewed or learned today is counted until the session passes over it.
      const fresh = queue.main.filter(({ kind }) => kind === 'new').length;
      expect(fresh, name).toBeLessThanOrEqual(waiting?.new ?? 0);
      expect(fresh, name).toBeGreaterThan(0);
      expect(new Set(queue.main.map(({ noteId }) => noteId)).size, name).toBe(queue.main.length);
      expect(gatherQueue(library.database, { decks, chosen, moment, seed: 7 })).toEqual(queue);
    }
  });

  it('draw other new cards from the deck for every seed when they come by chance', () => {
    const { library, deckIds } = makeLibrary([{ name: 'Deck', notes: 60, preset: { newOrder: 'random', newPerDay: 10 } }]);
    const decks = listStudyDecks(library.database, moment.today);
    const chosen = indexesWithDescendants(decks, indexOfDeck(decks, deckIds.get('Deck') ?? (0 as DeckId)));
    const drawn = [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32 - 2].map((seed) => {
      const { main } = gatherQueue(library.database, { decks, chosen, moment, seed });
      expect(main).toHaveLength(10);
      return main.map(({ cardId }) => cardId).sort((one, other) => one - other).join();
    });
    expect(new Set(drawn).size).toBe(5);
    expect(drawn).not.toContain('1,2,3,4,5,6,7,8,9,10');
  });

  it('ask the reviews least likely to be remembered first when the preset says so', () => {
    const { library, deckIds } = makeLibrary([{ name: 'E', notes: 20, preset: { reviewOrder: 'retrievability-ascending', reviewsPerDay: 5 } }]);
    library.write(null, () => {
      library.database.exec(`UPDATE cards SET state = 2, due_day = ${moment.today}, stability = 1 + id, difficulty = 5, interval_days = 3,
        last_reviewed_at_millis = ${clock.now} - 86400000 * 10`);
    });
    const decks = listStudyDecks(library.database, moment.today);
    const chosen = indexesWithDescendants(decks, indexOfDeck(decks, deckIds.get('E') ?? (0 as DeckId)));
    expect(gatherQueue(library.database, { decks, chosen, moment, seed: 1 }).main.map(({ cardId }) => cardId)).toEqual([1, 2, 3, 4, 5]);
  });
});
