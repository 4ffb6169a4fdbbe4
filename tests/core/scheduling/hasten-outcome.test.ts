import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerCard } from '../../../src/core/scheduling/answer-card.ts';
import { hastenOutcome } from '../../../src/core/scheduling/hasten-outcome.ts';
import { type CardSchedule, DEFAULT_PRESET } from '../../../src/core/scheduling/model.ts';
import { readStudyMoment } from '../../../src/core/scheduling/study-day.ts';

const MINUTE = 60_000;
const minutes = fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 3 });
const schedule = (state: CardSchedule['state'], today: number): CardSchedule => ({
  state,
  position: 1,
  dueAtMillis: state === 'learning' || state === 'relearning' ? 0 : null,
  dueDay: state === 'review' ? today : null,
  memory: state === 'new' ? null : { stability: 20, difficulty: 5 },
  lastReviewedAtMillis: state === 'new' ? null : 0,
  intervalDays: state === 'review' ? 20 : 0,
  step: 0,
  reviewCount: state === 'new' ? 0 : 4,
  lapseCount: 0,
});

it('a hastened error comes back today, no later than before, within what the session shows ahead, with the memory it had', () => {
  fc.assert(
    fc.property(minutes, minutes, fc.constantFrom('new', 'learning', 'review', 'relearning'), fc.nat({ max: 120 }), fc.nat({ max: 23 * 60 }), (learning, relearning, state, ahead, time) => {
      const moment = readStudyMoment({ nowMillis: () => Date.UTC(2026, 8, 1, 4) + time * MINUTE, zoneOffsetMinutesAt: () => 0 }, 4);
      const preset = { ...DEFAULT_PRESET, learningStepsMinutes: learning, relearningStepsMinutes: relearning, learnAheadMinutes: ahead, fuzz: false };
      const [again] = answerCard(schedule(state, moment.today), preset, moment, 0);
      const hastened = hastenOutcome(again, preset, moment);
      const { dueAtMillis } = hastened.next;
      expect(dueAtMillis).toBe(moment.nowMillis + hastened.delayMillis);
      expect(dueAtMillis).toBeLessThan(moment.nextDayAtMillis);
      expect(hastened.delayMillis).toBeLessThanOrEqual(Math.max(1, ahead) * MINUTE);
      expect(hastened.delayMillis).toBeLessThanOrEqual(Math.ceil(again.delayMillis / 2));
      expect(hastened.next.dueDay).toBeNull();
      expect(['learning', 'relearning']).toContain(hastened.next.state);
      expect(hastened.next.state === 'learning').toBe(state === 'new' || state === 'learning');
      expect(hastened.next.memory).toEqual(again.next.memory);
      expect(hastened.next.lapseCount).toBe(again.next.lapseCount);
    }),
  );
});
