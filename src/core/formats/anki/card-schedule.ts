/** Cards of Anki as cards of ours: state, due time, memory, home deck, and what sets them aside. */

import type { Flag } from '../../cards/model.ts';
import { convertSm2 } from '../../scheduling/convert-sm2.ts';
import { clampMemory, fsrsOf } from '../../scheduling/fsrs.ts';
import { replayReviewLog } from '../../scheduling/memory-from-log.ts';
import type { LoggedReview } from '../../scheduling/memory-from-log.ts';
import type { CardSchedule, CardState, MemoryState, PresetSettings } from '../../scheduling/model.ts';
import { scheduleAsNew } from '../foreign-schedule.ts';
import type { ImportedCard } from '../import-sink.ts';
import { numberOf, parseJson, recordOf } from './json-value.ts';

/** A row of `cards`, by Anki's column names. */
export interface AnkiCardRow {
  readonly id: number;
  readonly nid: number;
  readonly did: number;
  readonly ord: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly odue: number;
  readonly odid: number;
  readonly flags: number;
  readonly data: string;
}

export interface ScheduleContext {
  /** Day 0 of the collection as a study day of ours. */
  readonly creationDay: number;
  /** The study day that cards sit out which are buried: today, or a day gone by when they have come back since. */
  readonly buriedOnDay: number;
  readonly today: number;
  readonly nowMillis: number;
  readonly dayOf: (millis: number) => number;
  readonly startOf: (day: number) => number;
  readonly presetOf: (deckId: number) => PresetSettings;
}

export interface ConvertedSchedule extends Required<Pick<ImportedCard, 'suspended' | 'buried' | 'flag'>> {
  readonly homeDeckId: number;
  readonly schedule: CardSchedule;
  /** True when the memory state is not the file's own but worked out from its log or its SM-2 numbers. */
  readonly isMemoryDerived: boolean;
}

/** Above this a due number is a Unix time in seconds; below it, a day of the collection. */
const FIRST_PLAUSIBLE_SECOND = 1_000_000_000;
const FAR_DAY = 1_000_000;
const SECONDS_PER_DAY = 86_400;
const UNKNOWN_EASE = 2.5;

function stateOf(row: AnkiCardRow): CardState {
  // The first scheduler kept cards being relearned as review cards in the learning queue.
  if (row.type === 2 && (row.queue === 1 || (row.queue === 3 && row.odid === 0))) return 'relearning';
  switch (row.type) {
    case 1:
      return 'learning';
    case 2:
      return 'review';
    case 3:
      return 'relearning';
    default:
      return 'new';
  }
}

/** The due number at home: a visit to a filtered deck keeps the card's own in odue. */
function homeDue(row: AnkiCardRow): number {
  return row.odid !== 0 && row.odue !== 0 ? row.odue : row.due;
}

function toDay(due: number, context: ScheduleContext): number {
  if (due >= FIRST_PLAUSIBLE_SECOND) return context.dayOf(due * 1000);
  return context.creationDay + Math.min(Math.max(Math.trunc(due), -FAR_DAY), FAR_DAY);
}

function toMillis(due: number, context: ScheduleContext): number {
  return due >= FIRST_PLAUSIBLE_SECOND ? Math.trunc(due) * 1000 : context.startOf(toDay(due, context));
}

/** `ivl` and the intervals of the log: days when positive, seconds when negative. */
export function toIntervalDays(interval: number): number {
  return interval >= 0 ? interval : -interval / SECONDS_PER_DAY;
}

function readOwnMemory(data: Readonly<Record<string, unknown>>): MemoryState | null {
  const stability = numberOf(data['s']);
  const difficulty = numberOf(data['d']);
  return stability === null || difficulty === null || stability <= 0 ? null : clampMemory({ stability, difficulty });
}

function stepOf(state: CardState, left: number, preset: PresetSettings): number {
  const steps = state === 'relearning' ? preset.relearningStepsMinutes : preset.learningStepsMinutes;
  return Math.min(Math.max(steps.length - (left % 1000), 0), Math.max(steps.length - 1, 0));
}

function toFlag(flags: number): Flag {
  return (flags & 7) as Flag;
}

interface Memory {
  readonly state: MemoryState | null;
  readonly lastReviewedAtMillis: number | null;
  readonly isDerived: boolean;
}

/** A review takes Anki a moment, so the card may say the second after the log's. */
const SAME_REVIEW_MILLIS = 2000;

