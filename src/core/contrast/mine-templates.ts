/** Wordings by which a note says itself that two things are told apart, and options that it offers as ready lures. */

export interface NamedPair {
  readonly first: string;
  readonly second: string;
}

const MOST_LETTERS = 60;
const TERM = `([^,;:?.!()]{2,${MOST_LETTERS}}?)`;
const ARTICLE = '(?:the |an? |der |die |das |ein |eine )?';
const VERSUS = new RegExp(`(?:^|[:?.!,(] ?|\\b(?:compare|contrast|distinguish) )${ARTICLE}${TERM} (?:vs\\.?|versus|im Gegensatz zu|compared (?:to|with)) ${ARTICLE}${TERM}(?=$|[,;:?.!()])`, 'iu');
const DIFFERENCE = new RegExp(
  `(?:differences?|distinguish|differentiate|distinction|Unterschiede?) (?:exists? )?(?:between|zwischen) ${ARTICLE}${TERM} (?:and|from|und) ${ARTICLE}${TERM}(?=$|[,;:?.!()])`,
  'iu',
);
const DIFFERENCE_FROM = new RegExp(`how (?:is|does|do|are) ${ARTICLE}${TERM} (?:different|differ) from ${ARTICLE}${TERM}(?=$|[,;:?.!()])`, 'iu');
const CHINESE_DIFFERENCE = /([^，。：？！、,:?!\s]{1,20})(?:和|与|跟)([^，。：？！、,:?!\s]{1,20}?)(?:的|之间的|有什么|有何)*(?:区别|不同|差异)/u;

/** The two things that a plain text sets against each other: “X vs Y”, “difference between X and Y”, in English, German and Chinese. Null without any. */
export function findNamedPair(text: string): NamedPair | null {
  if (text.length > 400) return null;
  for (const pattern of [DIFFERENCE, DIFFERENCE_FROM, VERSUS, CHINESE_DIFFERENCE]) {
    const match = pattern.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    return { first: match[1].trim(), second: match[2].trim() };
  }
  return null;
}

export interface ContrastSentence {
  readonly firstLabel: string;
  readonly secondLabel: string;
  readonly firstSide: string;
  readonly secondSide: string;
}

const CONTRAST_SENTENCE = /^(an?|the) (\p{L}[\p{L}-]{2,30}) ([^,;.]{3,200})[,;.] ?(?:while |whereas |but )?\1n? (\p{L}[\p{L}-]{2,30}) ([^;.]{3,200})\.?$/iu;

/** “A manager keeps order, a leader moves people”: the two labels and what is said of each. Null for other sentences. */
export function splitContrastSentence(text: string): ContrastSentence | null {
  if (text.length > 500) return null;
  const match = CONTRAST_SENTENCE.exec(text);
  const [, , firstLabel = '', firstSide = '', secondLabel = '', secondSide = ''] = match ?? [];
  if (match === null || firstLabel.toLowerCase() === secondLabel.toLowerCase()) return null;
  return { firstLabel, secondLabel, firstSide: firstSide.trim(), secondSide: secondSide.trim() };
}

const OPTION_MARK = /(?:^|[\s(])(?:A?([1-9])|([A-Ha-h]))[).:]\s+/gu;

/** Options in a note's text, in order: `A) … B) …`, `(a) …`, `A1: … A2: …`. Fewer than two, or marks out of order, count as none. */
export function listOptions(text: string): readonly string[] {
  if (text.length > 4000) return [];
  const marks = [...text.matchAll(OPTION_MARK)];
  const options: string[] = [];
  let expected = 0;
  for (const [index, mark] of marks.entries()) {
    const place = mark[1] === undefined ? (mark[2] ?? '').toLowerCase().charCodeAt(0) - 97 : Number(mark[1]) - 1;
    if (place !== expected) continue;
    expected += 1;
    const next = marks.slice(index + 1).find((later) => placeOf(later) === expected);
    options.push(text.slice(mark.index + mark[0].length, next?.index ?? text.length).trim());
  }
  return options.length >= 2 ? options : [];
}

function placeOf(mark: RegExpExecArray): number {
  return mark[1] === undefined ? (mark[2] ?? '').toLowerCase().charCodeAt(0) - 97 : Number(mark[1]) - 1;
}
