/** Compares a typed answer with the expected one, letter by letter, and says which letters are right, wrong and missing. */

export interface AnswerToken {
  readonly kind: 'right' | 'wrong' | 'missing';
  readonly text: string;
}

export interface AnswerDiff {
  readonly isRight: boolean;
  /** What was typed, as right and wrong pieces. */
  readonly typed: readonly AnswerToken[];
  /** What was expected, as right and missing pieces. */
  readonly expected: readonly AnswerToken[];
}

/** Above this many comparisons the differing middle is taken as a whole. */
const MOST_COMPARISONS = 4_000_000;

/**
 * Both texts are taken in NFC, trimmed, with each run of white space as one space. Letters are user-perceived characters, so a letter
 * is never torn from its marks. With `ignoreMarks`, marks over and under letters do not count. The tokens of each side, joined, give that side back.
 */
export function diffAnswer(typed: string, expected: string, options: { readonly ignoreMarks?: boolean } = {}): AnswerDiff {
  const left = splitLetters(tidy(typed));
  const right = splitLetters(tidy(expected));
  const comparable = options.ignoreMarks === true ? stripMarks : (letter: string) => letter;
  const leftKeys = left.map(comparable);
  const rightKeys = right.map(comparable);
  const pairs = alignLetters(leftKeys, rightKeys);
  const isRight = left.length === right.length && pairs.length === left.length;
  return {
    isRight,
    typed: joinTokens(left, new Set(pairs.map(([index]) => index)), 'wrong'),
    expected: joinTokens(right, new Set(pairs.map(([, index]) => index)), 'missing'),
  };
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function splitLetters(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function stripMarks(letter: string): string {
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return bare === '' ? letter : bare;
}

/** Index pairs of a longest common subsequence, ascending; of very different long lists, only what begins and ends alike. */
export function alignLetters(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd -= 1;
    rightEnd -= 1;
  }
  const pairs: [number, number][] = [];
  for (let index = 0; index < start; index += 1) pairs.push([index, index]);
  pairs.push(...alignMiddle(left.slice(start, leftEnd), right.slice(start, rightEnd)).map(([a, b]): [number, number] => [a + start, b + start]));
  for (let index = 0; leftEnd + index < left.length; index += 1) pairs.push([leftEnd + index, rightEnd + index]);
  return pairs;
}

function alignMiddle(left: readonly string[], right: readonly string[]): [number, number][] {
  const width = right.length + 1;
  if (left.length === 0 || right.length === 0 || left.length * right.length > MOST_COMPARISONS) return [];
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < left.length && column < right.length; ) {
    if (left[row] === right[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

function joinTokens(letters: readonly string[], matched: ReadonlySet<number>, otherwise: 'wrong' | 'missing'): readonly AnswerToken[] {
  const tokens: { kind: AnswerToken['kind']; text: string }[] = [];
  letters.forEach((letter, index) => {
    const kind = matched.has(index) ? 'right' : otherwise;
    const last = tokens.at(-1);
    if (last?.kind === kind) last.text += letter;
    else tokens.push({ kind, text: letter });
  });
  return tokens;
}
