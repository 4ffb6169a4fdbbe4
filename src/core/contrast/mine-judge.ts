/** What speaks for a pair of notes being confusable, and what rules it out. */

import { areKin, areOpposites, commonPrefixLength, countEdits, differInVowels, findGap, isHan, isIdeograph, isNumbering, looksAlike, stripPrefix } from './mine-text.ts';
import type { Gap } from './mine-text.ts';
import type { Recurring } from './mine-recurring.ts';
import type { MinedReason } from './mine-score.ts';
import { isContained, isSpecific, isTelling, isTellingWord, isTerm, measureOverlap, standsIn } from './mine-texts.ts';
import type { MinedText, PreparedNote, Rarity } from './mine-texts.ts';

/** How far each kind of likeness alone makes a pair confusable: set by looking at decks (see tests/bench/miner-bench.ts). */
export const WEIGHTS = {
  /** One prompt, two answers. */
  sameFront: 0.75,
  /** As sameFront, when the answers are longer than a name. */
  sameFrontLong: 0.55,
  /** affect, effect. */
  alikeTerms: 0.75,
  alikeIdeographs: 0.4,
  alikeWordInFront: 0.6,
  /** Longer fronts that differ in one or two words that are opposites or of one family. */
  kinInFront: 0.6,
  /** Longer fronts that differ in one or two words, when their answers share some words as well. */
  frontMinimal: 0.5,
  /** Asked the same way of two things, several times over. */
  recurring: 0.55,
  sameMeaning: 0.6,
  alikeAnswers: 0.6,
  overlappingMeaning: 0.65,
  backMinimal: 0.55,
  named: 0.85,
  lure: 0.75,
  answeredOnce: 0.6,
} as const;

type Rarities = Readonly<Record<'front' | 'back', Rarity>>;

interface Facts {
  readonly one: PreparedNote;
  readonly other: PreparedNote;
  readonly isSameFront: boolean;
  readonly isSameBack: boolean;
  readonly frontGap: Gap;
  readonly backGap: Gap;
  /** 0 to 1. */
  readonly frontOverlap: number;
  readonly backOverlap: number;
}

/** None for pairs that are the same card twice, or parts of a numbered series. */
export function judgePair(one: PreparedNote, other: PreparedNote, rarity: Rarities, recurring: Recurring): readonly MinedReason[] {
  const isSameFront = one.front.key === other.front.key;
  const isSameBack = one.back.key === other.back.key;
  const frontGap = findGap(one.front.words, other.front.words);
  const facts: Facts = {
    one,
    other,
    isSameFront,
    isSameBack,
    frontGap,
    backGap: findGap(one.back.words, other.back.words),
    frontOverlap: isSameFront ? 1 : measureOverlap(one.front, other.front, rarity.front),
    backOverlap: isSameBack ? 1 : measureOverlap(one.back, other.back, rarity.back),
  };
  if (isSameCardTwice(facts) || (!isSameFront && (isSeries(frontGap) || isFormGap(facts)))) return [];
  if (!isSameFront && [...frontGap.first, ...frontGap.second].every((word) => ARTICLES.has(word))) return [];
  const aboutFronts = judgeFronts(facts, rarity) ?? judgeRecurring(facts, recurring);
  const aboutBacks = judgeBacks(facts, rarity);
  return [aboutFronts, aboutBacks].filter((reason) => reason !== null);
}

function isSameCardTwice(facts: Facts): boolean {
  const { one, other, isSameFront, isSameBack, frontGap, frontOverlap, backOverlap } = facts;
  const isSameAnswer = isSameBack || backOverlap >= 0.7 || isContained(one.back, other.back);
  if (isSameFront) return isSameAnswer;
  if (isKinGap(frontGap)) return false;
  if (isSameAnswer && (frontOverlap >= 0.6 || isContained(one.front, other.front))) return true;
  // Asked the other way round.
  if (standsIn(one.front, other.back) && standsIn(other.front, one.back)) return true;
  // Asked in other words, answered almost alike.
  return backOverlap >= 0.4 && frontOverlap >= 0.3 && !isNarrow(frontGap);
}

/** Both differ in nothing but numbers, numerals or lone letters. */
function isSeries({ first, second }: Gap): boolean {
  return [...first, ...second].every(isNumbering);
}

/** One or two words in the place of one or two others. */
function isNarrow({ first, second }: Gap): boolean {
  return [first, second].every(({ length }) => length === 1 || length === 2);
}

