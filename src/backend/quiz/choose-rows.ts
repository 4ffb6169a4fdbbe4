/** Which rows a session draws from: all that were asked for, what is mixed up now and what was not asked for long first. */

import type { ConceptSet, ContrastRow, DiscriminationAnswer, Side } from '../../core/contrast/model.ts';
import { drawQuestions } from '../../core/quiz/draw-questions.ts';
import type { DrawRequest } from '../../core/quiz/draw-questions.ts';
import { MATCH_ROWS } from '../../core/quiz/make-question.ts';
import type { Scenario } from '../../core/quiz/make-question.ts';
import type { Question } from '../../core/quiz/model.ts';

export interface Confusion {
  readonly asked: Side;
  readonly answered: Side;
  /** Null: along any dimension. */
  readonly dimension: string | null;
}

export interface Narrowing {
  readonly confusion: Confusion | null;
  /** Null: all. */
  readonly dimensions: readonly string[] | null;
}

type Answer = Pick<DiscriminationAnswer, 'noteId' | 'dimension' | 'asked' | 'answered' | 'answeredAtMillis'>;

/** Rows are told apart by their dimension, statements without one by their note. */
function keyOf({ dimension, noteId }: { readonly dimension: string; readonly noteId: number | null }): string {
  return dimension === '' ? `note ${noteId}` : `dimension ${dimension}`;
}

/** The rows and scenarios that a session is about: of the dimensions asked for, and in which the confusion happened. */
export function narrowRows(
  { rows, scenarios }: { readonly rows: readonly ContrastRow[]; readonly scenarios: readonly Scenario[] },
  { confusion, dimensions }: Narrowing,
  answers: readonly Answer[],
): { readonly rows: readonly ContrastRow[]; readonly scenarios: readonly Scenario[] } {
  const confused = new Set(
    confusion === null
      ? []
      : answers
          .filter(({ asked, answered, dimension }) => asked === confusion.asked && answered === confusion.answered && (confusion.dimension ?? dimension) === dimension)
          .map(keyOf),
  );
  const isWanted = (place: { readonly dimension: string; readonly noteId: number | null }): boolean =>
    (dimensions === null || dimensions.includes(place.dimension)) && (confusion === null || confused.has(keyOf(place)));
  return { rows: rows.filter(isWanted), scenarios: scenarios.filter(({ dimension }) => isWanted({ dimension, noteId: null })) };
}

/** Most confusions since the moment first, then the longest not asked; rows never asked come before those asked once. */
export function orderRows(rows: readonly ContrastRow[], answers: readonly Answer[], confusionsSinceMillis: number): readonly ContrastRow[] {
  const confusions = new Map<string, number>();
  const askedAt = new Map<string, number>();
  for (const answer of answers) {
    const key = keyOf(answer);
    askedAt.set(key, Math.max(askedAt.get(key) ?? 0, answer.answeredAtMillis));
    if (answer.asked !== answer.answered && answer.answeredAtMillis >= confusionsSinceMillis) confusions.set(key, (confusions.get(key) ?? 0) + 1);
  }
  const rank = (row: ContrastRow): readonly [number, number] => [-(confusions.get(keyOf(row)) ?? 0), askedAt.get(keyOf(row)) ?? -1];
  return rows
    .map((row) => ({ row, rank: rank(row) }))
    .sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1])
    .map(({ row }) => row);
}

/**
 * Draws from as many rows at the front as the length asks for, and from more of them where the modes find too little to ask
 * there. At least as many as a match takes, so that chance and lures have room.
 */
export function drawFromFront(request: DrawRequest): readonly Question[] {
  let count = 0;
  for (let sides = 0; count < request.rows.length && (sides < request.length || count < MATCH_ROWS); count += 1) {
    sides += request.rows[count]?.statements.length ?? 0;
  }
  for (;;) {
    const questions = drawQuestions({ ...request, rows: request.rows.slice(0, count) });
    if (questions.length >= request.length || count >= request.rows.length) return questions;
    count *= 2;
  }
}

const ENOUGH_TO_FIRM_UP = 20;

/** Two options at first; three and four once the last answers show that the set is told apart. */
export function countOptions(set: Pick<ConceptSet, 'concepts'>, answers: readonly Answer[]): number {
  const recent = answers.slice(-2 * ENOUGH_TO_FIRM_UP).filter(({ asked }) => set.concepts.some(({ id }) => id === asked));
  if (recent.length < ENOUGH_TO_FIRM_UP) return 2;
  const accuracy = recent.filter(({ asked, answered }) => asked === answered).length / recent.length;
  return accuracy >= 0.9 ? 4 : accuracy >= 0.75 ? 3 : 2;
}
