import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { ConceptSetDetail } from '../../src/contract/contrast.ts';
import type { Side } from '../../src/core/contrast/model.ts';
import { fsrsOf } from '../../src/core/scheduling/fsrs.ts';
import { readReplayAnswers } from '../../src/store/replay-answers.ts';
import { DAY, makeRows, openContrastSession, START } from './contrast-session.ts';
import type { ContrastSession } from './contrast-session.ts';

interface Answer {
  readonly asked: Side;
  readonly answered: Side;
  readonly dimension: string;
  readonly atMillis: number;
}

/** Writes answers straight into the logs, as earlier sessions would have left them: odd ones as practice, even ones as reviews. */
function writeLogs({ libraryDir }: ContrastSession, setId: number, answers: readonly Answer[]): void {
  const database = new SqliteDatabase(join(libraryDir, 'library.sqlite'));
  try {
    const practice = database.prepare("INSERT INTO practice_log (note_id, practised_at_millis, mode, correct, duration_millis, answered) VALUES (1, ?, 'sort', ?, 900, ?)");
    const review = database.prepare(
      `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, elapsed_days, interval_days, duration_millis, mode, answered)
       VALUES (?, ?, ?, 1, 2, 1, 1, 900, 'sort', ?)`,
    );
    database.transaction(() => {
      answers.forEach(({ asked, answered, dimension, atMillis }, index) => {
        const correct = asked === answered;
        const discriminations = [{ setId, dimension, asked, answered }];
        const json = JSON.stringify({ asked: 'x', answered: 'y', correct, discriminations });
        if (index % 2 === 1) practice.run(atMillis, Number(correct), json);
        else review.run(1000 + index, atMillis, correct ? 3 : 1, json);
      });
    })();
  } finally {
    database.close();
  }
}

function conceptsOf(set: ConceptSetDetail): readonly [Side, Side] {
  const [first, second] = set.concepts;
  if (first === undefined || second === undefined) throw new Error('two concepts were made');
  return [first.id, second.id];
}

/** 1970-01-01 was a Thursday; START is Wednesday 2026-05-20, so its week began on Monday 2026-05-18. */
const MONDAY = Date.UTC(2026, 4, 18);

