/** Reads outlines with RemNote's flashcard marks: `Q >> A`, `A << Q`, `a <> b`, `Concept :: definition`, `descriptor ;; value`, `{{gaps}}`, lists as answers. */

import { AppError } from '../../errors.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader } from '../format-reader.ts';
import { createClozeMarks, placeClozes } from '../markdown/cloze-marks.ts';
import { createFolderMedia, nameOf } from '../markdown/folder-media.ts';
import { renderMarkdown } from '../markdown/render-markdown.ts';
import type { MarkdownReading } from '../markdown/render-markdown.ts';
import { createNoteTeller } from '../tell-notes.ts';
import type { ToldNote } from '../tell-notes.ts';
import { parseOutline, walkOutline } from './parse-outline.ts';
import type { OutlineNode } from './parse-outline.ts';
import { findGaps, splitLine } from './split-line.ts';

const READING: MarkdownReading = { lineEnds: 'break', wiki: true };
const MOST_FILES = 60;
const TEXT_FILE = /\.(?:md|markdown|txt|rem)$/i;

export const remnoteReader: FormatReader = {
  format: 'remnote',
  recognise: async (source) => {
    let best = 0;
    for (const path of listFiles(source).slice(0, MOST_FILES)) best = Math.max(best, judge(await source.readHead(path), /\.rem$/i.test(path)));
    return best;
  },
  read: async (source, _context, sink) => {
    const teller = createNoteTeller(sink);
    const media = createFolderMedia(source);
    for (const path of listFiles(source)) {
      const deckName = nameOf(path).replace(/\.[A-Za-z0-9]{1,10}$/, '');
      for (const node of walkOutline(parseOutline(await source.readText(path)))) {
        const note = readNote(node);
        if (note === null) continue;
        sink.throwIfCancelled();
        teller.tell({ deckName, ...note, fields: note.fields.map((field) => media.take(field, path)), tags: [] });
      }
    }
    if (teller.count() === 0) {
      throw new AppError('nothing-to-import', 'There are no flashcards in this outline: no line has “>>”, “<<”, “<>”, “::”, “;;” or {{a gap}}. Your library is unchanged.');
    }
    await media.handOn(sink);
  },
};

function listFiles(source: FolderSource): readonly string[] {
  return source.paths.length === 1 ? source.paths : source.paths.filter((path) => TEXT_FILE.test(path));
}

function readNote(node: OutlineNode): Pick<ToldNote, 'type' | 'fields'> | null {
  const card = splitLine(node.text);
  const context = renderContext(node);
  if (card === null) {
    const gaps = findGaps(node.text);
    return gaps.length === 0 ? null : { type: 'Cloze', fields: [context + renderGaps(node.text, gaps), ''] };
  }
  const left = render(card.left);
  const right = [render(card.right), card.right === '' ? renderList(node.children) : ''].join('');
  if (right === '') return null;
  switch (card.direction) {
    case 'forward':
      return { type: 'Basic', fields: [context + left, right] };
    case 'backward':
      return { type: 'Basic', fields: [context + right, left] };
    case 'both':
      return { type: 'Basic (and reversed)', fields: [context + left, right] };
  }
}

/** What the outline says above a line, small: RemNote shows it with every card. */
function renderContext({ ancestors }: OutlineNode): string {
  const above = ancestors.map((text) => splitLine(text)?.left ?? text).map((text) => render(text.replace(/\{\{|\}\}/g, '')));
  return above.length === 0 ? '' : `<small>${above.join(' › ')}</small><br>`;
}

function renderGaps(text: string, gaps: ReturnType<typeof findGaps>): string {
  const marks = createClozeMarks(text);
  const parts: string[] = [];
  let done = 0;
  gaps.forEach(({ start, end, answer }, index) => {
    parts.push(text.slice(done, start), marks.open(index), answer, marks.close(index));
    done = end;
  });
  const clozes = gaps.map(({ hint }, index) => ({ number: index + 1, hint: hint === null ? null : render(hint) }));
  return placeClozes(render(`${parts.join('')}${text.slice(done)}`), marks, clozes);
}

/** The lines below as a list; cards among them show what they ask and answer. */
function renderList(children: readonly OutlineNode[], depth = 0): string {
  if (children.length === 0 || depth > 20) return '';
  const items = children.map((child) => {
    const card = splitLine(child.text);
    const text = card === null ? child.text.replace(/\{\{|\}\}/g, '') : [card.left, card.right].filter((part) => part !== '').join(': ');
    return `<li>${render(text)}${renderList(child.children, depth + 1)}</li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

/** `^^words^^`, with the number of a colour behind; none in code. */
const MARKED = /(`[^`\n]*`)|\^\^([^^\n]{1,1000})\^\^(?:\(\d\))?/g;

function render(markdown: string): string {
  return renderMarkdown(markdown.replace(MARKED, (_, code: string | undefined, words: string) => code ?? `<mark>${words}</mark>`), READING);
}

/** Most lines must be cards or belong to one. `::` by itself is other programs' mark too, and counts for less. */
function judge(text: string, isNamed: boolean): number {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines.filter((line) => line.trim().includes('\t')).length > lines.length / 2) return 0;
  if (text.includes('<!--SR:') || /^(?:Q|A):/m.test(text)) return 0;
  let strong = 0;
  let weak = 0;
  let covered = 0;
  let total = 0;
  for (const node of walkOutline(parseOutline(text))) {
    total += 1;
    const card = splitLine(node.text);
    if (card !== null && (card.right !== '' || node.children.length > 0)) {
      if (card.kind === 'concept') weak += 1;
      else strong += 1;
      covered += 1;
    } else if (node.children.length > 0 || node.ancestors.some((above) => splitLine(above) !== null)) covered += 1;
  }
  if (strong + weak === 0 || (!isNamed && (covered / total < 0.6 || strong + weak < total / 5))) return 0;
  const isOutline = /^(?:[ \t]{2,}|\t)[-*•]\s/m.test(text);
  if (strong > 1 || (strong === 1 && total <= 3)) return isOutline ? 0.85 : 0.75;
  return isOutline ? 0.65 : 0.5;
}
