/** How card states and kinds of review are written in the database: as their index in these lists. */

import type { CardState, ReviewKind } from '../core/scheduling/model.ts';

export const CARD_STATES = ['new', 'learning', 'review', 'relearning'] as const satisfies readonly CardState[];
export const REVIEW_KINDS = ['learning', 'review', 'relearning', 'filtered', 'manual', 'rescheduled'] as const satisfies readonly ReviewKind[];

export function cardStateOf(code: number): CardState {
  const state = CARD_STATES[code];
  if (state === undefined) throw new Error(`no card state has the code ${code}`);
  return state;
}
