/** The note types that every library has from its first day, in the order in which they are offered. */

import { CONTRAST_CARD_CSS, PLAIN_CARD_CSS } from './built-in-card-css.ts';
import type { CardTemplate, NoteField, NoteKind, NoteTypeDefinition } from './model.ts';

/** What the field "Belongs to" of a Statement note holds when the statement is true of both concepts; else it holds a concept's name. */
export const BELONGS_TO_BOTH = 'Both';
/** The same for a statement that is true of neither. */
export const BELONGS_TO_NEITHER = 'Neither';

const LATEX_PRE = [
  '\\documentclass[12pt]{article}',
  '\\special{papersize=3in,5in}',
  '\\usepackage[utf8]{inputenc}',
  '\\usepackage{amssymb,amsmath}',
  '\\pagestyle{empty}',
  '\\setlength{\\parindent}{0in}',
  '\\begin{document}',
  '',
].join('\n');

function describe(name: string, kind: NoteKind, fields: readonly string[], templates: readonly CardTemplate[]): NoteTypeDefinition {
  return {
    name,
    kind,
    fields: fields.map((field): NoteField => ({ name: field, rightToLeft: false })),
    templates,
    css: kind === 'contrast' || name === 'Disagreement' ? CONTRAST_CARD_CSS : PLAIN_CARD_CSS,
    latexPre: LATEX_PRE,
    latexPost: '\\end{document}',
  };
}

function lines(...parts: readonly string[]): string {
  return parts.join('\n');
}

/** The answer's foot, the same on every card that gives a reason. */
const WHY_AND_SOURCES = lines(
  '{{#Why}}<div class="why">{{Why}}</div>{{/Why}}',
  '{{#Sources}}<div class="sources">{{Sources}}</div>{{/Sources}}',
);

const DIMENSION = '{{#Dimension}}<div class="dimension">{{Dimension}}</div>{{/Dimension}}';

type Side = 'A' | 'B';

function showSide(side: Side, content: string, extraClass = ''): string {
  const letter = side.toLowerCase();
  return lines(
    `<div class="side side-${letter}${extraClass}">`,
    `<div class="concept concept-${letter}">{{Concept ${side}}}</div>`,
    `<div class="statement">${content}</div>`,
    '</div>',
  );
}

/** Both sides aligned; the one that was asked for is outlined. */
function showPair(asked: Side): string {
  return lines(
    '<div class="pair">',
    showSide('A', '{{Side A}}', asked === 'A' ? ' asked' : ''),
    showSide('B', '{{Side B}}', asked === 'B' ? ' asked' : ''),
    '</div>',
  );
}

const WHICH_CONCEPT =
  '<div class="ask">Who is this: <span class="concept concept-a">{{Concept A}}</span>, ' +
  '<span class="concept concept-b">{{Concept B}}</span>, or <span class="concept concept-both">both</span>?</div>';

function askCounterpart(given: Side): CardTemplate {
  const asked: Side = given === 'A' ? 'B' : 'A';
  const unknown = '<span class="unknown">?</span>';
  return {
    name: `${given} to ${asked}`,
    questionFormat: lines(
      '{{#Side A}}{{#Side B}}',
      '<div class="contrast">',
      DIMENSION,
      '<div class="pair">',
      given === 'A' ? showSide('A', '{{Side A}}', ' prompt') : showSide('A', unknown, ' asked'),
      given === 'B' ? showSide('B', '{{Side B}}', ' prompt') : showSide('B', unknown, ' asked'),
      '</div>',
      '</div>',
      '{{/Side B}}{{/Side A}}',
    ),
    answerFormat: lines('<div class="contrast">', DIMENSION, showPair(asked), WHY_AND_SOURCES, '</div>'),
  };
}

function askWhose(side: Side): CardTemplate {
  return {
    name: `Whose is side ${side}`,
    questionFormat: lines(
      `{{#Side ${side}}}`,
      '<div class="contrast">',
      DIMENSION,
      `<div class="prompt">{{Side ${side}}}</div>`,
      WHICH_CONCEPT,
      '</div>',
      `{{/Side ${side}}}`,
    ),
    answerFormat: lines(
      '<div class="contrast">',
      DIMENSION,
      `<div class="verdict"><span class="concept concept-${side.toLowerCase()}">{{Concept ${side}}}</span></div>`,
      showPair(side),
      WHY_AND_SOURCES,
      '</div>',
    ),
  };
}

