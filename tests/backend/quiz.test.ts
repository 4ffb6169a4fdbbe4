import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { QuizSession } from '../../src/contract/quiz.ts';
import type { Question, QuestionMode } from '../../src/core/quiz/model.ts';
import { respondRightly, respondWrongly } from '../fixtures/quiz-responses.ts';
import { DAY, makeRows, openContrastSession, rowOf, TWO_CONCEPTS } from './contrast-session.ts';
import type { ContrastSession } from './contrast-session.ts';

interface PracticeRow {
  readonly card_id: number | null;
  readonly note_id: number | null;
  readonly practised_at_millis: number;
  readonly mode: string;
  readonly correct: number;
  readonly duration_millis: number;
  readonly answered: string;
}

const SCHEDULE_TABLES = ['cards', 'review_log', 'study_days', 'notes'];
const MODES: readonly QuestionMode[] = ['sort', 'choose', 'complete', 'match', 'side-by-side', 'why'];

function readLog({ query }: ContrastSession): PracticeRow[] {
  return query<PracticeRow>('SELECT * FROM practice_log ORDER BY id');
}

async function start(session: ContrastSession, setId: number, changes: Partial<Parameters<typeof session.client.call<'quiz.start'>>[1]> = {}): Promise<QuizSession> {
  return await session.client.call('quiz.start', { setId, modes: ['sort'], length: 10, kind: 'practice', ...changes });
}

async function answer(session: ContrastSession, quiz: QuizSession, question: Question, response = respondRightly(question)) {
  return await session.client.call('quiz.answer', { sessionId: quiz.sessionId, questionId: question.id, response, durationMillis: 700, certainty: null });
}

