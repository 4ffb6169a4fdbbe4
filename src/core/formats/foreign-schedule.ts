/** Schedules of other programs as ours: SM-2's and SuperMemo's numbers become an FSRS memory state, FSRS's own are kept. */

import { convertSm2 } from '../scheduling/convert-sm2.ts';
import { clampMemory, fsrsOf } from '../scheduling/fsrs.ts';
import type { CardSchedule, CardState } from '../scheduling/model.ts';
import { newSchedule } from '../scheduling/new-schedule.ts';
import type { ReaderContext } from './format-reader.ts';

/** Said once by every reader that brought a schedule in which was not FSRS's. */
export const SCHEDULE_CONVERTED = {
  code: 'schedule-converted',
  message: 'The schedule of this file was converted: cards stay due when they were, and how well each is remembered was worked out from what the file tells of its reviews.',
} as const;

type ScheduleContext = Pick<ReaderContext, 'nowMillis' | 'moment' | 'withSchedule'>;

/** When a card is due: a study day (days since 1970-01-01 in local time), a moment, or null for its interval after its last review. */
interface DueTime {
  readonly dueDay?: number | null;
  readonly dueAtMillis?: number | null;
}

export interface Sm2Numbers extends DueTime {
  /** The factor by which intervals grow: 1.3 to about 3, 2.5 to begin with. Null where the program has none. */
  readonly easeFactor: number | null;
  /** Null: from the last review to the due time. */
  readonly intervalDays: number | null;
  /** Null: not known, or never reviewed. */
  readonly lastReviewedAtMillis: number | null;
  readonly reviewCount: number;
  readonly lapseCount: number;
  /** Place in line among new cards; 0 when left out. */
  readonly position?: number;
}

export interface SuperMemoNumbers {
  /** Since the last lapse; 0 for elements not yet memorised. */
  readonly repetitions: number;
  readonly lapses: number;
  /** E-Factor (SuperMemo 2 to 7, 1.3 to 3.2) or A-Factor (SuperMemo 8 and later, 1.2 to 6.9); null where there is none. */
  readonly eFactor: number | null;
  /** U-Factor: the current interval divided by the one before, or the interval itself when it is the first. */
  readonly uFactor: number | null;
  readonly intervalDays: number | null;
  readonly lastReviewedAtMillis: number | null;
  readonly position?: number;
}

export interface FsrsNumbers extends DueTime {
  /** Days. */
  readonly stability: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly state: CardState;
  /** Null: from the last review to the due time. */
  readonly intervalDays?: number | null;
  readonly lastReviewedAtMillis: number | null;
  readonly reviewCount: number;
  readonly lapseCount: number;
  /** Index of the current learning step. */
  readonly step?: number;
  readonly position?: number;
}

const FIRST_EASE = 2.5;
/** SM-2 lets no E-Factor fall lower (Wozniak 1990, "Optimization of learning"). */
const LEAST_EASE = 1.3;
/** The highest E-Factor of SuperMemo 7; A-Factors go on to 6.9, but such growth is that of the second repetition alone. */
const MOST_EASE = 3.2;
const MOST_DAYS = 36_500;

/** A card never seen, in its place in line. */
export function scheduleAsNew(position = 0): CardSchedule {
  return newSchedule(toCount(position));
}

/**
 * A review card with the memory state of `convertSm2`, or a new one when it was never reviewed (no count, no last review,
 * no interval) or when schedules stay out. Numbers beyond sense are brought into their bounds; nothing is thrown.
 */
export function scheduleFromSm2(numbers: Sm2Numbers, context: ScheduleContext): CardSchedule {
  const wasSeen = numbers.reviewCount > 0 || numbers.lapseCount > 0 || numbers.lastReviewedAtMillis !== null || (numbers.intervalDays ?? 0) > 0;
  if (!context.withSchedule || !wasSeen) return scheduleAsNew(numbers.position);
  const times = readTimes(numbers, context);
  const ease = clamp(numbers.easeFactor ?? FIRST_EASE, LEAST_EASE, MOST_EASE, FIRST_EASE);
  return {
    ...scheduleAsNew(numbers.position),
    state: 'review',
    dueDay: times.dueDay,
    memory: convertSm2(fsrsOf(null), ease, times.intervalDays),
    lastReviewedAtMillis: times.lastReviewedAtMillis,
    intervalDays: times.intervalDays,
    reviewCount: Math.max(toCount(numbers.reviewCount), 1),
    lapseCount: toCount(numbers.lapseCount),
  };
}