describe('the confusion map', () => {
  it('of a replayed log is the table computed by hand', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(2) });
    const [m, l] = conceptsOf(set);
    const at = (days: number): number => START + days * DAY;
    writeLogs(session, set.id, [
      { asked: m, answered: m, dimension: 'd1', atMillis: at(-14) },
      { asked: m, answered: l, dimension: 'd1', atMillis: at(-14) + 1 },
      { asked: l, answered: l, dimension: 'd1', atMillis: at(-13) },
      { asked: l, answered: m, dimension: 'd2', atMillis: at(-1) },
      { asked: l, answered: m, dimension: 'd2', atMillis: at(-1) + 1 },
      { asked: m, answered: m, dimension: 'd2', atMillis: at(0) },
      { asked: 'both', answered: l, dimension: '', atMillis: at(0) + 1 },
      { asked: 'both', answered: 'both', dimension: '', atMillis: at(0) + 2 },
      // Of a concept that is gone, and of another set: in none of the figures.
      { asked: 99_999 as Side & number, answered: m, dimension: 'd1', atMillis: at(0) + 3 },
    ]);
    writeLogs(session, set.id + 1, [{ asked: m, answered: l, dimension: 'd1', atMillis: at(0) + 50 }]);

    const map = await session.client.call('insight.confusions', { setId: set.id });
    expect(map).toEqual({
      concepts: set.concepts,
      sides: [m, l, 'both'],
      counts: [
        [2, 1, 0],
        [2, 1, 0],
        [0, 1, 1],
      ],
      answerCount: 8,
      accuracy: 4 / 8,
      dimensions: [
        { dimension: 'd2', confusions: 2, answers: 3, counts: [[1, 0, 0], [2, 0, 0], [0, 0, 0]] },
        { dimension: '', confusions: 1, answers: 2, counts: [[0, 0, 0], [0, 0, 0], [0, 1, 1]] },
        { dimension: 'd1', confusions: 1, answers: 3, counts: [[1, 1, 0], [0, 1, 0], [0, 0, 0]] },
      ],
      // Study days begin at four in the morning.
      weeks: [
        { startMillis: MONDAY - 14 * DAY + 4 * 3_600_000, answers: 3, confusions: 1 },
        { startMillis: MONDAY - 7 * DAY + 4 * 3_600_000, answers: 0, confusions: 0 },
        { startMillis: MONDAY + 4 * 3_600_000, answers: 5, confusions: 3 },
      ],
    });
    const recent = await session.client.call('insight.confusions', { setId: set.id, sinceMillis: at(-1) });
    expect([recent.answerCount, recent.counts[0]]).toEqual([5, [1, 0, 0]]);
    const narrowed = await session.client.call('insight.confusions', { setId: set.id, dimension: 'd1' });
    expect([narrowed.answerCount, narrowed.dimensions.length, narrowed.accuracy]).toEqual([3, 1, 2 / 3]);
    expect((await session.client.call('conceptSet.get', { setId: set.id })).recentConfusions).toBe(4);
  });

  it('goes by the learner’s own weeks', async () => {
    const session = openContrastSession();
    const set = await session.makeSet();
    const [m] = conceptsOf(set);
    session.clock.offsetMinutes = -600;
    // Monday 13:59 UTC is Monday 3:59 ten hours west, still the study day of Sunday.
    const edge = MONDAY + 14 * 3_600_000;
    writeLogs(session, set.id, [
      { asked: m, answered: m, dimension: 'd', atMillis: edge - 1 },
      { asked: m, answered: m, dimension: 'd', atMillis: edge },
    ]);
    const { weeks } = await session.client.call('insight.confusions', { setId: set.id });
    expect(weeks).toEqual([
      { startMillis: edge - 7 * DAY, answers: 1, confusions: 0 },
      { startMillis: edge, answers: 1, confusions: 0 },
    ]);
  });

  it('is empty before the first answer', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ allowsBoth: false });
    expect(await session.client.call('insight.confusions', { setId: set.id })).toMatchObject({ counts: [[0, 0], [0, 0]], answerCount: 0, accuracy: null, dimensions: [], weeks: [] });
    await expect(session.client.call('insight.confusions', { setId: set.id + 1 })).rejects.toThrow('no longer exists');
  });
});

describe('the bias of a pair', () => {
  it('has no figures before there are five statements of each, then those of signal detection', async () => {
    const session = openContrastSession();
    const set = await session.makeSet();
    const [m, l] = conceptsOf(set);
    const many = (count: number, asked: Side, answered: Side, from: number): Answer[] =>
      Array.from({ length: count }, (_, index) => ({ asked, answered, dimension: 'd', atMillis: START + from + index }));
    writeLogs(session, set.id, [...many(20, m, m, 0), ...many(4, l, m, 100)]);
    const [early] = await session.client.call('insight.bias', { setId: set.id });
    expect(early).toMatchObject({ answers: 24, sensitivity: null, criterion: null, memory: null });
    expect(early?.sentence).toBe('Too early to say: it takes 5 statements of each (Manager so far 20, Leader 4).');
    writeLogs(session, set.id, many(16, l, l, 200).map((answer, index) => ({ ...answer, atMillis: answer.atMillis + index })));
    const [bias] = await session.client.call('insight.bias', { setId: set.id });
    // Hit rate 20.5 / 21, false alarms 4.5 / 21: z 1.9809 and −0.7916.
    expect(bias?.answers).toBe(40);
    expect(bias?.sensitivity).toBeCloseTo(2.772, 2);
    expect(bias?.criterion).toBeCloseTo(-0.595, 2);
    expect(bias?.sentence).toBe('You tell them apart very well, but you lean to Manager.');
  });

  it('shows what the pair’s memory holds', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(3) });
    const quiz = await session.client.call('quiz.start', { setId: set.id, modes: ['sort'], length: 1, kind: 'practice' });
    const [question] = quiz.questions;
    if (question?.mode !== 'sort') throw new Error('sort was asked for');
    await session.client.call('quiz.answer', { sessionId: quiz.sessionId, questionId: question.id, response: { mode: 'sort', side: question.solution }, durationMillis: 1 });
    const [today] = await session.client.call('insight.bias', { setId: set.id });
    expect(today?.memory).toMatchObject({ retrievability: 1, stability: expect.any(Number) as number });
    session.clock.now += 10 * DAY;
    const [later] = await session.client.call('insight.bias', { setId: set.id });
    expect(later?.memory?.retrievability).toBeLessThan(0.9);
    expect(later?.memory?.dueDay).toBeGreaterThan(START / DAY);
  });
});

