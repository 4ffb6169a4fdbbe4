/** Judges a typed answer by its words: spelling slips, another word order and listed synonyms are forgiven. */

export interface JudgedWord {
  readonly text: string;
  readonly found: boolean;
}

export interface AnswerJudgement {
  /** close: much of it is there; the learner is asked. */
  readonly verdict: 'right' | 'close' | 'wrong';
  /** The words of the wording that came nearest, each found in the answer or not. */
  readonly expectedWords: readonly JudgedWord[];
  /** The words typed, each matching one of that wording or not. */
  readonly typedWords: readonly JudgedWord[];
}

const RIGHT_FROM = 0.75;
const CLOSE_FROM = 0.5;
/** Words that carry no meaning of their own here; a wording made of nothing else is compared as it stands. */
const EMPTY_WORDS = new Set(['a', 'an', 'the', 'of', 'to', 'and', 'or', 'in', 'on', 'at', 'by', 'for', 'it', 'is', 'are', 'be', 'that', 'this', 'with', 'as', 'its', 'their', 'they', 'he', 'she']);
const NEGATIONS = new Set(['not', 'no', 'never', 'without', 'nobody', 'nothing', 'none', 'neither', 'nor', 'cannot']);

interface Word {
  readonly text: string;
  readonly key: string;
}

function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’']/g, '').toLocaleLowerCase('en');
}

function splitWords(text: string): Word[] {
  return [...text.normalize('NFC').matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu)].map(([word]) => ({ text: word, key: foldWord(word) }));
}

/**
 * Edits (insert, delete, replace, swap of neighbours) between two words, or `limit` + 1 when there are more.
 * The optimal string alignment form of the Damerau–Levenshtein distance.
 */
export function countEdits(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current[column] = cost;
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? limit + 1;
}

/** Short words must be right to the letter; longer ones may have a slip, long ones two. */
function isSameWord(typed: string, expected: string): boolean {
  if (typed === expected) return true;
  const allowed = expected.length >= 8 ? 2 : expected.length >= 4 ? 1 : 0;
  return allowed > 0 && countEdits(typed, expected, allowed) <= allowed;
}

function isNegated(words: readonly Word[]): boolean {
  return words.filter(({ key }) => NEGATIONS.has(key) || key.endsWith('nt')).length % 2 === 1;
}

interface Comparison {
  readonly share: number;
  readonly judgement: AnswerJudgement;
}

function compare(typed: readonly Word[], expected: readonly Word[]): Comparison {
  const meaningful = expected.filter(({ key }) => !EMPTY_WORDS.has(key));
  const counted = new Set(meaningful.length > 0 ? meaningful : expected);
  const free = new Set(typed.keys());
  const found = new Set<Word>();
  // Exact words first, so that a slip never takes a word's own partner away.
  for (const isMatch of [(one: string, other: string) => one === other, isSameWord]) {
    for (const word of expected) {
      if (found.has(word)) continue;
      const partner = [...free].find((index) => isMatch((typed[index] as Word).key, word.key));
      if (partner === undefined) continue;
      free.delete(partner);
      found.add(word);
    }
  }
  const share = counted.size === 0 ? 0 : [...counted].filter((word) => found.has(word)).length / counted.size;
  const turnedRound = isNegated(typed) !== isNegated(expected);
  const verdict = turnedRound || share < CLOSE_FROM ? 'wrong' : share >= RIGHT_FROM ? 'right' : 'close';
  return {
    share: turnedRound ? share - 1 : share,
    judgement: {
      verdict,
      expectedWords: expected.map((word) => ({ text: word.text, found: found.has(word) })),
      typedWords: typed.map((word, index) => ({ text: word.text, found: !free.has(index) })),
    },
  };
}

/**
 * Judges `typed` against the expected wording and its synonyms and reports the one it comes nearest to. Three quarters of the
 * meaningful words make it right, half of them close; an answer that negates where the wording does not (or the other way
 * round) is wrong. An empty answer is wrong.
 */
export function judgeAnswer(typed: string, expected: string, synonyms: readonly string[] = []): AnswerJudgement {
  const words = splitWords(typed);
  const comparisons = [expected, ...synonyms].map((wording) => compare(words, splitWords(wording)));
  return comparisons.reduce((best, one) => (one.share > best.share ? one : best)).judgement;
}
