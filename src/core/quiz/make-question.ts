/** Makes questions from the rows of a contrast table: one function per mode, null where a row has nothing to ask in that mode. */

import type { Random } from '../clock.ts';
import type { ConceptSet, ContrastRow, Side } from '../contrast/model.ts';
import type { CardId, NoteId } from '../ids.ts';
import type { ChooseQuestion, CompleteQuestion, MatchQuestion, ScenarioQuestion, SideBySideQuestion, SortQuestion, WhyQuestion } from './model.ts';
import { shuffle } from './shuffle.ts';

export const MATCH_ROWS = 6;
export const SIDE_BY_SIDE_ROWS = 4;

export interface Scenario {
  readonly key: string;
  readonly situation: string;
  readonly side: Side;
  readonly dimension: string;
  readonly why: string;
  readonly sources: string;
}

/** What a question is made for: its set, the due card whose schedule it moves (if any), and chance. */
export interface QuestionPlace {
  readonly id: string;
  readonly set: ConceptSet;
  readonly cardId: CardId | null;
  readonly random: Random;
}

/** What may be answered to "whose is it?": the concepts in their order, then both and neither where the set allows them. */
export function listChoices(set: ConceptSet): readonly Side[] {
  return [...set.concepts.map(({ id }) => id), ...(set.allowsBoth ? (['both'] as const) : []), ...(set.allowsNeither ? (['neither'] as const) : [])];
}

function baseOf(place: QuestionPlace, row: Pick<ContrastRow, 'dimension' | 'why' | 'sources'>, noteId: NoteId | null) {
  return { id: place.id, setId: place.set.id, noteId, cardId: place.cardId, dimension: row.dimension, why: row.why, sources: row.sources };
}

function statementOf(row: ContrastRow, side: Side): string | undefined {
  return row.statements.find((statement) => statement.side === side)?.text;
}

/** Whose is the statement of `side`? */
export function makeSort(place: QuestionPlace, row: ContrastRow, side: Side): SortQuestion | null {
  const statement = statementOf(row, side);
  if (statement === undefined) return null;
  return {
    ...baseOf(place, row, row.noteId),
    mode: 'sort',
    statement,
    choices: listChoices(place.set),
    solution: side,
    others: row.statements.filter((other) => other.side !== side).map((other) => ({ side: other.side, text: other.text })),
  };
}

export function makeScenario(place: QuestionPlace, scenario: Scenario): ScenarioQuestion {
  return { ...baseOf(place, scenario, null), mode: 'scenario', situation: scenario.situation, choices: listChoices(place.set), solution: scenario.side };
}

/** Which option is the side's? The row's own counterparts are the first lures; other rows of the set give the rest. */
export function makeChoose(place: QuestionPlace, row: ContrastRow, side: Side, rows: readonly ContrastRow[], optionCount: number): ChooseQuestion | null {
  const solution = statementOf(row, side);
  if (solution === undefined || typeof side === 'string') return null;
  const luresOf = (from: ContrastRow) =>
    from.statements
      .filter((statement) => statement.side !== side && typeof statement.side !== 'string' && statement.text !== solution)
      .map((statement) => ({ text: statement.text, side: statement.side, dimension: from.dimension }));
  const further = shuffle(
    rows.filter((other) => other.noteId !== row.noteId).flatMap((other) => luresOf(other)),
    place.random,
  );
  const lures = [...shuffle(luresOf(row), place.random), ...further].slice(0, Math.max(1, optionCount - 1));
  if (lures.length === 0) return null;
  const options = shuffle([{ text: solution, side, dimension: row.dimension }, ...lures], place.random);
  const solutionIndex = options.findIndex((option) => option.text === solution && option.side === side);
  return { ...baseOf(place, row, row.noteId), mode: 'choose', askedSide: side, options, solutionIndex };
}

/** The other side is given; the missing one is typed. */
export function makeComplete(place: QuestionPlace, row: ContrastRow, side: Side): CompleteQuestion | null {
  const asked = row.statements.find((statement) => statement.side === side);
  const given = row.statements.find((statement) => statement.side !== side && typeof statement.side !== 'string');
  if (asked === undefined || given === undefined || typeof side === 'string') return null;
  return {
    ...baseOf(place, row, row.noteId),
    mode: 'complete',
    givenSide: given.side,
    given: given.text,
    askedSide: side,
    expected: asked.text,
    synonyms: asked.synonyms,
  };
}

function hasSides(row: ContrastRow, sides: readonly Side[]): boolean {
  return sides.every((side) => statementOf(row, side) !== undefined);
}

/** Up to six rows to pair again; at least two are needed. */
export function makeMatch(place: QuestionPlace, rows: readonly ContrastRow[]): MatchQuestion | null {
  const [left, right] = place.set.concepts.map(({ id }) => id);
  if (left === undefined || right === undefined) return null;
  const used = shuffle(rows.filter((row) => hasSides(row, [left, right])), place.random).slice(0, MATCH_ROWS);
  const first = used[0];
  if (first === undefined || used.length < 2) return null;
  return {
    ...baseOf(place, first, null),
    mode: 'match',
    leftSide: left,
    rightSide: right,
    rows: used.map((row) => ({
      noteId: row.noteId,
      dimension: row.dimension,
      left: statementOf(row, left) as string,
      right: statementOf(row, right) as string,
      why: row.why,
    })),
    rightOrder: shuffle([...used.keys()], place.random),
  };
}

/** The contrast card: in each row one cell is hidden, or all cells of the row that a trial is about. */
export function makeSideBySide(place: QuestionPlace, rows: readonly ContrastRow[], trialDimension: string | null = null): SideBySideQuestion | null {
  const columns = place.set.concepts.map(({ id }) => id);
  const complete = rows.filter((row) => hasSides(row, columns));
  const trial = complete.find((row) => row.dimension === trialDimension);
  const others = shuffle(complete.filter((row) => row !== trial), place.random);
  const used = trial === undefined ? others.slice(0, SIDE_BY_SIDE_ROWS) : [trial, ...others.slice(0, 1)];
  const first = used[0];
  if (first === undefined) return null;
  const hidden = used.flatMap((row, index) =>
    row === trial
      ? columns.map((_, column) => ({ row: index, column }))
      : [{ row: index, column: Math.min(columns.length - 1, Math.floor(place.random() * columns.length)) }],
  );
  return {
    ...baseOf(place, first, first.noteId),
    mode: 'side-by-side',
    columns,
    rows: used.map((row) => ({ noteId: row.noteId, dimension: row.dimension, cells: columns.map((side) => statementOf(row, side) as string), why: row.why })),
    hidden,
  };
}

/** A statement and whose it is: which word decides, and why? */
export function makeWhy(place: QuestionPlace, row: ContrastRow, side: Side): WhyQuestion | null {
  const statement = statementOf(row, side);
  if (statement === undefined || row.why.trim() === '') return null;
  return { ...baseOf(place, row, row.noteId), mode: 'why', statement, side, words: statement.split(/\s+/).filter((word) => word !== '') };
}
