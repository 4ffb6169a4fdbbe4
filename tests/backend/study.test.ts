import { describe, expect, it } from 'vitest';
import type { StudyView } from '../../src/contract/study.ts';
import { LEECH_TAG } from '../../src/core/scheduling/leech.ts';
import { createHandClock, createLearner, DAY, HOUR, type Learner, MINUTE } from '../fixtures/study-learner.ts';

const currentOf = (view: StudyView): NonNullable<StudyView['current']> => {
  if (view.current === null) throw new Error('there is no card to ask');
  return view.current;
};
const question = (view: StudyView): string => /Deck \d+/.exec(currentOf(view).rendered.question.html)?.[0] ?? '';

/** Everything in the tables that a grade touches. */
async function dumpTables(learner: Learner): Promise<unknown> {
  const library = await learner.closeAndOpen();
  const rows = (table: string): unknown[] => library.database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  return { cards: rows('cards'), review_log: rows('review_log'), study_days: rows('study_days'), notes: rows('notes') };
}

describe('a study session', () => {
  it('shows the first new card with its four outcomes, and the next card ahead', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 3 }]);
    const view = await learner.view();
    expect(view.deckName).toBe('Deck');
    expect(question(view)).toBe('Deck 1');
    expect(currentOf(view).outcomes.map(({ label }) => label).slice(0, 3)).toEqual(['1 min', '6 min', '10 min']);
    expect(currentOf(view).outcomes.map(({ rating }) => rating)).toEqual([1, 2, 3, 4]);
    expect(view.upcoming?.rendered.question.html).toContain('Deck 2');
    expect(view.counts).toEqual({ new: 3, learning: 0, due: 0 });
  });

  it('goes on with the upcoming card, and comes back to learning cards when their step is over', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 3 }]);
    const first = await learner.view();
    const second = await learner.grade(1);
    expect(currentOf(second).cardId).toBe(first.upcoming?.cardId);
    expect(second.counts).toEqual({ new: 2, learning: 1, due: 0 });
    learner.clock.now += 2 * MINUTE;
    expect(question(await learner.grade(3))).toBe('Deck 1');
  });

  it('keeps the card being asked when a learning card comes due meanwhile', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 3 }]);
    await learner.view();
    const second = await learner.grade(1);
    learner.clock.now += 5 * MINUTE;
    expect(currentOf(await learner.view()).cardId).toBe(currentOf(second).cardId);
  });

  it('keeps the card being asked when something else in the library changes', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 30, preset: { newOrder: 'random', newAmongReviews: 'mixed' } }]);
    await learner.view();
    const before = await learner.grade(3);
    await learner.client.call('card.flag', { cardId: currentOf(before).cardId, flag: 3 });
    const after = await learner.view();
    expect(currentOf(after).cardId).toBe(currentOf(before).cardId);
    expect(currentOf(after).flag).toBe(3);
    expect(after.upcoming?.cardId).toBe(before.upcoming?.cardId);
  });

  it('shows learning cards ahead when nothing else is left, but no further than the preset allows', async () => {
    const near = await createLearner([{ name: 'Deck', notes: 1 }]);
    await near.view();
    expect(question(await near.grade(3))).toBe('Deck 1');

    const far = await createLearner([{ name: 'Deck', notes: 1, preset: { learningStepsMinutes: [1, 30] } }]);
    await far.view();
    const over = await far.grade(3);
    expect(over.current).toBeNull();
    expect(over.nextDueAtMillis).toBe(far.clock.now + 30 * MINUTE);
    expect(over.counts).toEqual({ new: 0, learning: 0, due: 0 });
    far.clock.now += 30 * MINUTE;
    expect(question(await far.view())).toBe('Deck 1');
  });

  it('is over when all is answered, and says so without a time when nothing comes back today', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 1 }]);
    await learner.view();
    expect(await learner.grade(4)).toMatchObject({ current: null, upcoming: null, nextDueAtMillis: null, counts: { new: 0, learning: 0, due: 0 } });
  });

  it('gives exactly the outcome that the button showed', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 12, preset: { learningStepsMinutes: [] } }]);
    const promised = new Map<number, number>();
    for (let view = await learner.view(); view.current !== null; view = await learner.grade(4)) {
      promised.set(view.current.cardId, (view.current.outcomes[3]?.delayMillis ?? 0) / DAY);
    }
    const library = await learner.closeAndOpen();
    const stored = library.database.prepare('SELECT id, interval_days FROM cards WHERE state = 2 ORDER BY id').raw().all();
    expect(stored).toEqual([...promised].sort(([one], [other]) => one - other));
    expect(stored).toHaveLength(12);
    // Fuzz spreads what would otherwise all be the same interval.
    expect(new Set(promised.values()).size).toBeGreaterThan(1);
  });

  it('counts no answer for longer than a minute', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 2 }]);
    await learner.view();
    await learner.grade(4, 3_600_000);
    expect((await learner.client.call('study.summary', { deckId: learner.deckId, sinceMillis: 0 })).studiedMillis).toBe(60_000);
  });

  it('studies the decks below along with a deck, in the order of the tree', async () => {
    const learner = await createLearner([
      { name: 'Deck', notes: 0 },
      { name: 'Deck::Part 10', notes: 1 },
      { name: 'Deck::Part 2', notes: 1 },
    ]);
    const view = await learner.view();
    expect(view.counts.new).toBe(2);
    expect(currentOf(view).deckName).toBe('Deck::Part 2');
    expect(view.upcoming?.deckName).toBe('Deck::Part 10');
  });

  it('shows a card that was rendered ahead as it is now: edited, renamed, flagged', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 3 }]);
    const { upcoming } = await learner.view();
    if (upcoming === null) throw new Error('nothing was shown ahead');
    await learner.client.call('note.update', { noteId: upcoming.noteId, fields: ['Deck 77', 'new answer'], tags: [] });
    await learner.client.call('deck.rename', { deckId: learner.deckId, name: 'Other' });
    await learner.client.call('card.flag', { cardId: upcoming.cardId, flag: 5 });
    const view = await learner.grade(3);
    expect(question(view)).toBe('Deck 77');
    expect(currentOf(view)).toMatchObject({ deckName: 'Other', flag: 5 });
  });

  it('says that a deck is gone', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 1 }]);
    await learner.view();
    await learner.client.call('deck.delete', { deckId: learner.deckId });
    await expect(learner.view()).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('siblings', () => {
  it('are never asked on the same day, and come the next', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 3, noteType: 'Basic (and reversed)' }]);
    const asked: number[] = [];
    for (let view = await learner.view(); view.current !== null; view = await learner.grade(4)) asked.push(view.current.noteId);
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(3);
    learner.clock.now += DAY;
    expect((await learner.view()).counts.new).toBe(3);
  });

  it('are all asked when the preset does not bury them', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 3, noteType: 'Basic (and reversed)', preset: { buryNewSiblings: false } }]);
    expect((await learner.view()).counts.new).toBe(6);
    expect((await learner.grade(4)).counts.new).toBe(5);
  });
});

