/** Draws the questions of a practice session or an exam from a set's rows and scenarios. */

import type { Random } from '../clock.ts';
import type { ConceptSet, ContrastRow, Side } from '../contrast/model.ts';
import { assertNever } from '../result.ts';
import { makeChoose, makeComplete, makeMatch, makeScenario, makeSideBySide, makeSort, makeWhy, type QuestionPlace, type Scenario } from './make-question.ts';
import type { Question, QuestionMode } from './model.ts';
import { shuffle } from './shuffle.ts';

export interface DrawRequest {
  readonly set: ConceptSet;
  readonly rows: readonly ContrastRow[];
  readonly scenarios: readonly Scenario[];
  readonly modes: readonly QuestionMode[];
  readonly length: number;
  /** Options of a choose question: two at first, more as the learner firms up. */
  readonly optionCount: number;
  readonly random: Random;
  /** Rows that may be put side by side; default: all. */
  readonly isSideBySideRow?: (row: ContrastRow) => boolean;
}

/** A mode with one thing to ask in it: a row's side, or a scenario. */
interface Slot {
  readonly mode: QuestionMode;
  readonly make: (place: QuestionPlace) => Question | null;
}

function slotsOf(mode: QuestionMode, request: DrawRequest): Slot[] {
  const { rows, scenarios, optionCount } = request;
  const bySide = (make: (place: QuestionPlace, row: ContrastRow, side: Side) => Question | null): Slot[] =>
    rows.flatMap((row) => row.statements.map(({ side }) => ({ mode, make: (place: QuestionPlace) => make(place, row, side) })));
  switch (mode) {
    case 'sort':
      return bySide(makeSort);
    case 'choose':
      return bySide((place, row, side) => makeChoose(place, row, side, rows, optionCount));
    case 'complete':
      return bySide(makeComplete);
    case 'why':
      return bySide(makeWhy);
    case 'scenario':
      return scenarios.map((scenario) => ({ mode, make: (place) => makeScenario(place, scenario) }));
    case 'match':
      return rows.map(() => ({ mode, make: (place) => makeMatch(place, rows) }));
    case 'side-by-side': {
      const allowed = rows.filter(request.isSideBySideRow ?? (() => true));
      return allowed.map((row) => ({ mode, make: (place) => makeSideBySide(place, [row, ...allowed.filter((other) => other !== row)]) }));
    }
    default:
      return assertNever(mode);
  }
}

/**
 * Up to `length` questions, the modes taking turns in random order, each row's side and each scenario at most once per mode.
 * Fewer come back when the rows have no more to ask.
 */
export function drawQuestions(request: DrawRequest): readonly Question[] {
  const decks = [...new Set(request.modes)].map((mode) => shuffle(slotsOf(mode, request), request.random));
  const questions: Question[] = [];
  while (questions.length < request.length && decks.some((deck) => deck.length > 0)) {
    for (const deck of shuffle(decks, request.random)) {
      // A slot that has nothing to ask is passed over, so that its mode keeps its turn.
      for (let made: Question | null = null; made === null && deck.length > 0 && questions.length < request.length; ) {
        made = (deck.pop() as Slot).make({ id: `q${questions.length + 1}`, set: request.set, cardId: null, random: request.random });
        if (made !== null) questions.push(made);
      }
    }
  }
  return questions;
}
