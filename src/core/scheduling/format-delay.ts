/** Delays in the few characters that a grade button has room for. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH_DAYS = 365.25 / 12;
const YEAR_DAYS = 365.25;

/** A delay as `<1 min`, `10 min`, `1.5 h`, `4 d`, `2.1 mo` or `1.3 y`. */
export function formatDelay(delayMillis: number): string {
  if (delayMillis < MINUTE) return '<1 min';
  if (Math.round(delayMillis / MINUTE) < 60) return `${Math.round(delayMillis / MINUTE)} min`;
  if (delayMillis < DAY) return `${oneDecimal(delayMillis / HOUR)} h`;
  const days = delayMillis / DAY;
  if (Math.round(days) < 31) return `${Math.round(days)} d`;
  // 364 days are 11.96 months: they round to 12 and read better as a year.
  if (days / MONTH_DAYS < 11.95) return `${oneDecimal(days / MONTH_DAYS)} mo`;
  return `${oneDecimal(days / YEAR_DAYS)} y`;
}

function oneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}
