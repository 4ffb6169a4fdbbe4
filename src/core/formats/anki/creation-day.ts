/** Which of our study days is day 0 of an Anki collection. */

const DAY_SECONDS = 86_400;
const MINUTE_SECONDS = 60;

/**
 * The local calendar date of the collection's creation stamp, as days since 1970-01-01: Anki counts days from that date,
 * at whatever hour its day begins, and so does a study day of ours. `localMinutesEast` is used where the collection does not say.
 */
export function creationDayOf(createdAtSeconds: number, minutesWest: number | null, localMinutesEast: number): number {
  const minutesEast = minutesWest === null ? localMinutesEast : -minutesWest;
  return Math.floor((createdAtSeconds + minutesEast * MINUTE_SECONDS) / DAY_SECONDS);
}
