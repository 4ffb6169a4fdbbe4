/** Which way of asking fits how firm a card is: choosing before sorting, sorting before typing, typing before recall. */

import type { CardSchedule } from '../scheduling/model.ts';
import type { QuestionMode } from './model.ts';

export type CardMode = Extract<QuestionMode, 'choose' | 'sort' | 'complete'> | 'recall';

/** Stability in days from which a mode gives way to the next. */
export const SORT_FROM_DAYS = 3;
export const COMPLETE_FROM_DAYS = 14;
export const RECALL_FROM_DAYS = 45;

/**
 * The hardest mode the card is firm enough for among those `available` for it; with none available, recall.
 * Retrieval pays most where it is effortful and succeeds: Yang et al. (2021) find short answers above multiple choice.
 */
export function chooseCardMode(schedule: Pick<CardSchedule, 'state' | 'memory'>, available: readonly CardMode[]): CardMode {
  const stability = schedule.state === 'review' ? (schedule.memory?.stability ?? 0) : 0;
  const ladder: readonly CardMode[] = ['choose', 'sort', 'complete', 'recall'];
  const reached = stability >= RECALL_FROM_DAYS ? 3 : stability >= COMPLETE_FROM_DAYS ? 2 : stability >= SORT_FROM_DAYS ? 1 : 0;
  const below = ladder.slice(0, reached + 1).filter((mode) => available.includes(mode)).at(-1);
  return below ?? ladder.slice(reached).find((mode) => available.includes(mode)) ?? 'recall';
}

/** Whether a card that has wrong answers of its own is still asked by choosing; where others are typed, such a card is recalled. */
export function isAskedByLures(schedule: Pick<CardSchedule, 'state' | 'memory'>): boolean {
  return schedule.state !== 'review' || (schedule.memory?.stability ?? 0) < COMPLETE_FROM_DAYS;
}

/** Two options while a card is young, one more with each step of firmness, four at the most. */
export function countOptions(schedule: Pick<CardSchedule, 'state' | 'memory'>): number {
  const stability = schedule.state === 'review' ? (schedule.memory?.stability ?? 0) : 0;
  return stability >= COMPLETE_FROM_DAYS ? 4 : stability >= SORT_FROM_DAYS ? 3 : 2;
}
