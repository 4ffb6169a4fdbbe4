/** Weeks of study days, each beginning on a Monday, for what is shown over time. */

/** Day 0 of the study days, 1970-01-01, was a Thursday. */
const THURSDAY = 3;
const WEEK_DAYS = 7;

/** The Monday (a study day) of the week that holds the study day. */
export function mondayOf(day: number): number {
  return Math.floor((day + THURSDAY) / WEEK_DAYS) * WEEK_DAYS - THURSDAY;
}

export interface WeekTally {
  /** Study day. */
  readonly monday: number;
  readonly answers: number;
  readonly confusions: number;
}

/** Answers and confusions of each week from the first answer's to the last one's, oldest first; weeks without any are there too. */
export function tallyWeeks(answers: Iterable<{ readonly day: number; readonly isConfusion: boolean }>): readonly WeekTally[] {
  const byMonday = new Map<number, { answers: number; confusions: number }>();
  for (const { day, isConfusion } of answers) {
    const monday = mondayOf(day);
    const week = byMonday.get(monday) ?? { answers: 0, confusions: 0 };
    week.answers += 1;
    if (isConfusion) week.confusions += 1;
    byMonday.set(monday, week);
  }
  if (byMonday.size === 0) return [];
  const mondays = [...byMonday.keys()];
  const first = Math.min(...mondays);
  const last = Math.max(...mondays);
  return Array.from({ length: (last - first) / WEEK_DAYS + 1 }, (_, index) => {
    const monday = first + index * WEEK_DAYS;
    return { monday, ...(byMonday.get(monday) ?? { answers: 0, confusions: 0 }) };
  });
}
