/** Days of study under a policy, by the app's own scheduling and contrast functions, until the minutes of each day are used up. */

import type { Random } from '../../../src/core/clock.ts';
import type { DiscriminationAnswer } from '../../../src/core/contrast/model.ts';
import type { ConceptId } from '../../../src/core/ids.ts';
import { type PairMemory, updatePairMemory } from '../../../src/core/contrast/pair-memory.ts';
import { mayIntroduce } from '../../../src/core/contrast/staggered-twins.ts';
import { raisesContrast } from '../../../src/core/contrast/triggered-contrast.ts';
import { chooseCardMode } from '../../../src/core/quiz/firmness.ts';
import { shuffle } from '../../../src/core/quiz/shuffle.ts';
import { answerCard } from '../../../src/core/scheduling/answer-card.ts';
import { isBuriedWithSibling } from '../../../src/core/scheduling/bury.ts';
import { DEFAULT_PRESET, type CardSchedule, type PresetSettings } from '../../../src/core/scheduling/model.ts';
import { arrangeCards } from '../../../src/core/scheduling/queue-order.ts';
import { DAY_MILLIS, HOUR_MILLIS, type StudyMoment } from '../../../src/core/scheduling/study-day.ts';
import { ACTION_SECONDS, ERROR_SECONDS, JUXTAPOSITION, JUXTAPOSITION_AFTER_WRONG_SORT, type Action } from './assumptions.ts';
import { CARD_KINDS, type SimulatedDeck } from './deck.ts';
import { interfere, juxtapose, recallChance, strengthen, tellApart, type Learner, type RowKnowledge, type SideIndex } from './learner.ts';

/** What a policy does beyond shuffled cards that are turned over. */
export interface Policy {
  /** Cards are asked in the mode that fits how firm they are. */
  readonly hasModes: boolean;
  /** The counterpart of a side waits until the first has settled. */
  readonly staggersTwins: boolean;
  /** Two confusions raise a side-by-side trial. */
  readonly hasTrials: boolean;
  /** The pair has a memory of its own, and is asked when it is due. */
  readonly hasPairs: boolean;
}

export const PLAIN: Policy = { hasModes: false, staggersTwins: false, hasTrials: false, hasPairs: false };
export const VERSUS: Policy = { hasModes: true, staggersTwins: true, hasTrials: true, hasPairs: true };

export interface StudyPlan {
  readonly policy: Policy;
  readonly days: number;
  readonly minutesPerDay: number;
}

export interface StudyReport {
  readonly minutes: number;
  readonly actions: number;
  readonly newCards: number;
  readonly trials: number;
}

interface Card {
  readonly row: number;
  readonly ordinal: number;
  schedule: CardSchedule;
  buriedOnDay: number | null;
}

/** What Versus keeps beside the cards. */
interface Extras {
  readonly confusions: Confusion[][];
  readonly lastTrialAtMillis: (number | null)[];
  readonly openTrials: number[];
  pair: PairMemory | null;
  pairsToday: number;
  cardsSincePair: number;
}

type Confusion = Pick<DiscriminationAnswer, 'asked' | 'answered' | 'dimension' | 'answeredAtMillis'>;

// As the app does: few a day, with cards between.
const PAIRS_A_DAY = 3;
const CARDS_BETWEEN_PAIRS = 3;
const STARTS_AT_HOUR = 9;

/** The app's defaults, for both. They bury siblings, without which plain cards would suffer more interference. */
const PRESET: PresetSettings = DEFAULT_PRESET;

/** Studies the deck from its first card, new and due cards in random order. Changes the learner, and says what it took. */
export function study(learner: Learner, deck: SimulatedDeck, plan: StudyPlan, chance: Random): StudyReport {
  const cards = shuffle(deck.cards, chance).map(({ row, ordinal }, position): Card => ({ row, ordinal, schedule: newSchedule(position), buriedOnDay: null }));
  const session = createSession(learner, deck, cards, plan.policy, chance);
  let seconds = 0;
  for (let day = 0; day < plan.days; day += 1) seconds += session.studyDay(day, plan.minutesPerDay * 60);
  return { ...session.counts, minutes: seconds / 60, newCards: cards.filter(({ schedule }) => schedule.state !== 'new').length };
}

function newSchedule(position: number): CardSchedule {
  return { state: 'new', position, dueAtMillis: null, dueDay: null, memory: null, lastReviewedAtMillis: null, intervalDays: 0, step: 0, reviewCount: 0, lapseCount: 0 };
}

interface Session {
  readonly counts: { actions: number; trials: number };
  /** Seconds used. */
  readonly studyDay: (day: number, seconds: number) => number;
}

