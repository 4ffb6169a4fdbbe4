/** The note types that rows of a text become: Basic and Cloze where they are enough, else one made to fit. */

import { PLAIN_CARD_CSS } from '../../cards/built-in-card-css.ts';
import { BASIC_NOTE_TYPE, BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import type { CardTemplate, NoteTypeDefinition } from '../../cards/model.ts';
import { textToHtml } from '../plain-text.ts';

const CLOZE_MARK = /\{\{c\d+(?:,\d+)*::/;

export const CLOZE_NOTE_TYPE = BUILT_IN_NOTE_TYPES.find(({ kind }) => kind === 'cloze') as NoteTypeDefinition;

/** True when a field has cloze deletions in it, so that only a cloze note type makes sense of it. */
export function hasCloze(fields: readonly string[]): boolean {
  return fields.some((field) => CLOZE_MARK.test(field));
}

export interface FittedType {
  /** The name to give to one that has to be made. */
  readonly name: string;
  readonly fieldNames: readonly string[];
  readonly rightToLeft: readonly boolean[];
  /** Which fields have cloze deletions in some row; none for an ordinary note type. */
  readonly clozeFields: ReadonlySet<number>;
  /** Index of the field to ask for: the first that differs from row to row. */
  readonly askedField: number;
}

/** Basic or Cloze when two fields are enough, else a note type that asks for one field and shows the rest with their names. */
export function fitNoteType(fitted: FittedType): NoteTypeDefinition {
  const isCloze = fitted.clozeFields.size > 0;
  if (fitted.fieldNames.length <= 2 && !isCloze) return BASIC_NOTE_TYPE;
  if (fitted.fieldNames.length <= 2 && !fitted.clozeFields.has(1)) return CLOZE_NOTE_TYPE;
  return {
    name: fitted.name,
    kind: isCloze ? 'cloze' : 'basic',
    fields: fitted.fieldNames.map((name, index) => ({ name, rightToLeft: fitted.rightToLeft[index] ?? false })),
    templates: [isCloze ? askClozes(fitted) : askOne(fitted)],
    css: `${PLAIN_CARD_CSS}.field { margin-top: 16px; }\n.label { color: var(--quiet); font-size: 0.7em; }\n`,
    latexPre: BASIC_NOTE_TYPE.latexPre,
    latexPost: BASIC_NOTE_TYPE.latexPost,
  };
}

function askOne({ fieldNames, askedField }: FittedType): CardTemplate {
  const rest = fieldNames.filter((_, index) => index !== askedField).map(showLabelled);
  return {
    name: 'Card 1',
    questionFormat: `<div class="prompt">{{${fieldNames[askedField] ?? ''}}}</div>`,
    answerFormat: ['{{FrontSide}}', '<hr id=answer>', ...rest].join('\n'),
  };
}

function askClozes({ fieldNames, clozeFields }: FittedType): CardTemplate {
  const texts = fieldNames.filter((_, index) => clozeFields.has(index)).map((name) => `{{#${name}}}<div class="prompt">{{cloze:${name}}}</div>{{/${name}}}`);
  const rest = fieldNames.filter((_, index) => !clozeFields.has(index)).map(showLabelled);
  return { name: 'Cloze', questionFormat: texts.join('\n'), answerFormat: [...texts, '<hr id=answer>', ...rest].join('\n') };
}

function showLabelled(name: string): string {
  return `{{#${name}}}<div class="field"><div class="label">${textToHtml(name)}</div>{{${name}}}</div>{{/${name}}}`;
}

const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** True when most of the filled cells begin with a script that is written from right to left. */
export function isRightToLeft(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && filled.filter((cell) => RIGHT_TO_LEFT.test(cell)).length * 2 > filled.length;
}