const FRONT_TO_BACK: CardTemplate = {
  name: 'Card 1',
  questionFormat: '<div class="prompt">{{Front}}</div>',
  answerFormat: lines('{{FrontSide}}', '<hr id=answer>', '<div class="answer">{{Back}}</div>'),
};

const BACK_TO_FRONT: CardTemplate = {
  name: 'Card 2',
  questionFormat: '<div class="prompt">{{Back}}</div>',
  answerFormat: lines('{{FrontSide}}', '<hr id=answer>', '<div class="answer">{{Front}}</div>'),
};

const TYPED: CardTemplate = {
  name: 'Card 1',
  questionFormat: lines('<div class="prompt">{{Front}}</div>', '{{type:Back}}'),
  answerFormat: lines('<div class="prompt">{{Front}}</div>', '<hr id=answer>', '{{type:Back}}'),
};

const CLOZE: CardTemplate = {
  name: 'Cloze',
  questionFormat: '<div class="prompt">{{cloze:Text}}</div>',
  answerFormat: lines('<div class="prompt">{{cloze:Text}}</div>', '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}'),
};

const STATEMENT: CardTemplate = {
  name: 'Who is this',
  questionFormat: lines(
    '{{#Statement}}',
    '<div class="contrast">',
    '<div class="prompt">{{Statement}}</div>',
    WHICH_CONCEPT,
    '</div>',
    '{{/Statement}}',
  ),
  answerFormat: lines(
    '<div class="contrast">',
    '<div class="prompt">{{Statement}}</div>',
    '<hr id=answer>',
    '<div class="verdict">{{Belongs to}}</div>',
    WHY_AND_SOURCES,
    '</div>',
  ),
};

const DISAGREEMENT: CardTemplate = {
  name: 'Two answers',
  questionFormat: lines(
    '{{#Question}}',
    '<div class="contrast">',
    '<div class="prompt">{{Question}}</div>',
    '<div class="ask">The sources disagree. What are the two answers?</div>',
    '</div>',
    '{{/Question}}',
  ),
  answerFormat: lines(
    '<div class="contrast">',
    '<div class="prompt">{{Question}}</div>',
    '<hr id=answer>',
    '<div class="pair answers">',
    '<div class="side first-answer"><div class="label">One answer</div><div class="statement">{{First answer}}</div></div>',
    '<div class="side second-answer"><div class="label">Another answer</div><div class="statement">{{Second answer}}</div></div>',
    '</div>',
    WHY_AND_SOURCES,
    '</div>',
  ),
};

/** Front and Back, one card. */
export const BASIC_NOTE_TYPE = describe('Basic', 'basic', ['Front', 'Back'], [FRONT_TO_BACK]);

/** One dimension on which two concepts differ: a card in each direction and one that asks whose each side is. */
export const CONTRAST_NOTE_TYPE = describe(
  'Contrast',
  'contrast',
  ['Dimension', 'Concept A', 'Side A', 'Concept B', 'Side B', 'Why', 'Sources'],
  [askCounterpart('A'), askCounterpart('B'), askWhose('A'), askWhose('B')],
);

/** A sentence that is true of one of two concepts or of both: one card that asks of which. */
export const STATEMENT_NOTE_TYPE = describe(
  'Statement',
  'contrast',
  ['Statement', 'Belongs to', 'Concept A', 'Concept B', 'Why', 'Sources'],
  [STATEMENT],
);

/** A question to which the sources give two answers: one card that asks for both. */
export const DISAGREEMENT_NOTE_TYPE = describe(
  'Disagreement',
  'basic',
  ['Question', 'First answer', 'Second answer', 'Why', 'Sources'],
  [DISAGREEMENT],
);

/** Every built-in note type; their names and their fields' names and order never change once released, because notes refer to them. */
export const BUILT_IN_NOTE_TYPES: readonly NoteTypeDefinition[] = [
  BASIC_NOTE_TYPE,
  describe('Basic (and reversed)', 'basic', ['Front', 'Back'], [FRONT_TO_BACK, BACK_TO_FRONT]),
  describe('Basic (type the answer)', 'basic', ['Front', 'Back'], [TYPED]),
  describe('Cloze', 'cloze', ['Text', 'Extra'], [CLOZE]),
  CONTRAST_NOTE_TYPE,
  STATEMENT_NOTE_TYPE,
  DISAGREEMENT_NOTE_TYPE,
];
