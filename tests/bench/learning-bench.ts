/**
 * Whether Versus's way of studying tells two things better apart than plain shuffled cards, in simulated learners:
 * `node tests/bench/learning-bench.ts [learners [days [minutes a day [seed]]]]` (default 500 14 10 1).
 * The assumptions, with their sources, stand in learning/assumptions.ts. The same arguments print the same figures.
 */
import { createSeededRandom } from '../../src/core/seeded-random.ts';
import { ACTION_SECONDS, CONDITIONS, DEFAULT_ASSUMPTIONS, ERROR_SECONDS } from './learning/assumptions.ts';
import { simulate, type Comparison, type LearnerResult } from './learning/compare.ts';
import { readStarterDeck } from './learning/deck.ts';
import { bootstrapMean, meanOf, type Estimate } from './learning/measure.ts';
import { PLAIN, VERSUS, type Policy } from './learning/study.ts';

const DELAYS = [7, 30];

const [learners = 500, days = 14, minutesPerDay = 10, seed = 1] = process.argv.slice(2).map(Number);
if (![learners, days, seed].every(Number.isInteger) || learners < 2 || days < 0 || !(minutesPerDay > 0)) {
  console.error('usage: node tests/bench/learning-bench.ts [learners [days [minutes a day [seed]]]]');
  process.exit(2);
}

function show({ mean, low, high }: Estimate): string {
  return `${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function showPercent(results: readonly LearnerResult[], place: number): string {
  return `${(100 * meanOf(results.map(({ tests }) => tests[place]?.proportionCorrect ?? 0))).toFixed(1)} %`;
}

function describeStudy(results: readonly LearnerResult[]): string {
  const mean = (read: (result: LearnerResult) => number): string => meanOf(results.map(read)).toFixed(0);
  return `${mean(({ report }) => report.minutes)} min, ${mean(({ report }) => report.actions)} answers, ${mean(({ report }) => report.newCards)} cards begun, ${mean(({ report }) => report.trials)} trials`;
}

const deck = readStarterDeck();
const started = performance.now();
console.log(`${learners} simulated learners, ${days} days of ${minutesPerDay} minutes, ${deck.cards.length} cards of ${deck.dimensions.length} contrasts, seed ${seed}`);
const costs = Object.entries({ ...ACTION_SECONDS, 'more after an error': ERROR_SECONDS });
console.log(`seconds: ${costs.map(([action, seconds]) => `${action} ${seconds}`).join(', ')}`);
console.log('d′ on wordings never practised, mean [95 % interval, bootstrap over learners], and answers right of two choices\n');
console.log(`${'condition'.padEnd(24)}${'after'.padEnd(9)}${'plain cards'.padEnd(28)}${'Versus'.padEnd(28)}Versus − plain`);

const comparisonOf = (assumptions: Comparison['assumptions']): Comparison => ({ assumptions, learners, days, minutesPerDay, testedAfterDays: DELAYS, seed });
const sensitivities = (results: readonly LearnerResult[], place: number): number[] => results.map(({ tests }) => tests[place]?.sensitivity ?? 0);
const estimate = (values: readonly number[]): string => show(bootstrapMean(values, createSeededRandom(seed)));
/** Learner by learner, so that what they differ in by themselves falls out. */
const gain = (results: readonly LearnerResult[], over: readonly LearnerResult[], place: number): string => {
  const before = sensitivities(over, place);
  return estimate(sensitivities(results, place).map((value, index) => value - (before[index] ?? 0)));
};

for (const { name, assumptions } of CONDITIONS) {
  const [plain, versus] = [simulate(deck, comparisonOf(assumptions), PLAIN), simulate(deck, comparisonOf(assumptions), VERSUS)];
  DELAYS.forEach((delay, place) => {
    const cell = (results: readonly LearnerResult[]): string => `${estimate(sensitivities(results, place))} ${showPercent(results, place)}`.padEnd(28);
    console.log(`${(place === 0 ? name : '').padEnd(24)}${`${delay} days`.padEnd(9)}${cell(plain)}${cell(versus)}${gain(versus, plain, place)}`);
  });
  console.log(`${''.padEnd(24)}plain:  ${describeStudy(plain)}\n${''.padEnd(24)}Versus: ${describeStudy(versus)}`);
}

const PARTS: readonly (readonly [string, Policy])[] = [
  ['modes alone', { ...PLAIN, hasModes: true }],
  ['staggered twins alone', { ...PLAIN, staggersTwins: true }],
  ['trials alone', { ...PLAIN, hasTrials: true }],
  ['pair questions alone', { ...PLAIN, hasPairs: true }],
  ['all but modes', { ...VERSUS, hasModes: false }],
  ['all but trials', { ...VERSUS, hasTrials: false }],
];
console.log(`\nd′ gained over plain cards by parts of the policy, as assumed\n\n${'part'.padEnd(24)}${DELAYS.map((delay) => `after ${delay} days`.padEnd(24)).join('')}`);
const plainAsAssumed = simulate(deck, comparisonOf(DEFAULT_ASSUMPTIONS), PLAIN);
for (const [name, policy] of PARTS) {
  const results = simulate(deck, comparisonOf(DEFAULT_ASSUMPTIONS), policy);
  console.log(`${name.padEnd(24)}${DELAYS.map((_, place) => gain(results, plainAsAssumed, place).padEnd(24)).join('')}${describeStudy(results)}`);
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
