import { describe, expect, it } from 'vitest';
import type { StudyView } from '../../src/contract/study.ts';
import type { Question } from '../../src/core/quiz/model.ts';
import { ALL_AT_ONCE, type ContrastLearner, createContrastLearner, ROWS } from './contrast-learner.ts';
import { DAY, rowOf, TWO_CONCEPTS } from './contrast-session.ts';

const MINUTE = 60_000;
const TABLES = ['cards', 'review_log', 'practice_log', 'study_days', 'pair_memories', 'contrast_trials'];

interface LogRow {
  readonly mode: string;
  readonly answered: string | null;
}

const questionOf = (view: StudyView): Question => {
  const question = view.current?.question;
  if (question === undefined || question === null) throw new Error('there is no question');
  return question;
};
const confusionsIn = (learner: ContrastLearner, dimension: string): readonly string[] =>
  learner
    .query<{ asked: number; answered: number; dimension: string }>(
      `SELECT json_extract(d.value, '$.asked') AS asked, json_extract(d.value, '$.answered') AS answered, json_extract(d.value, '$.dimension') AS dimension
       FROM review_log, json_each(review_log.answered, '$.discriminations') AS d ORDER BY review_log.id`,
    )
    .filter((row) => row.dimension === dimension && row.asked !== row.answered)
    .map(({ asked, answered }) => `${asked}>${answered}`);

/** Mixes up what is asked along the dimension, is right about everything else, until so many confusions are made. */
async function confuse(learner: ContrastLearner, dimension: string, times: number): Promise<StudyView> {
  let view = await learner.view();
  for (let made = 0, turn = 0; made < times; turn += 1) {
    if (turn > 60) throw new Error('the dimension did not come up');
    if (view.current === null) {
      learner.clock.now += DAY;
      view = await learner.view();
      continue;
    }
    if (view.extra?.kind === 'pair') {
      view = await learner.answerExtra();
      continue;
    }
    const isIt = questionOf(view).dimension === dimension;
    view = await learner.answer(!isIt);
    if (isIt) made += 1;
  }
  return view;
}

async function answerAllRight(learner: ContrastLearner): Promise<void> {
  for (let view = await learner.view(); view.current !== null || view.extra !== null; ) view = view.extra === null ? await learner.answer(true) : await learner.answerExtra();
}

