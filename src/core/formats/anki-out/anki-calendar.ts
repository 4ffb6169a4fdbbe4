/** How Anki counts days: from the day that a collection was made, in the zone and with the hour that it keeps. */

import { DAY_MILLIS, HOUR_MILLIS } from '../../scheduling/study-day.ts';
import type { StudyMoment } from '../../scheduling/study-day.ts';

const MINUTE_MILLIS = 60_000;
/** Day 0 of every collection written here, before anything can be due: 1 January 2010, as a study day. */
const CREATION_DAY = Date.UTC(2010, 0, 1) / DAY_MILLIS;

export interface AnkiCalendar {
  /** Day 0 as a study day. */
  readonly creationDay: number;
  /** `col.crt`: a moment of that day, in Unix seconds. */
  readonly createdAtSeconds: number;
  /** `creationOffset`: minutes west of UTC at that moment. */
  readonly minutesWest: number;
  /** The hour at which days begin. */
  readonly rolloverHour: number;
  /** Days since day 0. */
  readonly today: number;
}

/** The same for all exports of a library, so that numbers of days stay as they are from one to the next. */
export function makeAnkiCalendar(moment: StudyMoment, zoneOffsetMinutesAt: (millis: number) => number): AnkiCalendar {
  const rolloverHour = hourOfDayStart(moment, zoneOffsetMinutesAt);
  const start = moment.startOf(CREATION_DAY);
  return {
    creationDay: CREATION_DAY,
    createdAtSeconds: Math.floor(start / 1000),
    minutesWest: -zoneOffsetMinutesAt(start),
    rolloverHour,
    today: moment.today - CREATION_DAY,
  };
}

/** Where the clocks skip that hour, the day begins later; not so on both of two days. */
function hourOfDayStart(moment: StudyMoment, zoneOffsetMinutesAt: (millis: number) => number): number {
  const hours = [moment.today, moment.today + 1].map((day) => {
    const start = moment.startOf(day);
    const local = start + zoneOffsetMinutesAt(start) * MINUTE_MILLIS;
    return Math.floor((local - Math.floor(local / DAY_MILLIS) * DAY_MILLIS) / HOUR_MILLIS);
  });
  return Math.min(...hours);
}
