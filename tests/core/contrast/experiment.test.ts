import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assignArms, compareProportions, describeExperiment, judgeExperiment, tallyDelayed } from '../../../src/core/contrast/experiment.ts';
import type { ExperimentArm } from '../../../src/core/contrast/experiment.ts';
import { createSeededRandom } from '../../fixtures/study-learner.ts';

const DAY = 86_400_000;

describe('the interval of a difference', () => {
  // Newcombe (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i and %i/%i is that of the published table', (correct, answers, otherCorrect, otherAnswers, low, high) => {
    const difference = compareProportions({ correct, answers }, { correct: otherCorrect, answers: otherAnswers });
    expect(difference.value).toBeCloseTo(correct / answers - otherCorrect / otherAnswers, 12);
    expect(difference.low).toBeCloseTo(low, 4);
    expect(difference.high).toBeCloseTo(high, 4);
  });

  const tally = fc.integer({ min: 1, max: 300 }).chain((answers) => fc.record({ correct: fc.integer({ min: 0, max: answers }), answers: fc.constant(answers) }));
  test('holds the difference, lies within −1 and 1, and turns round when the two are exchanged', () => {
    fc.assert(
      fc.property(tally, tally, (one, other) => {
        const { value, low, high } = compareProportions(one, other);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(high).toBeLessThanOrEqual(1 + 1e-9);
        const turned = compareProportions(other, one);
        expect(turned.low).toBeCloseTo(-high, 12);
        expect(turned.high).toBeCloseTo(-low, 12);
      }),
    );
  });
});

describe('assigning arms', () => {
  test('keeps both arms equally large but for one, leaves known dimensions alone, and passes over statements without a dimension', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 }), fc.integer({ min: 0, max: 10 }), fc.integer(), (dimensions, later, seed) => {
        const random = createSeededRandom(seed);
        const first = dimensions.slice(0, Math.max(0, dimensions.length - later));
        const arms = new Map<string, ExperimentArm>(assignArms(['', ...first, ...first], new Map(), random));
        expect([...arms.keys()].sort()).toEqual([...first].sort());
        const more = assignArms(dimensions, arms, random);
        expect(more.map(([dimension]) => dimension).sort()).toEqual(dimensions.slice(first.length).sort());
        const all = [...arms.values(), ...more.map(([, arm]) => arm)];
        const contrast = all.filter((arm) => arm === 'contrast').length;
        expect(Math.abs(2 * contrast - all.length)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is decided by chance', () => {
    const armOfFirst = (seed: number): ExperimentArm | undefined => new Map(assignArms(['a', 'b'], new Map(), createSeededRandom(seed))).get('a');
    const contrast = Array.from({ length: 400 }, (_, seed) => armOfFirst(seed)).filter((arm) => arm === 'contrast').length;
    expect(contrast).toBeGreaterThan(150);
    expect(contrast).toBeLessThan(250);
  });
});

describe('delayed answers', () => {
  const arms = new Map([
    ['risk', { arm: 'contrast' as const, assignedAtMillis: 10 * DAY }],
    ['power', { arm: 'plain' as const, assignedAtMillis: 10 * DAY }],
  ]);
  const at = (days: number, dimension: string, answered: number) => ({ dimension, asked: 1 as never, answered: answered as never, answeredAtMillis: days * DAY });

  it('count when a day has passed since the answer before along their dimension, and the arm was given out', () => {
    const tally = tallyDelayed(
      [
        at(1, 'risk', 1), // the first: nothing before it
        at(9, 'risk', 2), // before the experiment
        at(10.5, 'risk', 1), // counts: right
        at(11, 'risk', 2), // half a day later
        at(12, 'power', 1), // the first of its dimension
        at(12, 'risk', 2), // counts: wrong
        at(13, 'power', 1), // counts: exactly a day
        at(13.9, 'power', 1), // too soon
        at(30, 'other', 1),
        at(40, 'other', 1), // no arm
      ],
      arms,
    );
    expect(tally).toEqual({ contrast: { correct: 1, answers: 2 }, plain: { correct: 1, answers: 1 } });
  });

  it('are compared only after 14 days and 20 answers in each arm', () => {
    const enough = { contrast: { correct: 18, answers: 20 }, plain: { correct: 10, answers: 20 } };
    expect(judgeExperiment(enough, 13)).toBeNull();
    expect(judgeExperiment({ ...enough, plain: { correct: 10, answers: 19 } }, 14)).toBeNull();
    const difference = judgeExperiment(enough, 14);
    expect(difference?.value).toBeCloseTo(0.4, 12);
    expect(describeExperiment(difference, enough, 14)).toBe(
      'With contrasts you were right more often, by 40 points in a hundred (between 12 and 61, with 95 % confidence).',
    );
    expect(describeExperiment(null, { contrast: { correct: 1, answers: 4 }, plain: { correct: 2, answers: 30 } }, 13)).toBe(
      'Too early to say: it takes one more day and up to 16 more delayed answers on either side. Practice and exams over the whole set give such answers.',
    );
    const even = { contrast: { correct: 15, answers: 20 }, plain: { correct: 15, answers: 20 } };
    expect(describeExperiment(judgeExperiment(even, 20), even, 20)).toBe(
      'No clear difference yet: contrasts less plain study comes to 0 points in a hundred (between −26 and 26, with 95 % confidence).',
    );
    const plainer = { contrast: enough.plain, plain: enough.contrast };
    expect(describeExperiment(judgeExperiment(plainer, 20), plainer, 20)).toBe(
      'With plain study you were right more often, by 40 points in a hundred (between 12 and 61, with 95 % confidence).',
    );
    expect(describeExperiment(null, enough, 12)).toBe('Too early to say: it takes 2 more days.');
  });
});
