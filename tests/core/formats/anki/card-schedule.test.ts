/** How cards of Anki become cards of ours. */

import { describe, expect, test } from 'vitest';
import { DEFAULT_PRESET } from '../../../../src/core/scheduling/model.ts';
import { convertAsNew, convertCard } from '../../../../src/core/formats/anki/card-schedule.ts';
import type { AnkiCardRow, ScheduleContext } from '../../../../src/core/formats/anki/card-schedule.ts';
import { creationDayOf } from '../../../../src/core/formats/anki/creation-day.ts';
import { readStudyMoment } from '../../../../src/core/scheduling/study-day.ts';

const NOW_MILLIS = Date.UTC(2026, 4, 20, 12);
const DAY_MILLIS = 86_400_000;
const clock = { nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => 0 };
const context: ScheduleContext = { ...readStudyMoment(clock, 4), creationDay: 20_000, buriedOnDay: 20_593, presetOf: () => DEFAULT_PRESET };

const row: AnkiCardRow = { id: 1, nid: 1, did: 5, ord: 0, type: 0, queue: 0, due: 0, ivl: 0, factor: 0, reps: 0, lapses: 0, left: 0, odue: 0, odid: 0, flags: 0, data: '' };

describe('the state of a card', () => {
  test('new: its place in line is kept', () => {
    expect(convertCard({ ...row, due: 42 }, [], context).schedule).toMatchObject({ state: 'new', position: 42, dueDay: null, dueAtMillis: null, memory: null });
  });

  test('learning: due at a second, with the steps that remain', () => {
    const { schedule } = convertCard({ ...row, type: 1, queue: 1, due: 1_779_000_000, left: 1001, reps: 1 }, [], context);
    expect(schedule).toMatchObject({ state: 'learning', dueAtMillis: 1_779_000_000_000, dueDay: null, step: 1, memory: null });
  });

  test('learning over a day boundary: due when that day begins', () => {
    const { schedule } = convertCard({ ...row, type: 1, queue: 3, due: 595 }, [], context);
    expect(schedule.dueAtMillis).toBe(20_595 * DAY_MILLIS + 4 * 3_600_000);
  });

  test('review: due on a day of ours, counted from the collection’s first', () => {
    const { schedule } = convertCard({ ...row, type: 2, queue: 2, due: 600, ivl: 30, factor: 2500, reps: 9, lapses: 2 }, [], context);
    expect(schedule).toMatchObject({ state: 'review', dueDay: 20_600, dueAtMillis: null, intervalDays: 30, reviewCount: 9, lapseCount: 2 });
  });

  test('relearning, by the schedulers of now and then', () => {
    expect(convertCard({ ...row, type: 3, queue: 1, due: 1_779_000_000, ivl: 4, factor: 2100, left: 1 }, [], context).schedule).toMatchObject({ state: 'relearning', step: 0 });
    expect(convertCard({ ...row, type: 2, queue: 1, due: 1_779_000_000, ivl: 4, factor: 2100 }, [], context).schedule).toMatchObject({
      state: 'relearning',
      dueAtMillis: 1_779_000_000_000,
    });
  });

  test('suspended while learning: keeps its due time, whichever way it is written', () => {
    expect(convertCard({ ...row, type: 1, queue: -1, due: 1_779_000_000 }, [], context)).toMatchObject({ suspended: true, schedule: { dueAtMillis: 1_779_000_000_000 } });
    expect(convertCard({ ...row, type: 1, queue: -1, due: 3 }, [], context).schedule.dueAtMillis).toBe(20_003 * DAY_MILLIS + 4 * 3_600_000);
  });

  test('buried with its siblings or by hand: on the day that the collection was last at', () => {
    expect(convertCard({ ...row, queue: -2 }, [], context).buried).toEqual({ onDay: 20_593, by: 'siblings' });
    expect(convertCard({ ...row, queue: -3 }, [], context).buried).toEqual({ onDay: 20_593, by: 'hand' });
  });

  test('being relearned when a filtered deck took it, not answered there: due when its step ends, not at its place in that deck', () => {
    const visitor = { ...row, did: 9, odid: 5, type: 3, queue: 1, due: -99_997, odue: 1_779_190_000, reps: 6, lapses: 2, left: 1 };
    expect(convertCard(visitor, [], context).schedule).toMatchObject({ state: 'relearning', dueAtMillis: 1_779_190_000_000, dueDay: null });
    const answeredThere = { ...visitor, due: 1_779_195_000, odue: 610 };
    expect(convertCard(answeredThere, [], context).schedule.dueAtMillis).toBe(1_779_195_000_000);
  });

  test('whose last review stands in the log a second beside what the card itself says: the log has it to the millisecond', () => {
    const reviewed = { ...row, type: 2, queue: 2, due: 620, ivl: 12, factor: 2500, reps: 1, data: '{"s":12,"d":5,"lrt":1779190001}' };
    const answer = { reviewedAtMillis: 1_779_190_000_990, rating: 3, kind: 'review', intervalDays: 12, ease: 2.5 } as const;
    expect(convertCard(reviewed, [answer], context).schedule.lastReviewedAtMillis).toBe(1_779_190_000_990);
    expect(convertCard(reviewed, [{ ...answer, reviewedAtMillis: 1_779_000_000_000 }], context).schedule.lastReviewedAtMillis).toBe(1_779_190_001_000);
  });

  test('in a filtered deck: home again, due as at home', () => {
    const visitor = { ...row, did: 9, odid: 5, type: 2, queue: 2, due: -99_999, odue: 610, ivl: 12, factor: 2500 };
    expect(convertCard(visitor, [], context)).toMatchObject({ homeDeckId: 5, schedule: { state: 'review', dueDay: 20_610 } });
  });

  test('flags keep their colour and lose what else is in the number', () => {
    expect(convertCard({ ...row, flags: 8 + 3 }, [], context).flag).toBe(3);
  });
});

