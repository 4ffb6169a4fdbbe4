/** One card as hashcards has it: written as beautifully as it can be read back. */

import { canonicalHtml } from '../markdown/canonical-html.ts';
import { chooseWay } from '../markdown/choose-way.ts';
import { createClozeMarks, placeClozes, splitClozes } from '../markdown/cloze-marks.ts';
import { pointIntoFolder } from '../markdown/packed-media.ts';
import { writeMarkdown } from '../markdown/write-markdown.ts';
import type { MarkdownDialect } from '../markdown/write-markdown.ts';
import { renderCardFields } from './card-html.ts';
import { parseHashcards } from './parse-hashcards.ts';

const PAIR_DIALECT: MarkdownDialect = {
  lineBreak: '\\\n',
  guardText: (text) => text,
  guardHtml: (html) => html,
  guardRaw: (text) => text,
  guardLine: (line) => line.replace(/^[QACTD](?=:)/, '$&\\'),
  paragraphBreak: '\n\n',
  links: true,
};

/** In `C:` brackets are gaps, wherever they stand; `![` is a picture, and in newer versions `](` a link. */
const CLOZE_DIALECT: MarkdownDialect = {
  ...PAIR_DIALECT,
  // A backslash beside a gap would escape its bracket, and so would the second of two that stand for one.
  guardText: (text) => guardEdges(text.replace(/\\([[\]])/g, (_, bracket: string) => refer(bracket)).replace(/\\{1,2}(?=[\uE000\uE001])/g, '&#92;')),
  guardHtml: (html) => guardEdges(html.replace(/[[\]]|\\(?=[\uE000\uE001])/g, refer)),
  guardRaw: (text) => text.replace(/[[\]]/g, '\\$&'),
  links: false,
};

function guardEdges(text: string): string {
  return text.replace(/!(?=\uE000)|(?<=\uE001[^\uE002]{1,20}\uE002)\(/g, refer);
}

function refer(character: string): string {
  return `&#${String(character.codePointAt(0))};`;
}

/** HTML of both sides. */
export function writePair(front: string, back: string): string {
  const fields = [pointIntoFolder(front), pointIntoFolder(back)] as const;
  return chooseWay(
    (way) => `${tagged('Q', writeMarkdown(fields[0], way, PAIR_DIALECT))}\n${tagged('A', writeMarkdown(fields[1], way, PAIR_DIALECT))}`,
    (text) => readsAs(text, fields),
  );
}

/** The field's HTML with its deletions; their numbers and hints have no place. */
export function writeCloze(html: string): string {
  const pointed = pointIntoFolder(html);
  const marks = createClozeMarks(pointed);
  const split = splitClozes(pointed, marks);
  const expected = placeClozes(split.html, marks, split.clozes.map((_, index) => ({ number: index + 1, hint: null })));
  return chooseWay(
    (way) => tagged('C', writeMarkdown(split.html, way, CLOZE_DIALECT).replace(marks.pattern, (_, side: string) => (side === '\uE000' ? '[' : ']'))),
    (text) => readsAs(text, [expected, '']),
  );
}

/** Several lines stand below their tag. */
function tagged(tag: string, text: string): string {
  if (text === '') return `${tag}:`;
  return text.includes('\n') ? `${tag}:\n${text.replace(/^\n+|\n+$/g, '')}` : `${tag}: ${text}`;
}

function readsAs(text: string, fields: readonly [string, string]): boolean {
  const { cards } = parseHashcards(`\n${text}\n\nC: [next]`);
  const [card, next] = cards;
  if (card === undefined || card.kind === 'broken' || cards.length !== 2 || next?.kind !== 'cloze' || next.text !== '[next]') return false;
  return renderCardFields(card).fields.every((html, index) => canonicalHtml(html) === canonicalHtml(fields[index] ?? ''));
}
