import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffAnswer } from '../../../src/core/answers/diff-answer.ts';
import type { AnswerToken } from '../../../src/core/answers/diff-answer.ts';

const write = (tokens: readonly AnswerToken[]) => tokens.map(({ kind, text }) => (kind === 'right' ? text : `(${kind} ${text})`)).join('');
const join = (tokens: readonly AnswerToken[]) => tokens.map(({ text }) => text).join('');
const rightOf = (tokens: readonly AnswerToken[]) => join(tokens.filter(({ kind }) => kind === 'right'));

test.each([
  ['Paris', 'Paris', 'Paris', 'Paris', true],
  ['  Paris \n', 'Paris', 'Paris', 'Paris', true],
  ['Pariss', 'Paris', 'Paris(wrong s)', 'Paris', false],
  ['Pris', 'Paris', 'Pris', 'P(missing a)ris', false],
  ['Baris', 'Paris', '(wrong B)aris', '(missing P)aris', false],
  ['', 'Paris', '', '(missing Paris)', false],
  ['paris', 'Paris', '(wrong p)aris', '(missing P)aris', false],
])('%j for %j', (typed, expected, left, right, isRight) => {
  const diff = diffAnswer(typed, expected);
  expect([write(diff.typed), write(diff.expected), diff.isRight]).toEqual([left, right, isRight]);
});

test('a letter is not torn from its marks, and composed and decomposed forms are the same', () => {
  expect(diffAnswer('cafe\u0301', 'caf\u00e9').isRight).toBe(true);
  expect(write(diffAnswer('cafe', 'caf\u00e9').expected)).toBe('caf(missing é)');
  expect(write(diffAnswer('नमस्त', 'नमस्ते').typed)).toBe('नम(wrong स्त)');
  expect(write(diffAnswer('👩‍👩', '👩‍👧').typed)).toBe('(wrong 👩‍👩)');
});

test('marks can be left out of account', () => {
  expect(diffAnswer('cafe', 'café', { ignoreMarks: true }).isRight).toBe(true);
  expect(diffAnswer('كتب', 'كَتَبَ', { ignoreMarks: true }).isRight).toBe(true);
  expect(diffAnswer('cofe', 'café', { ignoreMarks: true }).isRight).toBe(false);
});

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'e', '\u0301', ' ', 'ש', '👩‍👧', 'ा', 'क'), maxLength: 30 });

test('each side reads as it was written, both agree on what is right, and only equal texts are right', () => {
  fc.assert(
    fc.property(text, text, (typed, expected) => {
      const tidy = (side: string) => side.normalize('NFC').replace(/\s+/g, ' ').trim();
      const diff = diffAnswer(typed, expected);
      expect(join(diff.typed)).toBe(tidy(typed));
      expect(join(diff.expected)).toBe(tidy(expected));
      expect(rightOf(diff.typed)).toBe(rightOf(diff.expected));
      expect(diff.isRight).toBe(tidy(typed) === tidy(expected));
    }),
  );
});

test('texts too long to compare letter by letter are still compared at their ends', () => {
  const diff = diffAnswer(`same ${'x'.repeat(5000)} end`, `same ${'y'.repeat(5000)} end`);
  expect(diff.typed.map(({ kind }) => kind)).toEqual(['right', 'wrong', 'right']);
});
