import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from '../../../src/core/answers/diff-words.ts';

const mark = (tokens: readonly { isChanged: boolean; text: string }[]): string => tokens.map(({ isChanged, text }) => (isChanged ? `[${text}]` : text)).join('');

describe('two wordings of one text', () => {
  it('differ by whole words, and words that follow each other are one change', () => {
    const { before, after } = diffWords('The capital of France is Paris.', 'The seat of government of France is Paris!');
    expect(mark(before)).toBe('The [capital] of France is Paris[.]');
    expect(mark(after)).toBe('The [seat] of [government of ]France is Paris[!]');
  });

  it('differ in nothing when they are the same', () => {
    expect(diffWords('a b', 'a b')).toEqual({ before: [{ isChanged: false, text: 'a b' }], after: [{ isChanged: false, text: 'a b' }] });
  });

  it('are told apart where words stand without spaces', () => {
    const { after } = diffWords('私は犬が好きです', '私は猫が好きです');
    expect(mark(after)).toBe('私は[猫]が好きです');
  });

  it('are given back whole, whatever they are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { before, after } = diffWords(one, other);
        expect(before.map((token) => token.text).join('')).toBe(one);
        expect(after.map((token) => token.text).join('')).toBe(other);
      }),
    );
  });
});
