/** The note type of questions that bring their own wrong answers: what the right one is easily taken for. */

import { PLAIN_CARD_CSS } from './built-in-card-css.ts';
import { BASIC_NOTE_TYPE } from './built-in-note-types.ts';
import type { NoteTypeDefinition } from './model.ts';
import { stripMarkup } from './strip-markup.ts';

/** Names that a note type is known by, whatever it is called itself. */
export const WRONG_ANSWERS_FIELDS = { question: 'Question', answer: 'Answer', wrongAnswers: 'Wrong answers' } as const;

const WRONG_ANSWERS_CSS = `.wrong-answers { margin-top: 24px; color: var(--quiet); font-size: 0.7em; }\n`;

/** One card. Wrong answers stand one to a line. */
export const WRONG_ANSWERS_NOTE_TYPE: NoteTypeDefinition = {
  ...BASIC_NOTE_TYPE,
  name: 'Question with wrong answers',
  fields: Object.values(WRONG_ANSWERS_FIELDS).map((name) => ({ name, rightToLeft: false })),
  templates: [
    {
      name: 'Card 1',
      questionFormat: '<div class="prompt">{{Question}}</div>',
      answerFormat: [
        '{{FrontSide}}',
        '<hr id=answer>',
        '<div class="answer">{{Answer}}</div>',
        '{{#Wrong answers}}<div class="wrong-answers">Not to be taken for:<br>{{Wrong answers}}</div>{{/Wrong answers}}',
      ].join('\n'),
    },
  ],
  css: `${PLAIN_CARD_CSS}${WRONG_ANSWERS_CSS}`,
};

/** The places of question, answer and wrong answers among a note type's fields, or null when it is not of this sort. */
export function findWrongAnswerPlaces(fieldNames: readonly string[]): { readonly question: number; readonly answer: number; readonly wrongAnswers: number } | null {
  const question = fieldNames.indexOf(WRONG_ANSWERS_FIELDS.question);
  const answer = fieldNames.indexOf(WRONG_ANSWERS_FIELDS.answer);
  const wrongAnswers = fieldNames.indexOf(WRONG_ANSWERS_FIELDS.wrongAnswers);
  return question < 0 || answer < 0 || wrongAnswers < 0 ? null : { question, answer, wrongAnswers };
}

/** The field's HTML for wrong answers that are HTML themselves. */
export function joinWrongAnswers(answers: readonly string[]): string {
  return answers.filter((answer) => answer !== '').join('<br>');
}

/** As plain text, each once, in order; lines and blocks of the field divide them. */
export function splitWrongAnswers(html: string): readonly string[] {
  const lines = html.split(/<br\b[^<>]*>|<\/?(?:div|p|li|ul|ol)\b[^<>]*>|\r\n|\r|\n/i).map(stripMarkup);
  return [...new Set(lines)].filter((line) => line !== '');
}
