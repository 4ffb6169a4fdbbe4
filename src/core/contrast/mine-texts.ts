/** The texts of a deck prepared for comparing: words, keys, and how rare each word is. */

import type { MinerNote } from './mine-note.ts';
import { isIdeograph, isNumbering, splitWords } from './mine-text.ts';

export interface MinedText {
  readonly words: readonly string[];
  /** The words in one line: equal for texts that read the same. */
  readonly key: string;
  /** Whether it ends as a sentence or a question does. */
  readonly isSentence: boolean;
  readonly isQuestion: boolean;
}

export interface PreparedNote {
  readonly note: MinerNote;
  readonly front: MinedText;
  readonly back: MinedText;
}

const MOST_WORDS = 80;

export function prepareNote(note: MinerNote): PreparedNote {
  return { note, front: prepareText(note.front), back: prepareText(note.back) };
}

export function prepareText(text: string): MinedText {
  const words = splitWords(text).slice(0, MOST_WORDS);
  return { words, key: words.join(' '), isSentence: /[.!?。！？؟।]["'”’」』)]*\s*$/u.test(text), isQuestion: /[?？؟]["'”’」』)]*\s*$/u.test(text) };
}

/** A name rather than a sentence: at most four words, or eight ideographs. */
export function isTerm({ words, isSentence }: MinedText): boolean {
  if (isSentence) return false;
  return words.length <= 4 || (words.length <= 8 && words.every(isIdeograph));
}

/** Whether an answer says enough to be mistaken for another: not yes or no, not a number alone, not a lone letter. */
export function isTelling({ words }: MinedText): boolean {
  return words.some(isTellingWord);
}

export function isTellingWord(word: string): boolean {
  return (word.length >= 3 || isIdeograph(word)) && !isNumbering(word) && !EMPTY_WORDS.has(word);
}

/** Whether a text has a word that at most `most` texts have: it names something, and is not the deck's own phrase. */
export function isSpecific(text: MinedText, rarity: Rarity, most: number): boolean {
  return text.words.some((word) => (word.length >= 3 || isIdeograph(word)) && !EMPTY_WORDS.has(word) && rarity.countOf(word) <= most);
}

const EMPTY_WORDS = new Set('yes no true false none both neither all any the and not ja nein wahr falsch oui non sí see above below 是 不是 对 错'.split(' '));

/** Weights of words by rarity within the deck: ln(1 + texts / texts with the word). */
export interface Rarity {
  readonly weightOf: (word: string) => number;
  readonly countOf: (word: string) => number;
}

export function measureRarity(texts: Iterable<MinedText>): Rarity {
  const counts = new Map<string, number>();
  let total = 0;
  for (const { words } of texts) {
    total += 1;
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return { countOf: (word) => counts.get(word) ?? 0, weightOf: (word) => Math.log(1 + total / (counts.get(word) ?? 1)) };
}

/** The weight of the words that two texts share, as a part of the weight of all their words (weighted Jaccard), 0 to 1. */
export function measureOverlap(one: MinedText, other: MinedText, rarity: Rarity): number {
  const first = new Set(one.words);
  const second = new Set(other.words);
  let shared = 0;
  let all = 0;
  for (const word of first) {
    const weight = rarity.weightOf(word);
    all += weight;
    if (second.has(word)) shared += weight;
  }
  for (const word of second) if (!first.has(word)) all += rarity.weightOf(word);
  return all === 0 ? 0 : shared / all;
}

/** Whether all words of the shorter text stand in the longer. */
export function isContained(one: MinedText, other: MinedText): boolean {
  const [shorter, longer] = one.words.length <= other.words.length ? [one, other] : [other, one];
  const words = new Set(longer.words);
  return shorter.words.every((word) => words.has(word));
}

/** Whether all words of the first text stand in the second. */
export function standsIn({ words }: MinedText, text: MinedText): boolean {
  return words.every((word) => text.words.includes(word));
}
