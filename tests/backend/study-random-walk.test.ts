import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudyView } from '../../src/contract/study.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Rating } from '../../src/core/scheduling/model.ts';
import { createHandClock, createLearner, type Learner, MINUTE } from '../fixtures/study-learner.ts';

type Action =
  | { readonly do: 'grade'; readonly rating: Rating }
  | { readonly do: 'bury' | 'suspend' | 'flag' | 'undo' | 'redo' | 'more' | 'other-deck' }
  | { readonly do: 'wait'; readonly minutes: number };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('grade' as const), rating: fc.constantFrom<Rating>(1, 2, 3, 4) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('bury' as const, 'suspend', 'flag', 'undo', 'undo', 'redo', 'more', 'other-deck') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 9, 45, 1440, 4320) }) },
);

async function act(learner: Learner, step: Action, view: StudyView): Promise<void> {
  const { client, clock } = learner;
  const cardId = view.current?.cardId;
  switch (step.do) {
    case 'wait':
      clock.now += step.minutes * MINUTE;
      return;
    case 'undo':
    case 'redo':
      await client.call(`undo.${step.do}`, {}).catch((thrown: unknown) => {
        if (!(thrown instanceof AppError) || thrown.code !== 'nothing-to-undo') throw thrown;
      });
      return;
    case 'more':
      await client.call('study.more-new', { deckId: learner.deckId, count: 2 });
      return;
    case 'other-deck': {
      const deckId = learner.deckIds.get('Deck::Part');
      if (deckId === undefined) throw new Error('no deck');
      const { current } = await client.call('study.view', { deckId });
      if (current !== null) await client.call('study.grade', { deckId, cardId: current.cardId, rating: 3, durationMillis: 10, reviewCount: current.reviewCount });
      return;
    }
    case 'grade':
      if (cardId !== undefined) await learner.grade(step.rating);
      return;
    case 'bury':
      if (cardId !== undefined) await client.call('card.bury', { cardId });
      return;
    case 'suspend':
      if (cardId !== undefined) await client.call('card.suspend', { cardId, suspended: true });
      return;
    case 'flag':
      if (cardId !== undefined) await client.call('card.flag', { cardId, flag: 2 });
      return;
  }
}

describe('whatever a learner does while studying', () => {
  it('leaves the session in memory as it would be gathered anew, and log and cards in agreement', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), fc.nat(), async (steps, seed) => {
        const preset = { newPerDay: 6, leechLapses: 2, relearningStepsMinutes: [10] };
        const decks = [
          { name: 'Deck', notes: 6, noteType: 'Basic (and reversed)' as const, preset },
          { name: 'Deck::Part', notes: 5, preset: { ...preset, newOrder: 'random' as const } },
        ];
        const learner = await createLearner(decks, createHandClock(), seed);
        for (const step of steps) {
          learner.clock.now += 1000;
          await act(learner, step, await learner.view());
          const kept = await learner.view();
          // Any other change of the library has the session gathered anew.
          await learner.client.call('settings.update', { cardFontPixels: 20 + (Math.floor(learner.clock.now / 1000) % 9) });
          const gathered = await learner.view();
          expect(gathered.counts.learning).toBe(kept.counts.learning);
          expect(gathered.counts.due).toBe(kept.counts.due);
          // A place that burying a sibling left free is filled when the cards are gathered.
          expect(gathered.counts.new).toBeGreaterThanOrEqual(kept.counts.new);
          if (kept.current !== null) expect(gathered.current?.cardId).toBe(kept.current.cardId);
          const overview = await learner.client.call('library.overview', {});
          expect(overview.decks[0]?.counts.learning).toBe(gathered.counts.learning);
          expect(overview.decks[0]?.counts.due).toBe(gathered.counts.due);
        }
        expect((await learner.client.call('library.check', {})).problems).toEqual([]);
        const { database } = await learner.closeAndOpen();
        const answered = database.prepare('SELECT sum(new_count + review_count + learning_count) FROM study_days').pluck().get() ?? 0;
        expect(database.prepare('SELECT count(*) FROM review_log').pluck().get()).toBe(answered);
        expect(database.prepare('SELECT sum(review_count) FROM cards').pluck().get()).toBe(answered);
      }),
      { numRuns: 12 },
    );
  });
});
