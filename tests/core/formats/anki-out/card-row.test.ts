import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeAnkiCalendar } from '../../../../src/core/formats/anki-out/anki-calendar.ts';
import { easeOf, toAnkiCard } from '../../../../src/core/formats/anki-out/card-row.ts';
import { toAnkiReview } from '../../../../src/core/formats/anki-out/review-row.ts';
import type { ExportedCard, ExportedReview } from '../../../../src/core/formats/export-source.ts';
import type { CardId, DeckId, NoteId } from '../../../../src/core/ids.ts';
import { convertSm2 } from '../../../../src/core/scheduling/convert-sm2.ts';
import { fsrsOf } from '../../../../src/core/scheduling/fsrs.ts';
import { DEFAULT_PRESET } from '../../../../src/core/scheduling/model.ts';
import { readStudyMoment } from '../../../../src/core/scheduling/study-day.ts';
import { MOMENT, NEW_CARD, NOW_MILLIS } from '../../../fixtures/export-source.ts';

const calendar = makeAnkiCalendar(MOMENT, () => 0);
const context = { calendar, dayOf: MOMENT.dayOf, preset: DEFAULT_PRESET };
const CARD: ExportedCard = {
  id: 1 as CardId,
  noteId: 1 as NoteId,
  ordinal: 0,
  deckId: 1 as DeckId,
  schedule: NEW_CARD,
  suspended: false,
  buried: null,
  flag: 0,
  modifiedAtMillis: NOW_MILLIS,
};
const DAY = 86_400_000;

describe('the calendar', () => {
  test.each([
    [-300, 4],
    [330, 0],
    [840, 23],
    [-720, 2],
  ])('%i minutes east of UTC with days that begin at %i counts days as Versus does', (minutes, hour) => {
    const moment = readStudyMoment({ nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => minutes }, hour);
    const made = makeAnkiCalendar(moment, () => minutes);
    expect(made).toMatchObject({ rolloverHour: hour, minutesWest: -minutes, today: moment.today - made.creationDay });
    // Anki's day 0 is the local calendar date of the stamp.
    expect(Math.floor((made.createdAtSeconds + minutes * 60) / 86_400)).toBe(made.creationDay);
  });

  test('a day that summer time makes begin late does not move the hour', () => {
    // Summer time begins on the day of the fixture, at two.
    const start = Date.UTC(2026, 4, 20, 2);
    const zone = (millis: number): number => (millis >= start ? 60 : 0);
    const moment = readStudyMoment({ nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: zone }, 2);
    expect(makeAnkiCalendar(moment, zone).rolloverHour).toBe(2);
  });
});

describe('a card for Anki', () => {
  test('that is to be reviewed is due on a day of the collection, with its memory and the decay of its preset', () => {
    const schedule = { ...NEW_CARD, state: 'review', position: 7, dueDay: MOMENT.today + 3, memory: { stability: 12.5, difficulty: 5.25 }, lastReviewedAtMillis: NOW_MILLIS, intervalDays: 10, reviewCount: 4, lapseCount: 1 } as const;
    const row = toAnkiCard({ ...CARD, schedule, flag: 3 }, context);
    expect(row).toMatchObject({ type: 2, queue: 2, due: calendar.today + 3, ivl: 10, reps: 4, lapses: 1, flags: 3, odue: 0, odid: 0, left: 0 });
    expect(JSON.parse(row.data)).toEqual({ pos: 7, s: 12.5, d: 5.25, dr: 0.9, decay: 0.1542, lrt: NOW_MILLIS / 1000 });
  });

  test('in its steps is due at a second today and on a day later, with the steps that are left', () => {
    const soon = { ...NEW_CARD, state: 'learning', dueAtMillis: NOW_MILLIS + 600_500, step: 1 } as const;
    expect(toAnkiCard({ ...CARD, schedule: soon }, context)).toMatchObject({ type: 1, queue: 1, due: NOW_MILLIS / 1000 + 600, left: 1, ivl: 0, factor: 0 });
    const later = { ...soon, state: 'relearning', step: 0, dueAtMillis: NOW_MILLIS + 2 * DAY } as const;
    expect(toAnkiCard({ ...CARD, schedule: later }, context)).toMatchObject({ type: 3, queue: 3, due: calendar.today + 2, left: 1, ivl: 1 });
  });

  test('set aside keeps the second at which its step ends, however far off', () => {
    const later = { ...NEW_CARD, state: 'learning', dueAtMillis: NOW_MILLIS + 2 * DAY } as const;
    expect(toAnkiCard({ ...CARD, schedule: later, suspended: true }, context)).toMatchObject({ queue: -1, due: (NOW_MILLIS + 2 * DAY) / 1000 });
  });

  test('is buried for today alone, and suspended before all else', () => {
    expect(toAnkiCard({ ...CARD, buried: { onDay: MOMENT.today, by: 'siblings' } }, context).queue).toBe(-2);
    expect(toAnkiCard({ ...CARD, buried: { onDay: MOMENT.today, by: 'hand' } }, context).queue).toBe(-3);
    expect(toAnkiCard({ ...CARD, buried: { onDay: MOMENT.today - 1, by: 'hand' } }, context).queue).toBe(0);
    expect(toAnkiCard({ ...CARD, suspended: true, buried: { onDay: MOMENT.today, by: 'hand' } }, context).queue).toBe(-1);
  });

  test('has the ease from which its memory would be worked out', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.4, max: 4, noNaN: true }), fc.integer({ min: 1, max: 400 }), (ease, days) => {
        const memory = convertSm2(fsrsOf(null), ease, days);
        fc.pre(memory.difficulty > 1 && memory.difficulty < 10);
        expect(easeOf(null, memory)).toBeCloseTo(ease, 6);
      }),
    );
  });
});

describe('a review for Anki', () => {
  const review: ExportedReview = {
    cardId: 1 as CardId,
    reviewedAtMillis: NOW_MILLIS,
    rating: 3,
    kind: 'review',
    stateBefore: 'review',
    elapsedDays: 3,
    intervalDays: 12,
    difficultyAfter: 5.5,
    durationMillis: 4321,
  };

  test('has its interval in days or negative seconds, and the difficulty where the ease was', () => {
    expect(toAnkiReview(review, { ...review, intervalDays: 1 / 144 })).toEqual({ ease: 3, ivl: 12, lastIvl: -600, factor: 600, time: 4321, type: 1 });
  });

  test('is never mistaken for a reset or a cram, nor these for an answer', () => {
    expect(toAnkiReview({ ...review, difficultyAfter: null }, null).factor).toBeGreaterThan(1100);
    expect(toAnkiReview({ ...review, difficultyAfter: null, rating: 0, kind: 'manual' }, null).factor).toBeGreaterThan(1100);
    expect(toAnkiReview({ ...review, difficultyAfter: null, rating: 0, kind: 'manual', intervalDays: 0 }, null).factor).toBe(0);
    expect(toAnkiReview({ ...review, difficultyAfter: null, kind: 'filtered' }, null).factor).toBe(0);
  });
});