describe('a grade', () => {
  it('is counted once, even when the same card comes back at once', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 1 }]);
    const { cardId, reviewCount } = currentOf(await learner.view());
    const grade = { deckId: learner.deckId, cardId, rating: 1, durationMillis: 100, reviewCount } as const;
    expect(currentOf(await learner.client.call('study.grade', grade)).cardId).toBe(cardId);
    await expect(learner.client.call('study.grade', grade)).rejects.toMatchObject({ code: 'conflict' });
    expect((await learner.client.call('study.summary', { deckId: learner.deckId, sinceMillis: 0 })).answeredCount).toBe(1);
  });

  it.each([
    ['was edited', (learner: Learner, view: StudyView) => learner.client.call('note.update', { noteId: learner.noteIdOf(view), fields: ['new', 'text'], tags: [] })],
    ['was buried', (learner: Learner, view: StudyView) => learner.client.call('card.bury', { cardId: currentOf(view).cardId })],
    ['was suspended', (learner: Learner, view: StudyView) => learner.client.call('card.suspend', { cardId: currentOf(view).cardId, suspended: true })],
    ['was deleted', (learner: Learner, view: StudyView) => learner.client.call('note.delete', { noteIds: [learner.noteIdOf(view)] })],
  ])('is refused when the card %s since it was shown', async (_what, change) => {
    const learner = await createLearner([{ name: 'Deck', notes: 2 }]);
    const view = await learner.view();
    learner.clock.now += 1000;
    await change(learner, view);
    const { cardId } = currentOf(view);
    await expect(learner.client.call('study.grade', { deckId: learner.deckId, cardId, rating: 3, durationMillis: 100 })).rejects.toMatchObject({ code: 'conflict' });
    expect((await learner.client.call('study.summary', { deckId: learner.deckId, sinceMillis: 0 })).answeredCount).toBe(0);
  });

  it('is refused for a card that was not shown', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 9 }]);
    const view = await learner.view();
    const other = currentOf(view).cardId + 5;
    await expect(learner.client.call('study.grade', { deckId: learner.deckId, cardId: other, rating: 3, durationMillis: 1 })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is taken for the card that was shown ahead, though others were put in front of it meanwhile', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 9 }]);
    await learner.view();
    await learner.grade(1);
    await learner.grade(1);
    const ahead = (await learner.view()).upcoming;
    if (ahead === null) throw new Error('nothing was shown ahead');
    learner.clock.now += 2 * MINUTE;
    const next = await learner.grade(3);
    expect([currentOf(next).cardId, next.upcoming?.cardId]).not.toContain(ahead.cardId);
    const grade = { deckId: learner.deckId, cardId: ahead.cardId, rating: 3, durationMillis: 5, reviewCount: ahead.reviewCount } as const;
    await learner.client.call('study.grade', grade);
    await expect(learner.client.call('study.grade', grade)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps in the log what was answered', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 1 }]);
    const { cardId } = currentOf(await learner.view());
    const answered = { asked: 'Who is this?', answered: 'a leader', correct: false, choices: ['a manager', 'a leader'] };
    await learner.client.call('study.grade', { deckId: learner.deckId, cardId, rating: 1, durationMillis: 700, answered });
    const library = await learner.closeAndOpen();
    const row = library.database.prepare('SELECT rating, kind, state_before, duration_millis, mode, answered FROM review_log').get();
    expect(row).toEqual({ rating: 1, kind: 0, state_before: 0, duration_millis: 700, mode: 'recall', answered: JSON.stringify(answered) });
  });

  it('tags a leech, and suspends it when the preset says so', async () => {
    const learner = await createLearner([
      { name: 'Deck', notes: 1, preset: { leechLapses: 1, leechAction: 'suspend', learningStepsMinutes: [], relearningStepsMinutes: [10] } },
    ]);
    const view = await learner.view();
    await learner.grade(4);
    learner.clock.now += 30 * DAY;
    const after = await learner.grade(1);
    expect(after.current).toBeNull();
    expect((await learner.client.call('note.get', { noteId: learner.noteIdOf(view) })).tags).toEqual([LEECH_TAG]);
    learner.clock.now += DAY;
    expect((await learner.view()).current).toBeNull();
  });
});

