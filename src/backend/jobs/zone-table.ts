/** The learner's time zone as data, so that a worker can reckon in it: functions do not cross threads. */

import type { Clock } from '../../core/clock.ts';

/** From each moment on, minutes east of UTC; in order of time. */
export type ZoneTable = readonly { readonly fromMillis: number; readonly minutes: number }[];

const FIRST_MILLIS = Date.UTC(2000, 0, 1);
const DAY_MILLIS = 86_400_000;
/** Learning cards are due within days; review cards go by days, which need no zone. */
const AHEAD_MILLIS = 800 * DAY_MILLIS;
/** Clocks change twice a year; where they change more often, it is weeks apart. */
const STEP_MILLIS = 7 * DAY_MILLIS;

/** Samples the clock from 2000 to two years ahead; each change of the clocks is known to the minute. */
export function sampleZone(clock: Clock): ZoneTable {
  const offsetAt = clock.zoneOffsetMinutesAt;
  const table: { fromMillis: number; minutes: number }[] = [{ fromMillis: FIRST_MILLIS, minutes: offsetAt(FIRST_MILLIS) }];
  const end = clock.nowMillis() + AHEAD_MILLIS;
  for (let millis = FIRST_MILLIS + STEP_MILLIS; millis < end; millis += STEP_MILLIS) {
    const minutes = offsetAt(millis);
    if (table.at(-1)?.minutes !== minutes) table.push({ fromMillis: findChange(offsetAt, millis - STEP_MILLIS, millis), minutes });
  }
  return table;
}

/** The minute between two moments from which the later one's offset holds. */
function findChange(offsetAt: Clock['zoneOffsetMinutesAt'], before: number, after: number): number {
  const minutes = offsetAt(after);
  let low = before;
  let high = after;
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === minutes) high = middle;
    else low = middle;
  }
  return high;
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
