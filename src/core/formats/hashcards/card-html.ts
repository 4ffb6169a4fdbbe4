/** A card of a hashcards deck as the fields of one of ours. */

import { createClozeMarks, placeClozes } from '../markdown/cloze-marks.ts';
import { renderMarkdown } from '../markdown/render-markdown.ts';
import type { MarkdownReading } from '../markdown/render-markdown.ts';
import type { ToldNote } from '../tell-notes.ts';
import { splitBrackets } from './parse-hashcards.ts';
import type { HashcardsCard } from './parse-hashcards.ts';

const READING: MarkdownReading = { lineEnds: 'space', wiki: false };

/** Gaps are numbered in their order, a card for each. */
export function renderCardFields(card: Exclude<HashcardsCard, { readonly kind: 'broken' }>): Pick<ToldNote, 'type' | 'fields'> {
  if (card.kind === 'pair') return { type: 'Basic', fields: [renderMarkdown(card.question, READING), renderMarkdown(card.answer, READING)] };
  const marks = createClozeMarks(card.text);
  const { parts } = splitBrackets(card.text);
  const clozes = parts.flatMap((_, index) => (index % 2 === 1 ? [{ number: (index + 1) / 2, hint: null }] : []));
  const text = parts.map((part, index) => (index % 2 === 0 ? part : `${marks.open((index - 1) / 2)}${part}${marks.close((index - 1) / 2)}`)).join('');
  return { type: 'Cloze', fields: [placeClozes(renderMarkdown(text, READING), marks, clozes), ''] };
}