describe('undo while studying', () => {
  it('gives back exactly the rows from before, and asks the card again', async () => {
    const decks = [{ name: 'Deck', notes: 4, noteType: 'Basic (and reversed)' as const, preset: { leechLapses: 1, learningStepsMinutes: [] } }];
    const play = async (undone: number): Promise<unknown> => {
      const learner = await createLearner(decks);
      for (const rating of [4, 4, 4] as const) {
        await learner.view();
        learner.clock.now += 5000;
        await learner.grade(rating);
      }
      learner.clock.now += 60 * DAY;
      const before = await learner.view();
      const graded: number[] = [];
      for (let count = 0; count < undone; count += 1) {
        graded.push(currentOf(await learner.view()).cardId);
        await learner.grade(1);
      }
      for (const cardId of graded.reverse()) {
        expect(await learner.client.call('undo.undo', {})).toEqual({ label: 'Grade card' });
        expect(currentOf(await learner.view()).cardId).toBe(cardId);
      }
      expect((await learner.view()).counts).toEqual(before.counts);
      return dumpTables(learner);
    };
    expect(await play(3)).toEqual(await play(0));
  });

  it('asks the earliest of several grades taken back between two looks', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 9 }]);
    const first = currentOf(await learner.view()).cardId;
    for (let count = 0; count < 3; count += 1) await learner.grade(3);
    for (let count = 0; count < 3; count += 1) await learner.client.call('undo.undo', {});
    expect(currentOf(await learner.view()).cardId).toBe(first);
    await learner.client.call('undo.redo', {});
    expect(currentOf(await learner.view()).cardId).not.toBe(first);
  });

  it('brings a buried card back to the front', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 9, preset: { newOrder: 'random' } }]);
    await learner.view();
    const { cardId } = currentOf(await learner.grade(3));
    await learner.client.call('card.bury', { cardId });
    expect(currentOf(await learner.view()).cardId).not.toBe(cardId);
    await learner.client.call('undo.undo', {});
    expect(currentOf(await learner.view()).cardId).toBe(cardId);
  });

  it('takes a leech tag back with its grade', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 1, preset: { leechLapses: 1, learningStepsMinutes: [] } }]);
    const view = await learner.view();
    await learner.grade(4);
    learner.clock.now += 30 * DAY;
    await learner.view();
    await learner.grade(1);
    await learner.client.call('undo.undo', {});
    expect((await learner.client.call('note.get', { noteId: learner.noteIdOf(view) })).tags).toEqual([]);
  });
});

