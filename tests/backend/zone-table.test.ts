/** The learner's time zone as a table says what the clock says. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleZone, zoneOffsetOf } from '../../src/backend/jobs/zone-table.ts';

const NOW_MILLIS = Date.UTC(2026, 4, 20, 12);

/** Berlin's rule since 1996: summer time from the last Sunday of March to that of October, at 01:00 UTC. */
function berlinMinutes(millis: number): number {
  const year = new Date(millis).getUTCFullYear();
  const lastSunday = (month: number): number => {
    const last = new Date(Date.UTC(year, month + 1, 0, 1));
    return last.getTime() - last.getUTCDay() * 86_400_000;
  };
  return millis >= lastSunday(2) && millis < lastSunday(9) ? 120 : 60;
}

test('at any moment from 2000 to the year after next, to the minute', () => {
  const offsetAt = zoneOffsetOf(sampleZone({ nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: berlinMinutes }));
  const minute = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minute, (minutes) => {
      expect(offsetAt(minutes * 60_000)).toBe(berlinMinutes(minutes * 60_000));
    }),
    { numRuns: 2000 },
  );
  for (const change of [Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1)]) {
    expect([offsetAt(change - 60_000), offsetAt(change + 60_000)]).toEqual([berlinMinutes(change - 60_000), berlinMinutes(change + 60_000)]);
  }
});

test('a zone that never changes is one line', () => {
  expect(sampleZone({ nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => 330 })).toEqual([{ fromMillis: Date.UTC(2000, 0, 1), minutes: 330 }]);
});
