import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../src/core/seeded-random.ts';
import { DEFAULT_ASSUMPTIONS, type Assumptions } from './assumptions.ts';
import { createLearner, distanceOf, interfere, juxtapose, recallChance, strengthen, type Learner, type RowKnowledge } from './learner.ts';
import { bootstrapMean, meanOf, testTransfer } from './measure.ts';

const SIDES = [1, 0, 0, 1] as const;

function makeLearner(changes: Partial<Assumptions> = {}, seed = 1, rowCount = 40): Learner {
  const cardsOfRows = Array.from({ length: rowCount }, () => SIDES);
  return createLearner({
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...changes },
    cardsOfRows,
    traits: createSeededRandom(seed),
    random: createSeededRandom(seed + 1),
  });
}

function firstRow(learner: Learner): RowKnowledge {
  return learner.rows[0] as RowKnowledge;
}

describe('a simulated learner', () => {
  it('knows nothing of what was never seen', () => {
    const learner = makeLearner();
    expect(recallChance(learner, firstRow(learner), 0, 100)).toBe(0);
    expect(distanceOf(learner, firstRow(learner), 100)).toBe(0);
  });

  it('forgets with time, and less after each retrieval on a later day', () => {
    const learner = makeLearner();
    const row = firstRow(learner);
    strengthen(learner, row, 0, 0.5, false, 1);
    const chances = [1, 5, 20, 80].map((day) => recallChance(learner, row, 0, day));
    expect(chances).toEqual([...chances].sort((one, other) => other - one));
    strengthen(learner, row, 0, 1.5, true, 1);
    expect(recallChance(learner, row, 0, 21.5)).toBeGreaterThan(chances[2] ?? 1);
  });

  it('gains less by choosing than by recalling', () => {
    const after = [1, DEFAULT_ASSUMPTIONS.choosingStrength].map((gain) => {
      const learner = makeLearner();
      strengthen(learner, firstRow(learner), 0, 0.5, true, gain);
      strengthen(learner, firstRow(learner), 0, 3.5, true, gain);
      return recallChance(learner, firstRow(learner), 0, 30);
    });
    expect(after[1]).toBeLessThan(after[0] ?? 0);
  });

  it('tells two sides less apart when one is seen beside its unsettled twin, and more when they are compared', () => {
    const learner = makeLearner();
    const row = firstRow(learner);
    strengthen(learner, row, 1, 0.5, false, 1);
    strengthen(learner, row, 0, 0.5, false, 1);
    const alone = distanceOf(learner, row, 0.5);
    interfere(learner, row, 0, 0.6);
    const mixed = distanceOf(learner, row, 0.5);
    expect(mixed).toBeLessThan(alone);
    juxtapose(learner, row, 1);
    expect(distanceOf(learner, row, 0.5)).toBeGreaterThan(mixed);
  });

  it('is not disturbed by a twin that has settled, nor by one never begun', () => {
    const learner = makeLearner();
    const row = firstRow(learner);
    interfere(learner, row, 0, 0.5);
    expect(row.interference).toBe(0);
    for (const day of [0.5, 3.5, 12.5]) strengthen(learner, row, 1, day, true, 1);
    interfere(learner, row, 1, 13.5);
    expect(row.interference).toBe(0);
  });

  it('never gains more by comparing than the most that is assumed', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (amounts) => {
        const learner = makeLearner();
        for (const amount of amounts) juxtapose(learner, firstRow(learner), amount);
        expect(firstRow(learner).contrast).toBeLessThanOrEqual(DEFAULT_ASSUMPTIONS.contrastGain);
      }),
    );
  });
});

describe('the test of transfer', () => {
  it('measures the d′ that the learner has', () => {
    const measured = Array.from({ length: 300 }, (_, index) => {
      const learner = makeLearner({ leanSpread: 0, lapseRate: 0 }, index);
      for (const row of learner.rows) for (const card of [0, 1]) strengthen(learner, row, card, 0.5, true, 1);
      return testTransfer(learner, 0.5, createSeededRandom(1000 + index)).sensitivity;
    });
    const { distanceInMemory, transfer } = DEFAULT_ASSUMPTIONS;
    expect(Math.abs(meanOf(measured) - distanceInMemory * transfer)).toBeLessThan(0.08);
  });
});

describe('the interval of a mean', () => {
  it('holds the mean and narrows with more learners', () => {
    const random = createSeededRandom(4);
    const values = Array.from({ length: 400 }, () => random());
    const [few, many] = [bootstrapMean(values.slice(0, 25), createSeededRandom(1)), bootstrapMean(values, createSeededRandom(1))];
    for (const { mean, low, high } of [few, many]) expect(low < mean && mean < high).toBe(true);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    // 1.96 standard errors of a uniform distribution either way.
    expect((many.high - many.low) / ((2 * 1.96) / Math.sqrt(12 * 400))).toBeCloseTo(1, 0);
  });
});