test('concepts in another order, or by other names, give the same figures in that order and by those names', async () => {
  const side = fc.constantFrom(0, 1);
  const answer = fc.record({ asked: side, answered: side, dimension: fc.constantFrom('d1', 'd2') });
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { maxLength: 60 }), fc.boolean(), async (answers, mirrored) => {
      const session = openContrastSession();
      const set = await session.makeSet({ allowsBoth: false });
      const ids = conceptsOf(set);
      // Mirrored answers are symmetric: as many of the one as of the other, mixed up as often.
      const all = mirrored ? [...answers, ...answers.map((one) => ({ ...one, asked: 1 - one.asked, answered: 1 - one.answered }))] : answers;
      writeLogs(session, set.id, all.map((one, index) => ({ asked: ids[one.asked] as Side, answered: ids[one.answered] as Side, dimension: one.dimension, atMillis: START + index })));
      const read = async () => ({
        map: await session.client.call('insight.confusions', { setId: set.id }),
        bias: (await session.client.call('insight.bias', { setId: set.id }))[0],
      });
      const before = await read();
      const renamed = set.concepts.map((concept, index) => ({ ...concept, label: ['Boss', 'Guide'][index] ?? '' })).reverse();
      await session.client.call('conceptSet.save', { setId: set.id, deckId: set.deckId, name: set.name, concepts: renamed, allowsBoth: false, allowsNeither: false });
      const after = await read();
      const turn = (counts: readonly (readonly number[])[]): number[][] => [...counts].reverse().map((row) => [...row].reverse());
      expect(after.map.counts).toEqual(turn(before.map.counts));
      expect(after.map.dimensions).toEqual(before.map.dimensions.map((dimension) => ({ ...dimension, counts: turn(dimension.counts) })));
      expect(after.map.weeks).toEqual(before.map.weeks);
      expect(after.bias?.sensitivity === null).toBe(before.bias?.sensitivity === null);
      if (typeof before.bias?.sensitivity === 'number' && typeof before.bias.criterion === 'number') {
        expect(after.bias?.sensitivity).toBeCloseTo(before.bias.sensitivity, 12);
        expect(after.bias?.criterion).toBeCloseTo(-before.bias.criterion, 12);
        if (mirrored) expect(before.bias.criterion).toBeCloseTo(0, 12);
      }
      const rename = (sentence: string): string => sentence.replaceAll('Manager', 'Boss').replaceAll('Leader', 'Guide');
      const turned = (sentence: string): string => sentence.replace(/\((\w+) so far (\d+), (\w+) (\d+)\)/, '($3 so far $4, $1 $2)');
      expect(after.bias?.sentence).toBe(turned(rename(before.bias?.sentence ?? '')));
    }),
    { numRuns: 25 },
  );
});

