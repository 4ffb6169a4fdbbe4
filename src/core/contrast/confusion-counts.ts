/** Asked against answered: the table behind the confusion map. */

import type { DiscriminationAnswer, Side } from './model.ts';
import type { TwoByTwo } from './signal-detection.ts';

/** counts[row][column] answers in which sides[row] was asked and sides[column] answered. */
export interface ConfusionCounts {
  readonly sides: readonly Side[];
  readonly counts: readonly (readonly number[])[];
  readonly answerCount: number;
  readonly confusionCount: number;
}

type AskedAnswered = Pick<DiscriminationAnswer, 'asked' | 'answered'>;

/** Counts the answers whose two sides are both among `sides`; others (of concepts since deleted) are left out. */
export function countConfusions(answers: Iterable<AskedAnswered>, sides: readonly Side[]): ConfusionCounts {
  const place = new Map(sides.map((side, index) => [side, index]));
  const counts = sides.map(() => sides.map(() => 0));
  let answerCount = 0;
  let confusionCount = 0;
  for (const { asked, answered } of answers) {
    const row = counts[place.get(asked) ?? -1];
    const column = place.get(answered);
    if (row === undefined || column === undefined) continue;
    row[column] = (row[column] ?? 0) + 1;
    answerCount += 1;
    if (asked !== answered) confusionCount += 1;
  }
  return { sides, counts, answerCount, confusionCount };
}

/** The counts by a key of the answers (a dimension, a week), most confusions first, then by key. */
export function countConfusionsBy<Answer extends AskedAnswered>(
  answers: Iterable<Answer>,
  sides: readonly Side[],
  keyOf: (answer: Answer) => string,
): readonly { readonly key: string; readonly counts: ConfusionCounts }[] {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const key = keyOf(answer);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [answer]);
    else group.push(answer);
  }
  return [...groups]
    .map(([key, group]) => ({ key, counts: countConfusions(group, sides) }))
    .sort((one, other) => other.counts.confusionCount - one.counts.confusionCount || (one.key < other.key ? -1 : 1));
}

/** The part of the table that is about two sides only. */
export function pickPair({ sides, counts }: ConfusionCounts, first: Side, second: Side): TwoByTwo {
  const cell = (asked: Side, answered: Side): number => counts[sides.indexOf(asked)]?.[sides.indexOf(answered)] ?? 0;
  return {
    firstAsFirst: cell(first, first),
    firstAsSecond: cell(first, second),
    secondAsFirst: cell(second, first),
    secondAsSecond: cell(second, second),
  };
}
