/** Short names for the two sides of a mined pair. */

import { findGap } from './mine-text.ts';
import { joinWords } from './mine-judge.ts';
import { isTerm } from './mine-texts.ts';
import type { PreparedNote } from './mine-texts.ts';

const MOST_LETTERS = 60;

function cut(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1).trimEnd()}…`;
}

/** Fronts that are names, answers that are, what differs between the two fronts, or the fronts' beginnings; never the same twice. */
export function chooseLabels(one: PreparedNote, other: PreparedNote): readonly [string, string] {
  const gap = findGap(one.front.words, other.front.words);
  const choices: readonly (readonly [string, string])[] = [
    ...(isTerm(one.front) && isTerm(other.front) ? [[one.note.front, other.note.front] as const] : []),
    ...(gap.first.length <= 2 && gap.second.length <= 2 ? [[joinWords(gap.first), joinWords(gap.second)] as const] : []),
    ...(isTerm(one.back) && isTerm(other.back) ? [[one.note.back, other.note.back] as const] : []),
    [cut(one.note.front), cut(other.note.front)],
    [cut(one.note.back), cut(other.note.back)],
  ];
  const isFit = ([first, second]: readonly [string, string]): boolean =>
    first.trim() !== '' && second.trim() !== '' && first.length <= MOST_LETTERS && second.length <= MOST_LETTERS && first.toLowerCase() !== second.toLowerCase();
  return choices.find(isFit) ?? [`${cut(one.note.front)} (1)`, `${cut(other.note.front)} (2)`];
}
