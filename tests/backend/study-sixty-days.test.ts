import { describe, expect, it } from 'vitest';
import type { Rating } from '../../src/core/scheduling/model.ts';
import { createHandClock, createLearner, createSeededRandom, DAY, HOUR } from '../fixtures/study-learner.ts';

const NEW_PER_DAY = 4;
const REVIEWS_PER_DAY = 12;
const DAYS = 60;

interface DayOfStudy {
  readonly newCards: number;
  readonly reviews: number;
  readonly answers: number;
}

/** Berlin's clocks in autumn 2026: they go back in the night to 25 October, within the sixty days. */
const autumnInBerlin = (millis: number): number => (millis < Date.UTC(2026, 9, 25, 1) ? 120 : 60);

describe('sixty days of study', () => {
  it('keep every limit, ask no two siblings on one day, and leave nothing behind', { timeout: 120_000 }, async () => {
    const clock = createHandClock(Date.UTC(2026, 8, 1, 17), autumnInBerlin);
    const learner = await createLearner(
      [
        { name: 'Deck', notes: 0, preset: { newPerDay: NEW_PER_DAY, reviewsPerDay: REVIEWS_PER_DAY, leechLapses: 2 } },
        { name: 'Deck::Both ways', notes: 40, noteType: 'Basic (and reversed)', preset: { newPerDay: 3, leechLapses: 2 } },
        { name: 'Deck::One way', notes: 50, preset: { newPerDay: 9, leechLapses: 2 } },
      ],
      clock,
    );
    const random = createSeededRandom(42);
    const chooseRating = (): Rating => {
      const chance = random();
      if (chance < 0.12) return 1;
      if (chance < 0.22) return 2;
      return chance < 0.9 ? 3 : 4;
    };
    const days: DayOfStudy[] = [];
    for (let day = 0; day < DAYS; day += 1) {
      clock.now = Date.UTC(2026, 8, 1, 17) + day * DAY + Math.floor(random() * 3 * HOUR);
      const askedOf = new Map<number, Set<number>>();
      const count = { newCards: 0, reviews: 0, answers: 0 };
      for (let view = await learner.view(); ; ) {
        if (view.current === null) {
          if (view.nextDueAtMillis === null) break;
          clock.now = view.nextDueAtMillis;
          view = await learner.view();
          continue;
        }
        const { noteId, cardId, state } = view.current;
        askedOf.set(noteId, (askedOf.get(noteId) ?? new Set()).add(cardId));
        count.answers += 1;
        if (state === 'new') count.newCards += 1;
        if (state === 'review') count.reviews += 1;
        const { counts } = view;
        clock.now += 4000;
        view = await learner.grade(chooseRating(), 4000);
        expect(view.counts.new).toBe(counts.new - Number(state === 'new'));
        expect(view.counts.due).toBe(counts.due - Number(state === 'review'));
        expect(count.answers).toBeLessThan(500);
      }
      for (const cards of askedOf.values()) expect(cards.size).toBe(1);
      expect(count.newCards).toBeLessThanOrEqual(NEW_PER_DAY);
      expect(count.reviews).toBeLessThanOrEqual(REVIEWS_PER_DAY);
      const overview = await learner.client.call('library.overview', {});
      expect(overview.reviewedToday).toBe(count.answers);
      expect(overview.studiedTodayMillis).toBe(count.answers * 4000);
      expect(overview.decks[0]?.counts).toEqual({ new: 0, learning: 0, due: 0 });
      days.push(count);
    }
    const newCards = days.reduce((sum, day) => sum + day.newCards, 0);
    // 130 cards at 4 a day are all begun after 33 days and a little more for siblings that waited.
    expect(newCards).toBe(130);
    expect(days.slice(0, 25).every((day) => day.newCards === NEW_PER_DAY)).toBe(true);
    expect(days.slice(-5).every((day) => day.newCards === 0)).toBe(true);
    expect(days.some((day) => day.reviews === REVIEWS_PER_DAY)).toBe(true);

    const library = await learner.closeAndOpen();
    const { database } = library;
    const answers = days.reduce((sum, day) => sum + day.answers, 0);
    expect(database.prepare('SELECT count(*) FROM review_log').pluck().get()).toBe(answers);
    expect(database.prepare('SELECT sum(review_count) FROM cards').pluck().get()).toBe(answers);
    expect(database.prepare('SELECT count(*) FROM cards WHERE state = 0').pluck().get()).toBe(0);
    expect(database.prepare('SELECT count(*) FROM cards WHERE stability IS NULL OR stability <= 0 OR difficulty NOT BETWEEN 1 AND 10').pluck().get()).toBe(0);
    // Lapsed twice: tagged; others: not.
    const tagged = database.prepare("SELECT id FROM notes WHERE tags = 'leech' ORDER BY id").pluck().all();
    expect(tagged).toEqual(database.prepare('SELECT DISTINCT note_id FROM cards WHERE lapse_count >= 2 ORDER BY note_id').pluck().all());
    expect(tagged.length).toBeGreaterThan(0);
    // The schedule moved outwards: most cards wait for more than a week.
    const far = database.prepare('SELECT count(*) FROM cards WHERE state = 2 AND interval_days > 7').pluck().get() as number;
    expect(far).toBeGreaterThan(65);
    const elapsed = database.prepare('SELECT min(elapsed_days), max(elapsed_days) FROM review_log WHERE state_before = 2').raw().get() as [number, number];
    expect(elapsed[0]).toBeGreaterThanOrEqual(1);
    expect(elapsed[1]).toBeLessThan(DAYS);
  });
});