/**
 * A review card, or a new one when SuperMemo has neither repetitions nor lapses of it. An E-Factor (help.supermemo.org:
 * Glossary:E-Factor) is the factor that SM-2 multiplies intervals by, and is taken as it is. An A-Factor (Glossary:A-Factor)
 * is the second optimum interval divided by the first, and later intervals grow by less. So where a number is higher than any
 * E-Factor, the U-Factor, by which this card's last interval did grow (Glossary:U-Factor), holds it down once there were two
 * repetitions or more. Both end at 1.3 and 3.2.
 */
export function scheduleFromSuperMemo(numbers: SuperMemoNumbers, context: ScheduleContext): CardSchedule {
  const { repetitions, lapses, eFactor, uFactor } = numbers;
  if (repetitions <= 0 && lapses <= 0) return scheduleAsNew(numbers.position);
  const isAFactor = eFactor !== null && eFactor > MOST_EASE;
  const grewBy = isAFactor && repetitions > 1 && uFactor !== null && uFactor > 0 ? uFactor : Number.POSITIVE_INFINITY;
  return scheduleFromSm2(
    {
      easeFactor: eFactor === null || eFactor <= 0 ? null : Math.min(eFactor, grewBy),
      intervalDays: numbers.intervalDays,
      lastReviewedAtMillis: numbers.lastReviewedAtMillis,
      // Repetitions count anew after each lapse, which was an answer too.
      reviewCount: toCount(repetitions) + toCount(lapses),
      lapseCount: lapses,
      ...(numbers.position === undefined ? {} : { position: numbers.position }),
    },
    context,
  );
}

/** A card of a program that schedules by FSRS: its memory state as it is, in the state that it was in. */
export function scheduleFromFsrs(numbers: FsrsNumbers, context: ScheduleContext): CardSchedule {
  if (!context.withSchedule || numbers.state === 'new') return scheduleAsNew(numbers.position);
  const times = readTimes({ ...numbers, intervalDays: numbers.intervalDays ?? null }, context);
  const isReview = numbers.state === 'review';
  const memory = numbers.stability > 0 && numbers.difficulty > 0 ? clampMemory(numbers) : null;
  return {
    ...scheduleAsNew(numbers.position),
    state: numbers.state,
    dueAtMillis: isReview ? null : Math.trunc(finiteOr(numbers.dueAtMillis, context.moment.startOf(times.dueDay))),
    dueDay: isReview ? times.dueDay : null,
    memory: memory ?? (isReview ? convertSm2(fsrsOf(null), FIRST_EASE, times.intervalDays) : null),
    lastReviewedAtMillis: times.lastReviewedAtMillis,
    intervalDays: isReview ? times.intervalDays : 0,
    step: toCount(numbers.step ?? 0),
    reviewCount: Math.max(toCount(numbers.reviewCount), 1),
    lapseCount: toCount(numbers.lapseCount),
  };
}

interface Times {
  readonly dueDay: number;
  readonly intervalDays: number;
  readonly lastReviewedAtMillis: number | null;
}

/** Whole days and moments that agree with each other, from whichever of them are known. */
function readTimes(numbers: DueTime & { readonly intervalDays: number | null; readonly lastReviewedAtMillis: number | null }, context: ScheduleContext): Times {
  const { moment, nowMillis } = context;
  const told = numbers.lastReviewedAtMillis;
  const lastDay = told !== null && Number.isFinite(told) ? moment.dayOf(Math.min(told, nowMillis)) : null;
  const toldDay = finiteOr(numbers.dueDay, null) ?? dayOfMillis(numbers.dueAtMillis, context);
  const toldDays = finiteOr(numbers.intervalDays, null);
  const intervalDays = clamp(Math.round(toldDays ?? (toldDay !== null && lastDay !== null ? toldDay - lastDay : 1)), 1, MOST_DAYS, 1);
  const dueDay = clamp(Math.trunc(toldDay ?? (lastDay === null ? moment.today : lastDay + intervalDays)), moment.today - MOST_DAYS, moment.today + MOST_DAYS, moment.today);
  if (lastDay !== null && told !== null) return { dueDay, intervalDays, lastReviewedAtMillis: Math.trunc(Math.max(Math.min(told, nowMillis), 0)) };
  const assumed = moment.startOf(dueDay - intervalDays);
  return { dueDay, intervalDays, lastReviewedAtMillis: assumed >= 0 && assumed <= nowMillis ? assumed : null };
}

function dayOfMillis(millis: number | null | undefined, context: ScheduleContext): number | null {
  const known = finiteOr(millis, null);
  return known === null ? null : context.moment.dayOf(known);
}

function finiteOr<Other extends number | null>(value: number | null | undefined, other: Other): number | Other {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : other;
}

function clamp(value: number, least: number, most: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
}

function toCount(value: number): number {
  return Math.trunc(clamp(value, 0, Number.MAX_SAFE_INTEGER, 0));
}