describe('the limits of the day', () => {
  const children = [
    { name: 'Deck', notes: 0, preset: { newPerDay: 6 } },
    { name: 'Deck::A', notes: 30, preset: { newPerDay: 4 } },
    { name: 'Deck::B', notes: 30, preset: { newPerDay: 5 } },
  ];

  it('hold for a deck and for the decks above it', async () => {
    const learner = await createLearner(children);
    expect((await learner.view()).counts.new).toBe(6);
    const inDeck = async (name: string): Promise<StudyView> => {
      const deckId = learner.deckIds.get(name);
      if (deckId === undefined) throw new Error(name);
      return learner.client.call('study.view', { deckId });
    };
    expect((await inDeck('Deck::B')).counts.new).toBe(5);
    for (let count = 0; count < 4; count += 1) await learner.grade(4);
    expect((await inDeck('Deck::A')).current).toBeNull();
    expect((await inDeck('Deck::B')).counts.new).toBe(2);
    expect((await learner.view()).counts.new).toBe(2);
  });

  it('start afresh with the next study day', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 30, preset: { newPerDay: 2 } }]);
    await learner.view();
    await learner.grade(4);
    await learner.grade(4);
    expect((await learner.view()).current).toBeNull();
    learner.clock.now = Date.UTC(2026, 8, 2, 3, 59, 59);
    expect((await learner.view()).current).toBeNull();
    learner.clock.now += 1000;
    expect((await learner.view()).counts.new).toBe(2);
  });

  it('can be exceeded for a deck, today only', async () => {
    const learner = await createLearner(children);
    for (let count = 0; count < 6; count += 1) await learner.grade(4);
    expect((await learner.view()).current).toBeNull();
    expect((await learner.client.call('study.summary', { deckId: learner.deckId, sinceMillis: 0 })).newHeldBack).toBe(54);
    await learner.client.call('study.more-new', { deckId: learner.deckId, count: 3 });
    expect((await learner.view()).counts.new).toBe(3);
    learner.clock.now += DAY;
    expect((await learner.view()).counts.new).toBe(6);
  });

  it('are the same in the tree of decks and in the session', async () => {
    const learner = await createLearner(children);
    await learner.view();
    await learner.grade(4);
    const overview = await learner.client.call('library.overview', {});
    const root = overview.decks[0];
    expect(root?.counts).toEqual((await learner.view()).counts);
    expect(root?.children.map(({ label, counts }) => [label, counts.new])).toEqual([['A', 3], ['B', 5]]);
  });
});

