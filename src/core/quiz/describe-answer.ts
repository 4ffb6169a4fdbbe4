/** Questions, right answers and responses in words: for the logs and for reports. */

import type { ConceptSet } from '../contrast/model.ts';
import { assertNever } from '../result.ts';
import type { AnsweredChoice } from '../scheduling/model.ts';
import type { Certainty, Marked, MatchQuestion, Question, Response, SideBySideQuestion } from './model.ts';
import { nameSide } from './name-side.ts';

type Labels = Pick<ConceptSet, 'concepts'>;

const NO_ANSWER = 'No answer';

function inDimension(dimension: string, rest: string): string {
  return dimension === '' ? rest : `${dimension}: ${rest}`;
}

/** What was asked, on one line. */
export function describePrompt(question: Question, set: Labels): string {
  switch (question.mode) {
    case 'sort':
      return question.statement;
    case 'scenario':
      return question.situation;
    case 'choose':
      return question.prompt ?? inDimension(question.dimension, `which is ${nameSide(question.askedSide, set)}?`);
    case 'complete':
      return inDimension(question.dimension, `${nameSide(question.givenSide, set)} “${question.given}”, and ${nameSide(question.askedSide, set)}?`);
    case 'match':
      return `Which belong together? ${question.rows.map(({ left }) => `“${left}”`).join(', ')}`;
    case 'side-by-side':
      return `Side by side: ${question.rows.map(({ dimension }) => dimension).join(', ')}`;
    case 'why':
      return `What decides that “${question.statement}” belongs to ${nameSide(question.side, set)}?`;
    default:
      return assertNever(question);
  }
}

function pairUp(question: MatchQuestion, rightOf: (index: number) => number | undefined): string {
  return question.rows.map(({ left }, index) => `${left} – ${question.rows[rightOf(index) ?? -1]?.right ?? NO_ANSWER}`).join('; ');
}

function fillIn(question: SideBySideQuestion, set: Labels, textOf: (index: number) => string): string {
  return question.hidden
    .map(({ row, column }, index) => {
      const side = question.columns[column];
      return `${question.rows[row]?.dimension ?? ''}, ${side === undefined ? '' : nameSide(side, set)}: ${textOf(index) || NO_ANSWER}`;
    })
    .join('; ');
}

/** The right answer, in the words in which an answer is given. */
export function describeSolution(question: Question, set: Labels): string {
  switch (question.mode) {
    case 'sort':
    case 'scenario':
      return nameSide(question.solution, set);
    case 'choose':
      return question.options[question.solutionIndex]?.text ?? '';
    case 'complete':
      return question.expected;
    case 'match':
      return pairUp(question, (index) => index);
    case 'side-by-side':
      return fillIn(question, set, (index) => {
        const cell = question.hidden[index];
        return cell === undefined ? '' : (question.rows[cell.row]?.cells[cell.column] ?? '');
      });
    case 'why':
      return question.why;
    default:
      return assertNever(question);
  }
}

/** What the learner answered; the response must be of the question's mode. */
export function describeResponse(question: Question, response: Response, set: Labels): string {
  switch (response.mode) {
    case 'sort':
    case 'scenario':
      return nameSide(response.side, set);
    case 'choose':
      return (question.mode === 'choose' ? question.options[response.optionIndex]?.text : undefined) ?? NO_ANSWER;
    case 'complete':
      return response.text.trim() || NO_ANSWER;
    case 'match':
      return question.mode === 'match' ? pairUp(question, (index) => response.pairs[index]) : NO_ANSWER;
    case 'side-by-side':
      return question.mode === 'side-by-side' ? fillIn(question, set, (index) => response.texts[index]?.trim() ?? '') : NO_ANSWER;
    case 'why': {
      const word = question.mode === 'why' && response.word !== null ? question.words[response.word] : undefined;
      return [word === undefined ? '' : `“${word}”`, response.reason.trim()].filter((part) => part !== '').join(' – ') || NO_ANSWER;
    }
    default:
      return assertNever(response);
  }
}

/** The response as both logs keep it, with its discriminations. */
export function toAnsweredChoice(
  set: Pick<ConceptSet, 'id' | 'concepts'>,
  question: Question,
  response: Response,
  marked: Marked,
  certainty: Certainty | null,
): AnsweredChoice {
  return {
    asked: describeSolution(question, set),
    answered: describeResponse(question, response, set),
    correct: marked.feedback.correct,
    ...(question.mode === 'choose' ? { choices: question.options.map(({ text }) => text) } : {}),
    ...(marked.discriminations.length === 0
      ? {}
      : { discriminations: marked.discriminations.map(({ dimension, asked, answered }) => ({ setId: set.id, dimension, asked, answered })) }),
    ...(certainty === null ? {} : { certainty }),
  };
}