function createSession(learner: Learner, deck: SimulatedDeck, cards: readonly Card[], policy: Policy, chance: Random): Session {
  const counts = { actions: 0, trials: 0 };
  const byRow = deck.dimensions.map((_, row) => cards.filter((card) => card.row === row));
  const extras: Extras = {
    confusions: deck.dimensions.map(() => []),
    lastTrialAtMillis: deck.dimensions.map(() => null),
    openTrials: [],
    pair: null,
    pairsToday: 0,
    cardsSincePair: 0,
  };

  function studyDay(day: number, budget: number): number {
    let used = 0;
    let newToday = 0;
    extras.pairsToday = 0;
    extras.cardsSincePair = 0;
    const startMillis = day * DAY_MILLIS + STARTS_AT_HOUR * HOUR_MILLIS;
    const momentNow = (): StudyMoment => ({
      nowMillis: startMillis + used * 1000,
      today: day,
      nextDayAtMillis: (day + 1) * DAY_MILLIS,
      dayOf: (millis) => Math.floor(millis / DAY_MILLIS),
      startOf: (of) => of * DAY_MILLIS,
    });
    const due = shuffle(cards.filter(({ schedule }) => schedule.state === 'review' && (schedule.dueDay ?? 0) <= day), chance);
    const fresh = cards.filter(({ schedule }) => schedule.state === 'new');
    const queue = arrangeCards(due, fresh, PRESET.newAmongReviews);

    const isHeldBack = (card: Card): boolean => {
      const { asksFor } = kindOf(card);
      const twins = (byRow[card.row] ?? []).filter((twin) => kindOf(twin).asksFor !== asksFor);
      return policy.staggersTwins && !mayIntroduce(twins.map(({ schedule }) => ({ state: schedule.state, stability: schedule.memory?.stability ?? null })));
    };
    const takeQueued = (): Card | null => {
      for (let index = 0; index < queue.length; index += 1) {
        const card = queue[index] as Card;
        const isNew = card.schedule.state === 'new';
        if (card.buriedOnDay === day || (isNew && (newToday >= PRESET.newPerDay || isHeldBack(card)))) continue;
        queue.splice(index, 1);
        if (isNew) newToday += 1;
        return card;
      }
      return null;
    };
    const takeLearning = (aheadMillis: number): Card | null => {
      let first: Card | null = null;
      for (const card of cards) {
        const at = card.schedule.dueAtMillis;
        if (at === null || at > momentNow().nowMillis + aheadMillis) continue;
        if (first === null || at < (first.schedule.dueAtMillis ?? 0)) first = card;
      }
      return first;
    };

    for (;;) {
      const moment = momentNow();
      const trialRow = extras.openTrials[0];
      if (trialRow !== undefined) {
        if (used + ACTION_SECONDS['side-by-side'] > budget) return used;
        extras.openTrials.shift();
        used += runTrial(trialRow, moment);
        continue;
      }
      const pairCard = policy.hasPairs ? choosePairCard(day) : null;
      const scheduled = pairCard ?? takeLearning(0) ?? takeQueued() ?? takeLearning(PRESET.learnAheadMinutes * 60_000);
      // Minutes to spare go, under either policy, to cards picked at random; their schedules stay.
      const card = scheduled ?? pickBegun();
      if (card === null) return used;
      const isPractice = scheduled === null || pairCard !== null;
      const action = pairCard === null ? actionFor(card) : 'sort';
      if (used + ACTION_SECONDS[action] > budget) return used;
      if (pairCard !== null) {
        extras.pairsToday += 1;
        extras.cardsSincePair = 0;
      } else extras.cardsSincePair += 1;
      const correct = ask(card, action, moment);
      used += ACTION_SECONDS[action] + (correct ? 0 : ERROR_SECONDS);
      if (!isPractice) grade(card, correct, momentNow());
    }
  }

  function actionFor(card: Card): Action {
    const { modes, isNaming } = kindOf(card);
    if (!policy.hasModes) return isNaming ? 'name-the-side' : 'recall';
    return chooseCardMode(card.schedule, modes);
  }

  function pickBegun(): Card | null {
    const begun = cards.filter(({ schedule }) => schedule.state !== 'new');
    return begun[Math.floor(chance() * begun.length)] ?? null;
  }

  /** A statement of a learned row with nothing due, when the pair's own memory is due. */
  function choosePairCard(day: number): Card | null {
    if (extras.pair === null || extras.pair.dueDay > day || extras.pairsToday >= PAIRS_A_DAY || extras.cardsSincePair < CARDS_BETWEEN_PAIRS) return null;
    const firm = cards.filter(
      (card) => kindOf(card).isNaming && card.schedule.state === 'review' && (byRow[card.row] ?? []).every(({ schedule }) => isAtRest(schedule, day)),
    );
    return firm[Math.floor(chance() * firm.length)] ?? null;
  }

  /** Asks, gives feedback, and lets the learner learn from it; true for a right answer. */
  function ask(card: Card, action: Action, moment: StudyMoment): boolean {
    counts.actions += 1;
    const row = learner.rows[card.row] as RowKnowledge;
    const { asksFor } = kindOf(card);
    const nowDays = moment.nowMillis / DAY_MILLIS;
    const isChoice = action !== 'recall' && action !== 'complete';
    const retrieved = learner.random() < recallChance(learner, row, card.ordinal, nowDays);
    const attends = learner.random() >= learner.assumptions.lapseRate;
    const byChance = learner.random() < 0.5;
    const evidenceIsRight = tellApart(learner, row, asksFor, nowDays);
    const correct = attends ? retrieved || (isChoice && evidenceIsRight) : isChoice && byChance;
    learnFrom(row, card, nowDays, attends, retrieved, isChoice);
    juxtapose(learner, row, action === 'sort' && !correct ? JUXTAPOSITION_AFTER_WRONG_SORT : JUXTAPOSITION[action]);
    if (isChoice) noteDiscrimination(card.row, asksFor, correct, moment);
    return correct;
  }

  function learnFrom(row: RowKnowledge, card: Card, nowDays: number, attends: boolean, retrieved: boolean, isChoice: boolean): void {
    interfere(learner, row, kindOf(card).asksFor, nowDays);
    // An answer without attention says nothing of what is remembered, and leaves it as it is.
    if (attends || row.traces[card.ordinal] === null) {
      strengthen(learner, row, card.ordinal, nowDays, retrieved, isChoice ? learner.assumptions.choosingStrength : 1);
    }
  }

  function noteDiscrimination(row: number, asksFor: SideIndex, correct: boolean, moment: StudyMoment): void {
    extras.pair = updatePairMemory(extras.pair, correct, moment.today);
    if (correct) return;
    const conceptOf = (side: number): ConceptId => side as ConceptId;
    const confusion: Confusion = { asked: conceptOf(asksFor), answered: conceptOf(1 - asksFor), dimension: deck.dimensions[row] ?? '', answeredAtMillis: moment.nowMillis };
    const earlier = extras.confusions[row] as Confusion[];
    if (policy.hasTrials && !extras.openTrials.includes(row) && raisesContrast(confusion, earlier, extras.lastTrialAtMillis[row] ?? null)) extras.openTrials.push(row);
    earlier.push(confusion);
  }

  /** Side by side: both cells are filled in, then shown, with what tells them apart. Practises what was begun; moves no schedule. */
  function runTrial(rowIndex: number, moment: StudyMoment): number {
    counts.trials += 1;
    counts.actions += 1;
    extras.lastTrialAtMillis[rowIndex] = moment.nowMillis;
    const row = learner.rows[rowIndex] as RowKnowledge;
    const nowDays = moment.nowMillis / DAY_MILLIS;
    let allCorrect = true;
    for (const card of byRow[rowIndex] ?? []) {
      if (kindOf(card).isNaming || card.schedule.state === 'new') continue;
      const retrieved = learner.random() < recallChance(learner, row, card.ordinal, nowDays);
      const attends = learner.random() >= learner.assumptions.lapseRate;
      allCorrect &&= attends && retrieved;
      learnFrom(row, card, nowDays, attends, retrieved, false);
    }
    juxtapose(learner, row, JUXTAPOSITION['side-by-side']);
    return ACTION_SECONDS['side-by-side'] + (allCorrect ? 0 : ERROR_SECONDS);
  }

  function grade(card: Card, correct: boolean, moment: StudyMoment): void {
    const outcomes = answerCard(card.schedule, PRESET, moment, chance());
    card.schedule = outcomes[correct ? 2 : 0].next;
    for (const sibling of byRow[card.row] ?? []) {
      if (sibling !== card && isBuriedWithSibling(sibling.schedule.state, PRESET)) sibling.buriedOnDay = moment.today;
    }
  }

  return { counts, studyDay };
}

function kindOf(card: Card): (typeof CARD_KINDS)[number] {
  return CARD_KINDS[card.ordinal] as (typeof CARD_KINDS)[number];
}

function isAtRest(schedule: CardSchedule, day: number): boolean {
  return schedule.state === 'new' || (schedule.state === 'review' && (schedule.dueDay ?? 0) > day);
}