describe('the personal experiment', () => {
  it('is off until it is begun, gives every dimension an arm, takes new rows in, and ends without a trace', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(7) });
    const arms = (): { dimension: string; arm: string }[] => session.query('SELECT dimension, arm FROM experiment_arms');
    expect(await session.client.call('insight.experiment', { setId: set.id })).toMatchObject({ enabled: false, daysRunning: 0, difference: null, sentence: 'The experiment is off.' });
    await session.client.call('insight.set-experiment', { setId: set.id, enabled: true });
    expect(arms().map(({ dimension }) => dimension).sort()).toEqual(['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7']);
    const first = arms();
    session.clock.now += 5 * DAY;
    await session.client.call('conceptSet.save-rows', { setId: set.id, rows: makeRows(8) });
    expect(arms().slice(0, 7)).toEqual(first);
    expect(arms().filter(({ arm }) => arm === 'plain')).toHaveLength(4);
    expect(await session.client.call('insight.experiment', { setId: set.id })).toMatchObject({ enabled: true, daysRunning: 5, daysNeeded: 14 });
    await session.client.call('insight.set-experiment', { setId: set.id, enabled: false });
    expect(arms()).toEqual([]);
    expect((await session.client.call('undo.undo', {})).label).toBe('End the experiment');
    expect(arms()).toHaveLength(8);
  });

  it('needs at least two dimensions', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(1) });
    await expect(session.client.call('insight.set-experiment', { setId: set.id, enabled: true })).rejects.toThrow('at least two');
    expect(session.query('SELECT * FROM experiment_arms')).toEqual([]);
  });

  it('reports the difference of the delayed answers once there are days and answers enough', async () => {
    const session = openContrastSession();
    const set = await session.makeSet({ rows: makeRows(2) });
    await session.client.call('insight.set-experiment', { setId: set.id, enabled: true });
    const [m, l] = conceptsOf(set);
    const arms = session.query<{ dimension: string; arm: string }>('SELECT dimension, arm FROM experiment_arms');
    const answers = Array.from({ length: 21 }, (_, day) =>
      arms.map(({ dimension, arm }, index) => ({ asked: m, answered: arm === 'contrast' || day % 2 === 0 ? m : l, dimension, atMillis: START + day * DAY + index })),
    ).flat();
    session.clock.now = START + 13 * DAY;
    writeLogs(session, set.id, answers);
    expect(await session.client.call('insight.experiment', { setId: set.id })).toMatchObject({ daysRunning: 13, difference: null });
    session.clock.now = START + 21 * DAY;
    const report = await session.client.call('insight.experiment', { setId: set.id });
    // The first answer of each dimension has none before it.
    expect(report).toMatchObject({ contrast: { correct: 20, answers: 20 }, plain: { correct: 10, answers: 20 } });
    expect(report.difference?.value).toBeCloseTo(0.5, 12);
    expect(report.difference?.low).toBeGreaterThan(0.2);
    expect(report.difference?.high).toBeLessThan(0.75);
    expect(report.sentence).toMatch(/^With contrasts you were right more often, by 50 points/);
  });
});

test('the replay of pairs reads both logs', async () => {
  const session = openContrastSession();
  const set = await session.makeSet();
  const [m, l] = conceptsOf(set);
  expect(await session.client.call('insight.pair-replay', { setId: set.id })).toEqual({ answers: 0, pairMemory: null, cardsAlone: null, runningAverage: null });
  writeLogs(session, set.id, Array.from({ length: 10 }, (_, day) => ({ asked: m, answered: day % 3 === 0 ? l : m, dimension: 'd', atMillis: START + day * DAY })));
  const replay = await session.client.call('insight.pair-replay', { setId: set.id });
  expect(replay.answers).toBe(9);
  for (const loss of [replay.pairMemory, replay.cardsAlone, replay.runningAverage]) expect(loss).toBeGreaterThan(0);
});

test('what the cards foretell is read from the review before: of the graded card, or in practice of the note’s card reviewed last', async () => {
  const session = openContrastSession();
  const set = await session.makeSet({ rows: makeRows(1) });
  const [m] = conceptsOf(set);
  const [first, second] = session.query<{ id: number; noteId: number }>('SELECT id, note_id AS noteId FROM cards ORDER BY id');
  if (first === undefined || second === undefined) throw new Error('a contrast has four cards');
  const json = JSON.stringify({ asked: 'x', answered: 'x', correct: true, discriminations: [{ setId: set.id, dimension: 'd1', asked: m, answered: m }] });
  const database = new SqliteDatabase(join(session.libraryDir, 'library.sqlite'));
  const review = database.prepare(
    `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, stability_after, difficulty_after, elapsed_days, interval_days, duration_millis, answered)
     VALUES (?, ?, 3, 1, 2, ?, 5, 1, 1, 900, ?)`,
  );
  review.run(first.id, START, 10, null);
  review.run(second.id, START + DAY, 2, null);
  review.run(first.id, START + 4 * DAY, 20, json);
  database.prepare("INSERT INTO practice_log (note_id, practised_at_millis, mode, correct, duration_millis, answered) VALUES (?, ?, 'sort', 1, 1, ?)").run(first.noteId, START + 3 * DAY, json);
  const fsrs = fsrsOf(null);
  const answers = readReplayAnswers(database, set.id, fsrs, (millis) => Math.floor(millis / DAY));
  database.close();
  expect(answers.map(({ cardRecall }) => cardRecall)).toEqual([fsrs.retrievability({ stability: 2, difficulty: 5 }, 2), fsrs.retrievability({ stability: 10, difficulty: 5 }, 4)]);
});