describe('practice', () => {
  it.each(MODES)('by %s logs each answer once, with its mode, and moves no card', async (mode) => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(6) });
    const before = session.dump(...SCHEDULE_TABLES);
    const quiz = await start(session, set.id, { modes: [mode], length: 4 });
    expect(quiz.set.concepts).toEqual(set.concepts);
    expect(quiz.questions.map((question) => question.mode)).toEqual(quiz.questions.map(() => mode));
    expect(quiz.questions.length).toBe(4);
    const [right, wrong] = quiz.questions as [Question, Question];
    session.clock.now += 5000;
    const first = await answer(session, quiz, right);
    expect(first).toMatchObject({ feedback: { correct: true }, raisedTrial: false });
    const second = await session.client.call('quiz.answer', {
      sessionId: quiz.sessionId,
      questionId: wrong.id,
      response: respondWrongly(wrong),
      durationMillis: 90 * 60_000,
      certainty: 'sure',
    });
    expect(second.feedback?.correct).toBe(false);
    expect(second.feedback?.rightAnswer).not.toBe('');
    const log = readLog(session);
    expect(log.map((row) => [row.mode, row.correct, row.card_id, row.practised_at_millis])).toEqual([
      [mode, 1, null, session.clock.now],
      [mode, 0, null, session.clock.now],
    ]);
    expect(log.map(({ note_id }) => note_id)).toEqual([right.noteId, wrong.noteId]);
    expect(log[0]?.duration_millis).toBe(700);
    expect(log[1]?.duration_millis).toBe(5 * 60_000);
    const [rightly, wrongly] = log.map(({ answered }) => JSON.parse(answered) as { correct: boolean; certainty?: string; discriminations?: { setId: number; dimension: string; asked: number; answered: number }[] });
    expect(rightly).not.toHaveProperty('certainty');
    expect(wrongly).toMatchObject({ correct: false, certainty: 'sure' });
    if (mode === 'match' || mode === 'why') {
      expect(rightly).not.toHaveProperty('discriminations');
      expect(wrongly).not.toHaveProperty('discriminations');
    } else {
      expect(rightly?.discriminations?.length).toBeGreaterThan(0);
      for (const { setId, asked, answered } of rightly?.discriminations ?? []) expect([setId, asked]).toEqual([set.id, answered]);
      expect(wrongly?.discriminations?.length).toBeGreaterThan(0);
      for (const { asked, answered, dimension } of wrongly?.discriminations ?? []) {
        expect(asked).not.toBe(answered);
        expect(dimension).toMatch(/^d\d$/);
      }
    }
    expect(session.dump(...SCHEDULE_TABLES)).toEqual(before);
  });

  it('asks scenarios in their own mode, and logs them without a note', async () => {
    const session = openContrastSession({ withStarterDeck: true });
    const [set] = await session.client.call('conceptSet.list', { deckId: null });
    const quiz = await start(session, set?.id ?? 0, { modes: ['scenario'], length: 5 });
    expect(quiz.questions).toHaveLength(5);
    const [question] = quiz.questions as [Question];
    await answer(session, quiz, question, respondWrongly(question));
    expect(readLog(session)).toMatchObject([{ mode: 'scenario', note_id: null, correct: 0 }]);
    expect((await session.client.call('insight.confusions', { setId: set?.id ?? 0 })).answerCount).toBe(1);
  });

  it('never moves a card, whatever is asked and answered', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: [...makeRows(5), { ...rowOf('', '', ''), both: 'is human' }] });
    const view = await session.client.call('study.view', { deckId: set.deckId });
    await session.client.call('study.grade', { deckId: set.deckId, cardId: view.current?.cardId ?? 0, rating: 4, durationMillis: 10 });
    const before = session.dump(...SCHEDULE_TABLES);
    let answers = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...MODES], { minLength: 1 }),
        fc.constantFrom('practice' as const, 'exam' as const),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 3 * DAY }),
        async (modes, kind, verdicts, pause) => {
          session.clock.now += pause;
          const quiz = await start(session, set.id, { modes, kind, length: verdicts.length });
          for (const [index, question] of quiz.questions.entries()) {
            await answer(session, quiz, question, verdicts[index] === true ? respondRightly(question) : respondWrongly(question));
            answers += 1;
          }
          if (kind === 'exam') await session.client.call('quiz.finish', { sessionId: quiz.sessionId });
          expect(session.dump(...SCHEDULE_TABLES)).toEqual(before);
        },
      ),
      { numRuns: 30 },
    );
    expect(readLog(session)).toHaveLength(answers);
  });

  it('draws first from what was mixed up lately, then from what was not asked for longest', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(30) });
    const askAll = async (dimensions: string[], rightly: boolean): Promise<void> => {
      const quiz = await start(session, set.id, { length: 200, dimensions });
      expect(quiz.questions).toHaveLength(dimensions.length * 2);
      for (const question of quiz.questions) await answer(session, quiz, question, rightly ? respondRightly(question) : respondWrongly(question));
    };
    await askAll(['d7', 'd8'], false);
    session.clock.now += 31 * DAY;
    await askAll(Array.from({ length: 24 }, (_, index) => `d${index + 1}`), true);
    session.clock.now += DAY;
    await askAll(['d20'], false);
    session.clock.now += DAY;
    const quiz = await start(session, set.id, { length: 14 });
    // d20 was mixed up; d25 to d30 were never asked. The confusions of d7 and d8 are too old to count.
    expect([...new Set(quiz.questions.map(({ dimension }) => dimension))].sort()).toEqual(['d20', 'd25', 'd26', 'd27', 'd28', 'd29', 'd30']);
  });

  it('is narrowed to dimensions, and to rows in which one side was answered for another', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(6) });
    const [manager, leader] = set.concepts.map(({ id }) => id);
    const first = await start(session, set.id, { dimensions: ['d2', 'd3', 'd5'], length: 200 });
    expect(new Set(first.questions.map(({ dimension }) => dimension))).toEqual(new Set(['d2', 'd3', 'd5']));
    const ofSide = (dimension: string, side: unknown): Question => first.questions.find((question) => question.dimension === dimension && question.mode === 'sort' && question.solution === side) as Question;
    await answer(session, first, ofSide('d2', manager), { mode: 'sort', side: leader as number & typeof leader });
    await answer(session, first, ofSide('d3', leader), { mode: 'sort', side: manager as number & typeof manager });
    await answer(session, first, ofSide('d5', manager), { mode: 'sort', side: leader as number & typeof leader });
    const dimensionsOf = async (asked: number | undefined, answered: number | undefined, dimension: string | null): Promise<string[]> => {
      const quiz = await start(session, set.id, { confusion: { asked: asked ?? 0, answered: answered ?? 0, dimension }, length: 200 });
      return [...new Set(quiz.questions.map((question) => question.dimension))].sort();
    };
    expect(await dimensionsOf(manager, leader, null)).toEqual(['d2', 'd5']);
    expect(await dimensionsOf(leader, manager, null)).toEqual(['d3']);
    expect(await dimensionsOf(manager, leader, 'd5')).toEqual(['d5']);
    await expect(dimensionsOf(leader, manager, 'd5')).rejects.toThrow('nothing to ask of these confusions');
  });

  it('offers more than two options once the set is told apart', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(12) });
    const optionsOf = async (): Promise<number[]> =>
      (await start(session, set.id, { modes: ['choose'] })).questions.map((question) => (question.mode === 'choose' ? question.options.length : 0));
    expect(new Set(await optionsOf())).toEqual(new Set([2]));
    const quiz = await start(session, set.id, { length: 24 });
    for (const question of quiz.questions) await answer(session, quiz, question);
    expect(new Set(await optionsOf())).toEqual(new Set([4]));
  });

  it('counts an answer once, unless it was taken back', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(3) });
    const quiz = await start(session, set.id);
    const [question] = quiz.questions as [Question];
    const tables = ['practice_log', 'pair_memories', 'contrast_trials'];
    const before = session.dump(...tables);
    await answer(session, quiz, question);
    await expect(answer(session, quiz, question)).rejects.toThrow('answered already');
    expect((await session.client.call('undo.undo', {})).label).toBe('Practise');
    expect(session.dump(...tables)).toEqual(before);
    await answer(session, quiz, question, respondWrongly(question));
    expect(readLog(session)).toMatchObject([{ correct: 0 }]);
  });

  it('refuses what does not fit, in words, and logs nothing of it', async () => {
    const session = openContrastSession();
    const set = await session.makeSet();
    await expect(start(session, set.id)).rejects.toThrow('has no rows yet');
    await session.client.call('conceptSet.save-rows', { setId: set.id, rows: [rowOf('d1', 'a', 'b')] });
    await expect(start(session, set.id, { modes: ['match'] })).rejects.toThrow('Choose other ways of asking');
    await expect(start(session, set.id, { modes: ['scenario'] })).rejects.toThrow('Choose other ways of asking');
    const quiz = await start(session, set.id, { modes: ['choose'] });
    const [question] = quiz.questions as [Question];
    await expect(answer(session, quiz, question, { mode: 'choose', optionIndex: 9 })).rejects.toThrow('does not fit its question');
    await expect(answer(session, quiz, question, { mode: 'why', word: null, reason: '', verdict: 'right' })).rejects.toThrow('does not fit its question');
    await expect(answer(session, quiz, { ...question, id: 'q99' })).rejects.toThrow('not one of the session');
    await session.client.call('conceptSet.delete', { setId: set.id });
    await expect(answer(session, quiz, question)).rejects.toThrow('was deleted meanwhile');
    expect(readLog(session)).toEqual([]);
  });

  it('forgets the oldest of very many sessions', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(3) });
    const first = await start(session, set.id);
    const second = await start(session, set.id);
    for (let count = 0; count < 49; count += 1) await start(session, set.id);
    await expect(answer(session, first, first.questions[0] as Question)).rejects.toThrow('has ended');
    expect(await answer(session, second, second.questions[0] as Question)).toMatchObject({ feedback: { correct: true } });
  });
});

