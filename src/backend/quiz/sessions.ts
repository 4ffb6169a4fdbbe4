/** The practice sessions and exams that are going on: kept in memory, the oldest forgotten when there are too many. */

import type { ConceptSet } from '../../core/contrast/model.ts';
import { AppError } from '../../core/errors.ts';
import type { Marked, Question, Response } from '../../core/quiz/model.ts';
import type { Library } from '../../store/library.ts';
import type { LoggedPractice } from '../../store/practice-log.ts';

const SESSIONS_KEPT = 50;

export interface GivenAnswer {
  readonly response: Response;
  readonly marked: Marked;
  readonly durationMillis: number;
  readonly logged: LoggedPractice;
}

export interface QuizRun {
  readonly sessionId: string;
  readonly kind: 'practice' | 'exam';
  /** As it was when the session began: questions go by these concepts. */
  readonly set: ConceptSet;
  readonly questions: readonly Question[];
  readonly startedAtMillis: number;
  /** By question id. */
  readonly answers: Map<string, GivenAnswer>;
}

export interface QuizRuns {
  readonly add: (run: QuizRun) => void;
  /** Throws AppError not-found. */
  readonly get: (sessionId: string) => QuizRun;
  readonly remove: (sessionId: string) => void;
}

const runsByLibrary = new WeakMap<Library, QuizRuns>();

export function quizRunsOf(library: Library): QuizRuns {
  const known = runsByLibrary.get(library);
  if (known !== undefined) return known;
  const made = createQuizRuns();
  runsByLibrary.set(library, made);
  return made;
}

function createQuizRuns(): QuizRuns {
  const runs = new Map<string, QuizRun>();
  return {
    add: (run) => {
      runs.set(run.sessionId, run);
      for (const sessionId of [...runs.keys()].slice(0, Math.max(0, runs.size - SESSIONS_KEPT))) runs.delete(sessionId);
    },
    get: (sessionId) => {
      const run = runs.get(sessionId);
      if (run === undefined) throw new AppError('not-found', 'This session has ended. The answers given so far are kept; start a new one to go on.');
      return run;
    },
    remove: (sessionId) => runs.delete(sessionId),
  };
}
