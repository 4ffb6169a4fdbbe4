/** The memory of telling two concepts apart: FSRS on discrimination answers, apart from the memories of the cards. */

import type { ConceptId } from '../ids.ts';
import { fsrsOf } from '../scheduling/fsrs.ts';
import type { MemoryState } from '../scheduling/model.ts';
import type { DiscriminationAnswer } from './model.ts';

/** The lower id first. */
export type ConceptPair = readonly [ConceptId, ConceptId];

export interface PairMemory {
  readonly memory: MemoryState;
  /** The study day of the last answer that counted. */
  readonly lastDay: number;
  /** The study day from which the pair is to be asked again. */
  readonly dueDay: number;
  /** Study days with an answer that counted. */
  readonly dayCount: number;
}

/** A pair is asked again when the chance to tell it apart falls to this. */
export const PAIR_RETENTION = 0.9;

export function toPair(one: ConceptId, other: ConceptId): ConceptPair {
  return one < other ? [one, other] : [other, one];
}

type AskedAnswered = Pick<DiscriminationAnswer, 'asked' | 'answered'>;

/**
 * The pairs of a set's concepts that an answer tells of: a wrong one of the two that were mixed up, a right one of the asked
 * concept with each of the others. None where both or neither was asked or answered.
 */
export function listPairsOf({ asked, answered }: AskedAnswered, concepts: readonly ConceptId[]): readonly ConceptPair[] {
  if (typeof asked === 'string' || typeof answered === 'string') return [];
  if (!concepts.includes(asked) || !concepts.includes(answered)) return [];
  if (asked !== answered) return [toPair(asked, answered)];
  return concepts.filter((other) => other !== asked).map((other) => toPair(asked, other));
}

/**
 * The memory after an answer on the study day `today`: right counts as good, wrong as again. One answer a day counts, the first:
 * same-day repetitions say little (see the FSRS benchmark), so `before` itself comes back for the others. Default FSRS weights,
 * because a pair has too few answers to fit any.
 */
export function updatePairMemory(before: PairMemory | null, correct: boolean, today: number): PairMemory {
  if (before !== null && today <= before.lastDay) return before;
  const fsrs = fsrsOf(null);
  const memory = fsrs.nextMemory(before?.memory ?? null, before === null ? 0 : today - before.lastDay, correct ? 3 : 1);
  const intervalDays = Math.max(1, Math.round(fsrs.idealInterval(memory.stability, PAIR_RETENTION)));
  return { memory, lastDay: today, dueDay: today + intervalDays, dayCount: (before?.dayCount ?? 0) + 1 };
}

/** The chance that the pair is told apart on the study day `today`, as its memory has it. */
export function recallPair({ memory, lastDay }: PairMemory, today: number): number {
  return fsrsOf(null).retrievability(memory, Math.max(0, today - lastDay));
}
