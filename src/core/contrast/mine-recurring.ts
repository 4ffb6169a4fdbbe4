/** Words that a deck sets against each other again and again: “focus of a manager”, “focus of a leader”, “power of a manager” … */

import { findGap, isNumbering } from './mine-text.ts';
import type { PreparedNote } from './mine-texts.ts';

/** From so many different frames on, two words are a pair of the deck's own. */
const LEAST_FRAMES = 3;
/** Words that stand where others do in any text. */
const PLAIN_WORDS = new Set(
  ('a an the this that these those he she it they we you i his her its their our your my him them us me is are was were be do does did has have had can could will would may ' +
    'what which who whom whose when where why how in on at of to for from by with and or not no some any many much very der die das ein eine einen wie was wo wann el la los las un una').split(' '),
);

export interface Recurring {
  /** The two words, the first note's first, and in how many frames they take each other's place; null when the pair is none. */
  readonly find: (one: PreparedNote, other: PreparedNote) => { readonly words: readonly [string, string]; readonly frames: number } | null;
}

function readSwap(one: PreparedNote, other: PreparedNote): { readonly words: readonly [string, string]; readonly frame: string } | null {
  const gap = findGap(one.front.words, other.front.words);
  const [first, second] = [gap.first[0], gap.second[0]];
  if (gap.first.length !== 1 || gap.second.length !== 1 || first === undefined || second === undefined) return null;
  if (one.front.words.length < 2 || [first, second].some((word) => PLAIN_WORDS.has(word) || isNumbering(word) || word.length < 3)) return null;
  const frame = [...one.front.words.slice(0, gap.start), '_', ...one.front.words.slice(gap.start + 1)].join(' ');
  return { words: [first, second], frame };
}

/** Counts over pairs of places in `notes`. Sentences are left out: their subjects change places all the time. */
export function countRecurring(notes: readonly PreparedNote[], pairs: Iterable<readonly [number, number]>): Recurring {
  const frames = new Map<string, Set<string>>();
  const keyOf = (words: readonly [string, string]): string => [...words].sort().join(' ');
  const read = (one: PreparedNote | undefined, other: PreparedNote | undefined): ReturnType<typeof readSwap> => {
    if (one === undefined || other === undefined || (one.front.isSentence && one.back.isSentence)) return null;
    return readSwap(one, other);
  };
  for (const [first, second] of pairs) {
    const swap = read(notes[first], notes[second]);
    if (swap === null) continue;
    const known = frames.get(keyOf(swap.words));
    if (known === undefined) frames.set(keyOf(swap.words), new Set([swap.frame]));
    else known.add(swap.frame);
  }
  return {
    find: (one, other) => {
      const swap = read(one, other);
      const count = swap === null ? 0 : (frames.get(keyOf(swap.words))?.size ?? 0);
      return swap === null || count < LEAST_FRAMES ? null : { words: swap.words, frames: count };
    },
  };
}
