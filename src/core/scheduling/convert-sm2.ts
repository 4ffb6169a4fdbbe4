/** SM-2 numbers of other programs as an FSRS memory state. */

import { clampMemory, type Fsrs, MEMORY_LIMITS } from './fsrs.ts';
import type { MemoryState } from './model.ts';

/**
 * The memory state of a card that another program gave `intervalDays` at `ease` (2.5 = 250 %): stability is the interval
 * at which retention falls to what that program aimed at (`retention`, usually 0.9); difficulty is the one for which a "good"
 * would lengthen the interval by that ease. The conversion of fsrs-rs (memory_state_from_sm2).
 */
export function convertSm2(fsrs: Fsrs, ease: number, intervalDays: number, retention = 0.9): MemoryState {
  const [w8 = 0, w9 = 0, w10 = 0] = fsrs.weights.slice(8, 11);
  const stability = Math.max(intervalDays, MEMORY_LIMITS.minStability) / fsrs.idealInterval(1, retention);
  const growth = Math.exp(w8) * Math.pow(stability, -w9) * Math.expm1((1 - retention) * w10);
  return clampMemory({ stability, difficulty: 11 - (ease - 1) / growth });
}
