/** The schedule of a card that was never studied. */

import type { CardSchedule } from './model.ts';

/** `position`: its place among the new cards. */
export function newSchedule(position: number): CardSchedule {
  return {
    state: 'new',
    position,
    dueAtMillis: null,
    dueDay: null,
    memory: null,
    lastReviewedAtMillis: null,
    intervalDays: 0,
    step: 0,
    reviewCount: 0,
    lapseCount: 0,
  };
}
