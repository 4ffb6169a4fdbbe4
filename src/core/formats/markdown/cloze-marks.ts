/** Cloze deletions on their way through Markdown: marks that no renderer touches stand where each begins and ends. */

import { parseCloze } from '../../cards/cloze.ts';
import type { ClozeNode } from '../../cards/cloze.ts';

/** Opening, number and closing; private characters, followed by a key that does not occur in the text. */
export interface ClozeMarks {
  readonly open: (index: number) => string;
  readonly close: (index: number) => string;
  readonly pattern: RegExp;
}

/** Marks that the text does not hold already. */
export function createClozeMarks(text: string): ClozeMarks {
  let key = 0;
  while (text.includes(`\uE000${String(key)}x`) || text.includes(`\uE001${String(key)}x`)) key += 1;
  return {
    open: (index) => `\uE000${String(key)}x${String(index)}\uE002`,
    close: (index) => `\uE001${String(key)}x${String(index)}\uE002`,
    pattern: new RegExp(`([\uE000\uE001])${String(key)}x(\\d{1,6})\uE002`, 'g'),
  };
}

export interface FoundCloze {
  /** Of the card that hides it, or several joined by commas. */
  readonly number: number | string;
  /** HTML or Markdown, as the caller has it; null: none. */
  readonly hint: string | null;
}

/** Rendered HTML whose marks become `{{c1::…::hint}}`; hints are HTML. What would end a deletion early is written as references. */
export function placeClozes(html: string, marks: ClozeMarks, clozes: readonly FoundCloze[]): string {
  const parts: string[] = [];
  let done = 0;
  let depth = 0;
  for (const match of html.matchAll(marks.pattern)) {
    const before = html.slice(done, match.index);
    parts.push(depth > 0 ? guardCloze(before) : before.replaceAll('{{c', '{&#123;c'));
    const cloze = clozes[Number(match[2])];
    if (cloze !== undefined && match[1] === '\uE000') {
      parts.push(`{{c${String(cloze.number)}::`);
      depth += 1;
    } else if (cloze !== undefined) {
      parts.push(cloze.hint === null ? '}}' : `::${guardCloze(cloze.hint)}}}`);
      depth -= 1;
    }
    done = match.index + match[0].length;
  }
  parts.push(html.slice(done).replaceAll('{{c', '{&#123;c'));
  return parts.join('');
}

function guardCloze(html: string): string {
  return html.replace(/:(?=:)|:$/g, '&#58;').replace(/\}(?=\})|\}$/g, '&#125;').replaceAll('{{c', '{&#123;c');
}

export interface SplitClozes {
  /** With marks in the places of the deletions. */
  readonly html: string;
  readonly clozes: readonly FoundCloze[];
  /** Deletions inside of others, or of several numbers: their inner or further numbers are lost. */
  readonly simplified: boolean;
}

/** The field taken apart for a writer: one mark pair per outermost deletion. */
export function splitClozes(html: string, marks: ClozeMarks): SplitClozes {
  const clozes: FoundCloze[] = [];
  let simplified = false;
  const write = (nodes: readonly ClozeNode[], inside: boolean): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        const number = node.numbers.find((one) => one > 0);
        if (inside || number === undefined) {
          simplified = true;
          return write(node.children, inside);
        }
        const content = write(node.children, true);
        if (node.numbers.length > 1 || content === '') simplified = true;
        // No Markdown dialect can hide nothing.
        if (content === '') return '';
        const index = clozes.push({ number, hint: node.hint }) - 1;
        return `${marks.open(index)}${content}${marks.close(index)}`;
      })
      .join('');
  const nodes = parseCloze(html);
  if (isWhole(nodes, html)) return { html: write(nodes, false), clozes, simplified };
  return splitInnermost(html, marks);
}

/** Whether nothing was moved: a deletion that never ends has its hint behind what it holds. */
function isWhole(nodes: readonly ClozeNode[], html: string): boolean {
  const lengthOf = (list: readonly ClozeNode[]): number =>
    list.reduce(
      (sum, node) =>
        sum + (node.kind === 'text' ? node.text.length : lengthOf(node.children) + node.numbers.join(',').length + (node.hint === null ? 0 : node.hint.length + 2) + 7),
      0,
    );
  return lengthOf(nodes) === html.length && !nodes.some((node) => node.kind === 'text' && /\{\{c\d/.test(node.text));
}

const INNERMOST = /\{\{c(\d{1,3})::((?:(?!\{\{c|\}\})[\s\S])+)\}\}/g;

/** Only deletions without others inside; every other mark stays as text. */
function splitInnermost(html: string, marks: ClozeMarks): SplitClozes {
  const clozes: FoundCloze[] = [];
  const written = html.replace(INNERMOST, (whole: string, number: string, inside: string) => {
    const at = inside.indexOf('::');
    const content = at === -1 ? inside : inside.slice(0, at);
    if (content === '' || Number(number) === 0) return whole;
    const index = clozes.push({ number: Number(number), hint: at === -1 ? null : inside.slice(at + 2) }) - 1;
    return `${marks.open(index)}${content}${marks.close(index)}`;
  });
  return { html: written, clozes, simplified: true };
}
