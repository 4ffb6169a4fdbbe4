import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { listPairsOf, type PairMemory, updatePairMemory } from '../../src/core/contrast/pair-memory.ts';
import type { Side } from '../../src/core/contrast/model.ts';
import type { ConceptId } from '../../src/core/ids.ts';
import { type Certainty, type ContrastLearner, createContrastLearner, ROWS } from './contrast-learner.ts';
import { DAY } from './contrast-session.ts';

const MINUTE = 60_000;

type Action =
  | { readonly do: 'answer'; readonly right: boolean; readonly certainty: Certainty | null }
  | { readonly do: 'extra'; readonly right: boolean }
  | { readonly do: 'bury' | 'suspend' | 'undo' | 'redo' | 'recall' | 'adapt' | 'practise' }
  | { readonly do: 'wait'; readonly minutes: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('answer' as const), right: fc.boolean(), certainty: fc.constantFrom<Certainty | null>(null, 'sure', 'guess') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('extra' as const), right: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('bury' as const, 'suspend', 'undo', 'undo', 'redo', 'recall', 'adapt', 'practise') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 9, 45, 1440, 4320) }) },
);

async function practise(learner: ContrastLearner): Promise<void> {
  const { client, set } = learner;
  const { sessionId, questions } = await client.call('quiz.start', { setId: set.id, modes: ['sort'], length: 1, kind: 'practice' });
  const [question] = questions;
  if (question?.mode !== 'sort') throw new Error('no sort question');
  const side = question.choices[0];
  if (side === undefined) throw new Error('no choice');
  await client.call('quiz.answer', { sessionId, questionId: question.id, response: { mode: 'sort', side }, durationMillis: 10 });
}

async function act(learner: ContrastLearner, step: Action, madeBefore: string | null): Promise<void> {
  const { client, clock } = learner;
  const { current, extra } = await learner.view();
  switch (step.do) {
    case 'wait':
      clock.now += step.minutes * MINUTE;
      return;
    case 'undo':
    case 'redo':
      // The deck and its set stay.
      if (step.do === 'undo' && (await client.call('undo.state', {})).undo === madeBefore) return;
      await client.call(`undo.${step.do}`, {}).catch((thrown: unknown) => {
        if (!(thrown instanceof AppError) || thrown.code !== 'nothing-to-undo') throw thrown;
      });
      return;
    case 'adapt': {
      const { adaptiveModes } = await client.call('settings.get', {});
      await client.call('settings.update', { adaptiveModes: !adaptiveModes });
      return;
    }
    case 'practise':
      await practise(learner);
      return;
    case 'answer':
      if (current === null) return;
      await (current.question === null ? learner.grade(step.right ? 3 : 1) : learner.answer(step.right, step.certainty));
      return;
    case 'extra':
      if (extra !== null) await learner.answerExtra(step.right);
      return;
    case 'recall':
      if (current !== null) await learner.grade(3);
      return;
    case 'bury':
      if (current !== null) await client.call('card.bury', { cardId: current.cardId });
      return;
    case 'suspend':
      if (current !== null) await client.call('card.suspend', { cardId: current.cardId, suspended: true });
      return;
  }
}

interface LoggedAnswer {
  readonly at: number;
  readonly asked: Side;
  readonly answered: Side;
}

/** The pair's memory as both logs have it, answer by answer. */
function memoryFromLogs(learner: ContrastLearner): PairMemory | null {
  const concepts = learner.set.concepts.map(({ id }) => id) as ConceptId[];
  const answers = learner.query<LoggedAnswer>(
    `SELECT at, json_extract(d.value, '$.asked') AS asked, json_extract(d.value, '$.answered') AS answered FROM (
       SELECT reviewed_at_millis AS at, answered FROM review_log UNION ALL SELECT practised_at_millis, answered FROM practice_log
     ) AS log, json_each(log.answered, '$.discriminations') AS d WHERE log.answered IS NOT NULL ORDER BY at, d.id`,
  );
  let memory: PairMemory | null = null;
  for (const answer of answers) {
    const day = Math.floor((answer.at - 4 * 60 * MINUTE) / DAY);
    if (listPairsOf(answer, concepts).length > 0) memory = updatePairMemory(memory, answer.asked === answer.answered, day);
  }
  return memory;
}

describe('whatever a learner does with a concept set while studying', () => {
  it('leaves the session as it would be gathered anew, and cards, logs, trials and pair memories in agreement', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 35 }), fc.nat(), fc.boolean(), async (steps, seed, buryNewSiblings) => {
        const learner = await createContrastLearner({ newPerDay: 6, learningStepsMinutes: [1, 10], buryNewSiblings, buryReviewSiblings: buryNewSiblings }, ROWS, seed);
        const { undo: madeBefore } = await learner.client.call('undo.state', {});
        for (const step of steps) {
          learner.clock.now += 1000;
          await act(learner, step, madeBefore);
          const kept = await learner.view();
          // Any other change of the library has the session gathered anew.
          await learner.client.call('settings.update', { cardFontPixels: 20 + (Math.floor(learner.clock.now / 1000) % 9) });
          const gathered = await learner.view();
          expect(gathered.counts).toMatchObject({ learning: kept.counts.learning, due: kept.counts.due });
          // A place that a buried sibling or a settled twin left free is filled when the cards are gathered.
          expect(gathered.counts.new).toBeGreaterThanOrEqual(kept.counts.new);
          expect(gathered.extra).toEqual(kept.extra);
          if (kept.current !== null) expect({ ...gathered.current, rendered: null }).toEqual({ ...kept.current, rendered: null });
          const overview = await learner.client.call('library.overview', {});
          expect(overview.decks[0]?.counts.learning).toBe(gathered.counts.learning);
          // The tree counts a review whose sibling is still being learned; the session leaves it for another day.
          expect(overview.decks[0]?.counts.due).toBeGreaterThanOrEqual(gathered.counts.due);
        }
        expect((await learner.client.call('library.check', {})).problems).toEqual([]);
        const [sums] = learner.query<Record<string, number>>(
          `SELECT (SELECT ifnull(sum(new_count + review_count + learning_count), 0) FROM study_days) AS days, (SELECT count(*) FROM review_log) AS reviews,
             (SELECT ifnull(sum(review_count), 0) FROM cards) AS cards`,
        );
        expect(sums?.days).toBe(sums?.reviews);
        expect(sums?.cards).toBe(sums?.reviews);
        const stored = learner.query<Record<string, number>>('SELECT * FROM pair_memories');
        const replayed = memoryFromLogs(learner);
        expect(stored).toHaveLength(replayed === null ? 0 : 1);
        if (replayed !== null) {
          const { memory, lastDay, dueDay, dayCount } = replayed;
          expect(stored[0]).toMatchObject({ ...memory, last_day: lastDay, due_day: dueDay, day_count: dayCount });
        }
        const open = learner.query('SELECT count(*) AS count FROM contrast_trials WHERE done_at_millis IS NULL GROUP BY dimension HAVING count > 1');
        expect(open).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
