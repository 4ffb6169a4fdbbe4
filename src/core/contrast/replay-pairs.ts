/** Replays the log of a set's discriminations and compares three ways to foretell each pair's first answer of a day. */

import type { ConceptId } from '../ids.ts';
import { meanLogLoss } from './log-loss.ts';
import type { DiscriminationAnswer } from './model.ts';
import { listPairsOf, type PairMemory, recallPair, updatePairMemory } from './pair-memory.ts';

export interface ReplayAnswer extends Pick<DiscriminationAnswer, 'asked' | 'answered'> {
  /** The study day. */
  readonly day: number;
  /** The chance of recall of the asked card just before, 0 to 1; null when it was never reviewed or is not known. */
  readonly cardRecall: number | null;
}

/** Mean log losses, all over the same answers; null without any. */
export interface PairReplay {
  readonly answers: number;
  readonly pairMemory: number | null;
  readonly cardsAlone: number | null;
  readonly runningAverage: number | null;
}

/** Of two concepts, who does not know guesses right half of the time. */
const GUESS = 0.5;

/** The chance of a right answer when the card alone is known: recalled, or else guessed. */
export function expectFromCard(cardRecall: number | null): number {
  const recall = cardRecall ?? 0;
  return recall + (1 - recall) * GUESS;
}

interface Foretold {
  readonly happened: boolean;
  readonly pair: number;
  readonly card: number;
  readonly average: number;
}

/**
 * `answers` in order of time. The first answer of a pair ever teaches its memory and is foretold by none of the three. The
 * running average is that of all answers foretold or learned from before, by Laplace's rule (one right and one wrong in advance).
 */
export function replayPairs(answers: Iterable<ReplayAnswer>, concepts: readonly ConceptId[]): PairReplay {
  const memories = new Map<string, PairMemory>();
  const foretold: Foretold[] = [];
  let right = 1;
  let seen = 2;
  for (const answer of answers) {
    const happened = answer.asked === answer.answered;
    for (const pair of listPairsOf(answer, concepts)) {
      const key = pair.join();
      const before = memories.get(key) ?? null;
      const after = updatePairMemory(before, happened, answer.day);
      if (after === before) continue;
      memories.set(key, after);
      if (before !== null) {
        foretold.push({ happened, pair: recallPair(before, answer.day), card: expectFromCard(answer.cardRecall), average: right / seen });
      }
      right += Number(happened);
      seen += 1;
    }
  }
  const lossOf = (chanceOf: (one: Foretold) => number): number | null =>
    meanLogLoss(foretold.map((one) => ({ chance: chanceOf(one), happened: one.happened })));
  return {
    answers: foretold.length,
    pairMemory: lossOf(({ pair }) => pair),
    cardsAlone: lossOf(({ card }) => card),
    runningAverage: lossOf(({ average }) => average),
  };
}
