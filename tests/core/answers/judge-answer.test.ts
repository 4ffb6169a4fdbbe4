import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countEdits, judgeAnswer } from '../../../src/core/answers/judge-answer.ts';

const verdict = (typed: string, expected: string, synonyms: string[] = []) => judgeAnswer(typed, expected, synonyms).verdict;
const word = fc.stringMatching(/^[a-z]{4,10}$/).filter((text) => !text.endsWith('nt'));

describe('judging a typed answer', () => {
  it.each([
    ['shares power with the team', 'shares power with the team'],
    ['Shares power with team.', 'shares power with the team'],
    ['with the team shares power', 'shares power with the team'],
    ['shares pwoer with the taem', 'shares power with the team'],
    ['épreuve', 'epreuve'],
    ['the', 'the'],
  ])('takes %j for %j', (typed, expected) => expect(verdict(typed, expected)).toBe('right'));

  it.each([
    ['', 'shares power'],
    ['keeps power for himself alone', 'shares decisions with everybody around'],
    ['does not share power with the team', 'shares power with the team'],
    ['cat', 'cut'],
  ])('does not take %j for %j', (typed, expected) => expect(verdict(typed, expected)).toBe('wrong'));

  it('calls half of the meaningful words close', () => expect(verdict('shares power', 'shares power with everybody freely')).toBe('close'));

  it('takes a listed synonym', () => expect(verdict('delegates', 'hands out the work', ['delegates'])).toBe('right'));

  it('shows which words were there and which were missing', () => {
    const judged = judgeAnswer('shares money', 'shares power');
    expect(judged.expectedWords).toEqual([
      { text: 'shares', found: true },
      { text: 'power', found: false },
    ]);
    expect(judged.typedWords.map(({ found }) => found)).toEqual([true, false]);
  });

  it('takes every wording of itself, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 8 }), fc.integer(), (words, turn) => {
        const at = Math.abs(turn) % words.length;
        expect(verdict([...words.slice(at), ...words.slice(0, at)].join(' '), words.join(' '))).toBe('right');
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (typed, expected) => judgeAnswer(typed, expected).verdict.length > 0));
  });
});

describe('edits between words', () => {
  it.each([
    ['power', 'pwoer', 1],
    ['kitten', 'sitting', 3],
    ['', 'ab', 2],
    ['same', 'same', 0],
  ])('of %j and %j are %i', (one, other, edits) => expect(countEdits(one, other, 5)).toBe(edits));

  it('stop counting at the limit', () => expect(countEdits('aaaaaaaa', 'bbbbbbbb', 2)).toBe(3));
});
