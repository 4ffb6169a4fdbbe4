/** Practice, games and exams over a concept set: they log to the practice log and never move a schedule. */

import * as z from 'zod';
import type { ConceptSet } from '../core/contrast/model.ts';
import type { Feedback, Question } from '../core/quiz/model.ts';
import { command, query } from './operation.ts';
import { certainty, conceptSetId, durationMillis, side } from './schemas.ts';

export const questionMode = z.enum(['sort', 'choose', 'complete', 'match', 'side-by-side', 'why', 'scenario']);
const ownVerdict = z.enum(['right', 'wrong']);

export const response = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('sort'), side }),
  z.strictObject({ mode: z.literal('scenario'), side }),
  z.strictObject({ mode: z.literal('choose'), optionIndex: z.int().nonnegative() }),
  z.strictObject({ mode: z.literal('complete'), text: z.string().max(5000), verdict: ownVerdict.nullable() }),
  z.strictObject({ mode: z.literal('match'), pairs: z.array(z.int().nonnegative()).max(6).readonly() }),
  z.strictObject({ mode: z.literal('side-by-side'), texts: z.array(z.string().max(5000)).max(40).readonly(), verdicts: z.array(ownVerdict.nullable()).max(40).readonly() }),
  z.strictObject({ mode: z.literal('why'), word: z.int().nonnegative().nullable(), reason: z.string().max(5000), verdict: ownVerdict }),
]);

export interface QuizSession {
  readonly sessionId: string;
  readonly set: ConceptSet;
  readonly questions: readonly Question[];
}

export interface ExamReport {
  readonly title: string;
  readonly takenAtMillis: number;
  readonly correct: number;
  readonly total: number;
  readonly byMode: readonly { readonly mode: string; readonly correct: number; readonly total: number }[];
  readonly byDimension: readonly { readonly dimension: string; readonly correct: number; readonly total: number }[];
  readonly answers: readonly { readonly prompt: string; readonly given: string; readonly feedback: Feedback }[];
  readonly durationMillis: number;
}

export const quizContract = {
  /** Draws questions. `confusion` narrows to rows in which one side was answered for another, along a dimension when given. */
  'quiz.start': command<QuizSession>()(
    z.strictObject({
      setId: conceptSetId,
      modes: z.array(questionMode).min(1),
      length: z.int().min(1).max(200),
      kind: z.enum(['practice', 'exam']),
      confusion: z.strictObject({ asked: side, answered: side, dimension: z.string().nullable() }).nullable().default(null),
      dimensions: z.array(z.string()).nullable().default(null),
    }),
  ),
  /** Marks and logs one answer. In an exam the feedback is kept for the end (null). */
  'quiz.answer': command<{ feedback: Feedback | null; raisedTrial: boolean }>()(
    z.strictObject({ sessionId: z.string(), questionId: z.string(), response, durationMillis, certainty: certainty.nullable().default(null) }),
  ),
  /** Ends an exam and returns its report, which is kept. */
  'quiz.finish': command<ExamReport>()(z.strictObject({ sessionId: z.string() })),
  'exam.list': query<readonly { readonly id: number; readonly title: string; readonly takenAtMillis: number; readonly correct: number; readonly total: number }[]>()(
    z.strictObject({ setId: conceptSetId }),
  ),
  'exam.get': query<ExamReport>()(z.strictObject({ id: z.int().positive() })),
};
