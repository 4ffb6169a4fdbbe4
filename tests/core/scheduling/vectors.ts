/** The shared scheduling vectors, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';

const path = new URL('../../../../shared/design/vectors/fsrs.json', import.meta.url);

export interface SchedulingVectors {
  readonly fsrs: {
    readonly default_params_21: readonly number[];
    readonly P19: readonly number[];
    readonly memory_state: readonly { w: string; reviews: readonly [1 | 2 | 3 | 4, number][]; S: number; D: number }[];
    readonly next_states: readonly {
      w: string;
      from_reviews?: readonly [1 | 2 | 3 | 4, number][];
      state?: readonly [number, number];
      days: number;
      again?: readonly [number, number];
      hard?: readonly [number, number];
      good?: readonly [number, number];
      easy?: readonly [number, number];
    }[];
    readonly next_interval: { S: number; dr: readonly number[]; rounded_min1: readonly number[] };
    readonly forgetting_curve: { t: readonly number[]; S: readonly number[]; R: readonly number[] };
    readonly current_retrievability: readonly { S: number; t: number; decay: number; R: number }[];
    readonly sm2_to_memory: readonly { ease: number; ivl: number; ret: number; S: number; D: number }[];
    readonly next_difficulty_from_5: { mean_reverted: readonly number[] };
    readonly stability_success: { S: number; D: readonly number[]; R: readonly number[]; rating: readonly (1 | 2 | 3 | 4)[]; out: readonly number[] };
    readonly stability_failure: { S: number; D: readonly number[]; R: readonly number[]; out: readonly number[] };
    readonly stability_short_term: { S: number; rating: readonly (1 | 2 | 3 | 4)[]; out: readonly number[] };
    readonly params_17_to_21: { in: readonly number[]; out: readonly number[] };
  };
  readonly review_fuzz: {
    readonly rows: readonly [number, number, number, number, number, number][];
    readonly nofuzz: readonly [number, number, number, number][];
    readonly min_fuzz_interval: readonly [number, number, number, number][];
  };
  readonly learning_steps: { readonly rows: readonly [readonly number[], number, number, number, number | null][] };
  readonly leech: { threshold3_true: readonly number[]; threshold8_true: readonly number[]; threshold1_true: readonly number[] };
}

/** Null when the folder with the vectors is not beside this checkout. */
export const vectors: SchedulingVectors | null = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SchedulingVectors) : null;

if (vectors === null) console.log('skipped: the shared scheduling vectors are not at hand');
