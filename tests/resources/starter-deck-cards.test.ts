import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_NOTE_TYPES } from '../../src/core/cards/built-in-note-types.ts';
import { listCardOrdinals } from '../../src/core/cards/card-ordinals.ts';
import type { NoteTypeDefinition } from '../../src/core/cards/model.ts';
import { renderCard } from '../../src/core/cards/render-card.ts';
import { stripMarkup } from '../../src/core/cards/strip-markup.ts';
import { readContrastText } from '../../src/core/formats/contrast-text/read-contrast-text.ts';

const { notes } = readContrastText(readFileSync(new URL('../../resources/starter/manager-versus-leader.txt', import.meta.url), 'utf8'));

/** Every card of the deck as it is shown, with the fields that its question must not show. */
const cards = notes.flatMap((note) => {
  const noteType = BUILT_IN_NOTE_TYPES.find(({ name }) => name === note.noteTypeName) as NoteTypeDefinition;
  const valueOf = (name: string): string => stripMarkup(note.fields[noteType.fields.findIndex((field) => field.name === name)] ?? '');
  return listCardOrdinals(noteType, note.fields).map((ordinal) => {
    const card = renderCard({ noteType, fields: note.fields, tags: note.tags, deckName: note.deckName, ordinal, flag: 0, mediaUrlOf: () => null });
    const hidden = ['Why', 'Sources', 'First answer', 'Second answer', ...(ordinal % 2 === 0 ? ['Side B'] : ['Side A'])];
    return {
      name: `${note.key} ${ordinal}`,
      question: stripMarkup(card.question.html),
      answer: stripMarkup(card.answer.html),
      hidden: hidden.map(valueOf).filter((value) => value !== ''),
      why: valueOf('Why'),
      sources: valueOf('Sources'),
    };
  });
});

describe('the cards of the starter deck', () => {
  it('are four for each contrast and one for each of the other notes', () => {
    expect(cards).toHaveLength(40 * 4 + 14 + 8);
  });

  it('never show in the question what the answer is to say', () => {
    const given = cards.filter(({ question, hidden }) => hidden.some((value) => question.includes(value))).map(({ name }) => name);
    expect(given).toEqual([]);
  });

  it('say why and credit a source on every answer', () => {
    const lacking = cards.filter(({ answer, why, sources }) => why === '' || sources === '' || !answer.includes(why) || !answer.includes(sources));
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });
});
