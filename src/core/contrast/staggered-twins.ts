/** Alike things introduced together interfere: the counterpart of a side waits until the first has settled. */

import type { CardState } from '../scheduling/model.ts';

export const DEFAULT_STAGGER_STABILITY_DAYS = 2;

export interface TwinCard {
  readonly state: CardState;
  /** Days; null for a card never reviewed. */
  readonly stability: number | null;
}

/**
 * Whether a new card may be introduced beside its twins (the cards of the other side of the same row): every twin that has
 * been begun must be past its learning steps with a stability above the threshold. A twin not begun yet does not hold it
 * back, or neither would ever start. Sources: Tinkham (1993), Waring (1997), Nakata and Suzuki (2019).
 */
export function mayIntroduce(twins: readonly TwinCard[], thresholdDays: number = DEFAULT_STAGGER_STABILITY_DAYS): boolean {
  return twins.every(({ state, stability }) => {
    if (state === 'new') return true;
    return state === 'review' && stability !== null && stability > thresholdDays;
  });
}
