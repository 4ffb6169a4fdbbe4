/** The schedule comments of Obsidian's plugin: SM-2 numbers, or FSRS's own, one entry for each card of a question. */

import type { CardSchedule, CardState } from '../../scheduling/model.ts';
import { DAY_MILLIS } from '../../scheduling/study-day.ts';
import { scheduleFromFsrs, scheduleFromSm2 } from '../foreign-schedule.ts';
import type { ReaderContext } from '../format-reader.ts';

export interface ReadSchedules {
  /** By card; null: not studied yet. */
  readonly schedules: readonly (CardSchedule | null)[];
  /** True when some were SM-2's. */
  readonly converted: boolean;
}

/** The plugin gives this date to siblings that were never studied. */
const NEVER_STUDIED = '2000-01-01';
const STATES: readonly CardState[] = ['new', 'learning', 'review', 'relearning'];

/** `!2024-08-16,51,230!…` (due, interval in days, ease in hundredths) or `!fsrs,due,interval,stability,difficulty,state,reps,lapses,step,last`. */
export function readSchedules(comment: string, context: ReaderContext): ReadSchedules {
  let converted = false;
  const entries = comment.split('!').filter((entry) => entry.trim() !== '');
  const schedules = entries.map((entry) => {
    const values = entry.trim().split(',');
    if (values[0] === 'fsrs') return readFsrs(values.slice(1), context);
    const dueDay = readDay(values[0] ?? '');
    const intervalDays = Number(values[1]);
    if (dueDay === null || values[0] === NEVER_STUDIED || !Number.isFinite(intervalDays)) return null;
    converted = true;
    const ease = Number(values[2]);
    return scheduleFromSm2(
      { easeFactor: ease > 0 ? ease / 100 : null, intervalDays, dueDay, lastReviewedAtMillis: null, reviewCount: 1, lapseCount: 0 },
      context,
    );
  });
  return { schedules, converted: converted && context.withSchedule };
}

function readFsrs(values: readonly string[], context: ReaderContext): CardSchedule | null {
  const [due = '', interval, stability, difficulty, state, reps, lapses, step, last = '-'] = values;
  const dueAtMillis = readMillis(due);
  const stateName = STATES[Number(state)];
  if (dueAtMillis === null || stateName === undefined || stateName === 'new') return null;
  return scheduleFromFsrs(
    {
      stability: Number(stability),
      difficulty: Number(difficulty),
      state: stateName,
      intervalDays: Number(interval),
      // A due day without an hour is that day, wherever one is.
      ...(stateName === 'review' && readDay(due) !== null ? { dueDay: readDay(due) } : { dueAtMillis }),
      lastReviewedAtMillis: readMillis(last),
      reviewCount: Number(reps),
      lapseCount: Number(lapses),
      step: Number(step),
    },
    context,
  );
}

function readMillis(text: string): number | null {
  const millis = Date.parse(text);
  return Number.isFinite(millis) ? millis : null;
}

/** Days since 1970-01-01 of a plain date. */
function readDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return null;
  const millis = Date.parse(`${text.trim()}T00:00:00Z`);
  return Number.isFinite(millis) ? Math.floor(millis / DAY_MILLIS) : null;
}

/** A schedule as the plugin writes it with FSRS on; moments in UTC. */
export function writeSchedule(schedule: CardSchedule, startOf: (day: number) => number): string | null {
  const { state, memory } = schedule;
  const dueAtMillis = schedule.dueAtMillis ?? (schedule.dueDay === null ? null : startOf(schedule.dueDay));
  if (state === 'new' || memory === null || dueAtMillis === null) return null;
  const last = schedule.lastReviewedAtMillis === null ? '-' : toIso(schedule.lastReviewedAtMillis);
  return `!fsrs,${toIso(dueAtMillis)},${schedule.intervalDays},${memory.stability},${memory.difficulty},${STATES.indexOf(state)},${schedule.reviewCount},${schedule.lapseCount},${schedule.step},${last}`;
}

/** Stands for a card of the same question that was not studied yet. */
export const UNSTUDIED_ENTRY = `!${NEVER_STUDIED},1,250`;

function toIso(millis: number): string {
  return new Date(Math.trunc(millis)).toISOString();
}