/** What the card says; of the same review, what the log says, which is exact and what Anki's database check goes by. */
function chooseLastReview(ofCard: number | null, ofLog: number | null): number | null {
  if (ofCard === null || ofLog === null) return ofCard ?? ofLog;
  return Math.abs(ofCard - ofLog) < SAME_REVIEW_MILLIS ? ofLog : ofCard;
}

function findMemory(row: AnkiCardRow, state: CardState, log: readonly LoggedReview[], preset: PresetSettings, context: ScheduleContext): Memory {
  const data = recordOf(row.data === '' || row.data === '{}' ? null : parseJson(row.data));
  const lastAnswer = log.findLast((entry) => entry.rating > 0)?.reviewedAtMillis ?? null;
  const lastSecond = numberOf(data['lrt']);
  const lastReviewedAtMillis = chooseLastReview(lastSecond !== null && lastSecond > 0 ? lastSecond * 1000 : null, lastAnswer);
  const own = readOwnMemory(data);
  if (own !== null) return { state: own, lastReviewedAtMillis, isDerived: false };
  const fsrs = fsrsOf(preset.fsrsWeights);
  const replayed = log.length === 0 ? null : replayReviewLog(fsrs, log, { dayOf: context.dayOf });
  if (replayed !== null) return { state: replayed.memory, lastReviewedAtMillis: lastReviewedAtMillis ?? replayed.lastReviewedAtMillis, isDerived: true };
  if (state === 'learning') return { state: null, lastReviewedAtMillis, isDerived: false };
  const ease = row.factor > 0 ? row.factor / 1000 : UNKNOWN_EASE;
  return { state: clampMemory(convertSm2(fsrs, ease, Math.max(toIntervalDays(row.ivl), 1))), lastReviewedAtMillis, isDerived: true };
}

/** Where a new card stands in line; cards that left the line may remember it in their data. */
function positionOf(row: AnkiCardRow, state: CardState): number {
  if (state === 'new') return Math.min(Math.max(Math.trunc(homeDue(row)), 0), Number.MAX_SAFE_INTEGER);
  if (!row.data.includes('"pos"')) return 0;
  return Math.max(Math.trunc(numberOf(recordOf(parseJson(row.data))['pos']) ?? 0), 0);
}

/** The card as one never studied, its flag kept: for imports without schedules. */
export function convertAsNew(row: AnkiCardRow): ConvertedSchedule {
  return {
    homeDeckId: row.odid !== 0 ? row.odid : row.did,
    schedule: scheduleAsNew(positionOf(row, stateOf(row))),
    suspended: false,
    buried: null,
    flag: toFlag(row.flags),
    isMemoryDerived: false,
  };
}

/** `log` is the card's own, in order of time. Source of the meanings: Anki's card table as its scheduler reads it. */
export function convertCard(row: AnkiCardRow, log: readonly LoggedReview[], context: ScheduleContext): ConvertedSchedule {
  const state = stateOf(row);
  const homeDeckId = row.odid !== 0 ? row.odid : row.did;
  const aside = {
    homeDeckId,
    suspended: row.queue === -1,
    buried: row.queue === -2 ? ({ onDay: context.buriedOnDay, by: 'siblings' } as const) : row.queue === -3 ? ({ onDay: context.buriedOnDay, by: 'hand' } as const) : null,
    flag: toFlag(row.flags),
  };
  if (state === 'new') {
    const counts = { reviewCount: Math.max(row.reps, 0), lapseCount: Math.max(row.lapses, 0) };
    return { ...aside, schedule: { ...scheduleAsNew(positionOf(row, state)), ...counts }, isMemoryDerived: false };
  }
  const preset = context.presetOf(homeDeckId);
  const memory = findMemory(row, state, log, preset, context);
  const isReview = state === 'review';
  const dueDay = isReview ? toDay(homeDue(row), context) : null;
  const intervalDays = isReview ? Math.max(toIntervalDays(row.ivl), 1) : 0;
  const assumedLast = dueDay === null ? null : context.startOf(dueDay - Math.round(intervalDays));
  return {
    ...aside,
    schedule: {
      state,
      position: positionOf(row, state),
      dueAtMillis: isReview ? null : toMillis(row.queue === 1 && row.due >= FIRST_PLAUSIBLE_SECOND ? row.due : homeDue(row), context),
      dueDay,
      memory: memory.state,
      lastReviewedAtMillis: memory.lastReviewedAtMillis ?? (assumedLast !== null && assumedLast <= context.nowMillis ? assumedLast : null),
      intervalDays,
      step: isReview ? 0 : stepOf(state, row.left, preset),
      reviewCount: Math.max(row.reps, 0),
      lapseCount: Math.max(row.lapses, 0),
    },
    isMemoryDerived: memory.isDerived,
  };
}
