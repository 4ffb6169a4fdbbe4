/** Cards of ours as rows of Anki's card table: the other direction of anki/card-schedule.ts. */

import { fsrsOf } from '../../scheduling/fsrs.ts';
import type { CardSchedule, CardState, MemoryState, PresetSettings } from '../../scheduling/model.ts';
import type { AnkiCardRow } from '../anki/card-schedule.ts';
import type { ExportedCard } from '../export-source.ts';
import type { AnkiCalendar } from './anki-calendar.ts';

export type AnkiCardParts = Omit<AnkiCardRow, 'id' | 'nid' | 'did'>;

export interface CardRowContext {
  readonly calendar: AnkiCalendar;
  /** The study day of a moment. */
  readonly dayOf: (millis: number) => number;
  readonly preset: PresetSettings;
}

const TYPES: Readonly<Record<CardState, number>> = { new: 0, learning: 1, review: 2, relearning: 3 };
/** Anki's check calls positions above this too high. */
const POSITION_LIMIT = 1_000_000;
const DAY_LIMIT = 1_000_000;
/** Interval and counts are 32 bits wide there. */
const COUNT_LIMIT = 2_000_000_000;
const EASE_LIMITS = { low: 1.3, high: 5 } as const;
const DEFAULT_EASE = 2.5;
/** As exact as the 32-bit floats that Anki reads them into. */
const MEMORY_DIGITS = 8;

function clampCount(count: number): number {
  return Math.min(Math.max(Math.round(count), 0), COUNT_LIMIT);
}

interface Due {
  readonly queue: number;
  readonly due: number;
}

/**
 * Steps that end on a later day wait in a queue of their own there, by day and not by minute; but not those of cards set aside,
 * whose days Anki would not count anew from its own first day when it imports them.
 */
function dueOf(schedule: CardSchedule, isSetAside: boolean, context: CardRowContext): Due {
  const { calendar } = context;
  const dayNumber = (day: number): number => Math.min(Math.max(day - calendar.creationDay, -DAY_LIMIT), DAY_LIMIT);
  switch (schedule.state) {
    case 'new':
      return { queue: 0, due: Math.min(clampCount(schedule.position), POSITION_LIMIT) };
    case 'review':
      return { queue: 2, due: dayNumber(schedule.dueDay ?? calendar.creationDay + calendar.today) };
    case 'learning':
    case 'relearning': {
      const dueAtMillis = schedule.dueAtMillis ?? 0;
      const day = context.dayOf(dueAtMillis);
      if (!isSetAside && day > calendar.creationDay + calendar.today) return { queue: 3, due: dayNumber(day) };
      return { queue: 1, due: Math.min(Math.max(Math.floor(dueAtMillis / 1000), 0), COUNT_LIMIT) };
    }
  }
}

/** Null for cards that are in line. */
function asideQueueOf(card: ExportedCard, calendar: AnkiCalendar): number | null {
  if (card.suspended) return -1;
  if (card.buried === null || card.buried.onDay !== calendar.creationDay + calendar.today) return null;
  return card.buried.by === 'siblings' ? -2 : -3;
}

/** The ease at which SM-2 would lengthen intervals as this memory does: the other direction of convertSm2. */
export function easeOf(weights: readonly number[] | null, memory: MemoryState): number {
  const [w8 = 0, w9 = 0, w10 = 0] = fsrsOf(weights).weights.slice(8, 11);
  const growth = Math.exp(w8) * Math.pow(memory.stability, -w9) * Math.expm1(0.1 * w10);
  const ease = 1 + (11 - memory.difficulty) * growth;
  return Math.min(Math.max(ease, EASE_LIMITS.low), EASE_LIMITS.high);
}

function writeData(schedule: CardSchedule, preset: PresetSettings): string {
  if (schedule.state === 'new') return '{}';
  const { memory, lastReviewedAtMillis, position } = schedule;
  const weights = fsrsOf(preset.fsrsWeights).weights;
  const exact = (value: number): number => Number(value.toPrecision(MEMORY_DIGITS));
  return JSON.stringify({
    ...(position > 0 ? { pos: clampCount(position) } : {}),
    ...(memory === null ? {} : { s: exact(memory.stability), d: exact(memory.difficulty), dr: preset.desiredRetention, decay: exact(weights[20] ?? 0) }),
    ...(lastReviewedAtMillis === null ? {} : { lrt: Math.floor(lastReviewedAtMillis / 1000) }),
  });
}

function intervalOf(schedule: CardSchedule): number {
  return schedule.state === 'review' || schedule.state === 'relearning' ? Math.max(clampCount(schedule.intervalDays), 1) : 0;
}

function remainingSteps(schedule: CardSchedule, preset: PresetSettings): number {
  if (schedule.state !== 'learning' && schedule.state !== 'relearning') return 0;
  const steps = schedule.state === 'relearning' ? preset.relearningStepsMinutes : preset.learningStepsMinutes;
  return Math.max(steps.length - schedule.step, 1);
}

/** Due moments are kept to the second, and to the day where a card in line waits for a later one; everything else as it is. */
export function toAnkiCard(card: ExportedCard, context: CardRowContext): AnkiCardParts {
  const { schedule } = card;
  const asideQueue = asideQueueOf(card, context.calendar);
  const { queue, due } = dueOf(schedule, asideQueue !== null, context);
  const ease = schedule.memory === null ? DEFAULT_EASE : easeOf(context.preset.fsrsWeights, schedule.memory);
  const isGraduated = schedule.state === 'review' || schedule.state === 'relearning';
  return {
    ord: card.ordinal,
    type: TYPES[schedule.state],
    queue: asideQueue ?? queue,
    due,
    ivl: intervalOf(schedule),
    factor: isGraduated ? Math.round(ease * 1000) : 0,
    reps: clampCount(schedule.reviewCount),
    lapses: clampCount(schedule.lapseCount),
    left: remainingSteps(schedule, context.preset),
    odue: 0,
    odid: 0,
    flags: card.flag,
    data: writeData(schedule, context.preset),
  };
}
