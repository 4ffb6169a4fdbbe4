/** Compares two wordings of one text word by word, so that what was changed can be marked in both. */

import { alignLetters } from './diff-answer.ts';

export interface WordToken {
  readonly isChanged: boolean;
  readonly text: string;
}

export interface WordDiff {
  /** The tokens of each side, joined, give that side back. */
  readonly before: readonly WordToken[];
  readonly after: readonly WordToken[];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Words are those of Unicode's rules (also where nothing is written between them), signs and spaces pieces of their own. */
export function diffWords(before: string, after: string): WordDiff {
  const left = Array.from(segmenter.segment(before), ({ segment }) => segment);
  const right = Array.from(segmenter.segment(after), ({ segment }) => segment);
  const pairs = alignLetters(left, right);
  return {
    before: joinWords(left, new Set(pairs.map(([index]) => index))),
    after: joinWords(right, new Set(pairs.map(([, index]) => index))),
  };
}

/** A lone space between two changed words belongs to the change: three marks in a row are harder to read than one. */
function joinWords(pieces: readonly string[], same: ReadonlySet<number>): readonly WordToken[] {
  const isChanged = (index: number): boolean => !same.has(index) || (pieces[index] === ' ' && index > 0 && index < pieces.length - 1 && !same.has(index - 1) && !same.has(index + 1));
  const tokens: { isChanged: boolean; text: string }[] = [];
  pieces.forEach((text, index) => {
    const changed = isChanged(index);
    const last = tokens.at(-1);
    if (last?.isChanged === changed) last.text += text;
    else tokens.push({ isChanged: changed, text });
  });
  return tokens;
}
