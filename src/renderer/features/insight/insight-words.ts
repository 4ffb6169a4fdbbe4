/** Figures about the learner, in words. */

import type { ExperimentReport, PairBias } from '../../../contract/insight.ts';
import type { Side } from '../../../core/contrast/model.ts';
import { ENOUGH_STATEMENTS_EACH } from '../../../core/contrast/signal-detection.ts';

type Counts = readonly (readonly number[])[];

/** "86 %". */
export function showShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** How many answers to the two concepts' statements the bias of a pair rests on: the smaller number of the two. */
export function countStatements(pair: Pick<PairBias, 'first' | 'second'>, sides: readonly Side[], counts: Counts): { readonly first: number; readonly second: number } {
  const first = sides.indexOf(pair.first.id);
  const second = sides.indexOf(pair.second.id);
  const answersTo = (row: number): number => (counts[row]?.[first] ?? 0) + (counts[row]?.[second] ?? 0);
  return { first: answersTo(first), second: answersTo(second) };
}

/** Why nothing can be said of a pair yet, with how far it is: "Not enough answers yet: manager 3 of 5, leader 5 of 5." */
export function sayNotEnough(pair: Pick<PairBias, 'first' | 'second'>, answers: { readonly first: number; readonly second: number }): string {
  const part = (label: string, count: number): string => `${label} ${Math.min(count, ENOUGH_STATEMENTS_EACH)} of ${ENOUGH_STATEMENTS_EACH}`;
  return `Not enough answers yet: ${part(pair.first.label, answers.first)}, ${part(pair.second.label, answers.second)}.`;
}

/** The pair's own memory: how firm it is and when it is asked again. */
export function sayMemory(memory: PairBias['memory'], today: number): string {
  if (memory === null) return 'This pair has no memory yet; the first answer of a day begins it.';
  const days = Math.max(1, Math.round(memory.stability));
  const firm = days >= 60 ? 'Very firm' : days >= 21 ? 'Firm' : days >= 7 ? 'Getting firm' : 'Still fresh';
  const span = days === 1 ? 'about a day' : `about ${days.toLocaleString()} days`;
  return `${firm}: it holds for ${span}. ${sayDue(memory.dueDay - today)}`;
}

function sayDue(inDays: number): string {
  if (inDays <= 0) return 'It is asked again in the next session.';
  if (inDays === 1) return 'It is asked again tomorrow.';
  return `It is asked again in ${inDays.toLocaleString()} days.`;
}

/** "12 percentage points, 95 % interval −3 to 27". */
export function sayDifference(difference: NonNullable<ExperimentReport['difference']>): string {
  const points = (share: number): string => {
    const value = Math.round(share * 100);
    return value < 0 ? `−${Math.abs(value)}` : `${value}`;
  };
  return `${points(difference.value)} percentage points (95 % interval ${points(difference.low)} to ${points(difference.high)})`;
}
