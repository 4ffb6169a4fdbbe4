/** What an exam came to: marked at its end, in all and by mode and dimension. */

import type { ExamReport } from '../../contract/quiz.ts';
import { markResponse } from '../../core/quiz/mark-response.ts';
import { describePrompt, describeResponse } from '../../core/quiz/describe-answer.ts';
import type { Feedback, Question, Response } from '../../core/quiz/model.ts';
import { assertNever } from '../../core/result.ts';
import type { QuizRun } from './sessions.ts';

interface Marked {
  readonly question: Question;
  readonly given: string;
  readonly feedback: Feedback;
}

/** Of an exam, questions without an answer count as wrong; of a practice session only the answers count. */
export function reportOn(run: QuizRun, nowMillis: number): ExamReport {
  const marked = run.questions.flatMap((question): Marked[] => {
    const answer = run.answers.get(question.id);
    if (answer !== undefined) return [{ question, given: describeResponse(question, answer.response, run.set), feedback: answer.marked.feedback }];
    return run.kind === 'exam' ? [{ question, given: 'No answer', feedback: explainUnanswered(question, run) }] : [];
  });
  const count = (some: readonly Marked[]) => ({ correct: some.filter(({ feedback }) => feedback.correct).length, total: some.length });
  return {
    title: run.set.name,
    takenAtMillis: nowMillis,
    ...count(marked),
    byMode: [...group(marked, ({ question }) => question.mode)].map(([mode, some]) => ({ mode, ...count(some) })),
    byDimension: [...group(marked, ({ question }) => question.dimension)].map(([dimension, some]) => ({ dimension, ...count(some) })),
    answers: marked.map(({ question, given, feedback }) => ({ prompt: describePrompt(question, run.set), given, feedback })),
    durationMillis: [...run.answers.values()].reduce((sum, { durationMillis }) => sum + durationMillis, 0),
  };
}

function group<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}

function explainUnanswered(question: Question, run: QuizRun): Feedback {
  const { feedback } = markResponse(question, wrongResponse(question), run.set);
  return { ...feedback, correct: false, verdict: 'Not answered.', lureBelongs: null };
}

/** A response that is wrong whatever the solution, for the right answer that its feedback gives. */
function wrongResponse(question: Question): Response {
  switch (question.mode) {
    case 'sort':
    case 'scenario':
      return { mode: question.mode, side: question.choices.find((side) => side !== question.solution) ?? question.solution };
    case 'choose':
      return { mode: 'choose', optionIndex: question.solutionIndex === 0 ? 1 : 0 };
    case 'complete':
      return { mode: 'complete', text: '', verdict: 'wrong' };
    case 'match':
      return { mode: 'match', pairs: [] };
    case 'side-by-side':
      return { mode: 'side-by-side', texts: [], verdicts: [] };
    case 'why':
      return { mode: 'why', word: null, reason: '', verdict: 'wrong' };
    default:
      return assertNever(question);
  }
}
