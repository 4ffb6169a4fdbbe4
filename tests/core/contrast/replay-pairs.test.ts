import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampChance, logLossOf, meanLogLoss } from '../../../src/core/contrast/log-loss.ts';
import { recallPair, updatePairMemory } from '../../../src/core/contrast/pair-memory.ts';
import { expectFromCard, type ReplayAnswer, replayPairs } from '../../../src/core/contrast/replay-pairs.ts';
import type { ConceptId } from '../../../src/core/ids.ts';

const [a, b, c] = [1, 2, 3].map((value) => value as ConceptId) as [ConceptId, ConceptId, ConceptId];
const side = fc.constantFrom(a, b, c, 'both' as const, 'neither' as const);
const log = fc
  .array(fc.record({ gapDays: fc.integer({ min: 0, max: 60 }), asked: side, answered: side, cardRecall: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) }), { maxLength: 80 })
  .map((entries) => {
    let day = 20_000;
    return entries.map(({ gapDays, ...answer }): ReplayAnswer => ({ ...answer, day: (day += gapDays) }));
  });

describe('log loss', () => {
  it('is finite for every chance, and least for the chance that came true', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (chance, happened) => {
      expect(clampChance(chance)).toBeGreaterThan(0);
      expect(clampChance(chance)).toBeLessThan(1);
      const loss = logLossOf(chance, happened);
      expect(Number.isFinite(loss)).toBe(true);
      expect(loss).toBeGreaterThanOrEqual(logLossOf(happened ? 1 : 0, happened));
    }));
  });

  it('is that of a coin for even chances, and null for none', () => {
    expect(meanLogLoss([{ chance: 0.5, happened: true }, { chance: 0.5, happened: false }])).toBeCloseTo(Math.LN2, 12);
    expect(meanLogLoss([])).toBeNull();
  });
});

describe('the replay of a set’s pairs', () => {
  it('foretells the first answer of each later day in three ways, as computed by hand', () => {
    const answers: ReplayAnswer[] = [
      { day: 10, asked: a, answered: a, cardRecall: null },
      { day: 10, asked: a, answered: b, cardRecall: 0.4 },
      { day: 14, asked: b, answered: a, cardRecall: 0.6 },
      { day: 15, asked: b, answered: b, cardRecall: null },
    ];
    const first = updatePairMemory(null, true, 10);
    const second = updatePairMemory(first, false, 14);
    const replay = replayPairs(answers, [a, b]);
    expect(replay.answers).toBe(2);
    expect(replay.pairMemory).toBeCloseTo((-Math.log(1 - recallPair(first, 14)) - Math.log(recallPair(second, 15))) / 2, 10);
    // A known card is recalled in 6 of 10, and half of the rest is guessed; of an unknown one, half.
    expect(replay.cardsAlone).toBeCloseTo((-Math.log(1 - 0.8) - Math.log(0.5)) / 2, 10);
    // One right and one wrong in advance: 2 of 3 before the first, 2 of 4 before the second.
    expect(replay.runningAverage).toBeCloseTo((-Math.log(1 - 2 / 3) - Math.log(2 / 4)) / 2, 10);
  });

  it('has nothing to say of a log without second days', () => {
    expect(replayPairs([{ day: 1, asked: a, answered: a, cardRecall: null }], [a, b])).toEqual({ answers: 0, pairMemory: null, cardsAlone: null, runningAverage: null });
    expect(replayPairs([{ day: 1, asked: 'both', answered: a, cardRecall: 1 }, { day: 2, asked: a, answered: 'both', cardRecall: 1 }], [a, b]).answers).toBe(0);
  });

  it('gives finite losses for every log, all over the same answers', () => {
    fc.assert(fc.property(log, (answers) => {
      const { answers: count, ...losses } = replayPairs(answers, [a, b, c]);
      for (const loss of Object.values(losses)) {
        if (count === 0) expect(loss).toBeNull();
        else {
          expect(Number.isFinite(loss)).toBe(true);
          expect(loss).toBeGreaterThan(0);
        }
      }
    }));
  });

  it('takes a guess for better than nothing and never for certain knowledge', () => {
    fc.assert(fc.property(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), (recall) => {
      expect(expectFromCard(recall)).toBeGreaterThanOrEqual(0.5);
      expect(expectFromCard(recall)).toBeLessThanOrEqual(1);
    }));
  });
});
