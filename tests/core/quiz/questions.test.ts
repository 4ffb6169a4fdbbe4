import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawQuestions } from '../../../src/core/quiz/draw-questions.ts';
import { chooseCardMode, countOptions } from '../../../src/core/quiz/firmness.ts';
import { makeChoose, makeComplete, makeMatch, makeSideBySide, makeSort, makeWhy, type QuestionPlace, type Scenario } from '../../../src/core/quiz/make-question.ts';
import { markResponse } from '../../../src/core/quiz/mark-response.ts';
import type { Question, QuestionMode, Response } from '../../../src/core/quiz/model.ts';
import { leader, manager, rows, seedRandom, set } from './contrast-table.ts';

const place = (seed = 1): QuestionPlace => ({ id: 'q', set, cardId: null, random: seedRandom(seed) });
const [risk] = rows;
if (risk === undefined) throw new Error('the table has rows');

const scenarios: readonly Scenario[] = [
  { key: 's1', situation: 'Ana checks the budget line by line.', side: manager, dimension: 'detail', why: 'She minds the detail.', sources: '' },
];
const modes: readonly QuestionMode[] = ['sort', 'choose', 'complete', 'match', 'side-by-side', 'why', 'scenario'];

/** What somebody who knows everything would do. */
function answerRightly(question: Question): Response {
  switch (question.mode) {
    case 'sort':
      return { mode: 'sort', side: question.solution };
    case 'scenario':
      return { mode: 'scenario', side: question.solution };
    case 'choose':
      return { mode: 'choose', optionIndex: question.solutionIndex };
    case 'complete':
      return { mode: 'complete', text: question.expected, verdict: null };
    case 'match':
      return { mode: 'match', pairs: question.rows.map((_, index) => index) };
    case 'side-by-side':
      return { mode: 'side-by-side', texts: question.hidden.map(({ row, column }) => question.rows[row]?.cells[column] ?? ''), verdicts: question.hidden.map(() => null) };
    case 'why':
      return { mode: 'why', word: 0, reason: question.why, verdict: 'right' };
  }
}

describe('drawing questions', () => {
  it('gives as many as asked, in every mode asked for, each answerable rightly', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 30 }), fc.subarray([...modes], { minLength: 1 }), (seed, length, wanted) => {
        const questions = drawQuestions({ set, rows, scenarios, modes: wanted, length, optionCount: 3, random: seedRandom(seed) });
        expect(questions.length).toBeLessThanOrEqual(length);
        expect(questions.length).toBeGreaterThan(0);
        expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
        for (const question of questions) {
          expect(wanted).toContain(question.mode);
          expect(markResponse(question, answerRightly(question), set).feedback.correct).toBe(true);
        }
      }),
    );
  });

  it('asks no statement twice in the same mode', () => {
    const questions = drawQuestions({ set, rows, scenarios, modes: ['sort'], length: 100, optionCount: 2, random: seedRandom(3) });
    expect(questions.map((question) => (question.mode === 'sort' ? question.statement : '')).sort()).toEqual(
      rows.flatMap(({ statements }) => statements.map(({ text }) => text)).sort(),
    );
  });

  it('repeats itself for the same seed', () => {
    const draw = () => drawQuestions({ set, rows, scenarios, modes, length: 12, optionCount: 2, random: seedRandom(9) });
    expect(draw()).toEqual(draw());
  });
});

describe('a choose question', () => {
  it('has the counterpart as its first lure, and each lure belongs to another side', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 6 }), (seed, optionCount) => {
        const question = makeChoose(place(seed), risk, leader, rows, optionCount);
        if (question === null) throw new Error('the row has two sides');
        const texts = question.options.map(({ text }) => text);
        expect(texts).toContain('keeps risk low');
        expect(texts.length).toBeLessThanOrEqual(optionCount);
        expect(question.options.filter(({ side }) => side === leader).map(({ text }) => text)).toEqual(['accepts risk and tries new things']);
        expect(question.options[question.solutionIndex]?.side).toBe(leader);
      }),
    );
  });
});