describe('a due card of a concept set', () => {
  it('is asked by choosing, its counterpart the lure, and the upcoming card’s question stays as it is once it is current', async () => {
    const learner = await createContrastLearner();
    const view = await learner.view();
    const question = questionOf(view);
    expect(question).toMatchObject({ mode: 'choose', dimension: 'risk', cardId: view.current?.cardId });
    expect(view.current?.set?.concepts.map(({ label }) => label)).toEqual(['Manager', 'Leader']);
    expect(question.mode === 'choose' && question.options.map(({ text }) => text).sort()).toEqual(['keeps risk small', 'takes a risk']);
    const next = await learner.answer(true);
    expect(next.current?.cardId).toBe(view.upcoming?.cardId);
    expect(questionOf(next)).toEqual(view.upcoming?.question);
  });

  it('is asked the same again after another change of the library and in another process', async () => {
    const learner = await createContrastLearner();
    await learner.answer(true);
    const before = questionOf(await learner.view());
    await learner.client.call('settings.update', { cardFontPixels: 21 });
    expect(questionOf(await learner.view())).toEqual(before);
    expect(questionOf(await learner.viewAnew())).toEqual(before);
  });

  it('asks whose statement it is where the card does', async () => {
    const learner = await createContrastLearner(ALL_AT_ONCE, [rowOf('risk', 'keeps risk small', 'takes a risk')]);
    const modes: string[] = [];
    for (let card = 0; card < 4; card += 1) {
      const question = questionOf(await learner.view());
      modes.push(question.mode === 'sort' ? `${question.mode} ${question.statement}` : question.mode);
      await learner.answer(true);
    }
    expect(modes).toEqual(['choose', 'choose', 'sort keeps risk small', 'sort takes a risk']);
  });

  it('is logged with its mode, what was told apart and how certainly, and moves its schedule once, as its button said', async () => {
    const learner = await createContrastLearner();
    const view = await learner.view();
    const good = view.current?.outcomes[2]?.delayMillis ?? 0;
    const [a, b] = learner.set.concepts.map(({ id }) => id);
    await learner.answer(true, 'think');
    const [row, ...more] = learner.query<LogRow>('SELECT mode, answered FROM review_log');
    expect(more).toEqual([]);
    expect(row?.mode).toBe('choose');
    const answered = JSON.parse(row?.answered ?? '{}') as Record<string, unknown>;
    expect(answered).toMatchObject({ answered: 'takes a risk', correct: true, certainty: 'think' });
    expect(answered.discriminations).toEqual([{ setId: learner.set.id, dimension: 'risk', asked: b, answered: b }]);
    const [card] = learner.query<{ review_count: number; due_at_millis: number }>('SELECT review_count, due_at_millis FROM cards WHERE id = ?', view.current?.cardId);
    expect(card).toEqual({ review_count: 1, due_at_millis: learner.clock.now + good });
    expect(learner.query('SELECT concept_a_id, concept_b_id, day_count FROM pair_memories')).toEqual([{ concept_a_id: a, concept_b_id: b, day_count: 1 }]);
    expect(learner.query('SELECT * FROM practice_log')).toEqual([]);
  });

  it('keeps the learner’s own rating beside the verdict', async () => {
    const learner = await createContrastLearner();
    const { current } = await learner.view();
    if (current?.question?.mode !== 'choose') throw new Error('not a choice');
    const response = { mode: 'choose', optionIndex: current.question.solutionIndex } as const;
    await learner.client.call('study.grade', { deckId: learner.deckId, cardId: current.cardId, rating: 4, durationMillis: 5, response });
    expect(learner.query('SELECT rating FROM review_log')).toEqual([{ rating: 4 }]);
    expect(learner.query("SELECT state FROM cards WHERE review_count = 1")).toEqual([{ state: 2 }]);
  });

  it('is asked in harder modes as it grows firm, each mode leading on to the next', async () => {
    const learner = await createContrastLearner({ fuzz: false, desiredRetention: 0.97 }, [rowOf('risk', 'keeps risk small', 'takes a risk'), rowOf('goal', 'reaches the goals', 'asks where to go')]);
    const first = (await learner.view()).current?.cardId;
    const seen: string[] = [];
    for (let turn = 0; turn < 200 && seen.at(-1) !== 'recall'; turn += 1) {
      const { current, extra } = await learner.view();
      if (extra !== null) await learner.answerExtra();
      else if (current === null) learner.clock.now += DAY;
      else {
        const { question } = current;
        const mode = question === null ? 'recall' : question.mode === 'choose' ? `choose ${question.options.length}` : question.mode;
        if (current.cardId === first && seen.at(-1) !== mode) seen.push(mode);
        await (question === null ? learner.grade(3) : learner.answer(true));
      }
    }
    expect(seen).toEqual(['choose 2', 'choose 3', 'complete', 'recall']);
  });

  it('is asked by recall when the learner wants that, when its text has formatting, and in the plain arm of the experiment', async () => {
    const off = await createContrastLearner();
    await off.client.call('settings.update', { adaptiveModes: false });
    expect((await off.view()).current).toMatchObject({ question: null, set: null });
    expect((await off.grade(3)).current?.question).toBeNull();
    expect(off.query('SELECT mode, answered FROM review_log')).toEqual([{ mode: 'recall', answered: null }]);

    const marked = await createContrastLearner();
    const noteId = (await marked.view()).current?.noteId;
    if (noteId === undefined) throw new Error('no note');
    const note = await marked.client.call('note.get', { noteId });
    await marked.client.call('note.update', { noteId, fields: note.fields.map((field, index) => (index === 2 ? `${field} <img src="x.png">` : field)), tags: [...note.tags] });
    expect((await marked.view()).current).toMatchObject({ noteId, question: null });

    const split = await createContrastLearner({ ...ALL_AT_ONCE, newPerDay: 100 });
    await split.client.call('insight.set-experiment', { setId: split.set.id, enabled: true });
    const plain = split.query<{ dimension: string }>("SELECT dimension FROM experiment_arms WHERE arm = 'plain'").map(({ dimension }) => dimension);
    const modes = new Map<string, Set<boolean>>();
    for (let view = await split.view(); view.counts.new > 0 && view.current !== null; ) {
      const { noteId: id, question, state } = view.current;
      const dimension = split.set.rows.find((row) => row.noteId === id)?.dimension ?? '';
      modes.set(dimension, (modes.get(dimension) ?? new Set()).add(question === null));
      view = await split.grade(state === 'new' ? 4 : 3);
    }
    expect(plain.length).toBeGreaterThan(0);
    for (const { dimension } of split.set.rows) expect([...(modes.get(dimension) ?? [])], dimension).toEqual([plain.includes(dimension)]);
  });

  it('refuses an answer to another question than the one asked, and counts nothing', async () => {
    const learner = await createContrastLearner();
    const { current } = await learner.view();
    if (current === null) throw new Error('no card');
    const grade = { deckId: learner.deckId, cardId: current.cardId, rating: 3, durationMillis: 5 } as const;
    await expect(learner.client.call('study.grade', { ...grade, response: { mode: 'sort', side: 'both' } })).rejects.toMatchObject({ code: 'conflict' });
    await expect(learner.client.call('study.grade', { ...grade, response: { mode: 'choose', optionIndex: 7 } })).rejects.toMatchObject({ code: 'bad-input' });
    expect(learner.query('SELECT * FROM review_log')).toEqual([]);

    // The two cards that ask for a side are learned: the next ones ask whose a statement is.
    const sorting = await createContrastLearner(ALL_AT_ONCE, [rowOf('risk', 'keeps risk small', 'takes a risk')]);
    await sorting.answer(true);
    await sorting.answer(true);
    const { current: asked } = await sorting.view();
    if (asked?.question?.mode !== 'sort') throw new Error('not sorted');
    const elsewhere = { deckId: sorting.deckId, cardId: asked.cardId, rating: 1, durationMillis: 5, response: { mode: 'sort', side: 999 } } as const;
    await expect(sorting.client.call('study.grade', elsewhere)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('comes back in half the time after an error made with certainty, and before the session ends', async () => {
    const dueAfter = async (certainty: 'sure' | 'guess', learningStepsMinutes: number[]): Promise<number> => {
      const learner = await createContrastLearner({ ...ALL_AT_ONCE, learningStepsMinutes });
      const { current } = await learner.view();
      await learner.answer(false, certainty);
      const [row] = learner.query<{ due: number }>('SELECT due_at_millis AS due FROM cards WHERE id = ?', current?.cardId);
      return (row?.due ?? 0) - learner.clock.now;
    };
    expect(await dueAfter('guess', [4, 10])).toBe(4 * MINUTE);
    expect(await dueAfter('sure', [4, 10])).toBe(2 * MINUTE);
    // Cards are shown twenty minutes ahead.
    expect(await dueAfter('sure', [600])).toBe(20 * MINUTE);
    expect(await dueAfter('sure', [])).toBe(20 * MINUTE);
    const right = await createContrastLearner();
    await right.answer(true, 'sure');
    expect(right.query('SELECT due_at_millis - last_reviewed_at_millis AS delay FROM cards WHERE review_count = 1')).toEqual([{ delay: 10 * MINUTE }]);
  });
});

describe('a learner who confuses risk twice', () => {
  it('gets the side-by-side trial on risk at once, whichever of the two was asked', async () => {
    const both = await createContrastLearner();
    await confuse(both, 'risk', 1);
    expect((await both.view()).extra).toBeNull();
    const view = await confuse(both, 'risk', 1);
    expect(new Set(confusionsIn(both, 'risk')).size).toBe(2);
    expect(view.extra).toMatchObject({ kind: 'trial', set: { id: both.set.id }, question: { mode: 'side-by-side', dimension: 'risk' } });
    const question = view.extra?.question;
    if (question?.mode !== 'side-by-side') throw new Error('not side by side');
    expect(question.hidden.filter(({ row }) => question.rows[row]?.dimension === 'risk')).toHaveLength(2);

    const same = await createContrastLearner({ fuzz: false });
    const again = await confuse(same, 'risk', 2);
    expect(new Set(confusionsIn(same, 'risk')).size).toBe(1);
    expect(again.extra?.question.dimension).toBe('risk');
  });

  it('gets it at the next session’s start when this one ends, and gets no second one meanwhile', async () => {
    const learner = await createContrastLearner();
    const { extra } = await confuse(learner, 'risk', 2);
    // Cards can be answered although the trial stands before them.
    await confuse(learner, 'risk', 1);
    expect(learner.query('SELECT * FROM contrast_trials')).toHaveLength(1);
    learner.clock.now += DAY;
    expect((await learner.viewAnew()).extra).toEqual(extra);
  });

  it('gets none for confusions that lie more than a fortnight apart', async () => {
    const learner = await createContrastLearner();
    await confuse(learner, 'risk', 1);
    learner.clock.now += 15 * DAY;
    expect((await confuse(learner, 'risk', 1)).extra?.kind).not.toBe('trial');
    expect((await confuse(learner, 'risk', 1)).extra?.kind).toBe('trial');
  });

  it('gets none for confusions along different dimensions', async () => {
    const learner = await createContrastLearner();
    await confuse(learner, 'risk', 1);
    expect((await confuse(learner, 'goal', 1)).extra?.kind).not.toBe('trial');
    expect(learner.query('SELECT * FROM contrast_trials')).toEqual([]);
  });

  it('is done with it when it is answered, and needs two more confusions for the next', async () => {
    const learner = await createContrastLearner();
    await confuse(learner, 'risk', 2);
    // Even an answer that mixes them up again belongs to the trial.
    expect((await learner.answerExtra(false)).extra?.kind).not.toBe('trial');
    expect(learner.query('SELECT count(*) AS count FROM contrast_trials WHERE done_at_millis IS NOT NULL')).toEqual([{ count: 1 }]);
    expect((await confuse(learner, 'risk', 1)).extra?.kind).not.toBe('trial');
    expect((await confuse(learner, 'risk', 1)).extra?.kind).toBe('trial');
  });

  it('gets none along a dimension that is studied plainly', async () => {
    const learner = await createContrastLearner();
    await learner.client.call('insight.set-experiment', { setId: learner.set.id, enabled: true });
    const [plain] = learner.query<{ dimension: string }>("SELECT dimension FROM experiment_arms WHERE arm = 'plain'");
    const { questions, sessionId } = await learner.client.call('quiz.start', { setId: learner.set.id, modes: ['sort'], length: 100, kind: 'practice' });
    for (const question of questions) {
      if (question.mode !== 'sort' || question.dimension !== plain?.dimension) continue;
      const side = question.choices.find((choice) => typeof choice === 'number' && choice !== question.solution);
      if (side === undefined) throw new Error('no wrong answer');
      learner.clock.now += 1000;
      await learner.client.call('quiz.answer', { sessionId, questionId: question.id, response: { mode: 'sort', side }, durationMillis: 5 });
    }
    expect(learner.query('SELECT count(*) AS count FROM practice_log')).toEqual([{ count: 2 }]);
    expect((await learner.view()).extra).toBeNull();
  });

  it('gets it as well when the confusions were made in practice', async () => {
    const learner = await createContrastLearner();
    const { questions, sessionId } = await learner.client.call('quiz.start', { setId: learner.set.id, modes: ['sort'], length: 100, kind: 'practice' });
    for (const question of questions) {
      if (question.mode !== 'sort' || question.dimension !== 'people') continue;
      const side = question.choices.find((choice) => typeof choice === 'number' && choice !== question.solution);
      if (side === undefined) throw new Error('no wrong answer');
      learner.clock.now += 1000;
      await learner.client.call('quiz.answer', { sessionId, questionId: question.id, response: { mode: 'sort', side }, durationMillis: 5 });
    }
    expect((await learner.view()).extra).toMatchObject({ kind: 'trial', question: { dimension: 'people' } });
  });
});

describe('a set', () => {
  it('of three concepts puts only the two side by side that were mixed up', async () => {
    const rows = [rowOf('risk', 'keeps risk small', 'takes a risk', 'shifts the risk'), rowOf('goal', 'reaches goals', 'asks where to go', 'sets quotas')];
    const learner = await createContrastLearner(ALL_AT_ONCE, rows, 1, [...TWO_CONCEPTS, { label: 'Boss', colour: 'teal', shape: 'triangle', key: 'b' }]);
    const view = await confuse(learner, 'risk', 2);
    const question = view.extra?.question;
    if (question?.mode !== 'side-by-side') throw new Error('no trial');
    const mixedUp = confusionsIn(learner, 'risk').flatMap((pair) => pair.split('>').map(Number));
    expect([...question.columns].sort()).toEqual([...new Set(mixedUp)].sort());
    expect(view.extra?.set.concepts).toHaveLength(3);
    expect(question.rows.every(({ cells }) => cells.length === 2)).toBe(true);
  });

  it('asks the cards of the decks below its own, and its trials come there too', async () => {
    const learner = await createContrastLearner();
    const { client } = learner;
    const { deckId } = await client.call('deck.create', { name: 'Work::Part' });
    for (const { noteId } of learner.set.rows) {
      const { fields, tags } = await client.call('note.get', { noteId });
      await client.call('note.update', { noteId, deckId, fields: [...fields], tags: [...tags] });
    }
    const { current } = await client.call('study.view', { deckId });
    expect(current?.question).toMatchObject({ mode: 'choose', dimension: 'risk' });
    const { extra } = await confuse(learner, 'risk', 2);
    expect(extra?.kind).toBe('trial');
    expect((await client.call('study.view', { deckId })).extra).toEqual(extra);
    const elsewhere = await client.call('deck.create', { name: 'Elsewhere' });
    expect((await client.call('study.view', elsewhere)).extra).toBeNull();
  });
});

describe('undo', () => {
  it('takes back the answer to a trial with its log row and pair memory, and asks the trial again', async () => {
    const learner = await createContrastLearner();
    const before = await confuse(learner, 'risk', 2);
    const tables = learner.dump(...TABLES);
    await learner.answerExtra(false);
    expect(learner.dump(...TABLES)).not.toEqual(tables);
    await learner.client.call('undo.undo', {});
    expect(learner.dump(...TABLES)).toEqual(tables);
    expect(await learner.view()).toEqual(before);
    await learner.client.call('undo.redo', {});
    expect((await learner.view()).extra?.kind).not.toBe('trial');
  });

  it('takes back a grade with the trial that it raised and what it taught the pair', async () => {
    const learner = await createContrastLearner();
    const start = learner.dump(...TABLES);
    await confuse(learner, 'risk', 1);
    const tables = learner.dump(...TABLES);
    expect((await confuse(learner, 'risk', 1)).extra?.kind).toBe('trial');
    await learner.client.call('undo.undo', {});
    expect(learner.dump(...TABLES)).toEqual(tables);
    expect((await learner.view()).extra).toBeNull();
    await learner.client.call('undo.undo', {});
    expect(learner.dump(...TABLES)).toEqual(start);
  });

  it('asks a pair’s question again whose answer was taken back', async () => {
    const learner = await createContrastLearner();
    await answerAllRight(learner);
    learner.clock.now += 3 * DAY;
    let view = await learner.view();
    while (view.extra === null && view.current !== null) view = await learner.answer(true);
    while (view.extra === null) {
      learner.clock.now += DAY;
      view = await learner.view();
      while (view.extra === null && view.current !== null) view = await learner.grade(3);
    }
    const tables = learner.dump(...TABLES);
    await learner.answerExtra(false);
    await learner.client.call('undo.undo', {});
    expect(learner.dump(...TABLES)).toEqual(tables);
    expect((await learner.view()).extra).toEqual(view.extra);
  });
});

describe('what is asked beside the cards', () => {
  it('goes to the practice log and changes no card, no review and no day', async () => {
    const learner = await createContrastLearner();
    await confuse(learner, 'risk', 2);
    const cards = learner.dump('cards', 'review_log', 'study_days');
    await learner.answerExtra();
    expect(learner.dump('cards', 'review_log', 'study_days')).toEqual(cards);
    const rows = learner.query<LogRow & { card_id: number | null; correct: number }>('SELECT mode, card_id, correct, answered FROM practice_log');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ mode: 'side-by-side', card_id: null, correct: 1 });
    expect((JSON.parse(rows[0]?.answered ?? '{}') as { discriminations: unknown[] }).discriminations).toHaveLength(3);
  });

  it('is refused when it is no longer asked', async () => {
    const learner = await createContrastLearner();
    const { extra } = await confuse(learner, 'risk', 2);
    await learner.answerExtra();
    const late = { deckId: learner.deckId, extraId: extra?.id ?? '', response: { mode: 'side-by-side' as const, texts: [], verdicts: [] }, durationMillis: 5 };
    await expect(learner.client.call('study.answer-extra', late)).rejects.toMatchObject({ code: 'conflict' });
    expect(learner.query('SELECT count(*) AS count FROM practice_log')).toEqual([{ count: 1 }]);
  });

  it('asks a due pair on a row that has no due card, before the first card of its set, and once a day', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => rowOf(`d${index}`, `statement ${index} of one`, `statement ${index} of the other`));
    const learner = await createContrastLearner({ fuzz: false, newPerDay: 5 }, rows);
    const asked: { readonly day: number; readonly cardsBefore: number }[] = [];
    for (let day = 0; day < 12; day += 1) {
      let cardsBefore = 0;
      for (let view = await learner.view(); view.current !== null || view.extra !== null; ) {
        if (view.extra === null) {
          // A day's first answer counts for the pair: a confusion makes it due on the next day.
          view = view.current?.question === null ? await learner.grade(3) : await learner.answer(cardsBefore > 0);
          cardsBefore += 1;
          continue;
        }
        if (view.extra.kind === 'trial') {
          view = await learner.answerExtra();
          continue;
        }
        const { question } = view.extra;
        expect(question.mode).toBe('sort');
        const today = Math.floor((learner.clock.now - 4 * 3_600_000) / DAY);
        expect(learner.query('SELECT id FROM cards WHERE note_id = ? AND (state IN (1, 3) OR (state = 2 AND due_day <= ?))', question.noteId, today)).toEqual([]);
        asked.push({ day, cardsBefore });
        view = await learner.answerExtra();
      }
      learner.clock.now += DAY;
    }
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked.map(({ day }) => day)).size).toBe(asked.length);
    for (const { cardsBefore } of asked) expect(cardsBefore).toBe(0);
    const [memory] = learner.query<{ day_count: number }>('SELECT day_count FROM pair_memories');
    const days = learner.query(
      `SELECT DISTINCT (at - 14400000) / ${DAY} FROM (SELECT reviewed_at_millis AS at FROM review_log WHERE answered IS NOT NULL
       UNION ALL SELECT practised_at_millis FROM practice_log)`,
    );
    expect(memory?.day_count).toBe(days.length);
  });
});