describe('what an answer changes', () => {
  it('raises a trial at the second confusion of the same sides along a dimension within 14 days, and not again while it is open', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(4) });
    const confuse = async (dimension: string): Promise<boolean> => {
      session.clock.now += DAY;
      const quiz = await start(session, set.id, { dimensions: [dimension], length: 1 });
      const [question] = quiz.questions as [Question];
      if (question.mode !== 'sort') throw new Error('sort was asked for');
      const side = set.concepts.find(({ id }) => id !== question.solution)?.id;
      return (await answer(session, quiz, question, { mode: 'sort', side: side as typeof question.solution })).raisedTrial;
    };
    expect([await confuse('d1'), await confuse('d2'), await confuse('d1'), await confuse('d1')]).toEqual([false, false, true, false]);
    expect(session.query('SELECT set_id, dimension, done_at_millis FROM contrast_trials')).toEqual([{ set_id: set.id, dimension: 'd1', done_at_millis: null }]);
    session.clock.now += 20 * DAY;
    expect(await confuse('d2')).toBe(false);
  });

  it('does not raise trials for dimensions that chance has given to plain study', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(2) });
    await session.client.call('insight.set-experiment', { setId: set.id, enabled: true });
    const raised: Record<string, boolean> = {};
    for (const dimension of ['d1', 'd2']) {
      for (let count = 0; count < 2; count += 1) {
        session.clock.now += DAY;
        const quiz = await start(session, set.id, { dimensions: [dimension], length: 1 });
        const [question] = quiz.questions as [Question];
        const wrong = set.concepts.find(({ id }) => question.mode === 'sort' && id !== question.solution)?.id ?? 'both';
        raised[dimension] = (await answer(session, quiz, question, { mode: 'sort', side: wrong })).raisedTrial;
      }
    }
    const arms = session.query<{ dimension: string; arm: string }>('SELECT dimension, arm FROM experiment_arms');
    expect(raised).toEqual(Object.fromEntries(arms.map(({ dimension, arm }) => [dimension, arm === 'contrast'])));
    expect(arms.map(({ arm }) => arm).sort()).toEqual(['contrast', 'plain']);
    const sideBySide = await start(session, set.id, { modes: ['side-by-side'], length: 20 });
    expect(sideBySide.questions.flatMap((question) => (question.mode === 'side-by-side' ? question.rows.map(({ dimension }) => dimension) : []))).toEqual(
      arms.filter(({ arm }) => arm === 'contrast').map(({ dimension }) => dimension),
    );
  });

  it('teaches the memory of the pair once a study day, by the first answer', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(4) });
    const quiz = await start(session, set.id);
    const memories = (): unknown[] => session.query('SELECT stability, day_count FROM pair_memories');
    await answer(session, quiz, quiz.questions[0] as Question);
    const first = memories();
    expect(first).toEqual([{ stability: expect.any(Number) as number, day_count: 1 }]);
    await answer(session, quiz, quiz.questions[1] as Question, respondWrongly(quiz.questions[1] as Question));
    expect(memories()).toEqual(first);
    session.clock.now += DAY;
    await answer(session, quiz, quiz.questions[2] as Question);
    expect(memories()).toEqual([{ stability: expect.any(Number) as number, day_count: 2 }]);
  });
});

