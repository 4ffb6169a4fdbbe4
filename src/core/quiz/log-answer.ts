/** What the logs keep of an answered question: what was asked and answered in words, and which sides were told apart or mixed up. */

import type { Certainty, ConceptSet } from '../contrast/model.ts';
import { assertNever } from '../result.ts';
import type { AnsweredChoice } from '../scheduling/model.ts';
import type { Marked, Question, Response } from './model.ts';
import { nameOwner, nameSide } from './name-side.ts';

type Labels = Pick<ConceptSet, 'concepts'>;

/** The question in one line of plain text. */
export function describeQuestion(question: Question, set: Labels): string {
  switch (question.mode) {
    case 'sort':
    case 'why':
      return question.statement;
    case 'scenario':
      return question.situation;
    case 'choose':
    case 'complete':
      return question.dimension === '' ? nameSide(question.askedSide, set) : `${question.dimension}: ${nameSide(question.askedSide, set)}`;
    case 'match':
    case 'side-by-side':
      return question.rows.map(({ dimension }) => dimension).join('; ');
    default:
      return assertNever(question);
  }
}

/** The answer in one line of plain text; empty when nothing was answered. Parts of a response that point outside the question are left out. */
export function describeResponse(question: Question, response: Response, set: Labels): string {
  switch (response.mode) {
    case 'sort':
    case 'scenario':
      return nameOwner(response.side, set);
    case 'choose':
      return question.mode === 'choose' ? (question.options[response.optionIndex]?.text ?? '') : '';
    case 'complete':
      return response.text.trim();
    case 'match': {
      if (question.mode !== 'match') return '';
      return question.rows.map(({ left }, index) => `${left} – ${question.rows[response.pairs[index] ?? -1]?.right ?? '?'}`).join('; ');
    }
    case 'side-by-side':
      return response.texts.map((text) => text.trim()).join('; ');
    case 'why': {
      const word = question.mode === 'why' && response.word !== null ? (question.words[response.word] ?? '') : '';
      return [word, response.reason.trim()].filter((part) => part !== '').join(': ');
    }
    default:
      return assertNever(response);
  }
}

/** The `answered` of a log row: what the confusion map, the triggers and the pair memories are computed from. */
export function toAnsweredChoice(question: Question, response: Response, marked: Marked, set: Labels, certainty: Certainty | null): AnsweredChoice {
  const discriminations = marked.discriminations.map(({ dimension, asked, answered }) => ({ setId: question.setId, dimension, asked, answered }));
  return {
    asked: describeQuestion(question, set),
    answered: describeResponse(question, response, set),
    correct: marked.feedback.correct,
    ...(question.mode === 'choose' ? { choices: question.options.map(({ text }) => text) } : {}),
    ...(discriminations.length > 0 ? { discriminations } : {}),
    ...(certainty === null ? {} : { certainty }),
  };
}