describe('rows that lack a side', () => {
  const both = rows[3];
  if (both === undefined) throw new Error('the table has a row of both');

  it('can be sorted, and are not asked where a counterpart is needed', () => {
    expect(makeSort(place(), both, 'both')?.solution).toBe('both');
    expect(makeChoose(place(), both, 'both', rows, 2)).toBeNull();
    expect(makeComplete(place(), both, 'both')).toBeNull();
    expect(makeMatch(place(), [both])).toBeNull();
    expect(makeSideBySide(place(), [both])).toBeNull();
    expect(makeWhy(place(), { ...both, why: '' }, 'both')).toBeNull();
  });
});

describe('feedback', () => {
  it('says the verdict, the right answer, why, and where the wrong choice belongs', () => {
    const question = makeSort(place(), risk, leader);
    if (question === null) throw new Error('the row has a leader');
    const { feedback, discriminations } = markResponse(question, { mode: 'sort', side: manager }, set);
    expect(feedback).toEqual({
      correct: false,
      verdict: 'Not manager.',
      rightAnswer: '“accepts risk and tries new things” belongs to leader.',
      why: 'because of risk',
      lureBelongs: 'Of manager, one would say: “keeps risk low”.',
      sources: 'a source',
    });
    expect(discriminations).toEqual([{ noteId: 1, dimension: 'risk', asked: leader, answered: manager, correct: false }]);
  });

  it('takes the learner’s own verdict on a typed answer above the judge’s', () => {
    const question = makeComplete(place(), risk, leader);
    if (question === null) throw new Error('the row has two sides');
    const mark = (text: string, verdict: 'right' | 'wrong' | null) => markResponse(question, { mode: 'complete', text, verdict }, set).feedback.correct;
    expect([mark('no idea', 'right'), mark(question.expected, 'wrong'), mark(question.expected, null)]).toEqual([true, false, true]);
  });

  it('logs a typed answer as a confusion only when it is the other side’s', () => {
    const question = makeComplete(place(), risk, leader);
    if (question === null) throw new Error('the row has two sides');
    expect(markResponse(question, { mode: 'complete', text: 'bananas', verdict: null }, set).discriminations).toEqual([]);
    expect(markResponse(question, { mode: 'complete', text: 'keeps risk low', verdict: null }, set).discriminations).toMatchObject([{ asked: leader, answered: manager }]);
  });

  it('counts a cell filled with the other column’s words as a confusion along its dimension', () => {
    const question = makeSideBySide(place(), rows, 'power');
    if (question === null) throw new Error('the table can be asked');
    const texts = question.hidden.map(({ row, column }) => question.rows[row]?.cells[1 - column] ?? '');
    const { feedback, discriminations } = markResponse(question, { mode: 'side-by-side', texts, verdicts: texts.map(() => null) }, set);
    expect(feedback.correct).toBe(false);
    expect(discriminations.filter(({ dimension }) => dimension === 'power')).toHaveLength(2);
    expect(discriminations.every(({ asked, answered }) => asked !== answered)).toBe(true);
  });

  it('refuses a response of another mode', () => {
    const question = makeSort(place(), risk, leader);
    if (question === null) throw new Error('the row has a leader');
    expect(() => markResponse(question, { mode: 'choose', optionIndex: 0 }, set)).toThrow(RangeError);
  });
});

describe('the mode for a due card', () => {
  const firm = (stability: number) => ({ state: 'review' as const, memory: { stability, difficulty: 5 } });
  const all = ['choose', 'sort', 'complete', 'recall'] as const;

  it('climbs from choosing to recall as the card firms up', () => {
    expect([1, 5, 20, 90].map((stability) => chooseCardMode(firm(stability), all))).toEqual(['choose', 'sort', 'complete', 'recall']);
    expect(chooseCardMode({ state: 'new', memory: null }, all)).toBe('choose');
    expect([1, 5, 20].map((stability) => countOptions(firm(stability)))).toEqual([2, 3, 4]);
  });

  it('takes what the card can be asked in', () => {
    expect(chooseCardMode(firm(1), ['sort'])).toBe('sort');
    expect(chooseCardMode(firm(90), ['sort'])).toBe('sort');
    expect(chooseCardMode(firm(1), [])).toBe('recall');
  });
});
