/** The schedule of a card as its row has it. */

import type { CardSchedule } from '../core/scheduling/model.ts';
import { cardStateOf } from './study-codes.ts';

export interface ScheduleRow {
  readonly state: number;
  readonly position: number;
  readonly dueAtMillis: number | null;
  readonly dueDay: number | null;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly lastReviewedAtMillis: number | null;
  readonly intervalDays: number;
  readonly step: number;
  readonly reviewCount: number;
  readonly lapseCount: number;
}

/** For a SELECT that gives a ScheduleRow. `cards`: what the query calls the table of cards. */
export function selectSchedule(cards: string): string {
  const columns = [
    'state', 'position', 'due_at_millis AS dueAtMillis', 'due_day AS dueDay', 'stability', 'difficulty', 'last_reviewed_at_millis AS lastReviewedAtMillis',
    'interval_days AS intervalDays', 'step', 'review_count AS reviewCount', 'lapse_count AS lapseCount',
  ];
  return columns.map((column) => `${cards}.${column}`).join(', ');
}

export function toSchedule(row: ScheduleRow): CardSchedule {
  const { stability, difficulty } = row;
  return {
    state: cardStateOf(row.state),
    position: row.position,
    dueAtMillis: row.dueAtMillis,
    dueDay: row.dueDay,
    memory: stability === null || difficulty === null ? null : { stability, difficulty },
    lastReviewedAtMillis: row.lastReviewedAtMillis,
    intervalDays: row.intervalDays,
    step: row.step,
    reviewCount: row.reviewCount,
    lapseCount: row.lapseCount,
  };
}
