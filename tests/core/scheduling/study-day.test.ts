import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MILLIS, HOUR_MILLIS, readStudyMoment, studyDayOf, studyDayStart } from '../../../src/core/scheduling/study-day.ts';

/** Berlin's clocks in 2026: summer time from 29 March to 25 October, both at 01:00 UTC. */
function berlinOffset(millis: number): number {
  return millis >= Date.UTC(2026, 2, 29, 1) && millis < Date.UTC(2026, 9, 25, 1) ? 120 : 60;
}

const dayNumber = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / DAY_MILLIS;

describe('the study day', () => {
  it('has a beginning even in numbers that no calendar holds', () => {
    expect(studyDayStart(4_294_967_296, 4, () => 60)).toBe(4_294_967_296 * DAY_MILLIS + 4 * HOUR_MILLIS);
    expect(studyDayStart(-(2 ** 52), 4, () => 60)).toBeLessThan(0);
  });

  it('begins at four in the morning, local time', () => {
    const beforeFour = Date.UTC(2026, 6, 10, 1, 59, 59, 999);
    expect(studyDayOf(beforeFour, 4, berlinOffset)).toBe(dayNumber(2026, 7, 9));
    expect(studyDayOf(beforeFour + 1, 4, berlinOffset)).toBe(dayNumber(2026, 7, 10));
    expect(studyDayStart(dayNumber(2026, 7, 10), 4, berlinOffset)).toBe(beforeFour + 1);
  });

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    const hours = (day: number): number => (studyDayStart(day + 1, 4, berlinOffset) - studyDayStart(day, 4, berlinOffset)) / HOUR_MILLIS;
    expect(hours(dayNumber(2026, 3, 28))).toBe(23);
    expect(hours(dayNumber(2026, 3, 29))).toBe(24);
    expect(hours(dayNumber(2026, 10, 24))).toBe(25);
  });

  it('begins where the clocks jump over its first hour', () => {
    // With days that begin at 02:00, the 29th of March begins at 03:00 summer time.
    expect(studyDayStart(dayNumber(2026, 3, 29), 2, berlinOffset)).toBe(Date.UTC(2026, 2, 29, 1));
  });

  it('holds every moment between its beginning and the next, everywhere and at every hour', () => {
    const anywhere = fc.record({
      millis: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
      hour: fc.integer({ min: 0, max: 23 }),
      offset: fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15),
      summer: fc.boolean(),
    });
    fc.assert(
      fc.property(anywhere, ({ millis, hour, offset, summer }) => {
        const offsetAt = (at: number): number => offset + (summer ? berlinOffset(at) - 60 : 0);
        const day = studyDayOf(millis, hour, offsetAt);
        expect(studyDayStart(day, hour, offsetAt)).toBeLessThanOrEqual(millis);
        expect(studyDayStart(day + 1, hour, offsetAt)).toBeGreaterThan(millis);
        expect(studyDayOf(studyDayStart(day, hour, offsetAt), hour, offsetAt)).toBe(day);
      }),
    );
  });

  it('is read from the clock as one moment', () => {
    const moment = readStudyMoment({ nowMillis: () => Date.UTC(2026, 6, 10, 1), zoneOffsetMinutesAt: berlinOffset }, 4);
    expect(moment.today).toBe(dayNumber(2026, 7, 9));
    expect(moment.nextDayAtMillis).toBe(Date.UTC(2026, 6, 10, 2));
    expect(moment.dayOf(moment.nextDayAtMillis)).toBe(moment.today + 1);
  });
});
