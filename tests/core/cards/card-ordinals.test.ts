import { expect, test } from 'vitest';
import { listCardOrdinals } from '../../../src/core/cards/card-ordinals.ts';
import { BUILT_IN_NOTE_TYPES } from '../../../src/core/cards/built-in-note-types.ts';
import type { NoteKind } from '../../../src/core/cards/model.ts';

const makeType = (kind: NoteKind, fronts: readonly string[]) => ({
  kind,
  fields: ['Front', 'Back', 'Extra'].map((name) => ({ name, rightToLeft: false })),
  templates: fronts.map((questionFormat, index) => ({ name: `Card ${index + 1}`, questionFormat, answerFormat: '' })),
});

test('a note has a card for each front that shows a filled field', () => {
  const noteType = makeType('basic', ['{{Front}}', '{{Back}}', '{{#Extra}}{{Front}}{{/Extra}}', '{{^Extra}}{{Front}}{{/Extra}}', 'only text {{Tags}} {{Deck}}']);
  expect(listCardOrdinals(noteType, ['a', '', ''])).toEqual([0, 3]);
  expect(listCardOrdinals(noteType, ['a', 'b', 'c'])).toEqual([0, 1, 2]);
  expect(listCardOrdinals(noteType, ['', 'b', ''])).toEqual([1]);
});

test('line breaks and space do not fill a field; an image and a no-break space do', () => {
  const noteType = makeType('basic', ['{{Front}}']);
  expect(listCardOrdinals(noteType, [' <br><div></div><BR/>\n'])).toEqual([]);
  expect(listCardOrdinals(noteType, ['<img src=a.jpg>'])).toEqual([0]);
  expect(listCardOrdinals(noteType, ['&nbsp;'])).toEqual([0]);
});

test('a note with nothing in it has no card, whatever its type', () => {
  for (const noteType of BUILT_IN_NOTE_TYPES) expect(listCardOrdinals(noteType, noteType.fields.map(() => ''))).toEqual([]);
});

test('a cloze note has a card for each number in the fields that the front shows as clozes', () => {
  const noteType = makeType('cloze', ['{{cloze:Front}} {{Extra}}']);
  expect(listCardOrdinals(noteType, ['{{c3::a}} {{c1::b}}', '', '{{c5::not shown as a cloze}}'])).toEqual([0, 2]);
  expect(listCardOrdinals(noteType, ['no cloze', '', ''])).toEqual([]);
  expect(listCardOrdinals(noteType, ['{{c100000::far}}', '', ''])).toEqual([499]);
});

test('a front that cannot be read has its card, so that the problem is seen', () => {
  expect(listCardOrdinals(makeType('basic', ['{{#Front}}']), ['a'])).toEqual([0]);
});
