/** A card of an Obsidian note as the fields of one of ours. */

import { createClozeMarks, placeClozes } from '../markdown/cloze-marks.ts';
import type { FoundCloze } from '../markdown/cloze-marks.ts';
import { renderMarkdown } from '../markdown/render-markdown.ts';
import type { MarkdownReading } from '../markdown/render-markdown.ts';
import type { ToldNote } from '../tell-notes.ts';
import { findClozes } from './find-clozes.ts';
import type { ObsidianSettings } from './settings.ts';
import type { SplitCard } from './split-cards.ts';

export const OBSIDIAN_READING: MarkdownReading = { lineEnds: 'break', wiki: true };

/** Parts an answer from its hint where both would touch in a semicolon. */
export const EMPTY_COMMENT = '<!---->';

/** `^name` at the end of a block is an anchor for links. */
const ANCHOR = /(?:^|[^\S\n]|\n)\^[A-Za-z0-9-]{1,60}$/;

/** Fields of a note of the type; deletions are numbered in their order unless the author numbered them. */
export function renderCardFields(card: SplitCard, settings: ObsidianSettings): Pick<ToldNote, 'type' | 'fields'> {
  if (card.kind === 'cloze') return { type: 'Cloze', fields: [renderCloze(card.front, settings), ''] };
  const front = renderSide(card.front);
  return { type: card.reversed ? 'Basic (and reversed)' : 'Basic', fields: [front, renderSide(card.back.replace(ANCHOR, ''))] };
}

function renderSide(markdown: string): string {
  return renderMarkdown(markdown, OBSIDIAN_READING);
}

function renderCloze(markdown: string, settings: ObsidianSettings): string {
  const marks = createClozeMarks(markdown);
  const clozes: FoundCloze[] = [];
  let next = 0;
  let fence: string | null = null;
  const lines = markdown.replace(ANCHOR, '').split('\n').map((line) => {
    const ticks = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
    if (ticks !== undefined) fence = fence === null ? ticks : line.startsWith(fence) ? null : fence;
    if (fence !== null) return line;
    const parts: string[] = [];
    let done = 0;
    for (const { start, end, answer, number, hint } of findClozes(line, settings.clozes)) {
      next += 1;
      const index = clozes.push({ number: Math.max(number ?? next, 1), hint: hint === null ? null : renderSide(hint) }) - 1;
      parts.push(line.slice(done, start), marks.open(index), answer.endsWith(EMPTY_COMMENT) ? answer.slice(0, -EMPTY_COMMENT.length) : answer, marks.close(index));
      done = end;
    }
    return `${parts.join('')}${line.slice(done)}`;
  });
  return placeClozes(renderSide(lines.join('\n')), marks, clozes);
}
