/** The contrast that two notes make together: the dimension from what they share, the sides from what they say. */

import { joinWords } from './mine-judge.ts';
import type { MinerNote } from './mine-note.ts';
import { findGap, splitWords } from './mine-text.ts';

type Half = Pick<MinerNote, 'front' | 'back'> & { readonly label: string };

export interface PairContrast {
  readonly dimension: string;
  /** Plain text; the same when both concepts have one meaning. */
  readonly sides: readonly [string, string];
}

function reads(one: string, other: string): boolean {
  return splitWords(one).join(' ') === splitWords(other).join(' ');
}

/**
 * Sides are the answers; where an answer is the concept's own name, the question instead. The dimension is the front that both
 * share, the words that their fronts share with a gap for the others, or “Meaning”.
 */
export function describePairContrast(first: Half, second: Half): PairContrast {
  const areNamedByAnswers = reads(first.label, first.back) && reads(second.label, second.back);
  if (reads(first.front, second.front)) return { dimension: first.front, sides: [first.back, second.back] };
  if (areNamedByAnswers) return { dimension: 'What belongs to it', sides: [first.front, second.front] };
  const sides: [string, string] = [first.back, second.back];
  const words = splitWords(first.front);
  const gap = findGap(words, splitWords(second.front));
  const shared = words.length - gap.first.length;
  if (shared < 2) return { dimension: 'Meaning', sides };
  const before = joinWords(words.slice(0, gap.start));
  const after = joinWords(words.slice(gap.start + gap.first.length));
  return { dimension: [before, '…', after].filter((part) => part !== '').join(' '), sides };
}
