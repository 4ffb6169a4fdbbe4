import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertSm2 } from '../../../src/core/scheduling/convert-sm2.ts';
import { createFsrs, DEFAULT_FSRS_WEIGHTS, type Fsrs, upgradeWeights } from '../../../src/core/scheduling/fsrs.ts';
import type { MemoryState, Rating } from '../../../src/core/scheduling/model.ts';
import { vectors } from './vectors.ts';

const fsrs = createFsrs(null);

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected) / Math.abs(expected)).toBeLessThan(2e-4);
}

function replay(model: Fsrs, reviews: readonly (readonly [Rating, number])[]): MemoryState {
  let memory: MemoryState | null = null;
  for (const [rating, elapsedDays] of reviews) memory = model.nextMemory(memory, elapsedDays, rating);
  if (memory === null) throw new Error('no review');
  return memory;
}

/** After so many days the retrievability is `retrievability`. */
function daysUntil(model: Fsrs, stability: number, retrievability: number): number {
  return model.idealInterval(stability, retrievability);
}

describe('FSRS', () => {
  it('reaches the published memory state after the published reviews', () => {
    const memory = replay(fsrs, [[1, 0], [3, 0], [3, 1], [3, 3], [3, 8], [3, 21]]);
    expectNear(memory.stability, 53.62691);
    expectNear(memory.difficulty, 6.3574867);
  });

  it('gives the published intervals for stability 1 at desired retentions from 0.1 to 1', () => {
    const intervals = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((retention) => Math.max(1, Math.round(fsrs.idealInterval(1, retention))));
    [3116766, 34793, 2508, 387, 90, 27, 9, 3, 1, 1].forEach((expected, index) => expectNear(intervals[index] ?? 0, expected));
  });

  it('falls to 0.9 after as many days as the stability says', () => {
    expect(fsrs.retrievability({ stability: 4, difficulty: 5 }, 4)).toBeCloseTo(0.9, 9);
    expect(fsrs.retrievability({ stability: 4, difficulty: 5 }, 0)).toBe(1);
  });

  it('turns the SM-2 numbers of a card at ease 2.5 and 10 days into stability 10 and difficulty 6.914', () => {
    const memory = convertSm2(fsrs, 2.5, 10, 0.9);
    expectNear(memory.stability, 10);
    expectNear(memory.difficulty, 6.9140563);
  });

  it('refuses weights of another length or that are no numbers', () => {
    expect(() => createFsrs([1, 2, 3])).toThrow(RangeError);
    expect(() => createFsrs(DEFAULT_FSRS_WEIGHTS.map(() => Number.NaN))).toThrow(RangeError);
  });

  it('keeps every memory state within its bounds, whatever the answers', () => {
    const review = fc.tuple(fc.constantFrom<Rating>(1, 2, 3, 4), fc.integer({ min: 0, max: 40_000 }));
    fc.assert(
      fc.property(fc.array(review, { minLength: 1, maxLength: 40 }), (reviews) => {
        const { stability, difficulty } = replay(fsrs, reviews);
        expect(stability).toBeGreaterThanOrEqual(0.001);
        expect(stability).toBeLessThanOrEqual(36_500);
        expect(difficulty).toBeGreaterThanOrEqual(1);
        expect(difficulty).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('lets retrievability only fall with time and intervals only grow with stability', () => {
    const stability = fc.double({ min: 0.001, max: 36_500, noNaN: true });
    const days = fc.double({ min: 0, max: 36_500, noNaN: true });
    fc.assert(
      fc.property(stability, days, days, (s, one, other) => {
        const memory = { stability: s, difficulty: 5 };
        expect(fsrs.retrievability(memory, Math.max(one, other))).toBeLessThanOrEqual(fsrs.retrievability(memory, Math.min(one, other)));
        expect(fsrs.idealInterval(s + one, 0.9)).toBeGreaterThanOrEqual(fsrs.idealInterval(s, 0.9));
      }),
    );
  });
});

describe.skipIf(vectors === null)('FSRS against the shared vectors', () => {
  const shared = vectors?.fsrs;
  if (shared === undefined) return;
  const weightsNamed = (name: string): readonly number[] | null => {
    if (name === 'default') return null;
    if (name === 'P19') return shared.P19;
    if (name === 'default with w17=w18=w19=0') return shared.default_params_21.map((weight, index) => (index >= 17 && index <= 19 ? 0 : weight));
    throw new Error(name);
  };

  it('agrees on the default weights and on upgraded ones', () => {
    expect(fsrs.weights).toEqual(shared.default_params_21);
    const upgraded = upgradeWeights(shared.params_17_to_21.in);
    expect(upgraded).toHaveLength(21);
    shared.params_17_to_21.out.forEach((weight, index) => expect(upgraded[index]).toBeCloseTo(weight, 6));
  });

  it('agrees on memory states', () => {
    for (const { w, reviews, S, D } of shared.memory_state) {
      const memory = replay(createFsrs(weightsNamed(w)), reviews);
      expectNear(memory.stability, S);
      expectNear(memory.difficulty, D);
    }
  });

  it('agrees on the four next states', () => {
    for (const { w, from_reviews, state, days, again, hard, good, easy } of shared.next_states) {
      const model = createFsrs(weightsNamed(w));
      const before = state === undefined ? replay(model, from_reviews ?? []) : { stability: state[0], difficulty: state[1] };
      const ratings: Rating[] = [1, 2, 3, 4];
      [again, hard, good, easy].forEach((expected, index) => {
        if (expected === undefined) return;
        const after = model.nextMemory(before, days, ratings[index] ?? 3);
        expectNear(after.stability, expected[0]);
        expectNear(after.difficulty, expected[1]);
      });
    }
  });

  it('agrees on intervals and retrievability', () => {
    shared.next_interval.dr.forEach((retention, index) => {
      expectNear(Math.max(1, Math.round(fsrs.idealInterval(shared.next_interval.S, retention))), shared.next_interval.rounded_min1[index] ?? 0);
    });
    expectNear(createFsrs(shared.P19).idealInterval(121.01552, 0.9), 121.01551);
    shared.forgetting_curve.t.forEach((t, index) => {
      expectNear(fsrs.retrievability({ stability: shared.forgetting_curve.S[index] ?? 0, difficulty: 5 }, t), shared.forgetting_curve.R[index] ?? 0);
    });
    for (const { S, t, decay, R } of shared.current_retrievability) {
      const model = createFsrs(shared.default_params_21.map((weight, index) => (index === 20 ? decay : weight)));
      expectNear(model.retrievability({ stability: S, difficulty: 5 }, t), R);
    }
  });

  it('agrees on stability after success, failure and on the same day, and on difficulty', () => {
    const { stability_success: success, stability_failure: failure, stability_short_term: sameDay, next_difficulty_from_5: difficulty } = shared;
    success.rating.forEach((rating, index) => {
      // The vector has the formula's value for "again" too, which no review reaches.
      if (rating === 1) return;
      const elapsedDays = daysUntil(fsrs, success.S, success.R[index] ?? 1);
      const memory = { stability: success.S, difficulty: success.D[index] ?? 1 };
      expectNear(fsrs.nextMemory(memory, elapsedDays, rating).stability, success.out[index] ?? 0);
    });
    failure.out.forEach((expected, index) => {
      const elapsedDays = daysUntil(fsrs, failure.S, failure.R[index] ?? 1);
      expectNear(fsrs.nextMemory({ stability: failure.S, difficulty: failure.D[index] ?? 1 }, elapsedDays, 1).stability, expected);
    });
    sameDay.rating.forEach((rating, index) => {
      expectNear(fsrs.nextMemory({ stability: sameDay.S, difficulty: 5 }, 0, rating).stability, sameDay.out[index] ?? 0);
    });
    difficulty.mean_reverted.forEach((expected, index) => {
      expectNear(fsrs.nextMemory({ stability: 5, difficulty: 5 }, 3, ([1, 2, 3, 4] as const)[index] ?? 3).difficulty, expected);
    });
  });

  it('agrees on SM-2 numbers turned into memory states', () => {
    for (const { ease, ivl, ret, S, D } of shared.sm2_to_memory) {
      const memory = convertSm2(fsrs, ease, ivl, ret);
      expectNear(memory.stability, S);
      expectNear(memory.difficulty, D);
    }
  });
});
