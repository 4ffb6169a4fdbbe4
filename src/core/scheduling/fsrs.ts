/** FSRS-6 behind one module, the only one that knows ts-fsrs: memory states, retrievability, intervals and weights. */

import { clipParameters, default_w, FSRS5_DEFAULT_DECAY, FSRS6_DEFAULT_DECAY, FSRSAlgorithm } from 'ts-fsrs';
import type { MemoryState, Rating } from './model.ts';

/** Bounds of a memory state: stability in days, difficulty without a unit. */
export const MEMORY_LIMITS = { minStability: 0.001, maxStability: 36_500, minDifficulty: 1, maxDifficulty: 10 } as const;

export const DEFAULT_FSRS_WEIGHTS: readonly number[] = default_w;

export interface Fsrs {
  /** All 21 weights in force. */
  readonly weights: readonly number[];
  /**
   * The memory state after an answer. `memory` is null before the first; `elapsedDays` counts study days since the last one,
   * 0 being the same day (short-term stability).
   */
  readonly nextMemory: (memory: MemoryState | null, elapsedDays: number, rating: Rating) => MemoryState;
  /** The chance of recall, 0 to 1, so many days (fractions allowed) after the last answer. */
  readonly retrievability: (memory: MemoryState, elapsedDays: number) => number;
  /** Days until retrievability falls to the desired retention (0 to 1): neither rounded nor bounded. */
  readonly idealInterval: (stability: number, desiredRetention: number) => number;
}

/**
 * Makes 21 FSRS-6 weights of the 17 of FSRS-4.5 or the 19 of FSRS-5, and brings 21 into their bounds: the conversion of
 * ts-fsrs (migrateParameters), which is not called because it writes to the console. Throws RangeError for other lengths
 * and for numbers that are not finite.
 */
export function upgradeWeights(weights: readonly number[]): readonly number[] {
  if (![17, 19, 21].includes(weights.length)) throw new RangeError(`FSRS has 17, 19 or 21 weights, not ${weights.length}`);
  if (!weights.every(Number.isFinite)) throw new RangeError('FSRS weights must be finite numbers');
  const clipped = clipParameters([...weights], 0);
  if (weights.length === 21) {
    // FSRS-6 allows no dampening of same-day answers (weight 19 = 0), which the clipping of ts-fsrs raises to 0.01.
    if (weights[19] === 0) clipped[19] = 0;
    return clipped;
  }
  if (weights.length === 19) return [...clipped, 0, FSRS5_DEFAULT_DECAY];
  const [w4 = 0, w5 = 0, w6 = 0] = clipped.slice(4, 7);
  clipped.splice(4, 3, w5 * 2 + w4, Math.log(w5 * 3 + 1) / 3, w6 + 0.5);
  return [...clipped, 0, 0, 0, FSRS5_DEFAULT_DECAY];
}

/** An FSRS-6 model with the given weights (17, 19 or 21), or the default ones for null. */
export function createFsrs(weights: readonly number[] | null): Fsrs {
  const inForce = weights === null ? [...default_w] : [...upgradeWeights(weights)];
  const algorithm = new FSRSAlgorithm({ w: inForce, enable_short_term: true, enable_fuzz: false, learning_steps: [], relearning_steps: [] });
  // The constructor clips once more, see upgradeWeights.
  const used = algorithm.parameters.w;
  if (Array.isArray(used)) used.splice(0, used.length, ...inForce);
  // The forgetting curve of FSRS-6: R = (1 + factor · t / S) ^ decay, with R = 0.9 at t = S.
  const decay = -(inForce[20] ?? FSRS6_DEFAULT_DECAY);
  const factor = Math.pow(0.9, 1 / decay) - 1;

  return {
    weights: inForce,
    nextMemory: (memory, elapsedDays, rating) => {
      const next = algorithm.next_state(memory === null ? null : clampMemory(memory), Math.max(0, elapsedDays), rating);
      return clampMemory(next);
    },
    retrievability: (memory, elapsedDays) => Math.pow(1 + (factor * Math.max(0, elapsedDays)) / clampMemory(memory).stability, decay),
    idealInterval: (stability, desiredRetention) => (stability / factor) * (Math.pow(desiredRetention, 1 / decay) - 1),
  };
}

const models = new Map<string, Fsrs>();

/** The model of a preset's weights; made once for each set of weights. */
export function fsrsOf(weights: readonly number[] | null): Fsrs {
  const key = weights === null ? '' : weights.join();
  const known = models.get(key);
  if (known !== undefined) return known;
  const made = createFsrs(weights);
  models.set(key, made);
  return made;
}

/** Brings a memory state into its bounds. */
export function clampMemory(memory: MemoryState): MemoryState {
  const { minStability, maxStability, minDifficulty, maxDifficulty } = MEMORY_LIMITS;
  return {
    stability: Math.min(Math.max(memory.stability, minStability), maxStability),
    difficulty: Math.min(Math.max(memory.difficulty, minDifficulty), maxDifficulty),
  };
}
