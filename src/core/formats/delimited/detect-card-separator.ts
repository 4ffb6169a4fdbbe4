/** Whether the cards of a pasted text end with something else than a line, found by which separators give cards of two parts. */

import { BLANK_LINE, splitCards, unifyLineEnds } from './split-cards.ts';

export interface CardDialect {
  readonly delimiter: string;
  readonly cardSeparator: string;
}

/** What divides a term from its definition, with how likely it is meant to where several would do. */
const DELIMITERS: readonly (readonly [string, number])[] = [
  ['\t', 1],
  ['|', 0.96],
  ['::', 0.94],
  [',', 0.9],
  [' – ', 0.85],
  [' — ', 0.85],
  [' - ', 0.85],
  [' = ', 0.85],
  [':', 0.7],
  ['=', 0.65],
];
/** A line of its own for the term, the definition below: only between blank lines, and the last thing to think of. */
const OWN_LINE = '\n';
const OWN_LINE_WEIGHT = 0.4;
const LONGEST_SAMPLE = 250_000;
const FITTING_SHARE = 0.95;
/** So many cards on one line are no accident. */
const FEWEST_ON_ONE_LINE = 3;
const LONGEST_TERM = 120;

/**
 * The separators of a text that lines do not divide well, or null. `areLinesEven`: the lines all have the same two or
 * more columns, so that only a semicolon at the end of each would say otherwise.
 */
export function detectCardSeparator(text: string, areLinesEven: boolean): CardDialect | null {
  const unified = unifyLineEnds(text).trim();
  const sample = unified.slice(0, LONGEST_SAMPLE);
  const lines = sample.split('\n').filter((line) => line.trim() !== '');
  const endings = lines.filter((line) => line.trimEnd().endsWith(';')).length;
  const mayBeBlankLines = !areLinesEven && /\n[ \t]*\n/.test(sample);
  let best: (CardDialect & { readonly score: number }) | null = null;
  const consider = (cardSeparator: string, delimiter: string, weight: number, fewest: number): void => {
    const share = shareOfPairs(sample, delimiter, cardSeparator, sample.length < unified.length, fewest);
    if (share < FITTING_SHARE || share * weight <= (best?.score ?? 0)) return;
    best = { delimiter, cardSeparator, score: share * weight };
  };
  for (const [delimiter, weight] of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    if (!areLinesEven || endings >= lines.length * FITTING_SHARE) consider(';', delimiter, weight, lines.length === 1 ? FEWEST_ON_ONE_LINE : 2);
    if (mayBeBlankLines) consider(BLANK_LINE, delimiter, weight, 2);
  }
  if (mayBeBlankLines) consider(BLANK_LINE, OWN_LINE, OWN_LINE_WEIGHT, 2);
  const found = best as CardDialect | null;
  return found === null ? null : { delimiter: found.delimiter, cardSeparator: found.cardSeparator };
}

/** How many of the cards have a short term and a definition; 0 when there are too few. A sample's last card may be cut off. */
function shareOfPairs(sample: string, delimiter: string, cardSeparator: string, isCut: boolean, fewest: number): number {
  const cards = [...splitCards(sample, delimiter, cardSeparator)].map(({ cells }) => cells).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  if (isCut) cards.pop();
  if (cards.length < fewest) return 0;
  const pairs = cards.filter(
    ([term, definition, ...others]) =>
      term !== undefined &&
      definition !== undefined &&
      others.length === 0 &&
      term.trim() !== '' &&
      definition.trim() !== '' &&
      !term.includes('\n') &&
      term.length <= LONGEST_TERM &&
      // A delimiter that occurs again has divided nothing on purpose; lines of a definition may be as many as they like.
      (delimiter === OWN_LINE || !definition.includes(delimiter)),
  );
  return pairs.length / cards.length;
}
