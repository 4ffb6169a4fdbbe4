import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardId, NoteId } from '../../../src/core/ids.ts';
import { makeChooseByLures, NO_CONCEPT_SET, type NoteWithLures } from '../../../src/core/quiz/ask-by-lures.ts';
import { describePrompt, toAnsweredChoice } from '../../../src/core/quiz/describe-answer.ts';
import { isAskedByLures } from '../../../src/core/quiz/firmness.ts';
import { markResponse } from '../../../src/core/quiz/mark-response.ts';
import { splitWrongAnswers } from '../../../src/core/cards/wrong-answers-note-type.ts';
import { createSeededRandom } from '../../../src/core/seeded-random.ts';

const capital: NoteWithLures = { noteId: 7 as NoteId, question: 'Capital of Australia?', answer: 'Canberra', wrongAnswers: ['Sydney', 'Melbourne', 'Perth'] };
const placeOf = (seed = 1) => ({ id: 'card-5-0', cardId: 5 as CardId, random: createSeededRandom(seed) });

describe('a question with wrong answers of its own', () => {
  it('is asked in its own words, with as many options as the card is firm enough for', () => {
    for (const count of [2, 3, 4]) {
      const question = makeChooseByLures(placeOf(), capital, count);
      expect(question?.options).toHaveLength(count);
      expect(question?.options[question.solutionIndex]?.text).toBe('Canberra');
      expect(question === null ? '' : describePrompt(question, NO_CONCEPT_SET)).toBe('Capital of Australia?');
    }
  });

  it('is marked and logged as other choices are, and tells nothing of any concepts', () => {
    const question = makeChooseByLures(placeOf(), capital, 4);
    if (question === null) throw new Error('not asked');
    const wrong = question.options.findIndex(({ text }) => text === 'Sydney');
    const response = { mode: 'choose', optionIndex: wrong } as const;
    const marked = markResponse(question, response, NO_CONCEPT_SET);
    expect(marked).toEqual({ feedback: { correct: false, verdict: 'Not that one.', rightAnswer: '“Canberra”.', why: '', lureBelongs: null, sources: '' }, discriminations: [] });
    expect(toAnsweredChoice(NO_CONCEPT_SET, question, response, marked, 'sure')).toEqual({
      asked: 'Canberra', answered: 'Sydney', correct: false, choices: question.options.map(({ text }) => text), certainty: 'sure',
    });
    expect(markResponse(question, { mode: 'choose', optionIndex: question.solutionIndex }, NO_CONCEPT_SET).feedback.correct).toBe(true);
  });

  it('is recalled where there is nothing to choose between', () => {
    expect(makeChooseByLures(placeOf(), { ...capital, wrongAnswers: [] }, 2)).toBeNull();
    expect(makeChooseByLures(placeOf(), { ...capital, wrongAnswers: [' canberra '] }, 2)).toBeNull();
    expect(makeChooseByLures(placeOf(), { ...capital, answer: '' }, 2)).toBeNull();
    expect(makeChooseByLures(placeOf(), { ...capital, question: ' ' }, 2)).toBeNull();
  });

  it('is recalled from two weeks of stability on', () => {
    const review = (stability: number) => ({ state: 'review', memory: { stability, difficulty: 5 } }) as const;
    expect([isAskedByLures({ state: 'new', memory: null }), isAskedByLures(review(13)), isAskedByLures(review(14)), isAskedByLures({ state: 'relearning', memory: { stability: 30, difficulty: 5 } })]).toEqual([true, true, false, true]);
  });

  it('never offers an option twice, and always the right one once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'A', ' b', 'b', 'c', 'Ä', 'ä', 'right', 'RIGHT'), { maxLength: 9 }), fc.integer({ min: 2, max: 4 }), fc.integer(), (wrongAnswers, count, seed) => {
        const question = makeChooseByLures(placeOf(seed), { ...capital, answer: 'right', wrongAnswers }, count);
        if (question === null) return;
        const texts = question.options.map(({ text }) => text.trim().toLowerCase());
        expect(new Set(texts).size).toBe(texts.length);
        expect(texts.filter((text) => text === 'right')).toEqual([texts[question.solutionIndex]]);
        expect(texts.length).toBeLessThanOrEqual(count);
      }),
    );
  });

  it('has its wrong answers line by line, whatever divides the lines', () => {
    expect(splitWrongAnswers('a<br>b &amp; c<br/><div>d</div>\ne<br><br>a')).toEqual(['a', 'b & c', 'd', 'e']);
    expect(splitWrongAnswers('')).toEqual([]);
  });
});
