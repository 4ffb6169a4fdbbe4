import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerCard, type AnswerOutcomes } from '../../../src/core/scheduling/answer-card.ts';
import { isLeechLapse } from '../../../src/core/scheduling/leech.ts';
import { nextLearningStep } from '../../../src/core/scheduling/learning-steps.ts';
import { type CardSchedule, type CardState, DEFAULT_PRESET, type PresetSettings, type Rating } from '../../../src/core/scheduling/model.ts';
import { newSchedule } from '../../../src/core/scheduling/new-schedule.ts';
import { DAY_MILLIS, readStudyMoment, type StudyMoment } from '../../../src/core/scheduling/study-day.ts';
import { vectors } from './vectors.ts';

const NOON = Date.UTC(2026, 8, 1, 12);
const MINUTE = 60_000;

function momentAt(nowMillis: number): StudyMoment {
  return readStudyMoment({ nowMillis: () => nowMillis, zoneOffsetMinutesAt: () => 0 }, 4);
}

const noon = momentAt(NOON);
const NEW_CARD = newSchedule(7);
const REVIEW_CARD: CardSchedule = {
  ...NEW_CARD,
  state: 'review',
  dueDay: noon.today,
  memory: { stability: 10, difficulty: 5 },
  lastReviewedAtMillis: NOON - 10 * DAY_MILLIS,
  intervalDays: 10,
  reviewCount: 4,
};

function answer(card: CardSchedule, preset: Partial<PresetSettings> = {}, moment = noon, fraction = 0.5): AnswerOutcomes {
  return answerCard(card, { ...DEFAULT_PRESET, ...preset }, moment, fraction);
}

function delays(outcomes: AnswerOutcomes): number[] {
  return outcomes.map((outcome) => outcome.delayMillis);
}

describe('a new card', () => {
  it('goes through the learning steps: 1 min, 5.5 min, 10 min, and straight to review when easy', () => {
    const outcomes = answer(NEW_CARD);
    expect(delays(outcomes).slice(0, 3)).toEqual([1 * MINUTE, 5.5 * MINUTE, 10 * MINUTE]);
    expect(outcomes.map((outcome) => outcome.next.state)).toEqual(['learning', 'learning', 'learning', 'review']);
    expect(outcomes[2].next).toMatchObject({ step: 1, dueAtMillis: NOON + 10 * MINUTE, dueDay: null, intervalDays: 0, position: 7, reviewCount: 1 });
    expect(outcomes[3].next).toMatchObject({ step: 0, dueAtMillis: null, dueDay: noon.today + outcomes[3].next.intervalDays });
  });

  it('graduates with the FSRS interval on good after the last step', () => {
    const learning = answer(NEW_CARD)[2].next;
    const good = answer(learning, { fuzz: false }, momentAt(NOON + 10 * MINUTE))[2];
    // Stability of a first "good" is 2.3065 days, kept by the same-day repetition.
    expect(good.next).toMatchObject({ state: 'review', intervalDays: 2, dueDay: noon.today + 2 });
    expect(good.record).toMatchObject({ kind: 'learning', stateBefore: 'learning', elapsedDays: 0, intervalDays: 2 });
  });

  it('goes straight to review on every grade when there are no steps', () => {
    const outcomes = answer(NEW_CARD, { learningStepsMinutes: [] });
    expect(outcomes.map((outcome) => outcome.next.state)).toEqual(['review', 'review', 'review', 'review']);
    expect(outcomes[0].next.intervalDays).toBe(1);
    expect(outcomes[0].next.lapseCount).toBe(0);
  });

  it('takes a step of days to the beginning of that day', () => {
    const good = answer(NEW_CARD, { learningStepsMinutes: [10, 3 * 1440] })[2];
    expect(good.delayMillis).toBe(3 * DAY_MILLIS);
    expect(good.next).toMatchObject({ state: 'learning', dueAtMillis: Date.UTC(2026, 8, 4, 4) });
  });

  it('starts from nothing when it was reset to new, whatever was remembered of it before', () => {
    const forgotten: CardSchedule = { ...NEW_CARD, memory: { stability: 90, difficulty: 9 }, lastReviewedAtMillis: NOON - 50 * DAY_MILLIS };
    expect(answer(forgotten)[2].next.memory).toEqual(answer(NEW_CARD)[2].next.memory);
    expect(answer(forgotten)[2].record).toMatchObject({ memoryBefore: null, elapsedDays: 0 });
  });

  it('keeps learning when its step no longer exists in the settings', () => {
    const far: CardSchedule = { ...NEW_CARD, state: 'learning', dueAtMillis: NOON, step: 5, memory: { stability: 1, difficulty: 5 } };
    expect(answer(far, { learningStepsMinutes: [1, 10] })[1].delayMillis).toBe(10 * MINUTE);
    expect(answer(far, { learningStepsMinutes: [1, 10] })[2].next.state).toBe('review');
  });
});

