import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConceptSetId, DeckId } from '../../src/core/ids.ts';
import { respondRightly, respondWrongly } from '../fixtures/quiz-responses.ts';
import { DAY, makeRows, openContrastSession, TWO_CONCEPTS } from './contrast-session.ts';
import type { ContrastSession } from './contrast-session.ts';

const TABLES = [
  'decks',
  'notes',
  'cards',
  'practice_log',
  'concept_sets',
  'concepts',
  'scenarios',
  'pair_memories',
  'contrast_trials',
  'pair_proposals',
  'experiment_arms',
  'exam_reports',
];

interface Command {
  readonly name: string;
  readonly run: (session: ContrastSession, setId: ConceptSetId, deckId: DeckId, choice: number) => Promise<unknown>;
}

const COMMANDS: readonly Command[] = [
  {
    name: 'save the table',
    run: async ({ client }, setId, _, choice) => await client.call('conceptSet.save-rows', { setId, rows: makeRows(1 + (choice % 4)) }),
  },
  {
    name: 'exchange and rename the concepts',
    run: async ({ client }, setId, deckId, choice) => {
      const set = await client.call('conceptSet.get', { setId });
      const [first, second] = set.concepts.map((concept) => ({ ...concept }));
      if (first === undefined || second === undefined) return;
      const concepts = choice % 2 === 0 ? [{ ...first, label: second.label, key: second.key }, { ...second, label: first.label, key: first.key }] : [{ ...second }, { ...first, label: `Name ${choice}` }];
      await client.call('conceptSet.save', { setId, deckId, name: `Set ${choice}`, concepts, allowsBoth: choice % 3 > 0, allowsNeither: choice % 3 > 1 });
    },
  },
  {
    name: 'practise',
    run: async ({ client, clock }, setId, _, choice) => {
      clock.now += (choice % 5) * DAY;
      const { sessionId, questions } = await client.call('quiz.start', { setId, modes: ['sort', 'complete'], length: 3, kind: choice % 2 === 0 ? 'practice' : 'exam' });
      for (const question of questions) {
        const response = choice % 3 === 0 ? respondRightly(question) : respondWrongly(question);
        await client.call('quiz.answer', { sessionId, questionId: question.id, response, durationMillis: 5 });
      }
      await client.call('quiz.finish', { sessionId });
    },
  },
  { name: 'begin or end the experiment', run: async ({ client }, setId, _, choice) => await client.call('insight.set-experiment', { setId, enabled: choice % 2 === 0 }) },
  {
    name: 'make another set',
    run: async ({ client }, _, deckId, choice) =>
      await client.call('conceptSet.save', { deckId, name: `Other ${choice}`, concepts: TWO_CONCEPTS, allowsBoth: false, allowsNeither: false }),
  },
  { name: 'delete the set', run: async ({ client }, setId) => await client.call('conceptSet.delete', { setId }) },
  { name: 'delete the deck', run: async ({ client }, _, deckId) => await client.call('deck.delete', { deckId }) },
];

test('whatever is done with a concept set, undo takes all of it back, and redo brings it again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...COMMANDS), fc.nat({ max: 20 })), { maxLength: 8 }), async (commands) => {
      const session = openContrastSession();
      const set = await session.makeSet({ rows: makeRows(2) });
      const before = session.dump(...TABLES);
      const undoBefore = await session.client.call('undo.state', {});
      for (const [{ run }, choice] of commands) {
        // Commands that do not fit what is there (the set is gone) are refused, and must leave no trace either.
        await run(session, set.id, set.deckId, choice).catch(() => undefined);
      }
      const after = session.dump(...TABLES);
      let steps = 0;
      while ((await session.client.call('undo.state', {})).undo !== undoBefore.undo || JSON.stringify(session.dump(...TABLES)) !== JSON.stringify(before)) {
        await session.client.call('undo.undo', {});
        steps += 1;
      }
      for (let step = 0; step < steps; step += 1) await session.client.call('undo.redo', {});
      expect(session.dump(...TABLES)).toEqual(after);
      expect(session.query('PRAGMA foreign_key_check')).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
