/** The Markdown of Mochi's cards: sides between lines of `---`, gaps in `{{ }}`, tags in the text. */

import { createClozeMarks, placeClozes, type FoundCloze } from '../markdown/cloze-marks.ts';
import { renderMarkdown } from '../markdown/render-markdown.ts';

const READING = { lineEnds: 'break', wiki: false } as const;
const FENCE = /^ {0,3}(?:```|~~~)/;
const SIDE_END = /^ {0,3}-{3,}[ \t]*$/;

export function renderMochi(markdown: string): string {
  return renderMarkdown(showLinkTitles(markdown).trim(), READING);
}

const TITLED_LINK = /(!?)\[\[([^[\]|\n]+)\|[^[\]|\n]+\]\]/g;

/** `[[Title|id]]` leads to another card or deck of Mochi, which no card here can; its title is part of the text. */
function showLinkTitles(markdown: string): string {
  return markdown.includes('[[') ? changeWords(markdown, (words) => words.replace(TITLED_LINK, (link, embeds: string, title: string) => (embeds === '' ? title : link))) : markdown;
}

/** One side at least; lines within code blocks divide nothing. */
export function splitSides(content: string): readonly string[] {
  const sides: string[][] = [[]];
  let isCode = false;
  for (const line of content.split(/\r\n|\r|\n/)) {
    if (FENCE.test(line)) isCode = !isCode;
    if (!isCode && SIDE_END.test(line)) sides.push([]);
    else sides.at(-1)?.push(line);
  }
  return sides.map((lines) => lines.join('\n').trim());
}

/** Sides after the first stand one below the other, as Mochi uncovers them. */
export function renderSides(sides: readonly string[]): string {
  return sides.filter((side) => side !== '').map(renderMochi).join('<hr>');
}

/** Code and formulas, in which braces and number signs are their own. */
const LITERAL = /```[\s\S]*?(?:```|$)|`[^`\n]+`|\$\$[\s\S]*?\$\$|\$[^$\n]+\$/g;
const CLOZE = /\{\{(?:(\d{1,3})::)?([^{}\n]+)\}\}/g;

/** The text with everything but code and formulas passed through `change`. */
function changeWords(markdown: string, change: (words: string) => string): string {
  let done = 0;
  const parts: string[] = [];
  for (const match of markdown.matchAll(LITERAL)) {
    parts.push(change(markdown.slice(done, match.index)), match[0]);
    done = match.index + match[0].length;
  }
  parts.push(change(markdown.slice(done)));
  return parts.join('');
}

export function hasGaps(markdown: string): boolean {
  let found = false;
  changeWords(markdown, (words) => {
    if (words.includes('{{')) found ||= [...words.matchAll(CLOZE)].length > 0;
    return words;
  });
  return found;
}

/** HTML with `{{c1::…}}`. Gaps with the same number are asked together, and so are those without one, after the others (mochi.cards/docs: Hidden text). */
export function renderGaps(markdown: string): string {
  const marks = createClozeMarks(markdown);
  const clozes: FoundCloze[] = [];
  const taken = new Set<number>();
  changeWords(markdown, (words) => {
    for (const [, number] of words.matchAll(CLOZE)) if (number !== undefined) taken.add(Math.max(Number(number), 1));
    return words;
  });
  const unnumbered = Math.max(0, ...taken) + 1;
  const marked = changeWords(markdown, (words) =>
    words.replace(CLOZE, (_whole, number: string | undefined, hidden: string) => {
      const index = clozes.push({ number: number === undefined ? unnumbered : Math.max(Number(number), 1), hint: null }) - 1;
      return `${marks.open(index)}${hidden}${marks.close(index)}`;
    }),
  );
  return placeClozes(renderMochi(marked), marks, clozes);
}

const TAG = /(^|\s)#([\p{L}\p{N}_][\p{L}\p{N}_/-]*)/gu;
const TAG_LINE = /^[ \t]*(?:#[\p{L}\p{N}_][\p{L}\p{N}_/-]*[ \t]*)+$/u;

export interface TaggedText {
  readonly content: string;
  readonly tags: readonly string[];
}

/** Tags within the text stay words of it; lines of tags alone are taken off. Number signs before a figure are none. */
export function takeTags(content: string): TaggedText {
  const tags = new Set<string>();
  const kept = changeWords(content, (words) => {
    for (const [, , tag] of words.matchAll(TAG)) if (tag !== undefined && !/^\d+$/.test(tag)) tags.add(tag);
    return words
      .split('\n')
      .filter((line) => !TAG_LINE.test(line) || /#\d+(?!\S)/.test(line))
      .join('\n');
  });
  return { content: kept, tags: [...tags] };
}
