/** Texts as the miner compares them: folded, cut into words, and measured for small edits. */

/** Characters that are words of their own: Chinese and Japanese put no spaces between words. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:'\p{L}+)*/gu;
/** Names of pictures and sounds say nothing of what a card asks. */
const MEDIA_NAME = /\S+\.(?:jpe?g|png|gif|svg|webp|bmp|mp3|ogg|wav|m4a|flac|mp4|webm)\b/giu;
const ADDRESS = /https?:\/\/\S+/giu;

/** Lower-case words in order; ideographs one by one. `text` is plain. */
export function splitWords(text: string): readonly string[] {
  const bare = text.replace(MEDIA_NAME, ' ').replace(ADDRESS, ' ').normalize('NFKC').toLowerCase().replaceAll('’', "'");
  return (bare.match(WORD) ?? []).map((word) => word.replace(/'s$/u, ''));
}

export function isHan(word: string): boolean {
  return /^\p{Script=Han}$/u.test(word);
}

export function isIdeograph(word: string): boolean {
  return IDEOGRAPH.test(word);
}

/** Numbers, numerals and lone letters: what numbers a series. */
export function isNumbering(word: string): boolean {
  return /^\p{N}/u.test(word) || /\p{N}$/u.test(word) || /^(?:[ivx]+|\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek})$/u.test(word) || NUMBER_WORDS.has(word);
}

const NUMBER_WORDS = new Set(
  ('one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth seventh eighth ninth tenth once twice ' +
    'monday tuesday wednesday thursday friday saturday sunday 一 二 三 四 五 六 七 八 九 十 百 千 万').split(' '),
);

/** What is left of two word lists once their common beginning and end are taken away. */
export interface Gap {
  readonly start: number;
  readonly first: readonly string[];
  readonly second: readonly string[];
}

export function findGap(first: readonly string[], second: readonly string[]): Gap {
  const shorter = Math.min(first.length, second.length);
  let start = 0;
  while (start < shorter && first[start] === second[start]) start += 1;
  let end = 0;
  while (end < shorter - start && first[first.length - 1 - end] === second[second.length - 1 - end]) end += 1;
  return { start, first: first.slice(start, first.length - end), second: second.slice(start, second.length - end) };
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one into the other; more than `most` comes out as `most` + 1. */
export function countEdits(one: string, other: string, most: number): number {
  const first = [...one];
  const second = [...other];
  if (Math.abs(first.length - second.length) > most) return most + 1;
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let row = 1; row <= first.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= second.length; column += 1) {
      const isSame = first[row - 1] === second[column - 1];
      let least = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + Number(!isSame));
      if (row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1]) {
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[second.length] ?? 0, most + 1);
}

const OPPOSITES =
  'hyper hypo inter intra intro extra endo exo ecto macro micro mono poly pre post pro anti ante over under sub super supra infra in ex im em en un dis ana cata iso hetero homo uni multi ab ad';
const PREFIXES = OPPOSITES.split(' ').sort((one, other) => other.length - one.length);

/** The part after a known prefix, at least five letters: what hyperkalaemia and hypokalaemia share. Null without one. */
export function stripPrefix(word: string): string | null {
  const prefix = PREFIXES.find((candidate) => word.startsWith(candidate) && word.length - candidate.length >= 5);
  return prefix === undefined ? null : word.slice(prefix.length);
}

/** Letters before which two words agree. */
export function commonPrefixLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/**
 * Whether two different words look alike: at least four letters, one edit, or two in words of seven or more, or the same after
 * a different prefix. Forms of one word (same stem, other ending) do not count.
 */
export function looksAlike(one: string, other: string): boolean {
  if (one === other || isNumbering(one) || isNumbering(other)) return false;
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4 || (shorter < 5 && one[0] !== other[0]) || isForm(one, other)) return false;
  const first = stripPrefix(one);
  if (first !== null && shorter >= 8 && first === stripPrefix(other)) return true;
  return countEdits(one, other, 2) <= (shorter >= 7 ? 2 : 1);
}

/** Whether two words are likely forms of one: they differ at the end alone, by what endings are made of. */
export function isForm(one: string, other: string): boolean {
  const shared = commonPrefixLength(one, other);
  if (shared < 3) return false;
  return ENDING.test(one.slice(shared)) && ENDING.test(other.slice(shared));
}

const ENDING = /^(?:|[a-zà-ÿ]|e?s|e?d|ing|ly|e?r|e?st|en|em|es|er|ra|ro|as|os|al|ty|ic|ia|io)$/u;

const ANTONYMS =
  'left right, upper lower, anterior posterior, medial lateral, proximal distal, superior inferior, superficial deep, primary secondary, afferent efferent, ' +
  'increase decrease, increased decreased, increases decreases, high low, higher lower, before after, acute chronic, central peripheral, internal external, ' +
  'inner outer, positive negative, active passive, acid base, major minor, long short, large small, direct indirect, open closed, systolic diastolic, ' +
  'male female, maximum minimum, ascending descending, weak strong, type class, convex concave, odd even, all one, first second, ' +
  'links rechts, obere untere, groß klein, positiv negativ, zeilen spalten, kern bild, buy sell, import export, lend borrow, come go, bring take';
const OPPOSITE_OF: ReadonlyMap<string, string> = new Map(
  ANTONYMS.split(', ').flatMap((pair) => {
    const [one = '', other = ''] = pair.split(' ');
    return [[one, other] as const, [other, one] as const];
  }),
);

export function areOpposites(one: string, other: string): boolean {
  return OPPOSITE_OF.get(one) === other;
}

/** Endings that thousands of words share. */
const COMMON_ENDING = /(?:[aeio]?[st]ion|ography|oscopy|ectomy|ology|ment|ness|itis|osis|ical|[ai]ble|ing|ism|ist|ismus|ung|[hk]eit|schaft|ción|dad|miento|mente)$/u;

/**
 * Whether two words are of one family by their look, and not forms of one word: the same five letters at the beginning, or at
 * the end; common endings do not count, but three letters before one do.
 */
export function areKin(one: string, other: string): boolean {
  if (looksAlike(one, other)) return true;
  if (isForm(one, other)) return false;
  if (commonPrefixLength(one, other) >= 5) return true;
  const backwards = (word: string): string => [...word].reverse().join('');
  const [bareOne, bareOther] = [one.replace(COMMON_ENDING, ''), other.replace(COMMON_ENDING, '')];
  const isEnded = bareOne !== one && bareOther !== other;
  return commonPrefixLength(backwards(isEnded ? bareOne : one), backwards(isEnded ? bareOther : other)) >= (isEnded ? 3 : 5);
}

/** Whether two words differ in their vowels alone: give, gave. */
export function differInVowels(one: string, other: string): boolean {
  const strip = (word: string): string => word.replace(/[aeiouyáéíóúäöü]/gu, '');
  return one !== other && strip(one) === strip(other);
}