describe('an exam', () => {
  it('tells nothing before its end, then marks everything, counts what is missing as wrong, and is kept', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(8) });
    const quiz = await start(session, set.id, { kind: 'exam', modes: ['sort', 'choose', 'complete', 'match', 'side-by-side', 'why'], length: 12 });
    expect(quiz.questions).toHaveLength(12);
    for (const [index, question] of quiz.questions.entries()) {
      if (index >= 9) continue;
      session.clock.now += 1000;
      expect(await answer(session, quiz, question, index < 6 ? respondRightly(question) : respondWrongly(question))).toEqual({ feedback: null, raisedTrial: false });
    }
    expect(readLog(session).map(({ mode, correct }) => [mode, correct])).toEqual([...Array.from({ length: 6 }, () => ['exam', 1]), ...Array.from({ length: 3 }, () => ['exam', 0])]);
    const report = await session.client.call('quiz.finish', { sessionId: quiz.sessionId });
    expect(report).toMatchObject({ title: set.name, takenAtMillis: session.clock.now, correct: 6, total: 12, durationMillis: 9 * 700 });
    expect(report.answers).toHaveLength(12);
    for (const { prompt, given, feedback } of report.answers) {
      expect(prompt).not.toBe('');
      expect(given).not.toBe('');
      expect(feedback.correct || feedback.rightAnswer !== '').toBe(true);
    }
    expect(report.answers.slice(9).map(({ given, feedback }) => [given, feedback.verdict])).toEqual(Array.from({ length: 3 }, () => ['No answer', 'Not answered.']));
    for (const parts of [report.byMode, report.byDimension]) {
      expect(parts.reduce((sum, { total }) => sum + total, 0)).toBe(12);
      expect(parts.reduce((sum, { correct }) => sum + correct, 0)).toBe(6);
    }
    expect(report.byMode.map(({ total }) => total)).toEqual([2, 2, 2, 2, 2, 2]);
    const list = await session.client.call('exam.list', { setId: set.id });
    expect(list).toEqual([{ id: expect.any(Number) as number, title: set.name, takenAtMillis: session.clock.now, correct: 6, total: 12 }]);
    expect(await session.client.call('exam.get', { id: list[0]?.id ?? 0 })).toEqual(report);
    await expect(session.client.call('quiz.finish', { sessionId: quiz.sessionId })).rejects.toThrow('has ended');
    await expect(session.client.call('exam.get', { id: 999 })).rejects.toThrow('no longer kept');
  });

  it('leaves out answers that were taken back, and a practice session is not kept as an exam', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(4) });
    const exam = await start(session, set.id, { kind: 'exam', length: 2 });
    for (const question of exam.questions) await answer(session, exam, question);
    await session.client.call('undo.undo', {});
    expect(await session.client.call('quiz.finish', { sessionId: exam.sessionId })).toMatchObject({ correct: 1, total: 2 });
    const practice = await start(session, set.id, { length: 3 });
    await answer(session, practice, practice.questions[0] as Question);
    expect(await session.client.call('quiz.finish', { sessionId: practice.sessionId })).toMatchObject({ correct: 1, total: 1 });
    expect(await session.client.call('exam.list', { setId: set.id })).toHaveLength(1);
  });
});

test('a session outlives a concept that is taken out of its set', async () => {
  const session = openContrastSession();
  const third = { label: 'Boss', colour: 'teal', shape: 'triangle', key: 'b' } as const;
  const set = await session.makeSet({ concepts: [...TWO_CONCEPTS, third], rows: makeRows(3, 3) });
  const quiz = await start(session, set.id, { length: 200 });
  await session.client.call('conceptSet.save', { setId: set.id, deckId: set.deckId, name: set.name, concepts: set.concepts.slice(0, 2).map((concept) => ({ ...concept })), allowsBoth: true, allowsNeither: false });
  for (const question of quiz.questions) await answer(session, quiz, question);
  expect(readLog(session)).toHaveLength(9);
  const map = await session.client.call('insight.confusions', { setId: set.id });
  expect(map.answerCount).toBe(6);
});
