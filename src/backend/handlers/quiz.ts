/** Handlers for practice, games and exams over a concept set. */

import type { ExamReport, quizContract } from '../../contract/quiz.ts';
import { AppError } from '../../core/errors.ts';
import { toAnsweredChoice } from '../../core/quiz/describe-answer.ts';
import { drawQuestions } from '../../core/quiz/draw-questions.ts';
import { markResponse } from '../../core/quiz/mark-response.ts';
import type { Marked, Question, Response } from '../../core/quiz/model.ts';
import { DAY_MILLIS, readStudyMoment } from '../../core/scheduling/study-day.ts';
import { findConceptSet, getConceptSet, toPlainSet } from '../../store/concept-sets.ts';
import { loadContrastRows } from '../../store/contrast-rows.ts';
import { readDiscriminations } from '../../store/discriminations.ts';
import { getExamReport, insertExamReport, listExamReports } from '../../store/exam-reports.ts';
import { listArms } from '../../store/experiment.ts';
import { createGuid } from '../../store/note-text.ts';
import { hasPractice, logPractice } from '../../store/practice-log.ts';
import { listScenarios } from '../../store/scenarios.ts';
import { readDayStartsAtHour } from '../../store/settings.ts';
import { RECENT_DAYS } from '../describe-concept-set.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { countOptions, drawFromFront, narrowRows, orderRows } from '../quiz/choose-rows.ts';
import { reportOn } from '../quiz/exam-report.ts';
import { learnFromAnswers } from '../quiz/learn-from-answers.ts';
import { quizRunsOf } from '../quiz/sessions.ts';
import type { QuizRun } from '../quiz/sessions.ts';

/** Whoever answers later than this was away. */
const LONGEST_ANSWER_MILLIS = 5 * 60_000;
/** Rows not asked for so long count as never asked. */
const REMEMBERED_DAYS = 365;

export const quizHandlers: HandlersOf<typeof quizContract> = {
  'quiz.start': ({ library, clock, random }, { setId, modes, length, kind, confusion, dimensions }) => {
    const { database } = library;
    const nowMillis = clock.nowMillis();
    const stored = getConceptSet(database, setId);
    const set = toPlainSet(stored);
    // A session on a confusion of the map reaches as far back as the map does.
    const answers = readDiscriminations(database, setId, confusion === null ? Math.max(0, nowMillis - REMEMBERED_DAYS * DAY_MILLIS) : 0);
    const all = { rows: loadContrastRows(database, stored), scenarios: listScenarios(database, setId) };
    const { rows, scenarios } = narrowRows(all, { confusion, dimensions }, answers);
    const plain = new Set(listArms(database, setId).flatMap(({ arm, dimension }) => (arm === 'plain' ? [dimension] : [])));
    const request = {
      set,
      rows,
      scenarios,
      modes,
      length,
      optionCount: countOptions(set, answers),
      random,
      isSideBySideRow: ({ dimension }: { readonly dimension: string }) => !plain.has(dimension),
    };
    // An exam is a sample of everything; practice goes where it is needed.
    const questions =
      kind === 'exam' ? drawQuestions(request) : drawFromFront({ ...request, rows: orderRows(rows, answers, nowMillis - RECENT_DAYS * DAY_MILLIS) });
    if (questions.length === 0) throw new AppError('bad-input', describeNothingToAsk(all.rows.length, confusion !== null || dimensions !== null));
    const run: QuizRun = { sessionId: createGuid(random), kind, set, questions, startedAtMillis: nowMillis, answers: new Map() };
    quizRunsOf(library).add(run);
    return { sessionId: run.sessionId, set, questions };
  },
  'quiz.answer': ({ library, clock, describe }, { sessionId, questionId, response, durationMillis, certainty }) => {
    const { database } = library;
    const run = quizRunsOf(library).get(sessionId);
    const question = run.questions.find(({ id }) => id === questionId);
    if (question === undefined) throw new AppError('not-found', 'This question is not one of the session. Start the session anew.');
    const before = run.answers.get(questionId);
    if (before !== undefined && hasPractice(database, before.logged)) {
      throw new AppError('conflict', 'This question has been answered already, and the first answer counts.');
    }
    const current = findConceptSet(database, run.set.id);
    if (current === null) {
      throw new AppError('conflict', 'The concept set of this session was deleted meanwhile, so this answer was not counted. Undo brings the set back.');
    }
    const marked = mark(question, response, run);
    const moment = readStudyMoment(clock, readDayStartsAtHour(database));
    const { raisedTrial } = learnFromAnswers(database, current, marked.discriminations, moment);
    const isExam = run.kind === 'exam';
    const kept = Math.min(durationMillis, LONGEST_ANSWER_MILLIS);
    const logged = logPractice(database, {
      cardId: null,
      noteId: question.noteId,
      practisedAtMillis: moment.nowMillis,
      mode: isExam ? 'exam' : question.mode,
      durationMillis: kept,
      answered: toAnsweredChoice(run.set, question, response, marked, certainty),
    });
    run.answers.set(questionId, { response, marked, durationMillis: kept, logged });
    describe(isExam ? 'Answer exam question' : 'Practise');
    // What an exam raises is not told before its end, or it would tell the verdict.
    return isExam ? { feedback: null, raisedTrial: false } : { feedback: marked.feedback, raisedTrial };
  },
  'quiz.finish': ({ library, clock }, { sessionId }) => {
    const { database } = library;
    const run = quizRunsOf(library).get(sessionId);
    for (const [questionId, { logged }] of run.answers) if (!hasPractice(database, logged)) run.answers.delete(questionId);
    const report = reportOn(run, clock.nowMillis());
    if (run.kind === 'exam' && findConceptSet(database, run.set.id) !== null) insertExamReport(database, run.set.id, report);
    quizRunsOf(library).remove(sessionId);
    return report;
  },
  'exam.list': ({ library: { database } }, { setId }) => listExamReports(database, getConceptSet(database, setId).id),
  'exam.get': ({ library: { database } }, { id }) => getExamReport(database, id) as ExamReport,
};

export const quizRules = {
  'quiz.start': { label: null, topics: [] },
  'quiz.answer': { label: 'Practise', topics: ['practice', 'contrast'] },
  'quiz.finish': { label: 'Finish exam', topics: ['practice'] },
} satisfies Partial<CommandRules>;

function mark(question: Question, response: Response, run: QuizRun): Marked {
  try {
    return markResponse(question, response, run.set);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError('bad-input', 'This answer does not fit its question, so it was not counted. Answer it again.', { cause });
  }
}

function describeNothingToAsk(rowCount: number, isNarrowed: boolean): string {
  if (rowCount === 0) return 'This concept set has no rows yet, so there is nothing to ask. Fill in its table first.';
  return isNarrowed
    ? 'There is nothing to ask of these confusions in these ways. Choose other ways of asking, or more of the table.'
    : 'The table has nothing to ask in these ways. Choose other ways of asking, or fill in more of it.';
}
