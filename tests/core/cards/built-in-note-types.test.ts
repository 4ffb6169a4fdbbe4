import { describe, expect, it } from 'vitest';
import { CONTRAST_CARD_CSS } from '../../../src/core/cards/built-in-card-css.ts';
import { BUILT_IN_NOTE_TYPES } from '../../../src/core/cards/built-in-note-types.ts';
import { listCardOrdinals } from '../../../src/core/cards/card-ordinals.ts';
import type { NoteTypeDefinition } from '../../../src/core/cards/model.ts';
import { renderCard } from '../../../src/core/cards/render-card.ts';
import { stripMarkup } from '../../../src/core/cards/strip-markup.ts';

function named(name: string): NoteTypeDefinition {
  const found = BUILT_IN_NOTE_TYPES.find((noteType) => noteType.name === name);
  if (found === undefined) throw new Error(`no note type ${name}`);
  return found;
}

function show(name: string, fields: readonly string[], ordinal: number): { readonly question: string; readonly answer: string } {
  const card = renderCard({ noteType: named(name), fields, tags: [], deckName: 'D', ordinal, flag: 0, mediaUrlOf: () => null });
  return { question: stripMarkup(card.question.html), answer: stripMarkup(card.answer.html) };
}

const CONTRAST = ['Time span', 'Weather', 'is over soon', 'Climate', 'takes decades', 'One is an average.', 'A book – by its author'];

describe('the built-in note types', () => {
  it('have the names and fields that notes rest on', () => {
    expect(BUILT_IN_NOTE_TYPES.map(({ name, kind, fields }) => [name, kind, fields.map((field) => field.name).join(', ')])).toEqual([
      ['Basic', 'basic', 'Front, Back'],
      ['Basic (and reversed)', 'basic', 'Front, Back'],
      ['Basic (type the answer)', 'basic', 'Front, Back'],
      ['Cloze', 'cloze', 'Text, Extra'],
      ['Contrast', 'contrast', 'Dimension, Concept A, Side A, Concept B, Side B, Why, Sources'],
      ['Statement', 'contrast', 'Statement, Belongs to, Concept A, Concept B, Why, Sources'],
      ['Disagreement', 'basic', 'Question, First answer, Second answer, Why, Sources'],
    ]);
  });

  it.each([
    ['Basic', ['f', 'b'], [0]],
    ['Basic (and reversed)', ['f', 'b'], [0, 1]],
    ['Basic (and reversed)', ['f', ''], [0]],
    ['Cloze', ['{{c1::a}} {{c3::b}}', ''], [0, 2]],
    ['Contrast', CONTRAST, [0, 1, 2, 3]],
    ['Contrast', CONTRAST.with(4, ''), [2]],
    ['Contrast', CONTRAST.with(2, ''), [3]],
    ['Contrast', CONTRAST.with(0, '').with(5, '').with(6, ''), [0, 1, 2, 3]],
    ['Statement', ['s', 'Both', 'A', 'B', '', ''], [0]],
    ['Disagreement', ['q', 'a', 'b', '', ''], [0]],
  ] as const)('%s with %j has the cards %j', (name, fields, ordinals) => {
    expect(listCardOrdinals(named(name), fields)).toEqual(ordinals);
  });

  it('ask of a contrast one side for the other, in both directions', () => {
    const [there, back] = [show('Contrast', CONTRAST, 0), show('Contrast', CONTRAST, 1)];
    for (const part of ['Time span', 'Weather', 'is over soon', 'Climate']) expect(there.question).toContain(part);
    expect(there.question).not.toContain('takes decades');
    for (const part of ['Time span', 'Climate', 'takes decades', 'Weather']) expect(back.question).toContain(part);
    expect(back.question).not.toContain('is over soon');
    for (const { question, answer } of [there, back]) {
      for (const part of ['is over soon', 'takes decades', 'One is an average.', 'A book']) expect(answer).toContain(part);
      expect(question).not.toContain('One is an average.');
    }
  });

  it('ask of a contrast whose each side is, without the other', () => {
    for (const [ordinal, own, other] of [[2, 'is over soon', 'takes decades'], [3, 'takes decades', 'is over soon']] as const) {
      const { question, answer } = show('Contrast', CONTRAST, ordinal);
      expect(question).toContain(own);
      expect(question).toMatch(/Weather.*Climate.*both/s);
      expect(question).not.toContain(other);
      expect(answer).toContain(other);
    }
  });

  it('ask of a statement whose it is, and of a disagreement for both answers', () => {
    const statement = show('Statement', ['is made of air', 'Both', 'Weather', 'Climate', 'The stuff is the same.', 'A book'], 0);
    expect(statement.question).toMatch(/is made of air.*Weather.*Climate.*both/s);
    expect(statement.answer).toMatch(/Both.*The stuff is the same\..*A book/s);
    const disagreement = show('Disagreement', ['Is it?', 'Yes.', 'No.', 'It depends.', 'A book'], 0);
    expect(disagreement.question).toContain('Is it?');
    expect(disagreement.question).not.toMatch(/Yes\.|No\.|depends/);
    expect(disagreement.answer).toMatch(/Is it\?.*Yes\..*No\..*It depends\..*A book/s);
  });
});

/** Relative luminance of a colour, after WCAG 2.2. */
function luminanceOf(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(left: string, right: string): number {
  const [darker, lighter] = [luminanceOf(left), luminanceOf(right)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

describe('the colours that built-in cards bring along', () => {
  const [day, night] = CONTRAST_CARD_CSS.split('.card.nightMode').map(
    (part) => new Map([...part.matchAll(/--([a-z-]+): var\(--card-[a-z-]+, (#[0-9a-f]{6})\)/g)].map((match) => [match[1], match[2]] as [string, string])),
  ) as [Map<string, string>, Map<string, string>];

  it.each([
    ['day', day],
    ['night', night],
  ])('can be read on their ground by %s', (_, colours) => {
    const pairs = [['ink', 'paper'], ['quiet', 'paper'], ['a', 'paper'], ['b', 'paper'], ['a', 'a-ground'], ['b', 'b-ground'], ['ink', 'a-ground'], ['ink', 'b-ground'], ['quiet', 'a-ground'], ['quiet', 'b-ground']];
    for (const [text, ground] of pairs as [string, string][]) {
      expect(contrastOf(colours.get(text) ?? '', colours.get(ground) ?? ''), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