describe('a review card', () => {
  it('lapses into relearning on again, and comes back by the steps', () => {
    const again = answer(REVIEW_CARD)[0];
    expect(again.next).toMatchObject({ state: 'relearning', lapseCount: 1, dueAtMillis: NOON + 10 * MINUTE, dueDay: null });
    const good = answer(again.next, {}, momentAt(NOON + 10 * MINUTE))[2];
    expect(good.next).toMatchObject({ state: 'review', lapseCount: 1 });
    expect(good.record.kind).toBe('relearning');
    expect(answer(again.next)[0].next.lapseCount).toBe(1);
  });

  it('stays in review on again when there are no relearning steps', () => {
    const again = answer(REVIEW_CARD, { relearningStepsMinutes: [] })[0];
    expect(again.next).toMatchObject({ state: 'review', lapseCount: 1 });
    expect(again.next.intervalDays).toBeGreaterThanOrEqual(1);
  });

  it('uses short-term memory when answered twice on one day, and long-term memory otherwise', () => {
    const sameDay = answer({ ...REVIEW_CARD, lastReviewedAtMillis: NOON - MINUTE })[2];
    expect(sameDay.record.elapsedDays).toBe(0);
    expect(sameDay.record.memoryAfter.stability).toBeCloseTo(10, 5);
    expect(answer(REVIEW_CARD)[2].record.memoryAfter.stability).toBeGreaterThan(20);
  });

  it('counts elapsed days by study days, not by 24 hours', () => {
    const lateEvening = Date.UTC(2026, 8, 1, 3, 59);
    const justAfter = momentAt(Date.UTC(2026, 8, 1, 4, 1));
    expect(answer({ ...REVIEW_CARD, lastReviewedAtMillis: lateEvening }, {}, justAfter)[2].record.elapsedDays).toBe(1);
  });

  it('is taken at its interval when it came without a memory state', () => {
    const good = answer({ ...REVIEW_CARD, memory: null, lastReviewedAtMillis: null }, { fuzz: false })[2];
    expect(good.record).toMatchObject({ memoryBefore: null, elapsedDays: 10 });
    expect(good.next.intervalDays).toBeGreaterThan(10);
  });

  it('never goes beyond the maximum interval', () => {
    const ripe: CardSchedule = { ...REVIEW_CARD, memory: { stability: 5000, difficulty: 2 } };
    const intervals = (preset: Partial<PresetSettings>): number[] => answer(ripe, preset).slice(1).map((outcome) => outcome.next.intervalDays);
    expect(intervals({ maximumIntervalDays: 30, fuzz: false })).toEqual([30, 30, 30]);
    expect(Math.max(...intervals({ maximumIntervalDays: 30 }))).toBe(30);
  });

  it('becomes a leech at 8 lapses and every 4 after', () => {
    const leechAt = (lapses: number): boolean => answer({ ...REVIEW_CARD, lapseCount: lapses - 1 })[0].isLeech;
    expect([7, 8, 9, 11, 12, 16].map(leechAt)).toEqual([false, true, false, false, true, true]);
    expect(answer({ ...REVIEW_CARD, lapseCount: 7 })[2].isLeech).toBe(false);
  });
});

const cardOf: fc.Arbitrary<CardSchedule> = fc
  .record({
    state: fc.constantFrom<CardState>('new', 'learning', 'review', 'relearning'),
    stability: fc.double({ min: 0.001, max: 36_500, noNaN: true }),
    difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
    intervalDays: fc.integer({ min: 1, max: 36_500 }),
    daysAgo: fc.integer({ min: -2, max: 5000 }),
    step: fc.integer({ min: 0, max: 5 }),
    lapseCount: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ state, stability, difficulty, intervalDays, daysAgo, step, lapseCount }) => ({
    state,
    position: 1,
    dueAtMillis: state === 'learning' || state === 'relearning' ? NOON : null,
    dueDay: state === 'review' ? noon.today : null,
    memory: state === 'new' ? null : { stability, difficulty },
    lastReviewedAtMillis: state === 'new' ? null : NOON - daysAgo * DAY_MILLIS,
    intervalDays: state === 'review' ? intervalDays : 0,
    step: state === 'review' || state === 'new' ? 0 : step,
    reviewCount: 3,
    lapseCount,
  }));