/** Whether what differs is a pair of opposites, or of words of one family. */
function isKinGap({ first, second }: Gap): boolean {
  if (first.length !== second.length || first.length === 0 || first.length > 2) return false;
  return first.every((word, index) => {
    const counterpart = second[index] ?? '';
    return word === counterpart || areOpposites(word, counterpart) || (!isIdeograph(word) && areKin(word, counterpart));
  });
}

/** One or two words in the place of others, and at least four that stay, three for each that differs. */
function isMinimal(gap: Gap, one: MinedText, other: MinedText): boolean {
  if (!isNarrow(gap) || [...gap.first, ...gap.second].some((word) => isNumbering(word))) return false;
  const shared = Math.min(one.words.length - gap.first.length, other.words.length - gap.second.length);
  return shared >= 4 && shared >= 3 * Math.max(gap.first.length, gap.second.length);
}

function quote(words: readonly string[]): string {
  return `“${joinWords(words)}”`;
}

/** Ideographs stand together, other words apart. */
export function joinWords(words: readonly string[]): string {
  return words.reduce((text, word, index) => (index > 0 && !(isIdeograph(word) && isIdeograph(words[index - 1] ?? '')) ? `${text} ${word}` : text + word), '');
}

/** Alike to the eye: one word for one. */
function isAlikeGap({ first, second }: Gap): boolean {
  return first.length === 1 && second.length === 1 && looksAlike(first[0] ?? '', second[0] ?? '');
}

/** Long words that part early, in a known prefix or in two letters: others are mostly one word, misspelt once. */
function isAlikeAnswer(gap: Gap): boolean {
  const [first = '', second = ''] = [gap.first[0], gap.second[0]];
  if (!isAlikeGap(gap) || Math.min(first.length, second.length) < 7 || commonPrefixLength(first, second) > 2) return false;
  const rest = stripPrefix(first);
  return (rest !== null && rest === stripPrefix(second)) || countEdits(first, second, 1) > 1;
}

/** A single word, or two: what a vocabulary asks. */
function isWord(text: MinedText): boolean {
  return isTerm(text) && (text.words.length <= 2 || text.words.every(isIdeograph));
}

/** Words of three to six ideographs that differ in one of them. */
function isAlikeIdeographs({ first, second }: Gap, { words }: MinedText): boolean {
  return words.length >= 3 && words.length <= 6 && words.every(isIdeograph) && first.length === 1 && second.length === 1 && [...first, ...second].every(isHan);
}

function judgeFronts(facts: Facts, rarity: Rarities): MinedReason | null {
  const { one, other, isSameFront, frontGap: gap, backOverlap } = facts;
  if (isSameFront) {
    return judgeSameFront(facts, rarity);
  }
  const differing = `${quote(gap.first)}, ${quote(gap.second)}`;
  const areTerms = isTerm(one.front) && isTerm(other.front);
  if (areTerms && isAlikeIdeographs(gap, one.front)) {
    const weight = WEIGHTS.alikeIdeographs * (1 + backOverlap);
    return { kind: 'alike-fronts', weight, sentence: `Their fronts differ in one character: ${differing}.` };
  }
  if (isAlikeGap(gap)) {
    return areTerms
      ? { kind: 'alike-fronts', weight: weighAlikeTerms(facts), sentence: `Their fronts look alike: ${differing}.` }
      : { kind: 'minimal-difference', weight: WEIGHTS.alikeWordInFront, sentence: `Their fronts differ in one word that looks alike: ${differing}.` };
  }
  if (isKinGap(gap) && !isSentencePair(facts) && one.front.words.length >= 3) {
    return { kind: 'minimal-difference', weight: WEIGHTS.kinInFront, sentence: `Their fronts differ only in ${differing}.` };
  }
  if (isContained(one.back, other.back) || isSentencePair(facts) || backOverlap < 0.15 || !isMinimal(gap, one.front, other.front)) return null;
  return { kind: 'minimal-difference', weight: WEIGHTS.frontMinimal, sentence: `Their fronts differ only here: ${differing}.` };
}

function judgeRecurring({ one, other, isSameBack }: Facts, recurring: Recurring): MinedReason | null {
  const found = isSameBack ? null : recurring.find(one, other);
  if (found === null) return null;
  const [first, second] = found.words;
  return {
    kind: 'template',
    weight: WEIGHTS.recurring,
    labels: found.words,
    sentence: `The deck asks the same of “${first}” and of “${second}” in ${String(found.frames)} places.`,
  };
}

