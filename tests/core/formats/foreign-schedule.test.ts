import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleAsNew, scheduleFromFsrs, scheduleFromSm2, scheduleFromSuperMemo } from '../../../src/core/formats/foreign-schedule.ts';
import type { CardSchedule } from '../../../src/core/scheduling/model.ts';
import { readStudyMoment } from '../../../src/core/scheduling/study-day.ts';

/** Two hours east, the day begins at four: 2026-03-10, 12:00 local time. */
const nowMillis = Date.UTC(2026, 2, 10, 10);
const zoneOffsetMinutesAt = (): number => 120;
const moment = readStudyMoment({ nowMillis: () => nowMillis, zoneOffsetMinutesAt }, 4);
const context = { nowMillis, moment, withSchedule: true };
const DAY = 86_400_000;

const seen = { easeFactor: 2.5, intervalDays: 10, dueAtMillis: nowMillis, lastReviewedAtMillis: nowMillis - 10 * DAY, reviewCount: 4, lapseCount: 1 };

function isSound(schedule: CardSchedule): boolean {
  const { state, memory } = schedule;
  const times = [schedule.dueAtMillis, schedule.dueDay, schedule.lastReviewedAtMillis].filter((time) => time !== null);
  const isWhole = [...times, schedule.reviewCount, schedule.lapseCount, schedule.step, schedule.position].every(Number.isSafeInteger);
  const isBounded = memory === null || (memory.stability >= 0.001 && memory.stability <= 36_500 && memory.difficulty >= 1 && memory.difficulty <= 10);
  const isDue = (schedule.dueDay !== null) === (state === 'review') && (schedule.dueAtMillis !== null) === (state === 'learning' || state === 'relearning');
  return isWhole && isBounded && isDue && (schedule.lastReviewedAtMillis ?? 0) <= nowMillis && (state !== 'review' || (memory !== null && schedule.intervalDays >= 1));
}

describe('schedules of SM-2', () => {
  it('keep the due date, and give the memory that such an interval and ease stand for', () => {
    const schedule = scheduleFromSm2(seen, context);
    expect(schedule).toMatchObject({ state: 'review', dueDay: moment.today, intervalDays: 10, reviewCount: 4, lapseCount: 1, lastReviewedAtMillis: nowMillis - 10 * DAY });
    expect(schedule.memory?.stability).toBeCloseTo(10, 6);
    expect(schedule.memory?.difficulty).toBeCloseTo(6.9140563, 5);
  });

  it('count days from the hour at which the learner’s day begins', () => {
    const threeAtNight = Date.UTC(2026, 2, 10, 1);
    expect(scheduleFromSm2({ ...seen, dueAtMillis: threeAtNight }, context).dueDay).toBe(moment.today - 1);
    expect(scheduleFromSm2({ ...seen, dueAtMillis: threeAtNight + 3_600_000 }, context).dueDay).toBe(moment.today);
  });

  it('fill in what a program does not tell', () => {
    expect(scheduleFromSm2({ ...seen, dueAtMillis: null }, context).dueDay).toBe(moment.today);
    expect(scheduleFromSm2({ ...seen, intervalDays: null, dueAtMillis: nowMillis + 5 * DAY }, context).intervalDays).toBe(15);
    const lastUnknown = scheduleFromSm2({ ...seen, lastReviewedAtMillis: null, dueAtMillis: null, dueDay: moment.today + 3 }, context);
    expect(lastUnknown.lastReviewedAtMillis).toBe(moment.startOf(moment.today - 7));
  });

  it('leave cards new that were never seen, and all of them where schedules stay out', () => {
    const never = { ...seen, reviewCount: 0, lapseCount: 0, intervalDays: 0, lastReviewedAtMillis: null, position: 7 };
    expect(scheduleFromSm2(never, context)).toEqual(scheduleAsNew(7));
    expect(scheduleFromSm2({ ...seen, position: 7 }, { ...context, withSchedule: false })).toEqual(scheduleAsNew(7));
  });

  it('become sound ones from any numbers', () => {
    const number = fc.oneof(fc.double(), fc.integer());
    fc.assert(
      fc.property(fc.record({ easeFactor: fc.option(number), intervalDays: fc.option(number), dueAtMillis: fc.option(fc.integer()), dueDay: fc.option(number), lastReviewedAtMillis: fc.option(fc.integer()), reviewCount: number, lapseCount: number }), (numbers) => {
        expect(isSound(scheduleFromSm2(numbers, context))).toBe(true);
      }),
    );
  });
});

describe('schedules of SuperMemo', () => {
  const element = { repetitions: 8, lapses: 0, eFactor: 3.2, uFactor: 2.37, intervalDays: 429, lastReviewedAtMillis: nowMillis - 100 * DAY };

  it('are due an interval after the last repetition', () => {
    const schedule = scheduleFromSuperMemo(element, context);
    expect(schedule).toMatchObject({ state: 'review', dueDay: moment.today + 329, intervalDays: 429, reviewCount: 8, lapseCount: 0 });
    expect(schedule.memory?.stability).toBeCloseTo(429, 6);
  });

  it('leave elements new that are not memorised, whatever interval stands there', () => {
    expect(scheduleFromSuperMemo({ ...element, repetitions: 0 }, context)).toEqual(scheduleAsNew());
  });

  it('make a card the harder the lower its factor is, up to the highest A-Factor', () => {
    const difficulties = [1.2, 2, 3, 3.2, 6.9].map((eFactor) => scheduleFromSuperMemo({ ...element, intervalDays: 5, uFactor: null, eFactor }, context).memory?.difficulty ?? 0);
    expect(difficulties).toEqual([...difficulties].sort((left, right) => right - left));
    expect(new Set(difficulties).size).toBeGreaterThan(3);
  });

  it('hold a high A-Factor down by how much the interval did grow', () => {
    const held = scheduleFromSuperMemo({ ...element, intervalDays: 5, eFactor: 5, uFactor: 1.5 }, context);
    expect(held.memory).toEqual(scheduleFromSuperMemo({ ...element, intervalDays: 5, eFactor: 1.5, uFactor: 1.5 }, context).memory);
  });
});

describe('schedules of FSRS', () => {
  const card = { stability: 21.5, difficulty: 4.25, state: 'review', dueAtMillis: nowMillis + 4 * DAY, lastReviewedAtMillis: nowMillis - 17 * DAY, reviewCount: 6, lapseCount: 1 } as const;

  it('keep their memory as it is', () => {
    expect(scheduleFromFsrs(card, context)).toMatchObject({ state: 'review', dueDay: moment.today + 4, intervalDays: 21, memory: { stability: 21.5, difficulty: 4.25 }, reviewCount: 6 });
  });

  it('keep the minute at which a learning step is due', () => {
    const schedule = scheduleFromFsrs({ ...card, state: 'learning', dueAtMillis: nowMillis + 600_000, step: 1 }, context);
    expect(schedule).toMatchObject({ state: 'learning', dueAtMillis: nowMillis + 600_000, dueDay: null, intervalDays: 0, step: 1 });
  });

  it('become sound ones from any numbers', () => {
    const number = fc.oneof(fc.double(), fc.integer());
    const state = fc.constantFrom('new', 'learning', 'review', 'relearning');
    fc.assert(
      fc.property(fc.record({ stability: number, difficulty: number, state, dueAtMillis: fc.option(fc.integer()), lastReviewedAtMillis: fc.option(fc.integer()), reviewCount: number, lapseCount: number }), (numbers) => {
        expect(isSound(scheduleFromFsrs(numbers, context))).toBe(true);
      }),
    );
  });
});