describe('staggered twins', () => {
  const oneRow = [ROWS[0] ?? rowOf('risk', 'a', 'b')];
  const stagger = { ...ALL_AT_ONCE, staggerTwins: true };
  const gatherAnew = async (learner: ContrastLearner): Promise<StudyView> => {
    await learner.client.call('deck.create', { name: `Another ${learner.query('SELECT id FROM decks').length}` });
    return learner.view();
  };
  const newCountOf = async (learner: ContrastLearner): Promise<number | undefined> => (await learner.client.call('library.overview', {})).decks.find(({ name }) => !name.startsWith('Another'))?.counts.new;

  it('wait until every begun card of the other side has settled, in the session and in the counts', async () => {
    const learner = await createContrastLearner(stagger, oneRow);
    expect((await learner.view()).counts.new).toBe(2);
    expect(await newCountOf(learner)).toBe(2);
    expect((await learner.answer(true)).counts.new).toBe(1);
    expect((await gatherAnew(learner)).counts.new).toBe(1);
    expect(await newCountOf(learner)).toBe(1);
    // Both cards of the first side are learned; by then their stability is above two days, and the session finds the other side at its end.
    for (let view = await learner.view(); view.current !== null; ) view = await learner.answer(true);
    expect(learner.query('SELECT ordinal FROM cards WHERE state = 2 AND stability > 2 ORDER BY ordinal')).toEqual([{ ordinal: 0 }, { ordinal: 3 }]);
    expect((await learner.view()).counts.new).toBe(2);
    expect((await gatherAnew(learner)).counts.new).toBe(2);
    expect(await newCountOf(learner)).toBe(2);
  });

  it('leave the session when the card before them is begun elsewhere', async () => {
    const learner = await createContrastLearner(ALL_AT_ONCE, oneRow);
    expect((await learner.view()).counts.new).toBe(4);
    await learner.answer(true);
    await learner.setPreset(stagger);
    expect((await learner.view()).counts.new).toBe(1);
  });

  it('wait longer where the options say so, and not at all when they are turned off', async () => {
    const patient = await createContrastLearner({ ...stagger, staggerStabilityDays: 30 }, oneRow);
    for (let view = await patient.view(); view.current !== null; ) view = await patient.answer(true);
    expect((await gatherAnew(patient)).counts.new).toBe(0);
    await patient.setPreset({ ...stagger, staggerStabilityDays: 1 });
    expect((await patient.view()).counts.new).toBe(2);
    await patient.client.call('deck.create', { name: 'Other' });
    const off = await createContrastLearner(ALL_AT_ONCE, oneRow);
    expect((await off.view()).counts.new).toBe(4);
    expect(await newCountOf(off)).toBe(4);
  });

  it('are not held back by a twin that is suspended', async () => {
    const learner = await createContrastLearner(stagger, oneRow);
    const { current } = await learner.view();
    await learner.answer(false);
    expect((await gatherAnew(learner)).counts.new).toBe(1);
    if (current === null) throw new Error('no card');
    await learner.client.call('card.suspend', { cardId: current.cardId, suspended: true });
    // The first of the other side now stands before the second card of this one.
    expect((await learner.view()).counts.new).toBe(2);
    expect(await newCountOf(learner)).toBe(2);
  });
});
