/** What the logs say of a set's learner: the confusion map, the bias of each pair, and the personal experiment. */

import type { ConfusionMap, ExperimentReport, PairBias } from '../contract/insight.ts';
import { countConfusions, countConfusionsBy, pickPair } from '../core/contrast/confusion-counts.ts';
import { describeExperiment, EXPERIMENT_DAYS, judgeExperiment, tallyDelayed } from '../core/contrast/experiment.ts';
import type { Concept, ConceptSet, DiscriminationAnswer } from '../core/contrast/model.ts';
import { recallPair, toPair } from '../core/contrast/pair-memory.ts';
import type { ConceptPair, PairMemory } from '../core/contrast/pair-memory.ts';
import { describeDiscriminability, ENOUGH_STATEMENTS_EACH, measureDiscriminability } from '../core/contrast/signal-detection.ts';
import { tallyWeeks } from '../core/contrast/weeks.ts';
import { listChoices } from '../core/quiz/make-question.ts';
import type { StudyMoment } from '../core/scheduling/study-day.ts';
import type { ArmOfDimension } from '../store/experiment.ts';

/** The answers counted by what was asked and answered, by dimension, and by week of the learner's study days. */
export function mapConfusions(set: ConceptSet, answers: readonly DiscriminationAnswer[], moment: Pick<StudyMoment, 'dayOf' | 'startOf'>): ConfusionMap {
  const sides = listChoices(set);
  const all = countConfusions(answers, sides);
  // Answers of concepts that are gone are in none of the figures.
  const counted = answers.filter(({ asked, answered }) => sides.includes(asked) && sides.includes(answered));
  return {
    concepts: set.concepts,
    sides,
    counts: all.counts,
    answerCount: all.answerCount,
    accuracy: all.answerCount === 0 ? null : (all.answerCount - all.confusionCount) / all.answerCount,
    dimensions: countConfusionsBy(counted, sides, ({ dimension }) => dimension).map(({ key, counts }) => ({
      dimension: key,
      counts: counts.counts,
      confusions: counts.confusionCount,
      answers: counts.answerCount,
    })),
    weeks: tallyWeeks(
      counted.map(({ answeredAtMillis, asked, answered }) => ({ day: moment.dayOf(answeredAtMillis), isConfusion: asked !== answered })),
    ).map(({ monday, answers: count, confusions }) => ({ startMillis: moment.startOf(monday), answers: count, confusions })),
  };
}

function describeMemory(memory: PairMemory | null, today: number): PairBias['memory'] {
  if (memory === null) return null;
  const { stability, difficulty } = memory.memory;
  return { stability, difficulty, dueDay: memory.dueDay, retrievability: recallPair(memory, today) };
}

/** Signal detection for every pair of the set's concepts, in their order, with the pair's memory. */
export function measureBias(
  set: Pick<ConceptSet, 'concepts'>,
  answers: readonly DiscriminationAnswer[],
  memoryOf: (pair: ConceptPair) => PairMemory | null,
  today: number,
): readonly PairBias[] {
  const counts = countConfusions(
    answers,
    set.concepts.map(({ id }) => id),
  );
  return listPairs(set.concepts).map(([first, second]): PairBias => {
    const table = pickPair(counts, first.id, second.id);
    const ofFirst = table.firstAsFirst + table.firstAsSecond;
    const ofSecond = table.secondAsFirst + table.secondAsSecond;
    const isEnough = Math.min(ofFirst, ofSecond) >= ENOUGH_STATEMENTS_EACH;
    const measured = isEnough ? measureDiscriminability(table) : null;
    return {
      first,
      second,
      answers: ofFirst + ofSecond,
      sensitivity: measured?.sensitivity ?? null,
      criterion: measured?.criterion ?? null,
      sentence:
        measured === null
          ? `Too early to say: it takes ${ENOUGH_STATEMENTS_EACH} statements of each (${first.label} so far ${ofFirst}, ${second.label} ${ofSecond}).`
          : describeDiscriminability(measured, first.label, second.label),
      memory: describeMemory(memoryOf(toPair(first.id, second.id)), today),
    };
  });
}

function listPairs(concepts: readonly Concept[]): readonly (readonly [Concept, Concept])[] {
  return concepts.flatMap((first, index) => concepts.slice(index + 1).map((second) => [first, second] as const));
}

/** How the experiment stands; it is on as long as there are arms. */
export function reportExperiment(arms: readonly ArmOfDimension[], answers: readonly DiscriminationAnswer[], moment: Pick<StudyMoment, 'today' | 'dayOf'>): ExperimentReport {
  const [first] = arms;
  const daysRunning = first === undefined ? 0 : Math.max(0, moment.today - moment.dayOf(Math.min(...arms.map(({ assignedAtMillis }) => assignedAtMillis))));
  const tally = tallyDelayed(answers, new Map(arms.map((arm) => [arm.dimension, arm])));
  const difference = judgeExperiment(tally, daysRunning);
  return {
    enabled: first !== undefined,
    daysRunning,
    daysNeeded: EXPERIMENT_DAYS,
    contrast: tally.contrast,
    plain: tally.plain,
    difference,
    sentence: first === undefined ? 'The experiment is off.' : describeExperiment(difference, tally, daysRunning),
  };
}
