/** Numbers and times in words, in the person's own number format. */

/** 1 → "1 card", 1200 → "1,200 cards". */
export function countWords(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** A span in the one or two units that matter: "40 s", "6 min", "1 h 5 min". */
export function showDuration(millis: number): string {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** 812 → "812 bytes", 12345 → "12 KB", 5400000 → "5.4 MB". */
export function showSize(bytes: number): string {
  if (bytes < 1000) return countWords(bytes, 'byte');
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toLocaleString(undefined, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${units[unit] ?? ''}`;
}

const DAY_MILLIS = 86_400_000;

/** How long ago something was, as one says it: "today", "yesterday", "3 days ago", "2 weeks ago". Days are counted by the clock, not by midnight. */
export function showAgo(thenMillis: number, nowMillis: number): string {
  const days = Math.max(0, Math.floor((nowMillis - thenMillis) / DAY_MILLIS));
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (days < 7) return words.format(-days, 'day');
  if (days < 31) return words.format(-Math.round(days / 7), 'week');
  return days < 365 ? words.format(-Math.round(days / 30.4), 'month') : words.format(-Math.round(days / 365), 'year');
}