describe('the memory of a card', () => {
  const review = { ...row, type: 2, queue: 2, due: 600, ivl: 10, factor: 2500 };

  test('is the file’s own when it has one, with the time of the last review', () => {
    const converted = convertCard({ ...review, data: '{"s":12.5,"d":4.5,"dr":0.9,"lrt":1700000000}' }, [], context);
    expect(converted).toMatchObject({ isMemoryDerived: false, schedule: { memory: { stability: 12.5, difficulty: 4.5 }, lastReviewedAtMillis: 1_700_000_000_000 } });
  });

  test('comes from interval and ease when there is nothing else', () => {
    const { schedule, isMemoryDerived } = convertCard(review, [], context);
    expect(isMemoryDerived).toBe(true);
    expect(schedule.memory?.stability).toBeCloseTo(10, 5);
    expect(schedule.memory?.difficulty).toBeCloseTo(6.9140563, 4);
    expect(schedule.lastReviewedAtMillis).toBe(20_590 * DAY_MILLIS + 4 * 3_600_000);
  });

  test('comes from the review log when there is one', () => {
    const at = Date.UTC(2026, 4, 1);
    const log = [
      { reviewedAtMillis: at, rating: 3, kind: 'learning', intervalDays: 1, ease: 2.5 },
      { reviewedAtMillis: at + 5 * DAY_MILLIS, rating: 3, kind: 'review', intervalDays: 10, ease: 2.5 },
    ] as const;
    const { schedule, isMemoryDerived } = convertCard(review, log, context);
    expect(isMemoryDerived).toBe(true);
    expect(schedule.lastReviewedAtMillis).toBe(at + 5 * DAY_MILLIS);
    expect(schedule.memory?.stability).not.toBeCloseTo(10, 2);
  });

  test('is never outside its bounds, whatever the file says', () => {
    const { schedule } = convertCard({ ...review, data: '{"s":1e9,"d":99}' }, [], context);
    expect(schedule.memory).toEqual({ stability: 36_500, difficulty: 10 });
    expect(convertCard({ ...review, data: '{"s":-1,"d":5}' }, [], context).isMemoryDerived).toBe(true);
  });
});

describe('without its schedule', () => {
  test('a card is new and keeps its flag and its home', () => {
    const converted = convertAsNew({ ...row, type: 2, queue: -1, due: 600, did: 9, odid: 5, flags: 2, data: '{"pos":17}' });
    expect(converted).toMatchObject({ homeDeckId: 5, suspended: false, flag: 2, schedule: { state: 'new', position: 17, memory: null } });
  });
});

describe('day 0 of a collection', () => {
  test.each([
    ['four in the morning in Berlin in summer', Date.UTC(2024, 6, 1, 2) / 1000, -120, '2024-07-01'],
    ['four in the morning in California', Date.UTC(2024, 0, 5, 12) / 1000, 480, '2024-01-05'],
    ['midnight in Tokyo', Date.UTC(2024, 0, 4, 15) / 1000, -540, '2024-01-05'],
  ])('%s', (_name, createdAtSeconds, minutesWest, date) => {
    const day = creationDayOf(createdAtSeconds, minutesWest, 0);
    expect(new Date(day * DAY_MILLIS).toISOString().slice(0, 10)).toBe(date);
  });

  test('is reckoned in the learner’s zone when the collection names none', () => {
    expect(creationDayOf(Date.UTC(2024, 0, 4, 23, 30) / 1000, null, 60)).toBe(Date.UTC(2024, 0, 5) / DAY_MILLIS);
  });
});
