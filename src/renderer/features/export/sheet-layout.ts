/** The printed sheet's measures: the paper, how many cards stand on a page, and how large their type is. */

export type Paper = 'a4' | 'letter';
export type CardSize = 'four' | 'five' | 'list';

export const PAPERS: readonly { readonly value: Paper; readonly label: string }[] = [
  { value: 'a4', label: 'A4' },
  { value: 'letter', label: 'Letter' },
];

export const CARD_SIZES: readonly { readonly value: CardSize; readonly label: string }[] = [
  { value: 'four', label: '4 on a page' },
  { value: 'five', label: '5 on a page' },
  { value: 'list', label: 'As a list' },
];

interface PaperSize {
  readonly css: string;
  readonly widthMillimetres: number;
  readonly heightMillimetres: number;
}

const SIZES: Readonly<Record<Paper, PaperSize>> = {
  a4: { css: 'A4', widthMillimetres: 210, heightMillimetres: 297 },
  letter: { css: 'letter', widthMillimetres: 215.9, heightMillimetres: 279.4 },
};

const MARGIN_MILLIMETRES = { block: 12, inline: 12 } as const;
/** The line with the title at the top of each page. */
const TITLE_MILLIMETRES = 8;
/** So that rounding never pushes the last card of a page onto the next. */
const SPARE_MILLIMETRES = 1;

export interface SheetLayout {
  /** Height of a card at least, in millimetres; 0: as high as its text. */
  readonly cardMillimetres: number;
  readonly typePoints: number;
  readonly widthMillimetres: number;
  readonly marginMillimetres: number;
}

export function layOutSheet(paper: Paper, size: CardSize): SheetLayout {
  const { widthMillimetres, heightMillimetres } = SIZES[paper];
  const free = heightMillimetres - 2 * MARGIN_MILLIMETRES.block - TITLE_MILLIMETRES - SPARE_MILLIMETRES;
  const perPage = size === 'four' ? 4 : size === 'five' ? 5 : 0;
  return {
    cardMillimetres: perPage === 0 ? 0 : Math.floor((free / perPage) * 10) / 10,
    typePoints: size === 'list' ? 10 : size === 'five' ? 12 : 13,
    widthMillimetres,
    marginMillimetres: MARGIN_MILLIMETRES.inline,
  };
}

/** The rule for the page: its paper and margins, and its number where the browser can print one. */
export function writePageRule(paper: Paper): string {
  const { block, inline } = MARGIN_MILLIMETRES;
  return (
    `@page { size: ${SIZES[paper].css} portrait; margin: ${block}mm ${inline}mm; ` +
    `@bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }`
  );
}

/** Letter where it is the usual paper, A4 elsewhere. */
export function guessPaper(language: string): Paper {
  const region = new Intl.Locale(language).maximize().region;
  return region !== undefined && ['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE'].includes(region) ? 'letter' : 'a4';
}
