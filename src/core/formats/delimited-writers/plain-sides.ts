/** A note as pairs of a question and an answer in plain text, one line each. */

import { parseCloze, readAskedTexts, type ClozeNode } from '../../cards/cloze.ts';
import { renderCard } from '../../cards/render-card.ts';
import type { NoteRow } from './note-rows.ts';
import { writePlainLine } from './plain-line.ts';

export interface PlainSides {
  readonly question: string;
  readonly answer: string;
}

const BLANK = '_____';
const FRONT_SIDE = /\{\{\s*FrontSide\s*\}\}/g;

/**
 * Two fields are question and answer as they stand. Clozes are asked one by one, as a text with a blank. Of other notes each card
 * is asked as it looks, but once where a second card only turns the first around. Sides may be empty.
 */
export function listPlainSides(row: NoteRow): readonly PlainSides[] {
  const { note, noteType } = row;
  if (noteType.kind === 'cloze') return note.cards.map(({ ordinal }) => askCloze(note.fields, ordinal + 1));
  if (noteType.fields.length <= 2) return [{ question: writePlainLine(note.fields[0] ?? ''), answer: writePlainLine(note.fields[1] ?? '') }];
  const sides: PlainSides[] = [];
  for (const { ordinal } of note.cards) {
    const card = askCard(row, ordinal);
    const isTold = sides.some(({ question, answer }) => (question === card.question && answer === card.answer) || (question === card.answer && answer === card.question));
    if (!isTold) sides.push(card);
  }
  return sides;
}

function askCloze(fields: readonly string[], number: number): PlainSides {
  const asked = fields.find((field) => readAskedTexts(field, number).length > 0) ?? '';
  const write = (nodes: readonly ClozeNode[]): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        if (!node.numbers.includes(number)) return write(node.children);
        return node.hint === null || node.hint === '' ? BLANK : `${BLANK} (${node.hint})`;
      })
      .join('');
  return {
    question: writePlainLine(write(parseCloze(asked))),
    answer: readAskedTexts(asked, number).map(writePlainLine).filter((text) => text !== '').join(', '),
  };
}

function askCard({ note, noteType, deckName }: NoteRow, ordinal: number): PlainSides {
  // The question stands in a field of its own, so that the answer need not repeat it.
  const templates = noteType.templates.map((template) => ({ ...template, answerFormat: template.answerFormat.replace(FRONT_SIDE, '') }));
  const { question, answer } = renderCard({
    noteType: { ...noteType, templates },
    fields: note.fields,
    tags: note.tags,
    deckName,
    ordinal,
    flag: 0,
    mediaUrlOf: () => null,
  });
  return { question: writePlainLine(question.html), answer: writePlainLine(answer.html) };
}