const presetOf: fc.Arbitrary<PresetSettings> = fc
  .record({
    learning: fc.uniqueArray(fc.integer({ min: 1, max: 8000 }), { maxLength: 4 }),
    relearning: fc.uniqueArray(fc.integer({ min: 1, max: 8000 }), { maxLength: 3 }),
    desiredRetention: fc.double({ min: 0.7, max: 0.99, noNaN: true }),
    maximumIntervalDays: fc.integer({ min: 30, max: 36_500 }),
    fuzz: fc.boolean(),
  })
  .map(({ learning, relearning, ...rest }) => ({
    ...DEFAULT_PRESET,
    ...rest,
    learningStepsMinutes: learning.sort((a, b) => a - b),
    relearningStepsMinutes: relearning.sort((a, b) => a - b),
  }));

describe('any card', () => {
  const fraction = fc.double({ min: 0, max: 0.999_999, noNaN: true });

  it('comes back later the better it was known, after whole days between 1 and the maximum', () => {
    fc.assert(
      fc.property(cardOf, presetOf, fraction, (card, preset, share) => {
        const outcomes = answerCard(card, preset, noon, share);
        const waits = delays(outcomes);
        expect([...waits].sort((a, b) => a - b)).toEqual(waits);
        for (const { next } of outcomes) {
          if (next.state !== 'review') continue;
          expect(Number.isInteger(next.intervalDays)).toBe(true);
          expect(next.intervalDays).toBeGreaterThanOrEqual(1);
          expect(next.intervalDays).toBeLessThanOrEqual(preset.maximumIntervalDays);
          expect(next.dueDay).toBe(noon.today + next.intervalDays);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never due before it was answered, and never loses a count', () => {
    fc.assert(
      fc.property(cardOf, presetOf, fraction, (card, preset, share) => {
        for (const { next, record } of answerCard(card, preset, noon, share)) {
          expect((next.dueAtMillis === null) !== (next.dueDay === null)).toBe(true);
          expect(next.dueAtMillis ?? Infinity).toBeGreaterThanOrEqual(NOON);
          expect(next.dueDay ?? Infinity).toBeGreaterThan(noon.today);
          expect(next.lastReviewedAtMillis).toBeGreaterThanOrEqual(card.lastReviewedAtMillis ?? 0);
          expect(next.reviewCount).toBe(card.reviewCount + 1);
          expect(next.lapseCount).toBeGreaterThanOrEqual(card.lapseCount);
          expect(record.elapsedDays).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('stays sane over any row of answers', () => {
    const answerOf = fc.tuple(fc.constantFrom<Rating>(1, 2, 3, 4), fc.integer({ min: 0, max: 90 }), fraction);
    fc.assert(
      fc.property(fc.array(answerOf, { minLength: 1, maxLength: 40 }), presetOf, (answers, preset) => {
        let card = NEW_CARD;
        let nowMillis = NOON;
        for (const [rating, daysLater, share] of answers) {
          nowMillis += daysLater * DAY_MILLIS + MINUTE;
          card = answerCard(card, preset, momentAt(nowMillis), share)[rating - 1]?.next ?? card;
          expect(card.memory?.stability).toBeGreaterThan(0);
          expect(card.lapseCount).toBeLessThanOrEqual(card.reviewCount);
        }
        expect(card.reviewCount).toBe(answers.length);
      }),
    );
  });
});

describe.skipIf(vectors === null)('steps and leeches against the shared vectors', () => {
  if (vectors === null) return;
  const shared = vectors;

  it('agrees on the delays of learning steps', () => {
    for (const [steps, remaining, again, hard, good] of shared.learning_steps.rows) {
      const secondsFor = (rating: Rating): number | null => {
        const next = nextLearningStep(steps, steps.length - remaining, rating);
        return next === null ? null : next.delayMillis / 1000;
      };
      expect([secondsFor(1), secondsFor(2), secondsFor(3)], `${steps.join(' ')}, ${remaining} left`).toEqual([again, hard, good]);
    }
  });

  it('agrees on which lapses make a leech', () => {
    const leechLapses = (threshold: number, upTo: number): number[] =>
      Array.from({ length: upTo }, (_, index) => index + 1).filter((lapses) => isLeechLapse(lapses, threshold));
    expect(leechLapses(3, 8)).toEqual(shared.leech.threshold3_true);
    expect(leechLapses(8, 15)).toEqual(shared.leech.threshold8_true);
    expect(leechLapses(1, 3)).toEqual(shared.leech.threshold1_true);
    expect(leechLapses(0, 50)).toEqual([]);
  });
});
