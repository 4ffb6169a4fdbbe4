/** The learner's time zone as data, so that a worker can reckon in it: functions do not cross threads. */

import type { Clock } from '../../core/clock.ts';

/** From each moment on, minutes east of UTC; in order of time. */
export type ZoneTable = readonly { readonly fromMillis: number; readonly minutes: number }[];

const FIRST_MILLIS = Date.UTC(2000, 0, 1);
const YEARS_AHEAD_MILLIS = 30 * 366 * 86_400_000;
const STEP_MILLIS = 86_400_000;

/** Samples the clock once a day from 2000 to thirty years ahead, so each change of the clocks is known to the day. */
export function sampleZone(clock: Clock): ZoneTable {
  const table: { fromMillis: number; minutes: number }[] = [];
  const end = clock.nowMillis() + YEARS_AHEAD_MILLIS;
  for (let millis = FIRST_MILLIS; millis < end; millis += STEP_MILLIS) {
    const minutes = clock.zoneOffsetMinutesAt(millis);
    if (table.at(-1)?.minutes !== minutes) table.push({ fromMillis: millis, minutes });
  }
  return table;
}

/** As Clock.zoneOffsetMinutesAt. */
export function zoneOffsetOf(table: ZoneTable): (millis: number) => number {
  return (millis) => {
    let low = 0;
    let high = table.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((table[middle]?.fromMillis ?? 0) <= millis) low = middle;
      else high = middle - 1;
    }
    return table[low]?.minutes ?? 0;
  };
}
