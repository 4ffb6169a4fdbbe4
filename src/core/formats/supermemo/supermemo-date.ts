/** Dates as SuperMemo writes them, which depends on the country that the computer was set to. */

const DAY_MILLIS = 86_400_000;
/** SuperMemo began in 1987: two digits below this are of the century after. */
const FIRST_YEAR_OF_CENTURY = 80;

/** Days since 1970-01-01 of `27.01.06`, `27.01.2006`, `27/01/06`, `01/27/06` or `2006-01-27`; null for 0 and what is no date. */
export function readSuperMemoDate(text: string): number | null {
  const parts = /^\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\s*$/.exec(text)?.slice(1) ?? [];
  const [first = '', second = '', third = ''] = parts;
  if (first === '') return null;
  const isYearFirst = first.length > 2;
  const year = toYear(isYearFirst ? first : third);
  const numbers = isYearFirst ? [Number(third), Number(second)] : [Number(first), Number(second)];
  // Where the second number is no month, the first is.
  const [day, month] = (numbers[1] ?? 0) > 12 ? [numbers[1], numbers[0]] : numbers;
  if (day === undefined || month === undefined) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MILLIS : null;
}

function toYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < FIRST_YEAR_OF_CENTURY ? 2000 : 1900);
}
