/** A confusion map with its pairs as a backend would send them. */

import type { ConfusionMap, ExperimentReport, PairBias } from '../../../src/contract/insight.ts';
import { createFakeBackend, type Answers, type FakeBackend } from '../edit/fake-backend.ts';
import { LEADER, makeSet, MANAGER } from '../contrast/samples.ts';

export const MAP: ConfusionMap = {
  concepts: [MANAGER, LEADER],
  sides: [MANAGER.id, LEADER.id, 'both'],
  counts: [
    [20, 7, 0],
    [2, 30, 1],
    [0, 0, 4],
  ],
  answerCount: 64,
  accuracy: 54 / 64,
  dimensions: [
    { dimension: 'Risk', counts: [[5, 6, 0], [0, 8, 1], [0, 0, 4]], confusions: 7, answers: 24 },
    { dimension: 'Time', counts: [[15, 1, 0], [2, 22, 0], [0, 0, 0]], confusions: 3, answers: 40 },
  ],
  weeks: [
    { startMillis: Date.UTC(2026, 4, 18), answers: 24, confusions: 6 },
    { startMillis: Date.UTC(2026, 4, 25), answers: 40, confusions: 4 },
  ],
};

export const EMPTY_MAP: ConfusionMap = {
  ...MAP,
  counts: [[0, 0, 0], [0, 0, 0], [0, 0, 0]],
  answerCount: 0,
  accuracy: null,
  dimensions: [],
  weeks: [],
};

export const BIAS: PairBias = {
  first: MANAGER,
  second: LEADER,
  answers: 59,
  sensitivity: 2.1,
  criterion: 0.4,
  sentence: 'You tell them apart well, but you lean to leader.',
  memory: null,
};

export const EXPERIMENT: ExperimentReport = {
  enabled: false,
  daysRunning: 0,
  daysNeeded: 14,
  contrast: { correct: 0, answers: 0 },
  plain: { correct: 0, answers: 0 },
  difference: null,
  sentence: 'Off.',
};

export function createInsightBackend(answers: Answers = {}): FakeBackend {
  let experiment = EXPERIMENT;
  return createFakeBackend({
    'conceptSet.get': () => makeSet({ allowsBoth: true }),
    'insight.confusions': () => MAP,
    'insight.bias': () => [BIAS],
    'insight.experiment': () => experiment,
    'insight.set-experiment': ({ enabled }) => {
      experiment = { ...experiment, enabled, sentence: 'The comparison has begun; there is nothing to say yet.' };
      return null;
    },
    'insight.pair-replay': () => ({ answers: 12, pairMemory: 0.5, cardsAlone: 0.55, runningAverage: 0.6 }),
    ...answers,
  });
}
