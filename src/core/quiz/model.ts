/** What is asked, what is answered and what is said to it: the same shapes for study, practice and exam. */

import type { Certainty, Side } from '../contrast/model.ts';
import type { CardId, ConceptSetId, NoteId } from '../ids.ts';

/** Every question carries its solution, so that the verdict is there at once; the backend marks it again for the logs. */
interface QuestionBase {
  /** Unique within a session. */
  readonly id: string;
  readonly setId: ConceptSetId;
  readonly noteId: NoteId | null;
  /** The due card whose schedule the answer moves; null in practice. */
  readonly cardId: CardId | null;
  readonly dimension: string;
  /** Plain text. */
  readonly why: string;
  readonly sources: string;
}

/** A statement: whose is it? */
export interface SortQuestion extends QuestionBase {
  readonly mode: 'sort';
  readonly statement: string;
  readonly choices: readonly Side[];
  readonly solution: Side;
  /** What the other sides say along the same dimension: where a wrong choice belongs. */
  readonly others: readonly { readonly side: Side; readonly text: string }[];
}

/** A situation: who acts here? Asked in this mode alone. */
export interface ScenarioQuestion extends QuestionBase {
  readonly mode: 'scenario';
  readonly situation: string;
  readonly choices: readonly Side[];
  readonly solution: Side;
}

/**
 * Along the dimension, which of the options is the asked side's? The lures are statements of the other sides, the counterpart
 * first of all. With a prompt it asks that instead, between the answer and the wrong answers of one note: no sides come into it.
 */
export interface ChooseQuestion extends QuestionBase {
  readonly mode: 'choose';
  /** Plain text. */
  readonly prompt?: string;
  readonly askedSide: Side;
  readonly options: readonly { readonly text: string; readonly side: Side; readonly dimension: string }[];
  readonly solutionIndex: number;
}

/** One side is given; the missing one is typed. */
export interface CompleteQuestion extends QuestionBase {
  readonly mode: 'complete';
  readonly givenSide: Side;
  readonly given: string;
  readonly askedSide: Side;
  readonly expected: string;
  readonly synonyms: readonly string[];
}

/** Up to six rows whose sides are to be paired again. */
export interface MatchQuestion extends QuestionBase {
  readonly mode: 'match';
  readonly leftSide: Side;
  readonly rightSide: Side;
  readonly rows: readonly { readonly noteId: NoteId; readonly dimension: string; readonly left: string; readonly right: string; readonly why: string }[];
  /** rightOrder[i] is the index of the row whose right side stands at place i. */
  readonly rightOrder: readonly number[];
}

/** Rows are dimensions, columns are concepts; the hidden cells are filled in before they are shown. */
export interface SideBySideQuestion extends QuestionBase {
  readonly mode: 'side-by-side';
  readonly columns: readonly Side[];
  readonly rows: readonly { readonly noteId: NoteId; readonly dimension: string; readonly cells: readonly string[]; readonly why: string }[];
  /** Row and column of each cell to fill in. */
  readonly hidden: readonly { readonly row: number; readonly column: number }[];
}

/** A statement and whose it is: mark the word that decides, or say the reason, then compare. */
export interface WhyQuestion extends QuestionBase {
  readonly mode: 'why';
  readonly statement: string;
  readonly side: Side;
  readonly words: readonly string[];
}

export type Question = SortQuestion | ScenarioQuestion | ChooseQuestion | CompleteQuestion | MatchQuestion | SideBySideQuestion | WhyQuestion;
export type QuestionMode = Question['mode'];

/** What the learner did, by mode. */
export type Response =
  | { readonly mode: 'sort'; readonly side: Side }
  | { readonly mode: 'scenario'; readonly side: Side }
  | { readonly mode: 'choose'; readonly optionIndex: number }
  /** `verdict` is the learner's own correction: "I was right", "I was wrong". */
  | { readonly mode: 'complete'; readonly text: string; readonly verdict: 'right' | 'wrong' | null }
  /** For each left row, the row whose right side it was given. */
  | { readonly mode: 'match'; readonly pairs: readonly number[] }
  /** One text per hidden cell; `verdicts` are the learner's corrections. */
  | { readonly mode: 'side-by-side'; readonly texts: readonly string[]; readonly verdicts: readonly ('right' | 'wrong' | null)[] }
  | { readonly mode: 'why'; readonly word: number | null; readonly reason: string; readonly verdict: 'right' | 'wrong' };

export interface Feedback {
  readonly correct: boolean;
  /** "Right." or "Not this time." with what was chosen, in words. */
  readonly verdict: string;
  readonly rightAnswer: string;
  readonly why: string;
  /** Where the wrong choice belongs, or null when it was right. */
  readonly lureBelongs: string | null;
  readonly sources: string;
}

/** A discrimination that a response contains: what was asked, what was answered. Match and side-by-side contain several. */
export interface Discrimination {
  readonly noteId: NoteId | null;
  readonly dimension: string;
  readonly asked: Side;
  readonly answered: Side;
  readonly correct: boolean;
}

export interface Marked {
  readonly feedback: Feedback;
  readonly discriminations: readonly Discrimination[];
}

export type { Certainty };