function judgeSameFront({ one, other, backOverlap }: Facts, rarity: Rarities): MinedReason | null {
  if (one.note.showsMedia || other.note.showsMedia || one.front.isSentence || other.front.isSentence || !isSpecific(one.front, rarity.front, 4)) return null;
  const sentence = 'The same front has two different answers.';
  if ([one.front, other.front, one.back, other.back].every(isTerm)) {
    return backOverlap >= 0.35 ? null : { kind: 'alike-fronts', weight: WEIGHTS.sameFront, sentence };
  }
  // Longer answers that share words are two wordings of one card; what is left of a cloze is no question.
  if (backOverlap >= 0.12 || one.front.words.length < 2 || one.note.front.includes('…')) return null;
  return { kind: 'alike-fronts', weight: WEIGHTS.sameFrontLong, sentence };
}

/** Short words, words that begin otherwise and words that read like their answers are mixed up less. */
function weighAlikeTerms({ one, other, frontGap }: Facts): number {
  const [first = '', second = ''] = [frontGap.first[0], frontGap.second[0]];
  let weight: number = WEIGHTS.alikeTerms;
  if (Math.min(first.length, second.length) < 6) weight -= 0.12;
  if (first[0] !== second[0] && first.length === second.length) weight -= 0.1;
  if ([one, other].some(({ front, back }) => back.words.some((word) => front.words.some((own) => own === word || looksAlike(own, word))))) weight -= 0.15;
  return weight;
}

/** Sentences and their translations: that another word is translated otherwise confuses nobody. */
function isSentencePair({ one, other }: Facts): boolean {
  if (![one.front, other.front].every(({ isSentence }) => isSentence)) return false;
  return [one.back, other.back].every(({ isSentence, words }) => isSentence || words.every(isIdeograph));
}

/** Forms of one word, or derived from one: the same beginning and an answer in common, or in a sentence other vowels alone. */
function isFormGap(facts: Facts): boolean {
  const { first, second } = facts.frontGap;
  const [one, other] = [first[0], second[0]];
  if (first.length !== 1 || second.length !== 1 || one === undefined || other === undefined) return false;
  if (isSentencePair(facts)) return differInVowels(one, other);
  if (facts.isSameBack && (one.startsWith(other) || other.startsWith(one))) return true;
  const shared = commonPrefixLength(one, other);
  if (shared < 4 || shared < Math.min(one.length, other.length) - 2) return false;
  return facts.one.back.words.some((word) => isTellingWord(word) && facts.other.back.words.includes(word));
}

/** Articles and the like make no other thing. */
const ARTICLES = new Set('a an the el la los las lo un una que der die das den dem ein eine le les une o as os'.split(' '));

function judgeBacks(facts: Facts, rarity: Rarities): MinedReason | null {
  const { one, other, isSameBack, isSameFront, backGap: gap, frontOverlap, backOverlap } = facts;
  if (!isTelling(one.back) || !isTelling(other.back)) return null;
  const areTerms = isTerm(one.front) && isTerm(other.front);
  if (isSameBack || isContained(one.back, other.back)) {
    // Questions with one answer cannot be mistaken for each other; terms with one meaning can.
    if (![one.front, other.front].every(isWord) || !isSameBack || frontOverlap >= 0.3 || one.back.words.length > 6 || !isSpecific(one.back, rarity.back, 12)) return null;
    return { kind: 'alike-answers', weight: WEIGHTS.sameMeaning, sentence: `Both are answered ${quote(one.back.words)}.` };
  }
  const differing = `${quote(gap.first)}, ${quote(gap.second)}`;
  if (isTerm(one.back) && isTerm(other.back) && isAlikeAnswer(gap)) {
    return { kind: 'alike-answers', weight: WEIGHTS.alikeAnswers, sentence: `Their answers look alike: ${differing}.` };
  }
  if (isMinimal(gap, one.back, other.back) && !isNarrow(facts.frontGap) && !isSentencePair(facts) && !isSameFront) {
    return { kind: 'minimal-difference', weight: WEIGHTS.backMinimal, sentence: `Their answers differ only here: ${differing}.` };
  }
  if (isSameFront || !areTerms || backOverlap < 0.45 || one.back.words.length < 2 || other.back.words.length < 2) return null;
  const shared = [...new Set(one.back.words)].filter((word) => other.back.words.includes(word));
  if (shared.filter(isTellingWord).length < 2) return null;
  return {
    kind: 'alike-answers',
    weight: WEIGHTS.overlappingMeaning * Math.min(1, 0.4 + backOverlap),
    sentence: `Their answers share most of their words: ${quote(shared.slice(0, 8))}.`,
  };
}
