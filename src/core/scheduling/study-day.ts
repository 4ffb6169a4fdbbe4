/** The study day: a day that begins at an hour of the learner's choice, counted as an integer since 1970-01-01 local time. */

import type { Clock } from '../clock.ts';

export const HOUR_MILLIS = 3_600_000;
export const DAY_MILLIS = 24 * HOUR_MILLIS;
const MINUTE_MILLIS = 60_000;

type ZoneOffsetMinutesAt = Clock['zoneOffsetMinutesAt'];

/**
 * The study day that holds the moment `millis` (Unix milliseconds): days since 1970-01-01 in local time, each beginning at
 * `dayStartsAtHour` (0 to 23). A day is 23 or 25 hours long where the clocks change.
 */
export function studyDayOf(millis: number, dayStartsAtHour: number, zoneOffsetMinutesAt: ZoneOffsetMinutesAt): number {
  const localMillis = millis + zoneOffsetMinutesAt(millis) * MINUTE_MILLIS;
  return Math.floor((localMillis - dayStartsAtHour * HOUR_MILLIS) / DAY_MILLIS);
}

/** The farthest moment that a Date holds (ECMAScript, Time Values). */
const LAST_DATE_MILLIS = 8.64e15;

/** The first moment (Unix milliseconds) of the study day, whatever the clocks do that night. */
export function studyDayStart(day: number, dayStartsAtHour: number, zoneOffsetMinutesAt: ZoneOffsetMinutesAt): number {
  // Zones lie between 14 hours east and 12 hours west of UTC, so the beginning is inside this window.
  const utcGuess = day * DAY_MILLIS + dayStartsAtHour * HOUR_MILLIS;
  // No clock goes so far, and numbers so large no longer tell milliseconds apart.
  if (Math.abs(utcGuess) > LAST_DATE_MILLIS) return utcGuess;
  let before = utcGuess - 16 * HOUR_MILLIS;
  let after = utcGuess + 16 * HOUR_MILLIS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (studyDayOf(middle, dayStartsAtHour, zoneOffsetMinutesAt) >= day) after = middle;
    else before = middle;
  }
  return after;
}

/** A moment, with all that scheduling asks of the calendar at it. */
export interface StudyMoment {
  readonly nowMillis: number;
  /** The study day of now. */
  readonly today: number;
  /** When tomorrow's study day begins. */
  readonly nextDayAtMillis: number;
  readonly dayOf: (millis: number) => number;
  /** When a study day begins. */
  readonly startOf: (day: number) => number;
}

/** Reads the clock once. */
export function readStudyMoment(clock: Clock, dayStartsAtHour: number): StudyMoment {
  const nowMillis = clock.nowMillis();
  const dayOf = (millis: number): number => studyDayOf(millis, dayStartsAtHour, clock.zoneOffsetMinutesAt);
  const startOf = (day: number): number => studyDayStart(day, dayStartsAtHour, clock.zoneOffsetMinutesAt);
  const today = dayOf(nowMillis);
  return { nowMillis, today, nextDayAtMillis: startOf(today + 1), dayOf, startOf };
}