describe('the study day', () => {
  it('turns at four in the morning, also when the clocks change that night', async () => {
    const berlin = (millis: number): number => (millis >= Date.UTC(2026, 2, 29, 1) && millis < Date.UTC(2026, 9, 25, 1) ? 120 : 60);
    for (const [evening, turn] of [
      [Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 2, 29, 2)],
      [Date.UTC(2026, 9, 24, 20), Date.UTC(2026, 9, 25, 3)],
    ] as const) {
      const learner = await createLearner([{ name: 'Deck', notes: 9, preset: { newPerDay: 1, learningStepsMinutes: [] } }], createHandClock(evening, berlin));
      await learner.view();
      await learner.grade(1);
      learner.clock.now = turn - 1;
      expect((await learner.view()).counts).toEqual({ new: 0, learning: 0, due: 0 });
      learner.clock.now = turn;
      expect((await learner.view()).counts).toEqual({ new: 1, learning: 0, due: 1 });
    }
  });

  it('keeps the order of the answers when the clock stands still or is set back', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 1 }]);
    await learner.view();
    await learner.grade(1);
    await learner.grade(2);
    learner.clock.now -= 10 * DAY;
    expect((await learner.view()).current).toBeNull();
    learner.clock.now += 10 * DAY - HOUR;
    expect(question(await learner.view())).toBe('Deck 1');
    await learner.grade(3);
    const library = await learner.closeAndOpen();
    const log = library.database.prepare('SELECT rating, elapsed_days FROM review_log ORDER BY reviewed_at_millis').raw().all();
    expect(log).toEqual([[1, 0], [2, 0], [3, 0]]);
  });

  it('lets a card that was shown before it turned be answered after', async () => {
    const learner = await createLearner([{ name: 'Deck', notes: 9, preset: { newPerDay: 1 } }], createHandClock(Date.UTC(2026, 8, 2, 3, 59)));
    const { cardId } = currentOf(await learner.view());
    learner.clock.now += 5 * MINUTE;
    await learner.client.call('study.grade', { deckId: learner.deckId, cardId, rating: 4, durationMillis: 1 });
    expect((await learner.view()).current).toBeNull();
    const overview = await learner.client.call('library.overview', {});
    expect(overview.reviewedToday).toBe(1);
  });
});

describe('the end of a session', () => {
  it('says what was done, what comes tomorrow, and which deck has more', async () => {
    const learner = await createLearner([
      { name: 'Deck', notes: 5, preset: { newPerDay: 2, learningStepsMinutes: [], relearningStepsMinutes: [] } },
      { name: 'Other', notes: 3 },
    ]);
    await learner.view();
    await learner.grade(1, 1000);
    const sinceMillis = learner.clock.now + HOUR;
    learner.clock.now = sinceMillis;
    await learner.grade(3, 2000);
    const all = await learner.client.call('study.summary', { deckId: learner.deckId, sinceMillis: 0 });
    expect(all).toMatchObject({ answeredCount: 2, againCount: 1, newCount: 2, studiedMillis: 3000, newHeldBack: 3 });
    expect(all.tomorrow).toEqual({ new: 2, learning: 0, due: 1 });
    expect(all.nextDeck).toMatchObject({ name: 'Other', counts: { new: 3, learning: 0, due: 0 } });
    const later = await learner.client.call('study.summary', { deckId: learner.deckId, sinceMillis });
    expect(later).toMatchObject({ answeredCount: 1, againCount: 0, newCount: 1, studiedMillis: 2000 });
  });
});
