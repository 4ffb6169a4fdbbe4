/** What is written of a note where there are only questions with answers and texts with gaps: which text stands on which side. */

import { collectCardValues } from '../../cards/card-values.ts';
import { isFieldEmpty } from '../../cards/field-presence.ts';
import { renderTemplate } from '../../cards/render-template.ts';
import { readTemplate } from '../../cards/template-parser.ts';
import type { ExportedCard, ExportedNote, ExportedNoteType } from '../export-source.ts';
import { createClozeMarks, splitClozes } from './cloze-marks.ts';

export interface PairSides {
  readonly kind: 'pair';
  /** HTML. */
  readonly front: string;
  readonly back: string;
  /** The card that asks for the back, and the one that asks for the front. */
  readonly cards: readonly [ExportedCard, ExportedCard | null];
}

export interface ClozeSides {
  readonly kind: 'cloze';
  /** HTML with its deletions. */
  readonly text: string;
  /** Of the gaps that are written, by number; null where a gap has no card. */
  readonly cards: readonly (ExportedCard | null)[];
  /** True when the note has more than its text. */
  readonly hasMore: boolean;
}

/** One for most notes; one for each card where cards show more than two fields. Never empty. */
export function listSides(note: ExportedNote, noteType: ExportedNoteType, deckNameOf: (card: ExportedCard) => string): readonly (PairSides | ClozeSides)[] {
  if (noteType.kind === 'cloze') {
    const at = note.fields.findIndex((field) => /\{\{c\d/.test(field));
    const text = note.fields[at] ?? '';
    const numbers = listWrittenNumbers(text);
    if (numbers.length > 0) {
      const hasMore = note.fields.some((field, index) => index !== at && !isFieldEmpty(field));
      return [{ kind: 'cloze', text, cards: numbers.map((number) => note.cards.find(({ ordinal }) => ordinal === number - 1) ?? null), hasMore }];
    }
    // Gaps that hide nothing have no place in Markdown: what the cards show has.
    return note.cards.map((card) => pair(...renderSides(note, noteType, card, deckNameOf(card)), card, null));
  }
  const [front = '', back = ''] = note.fields;
  const isNarrow = note.fields.slice(2).every(isFieldEmpty) && noteType.kind !== 'contrast';
  const first = note.cards[0];
  if (first === undefined) return [];
  if (isNarrow && note.cards.length === 1) {
    return [first.ordinal === 1 && isTurned(noteType) ? pair(back, front, first, null) : pair(front, back, first, null)];
  }
  const second = note.cards[1];
  if (isNarrow && second !== undefined && note.cards.length === 2 && isTurned(noteType)) return [pair(front, back, first, second)];
  return note.cards.map((card) => pair(...renderSides(note, noteType, card, deckNameOf(card)), card, null));
}

/** Numbers of the gaps that Markdown can hold, ascending: those inside of others, and those without text, have no place there. */
export function listWrittenNumbers(text: string): readonly number[] {
  if (!text.includes('{{c')) return [];
  const { clozes } = splitClozes(text, createClozeMarks(text));
  return [...new Set(clozes.map(({ number }) => Number(number)))].sort((left, right) => left - right);
}

function pair(front: string, back: string, card: ExportedCard, turned: ExportedCard | null): PairSides {
  return { kind: 'pair', front, back, cards: [card, turned] };
}

/** Whether the second template asks for the first field by the second. */
function isTurned(noteType: ExportedNoteType): boolean {
  const [front, back] = noteType.fields;
  const template = noteType.templates[1];
  if (front === undefined || back === undefined || template === undefined || noteType.templates.length !== 2) return false;
  return template.questionFormat.includes(`{{${back.name}}}`) && !template.questionFormat.includes(`{{${front.name}}}`);
}

/** Question and answer as the card's template has them, the question not said again in the answer. */
function renderSides(note: ExportedNote, noteType: ExportedNoteType, card: ExportedCard, deckName: string): [string, string] {
  const template = noteType.templates[noteType.kind === 'cloze' ? 0 : card.ordinal];
  const values = collectCardValues({ noteType, fields: note.fields, tags: note.tags, deckName, flag: card.flag }, template?.name ?? '');
  const fill = (format: string, side: 'question' | 'answer'): string => {
    const parsed = readTemplate(format);
    if (!parsed.ok) return '';
    const frontSide = side === 'answer' ? { html: '', mark: '' } : null;
    return flattenBlocks(renderTemplate(parsed.value, { values, clozeNumber: card.ordinal + 1, side, rightToLeft: new Set(), frontSide }));
  };
  const question = fill(template?.questionFormat ?? '', 'question');
  const answer = fill(template?.answerFormat ?? '', 'answer');
  return question === '' ? [note.fields[0] ?? '', note.fields.slice(1).filter((field) => !isFieldEmpty(field)).join('<br>')] : [question, answer];
}

/** A template's blocks as lines: their looks stay behind with the note type. */
function flattenBlocks(html: string): string {
  return html
    .replace(/^\s*<hr[^<>]*>/i, '')
    .replace(/<\/?(?:div|p|section)(?:\s[^<>]*)?>/gi, '\uE003')
    .replace(/\s*\uE003[\s\uE003]*/g, '\uE003')
    .replace(/^\uE003|\uE003$/g, '')
    .replaceAll('\uE003', '<br>')
    .trim();
}
