/** Mochi's templates as note types: their Markdown becomes the two sides, their `<< Field >>` our `{{Field}}`. */

import { PLAIN_CARD_CSS } from '../../cards/built-in-card-css.ts';
import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';
import { makeDefinition } from '../anki/note-type.ts';
import type { MochiTemplate } from './mochi-data.ts';
import { renderSides, splitSides } from './mochi-markdown.ts';

const PLACE = /<<\s*([^<>\n]+?)\s*>>/g;
/** Private characters around a number: Markdown passes them through. */
const MARK = /\uE010(\d{1,4})\uE011/g;

/** The template's content with values in the places of its fields; a place whose field there is none stays as it is. */
export function fillTemplate(template: MochiTemplate, values: ReadonlyMap<string, string>): string {
  return replacePlaces(template, (index) => values.get(template.fields[index]?.id ?? '') ?? '');
}

function replacePlaces({ content, fields }: MochiTemplate, replace: (index: number) => string): string {
  return content.replace(PLACE, (whole, name: string) => {
    const index = fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase() || field.id === name);
    return index < 0 ? whole : replace(index);
  });
}

/** `isReversed`: with a second card that asks the other way round. */
export function describeTemplate(template: MochiTemplate, isReversed: boolean): NoteTypeDefinition {
  const named = makeDefinition({
    name: `${template.name.trim() || 'Mochi template'}${isReversed ? ' (and reversed)' : ''}`,
    isCloze: false,
    // Names stand in templates, so they cannot hold what templates are written with.
    fields: template.fields.map(({ name }) => ({ name: name.replace(/[{}:"\n\r]/g, ' ').replace(/^[\s#^/!]+/, ''), rightToLeft: false })),
    templates: [],
    css: PLAIN_CARD_CSS,
    latexPre: BASIC_NOTE_TYPE.latexPre,
    latexPost: BASIC_NOTE_TYPE.latexPost,
  });
  const marked = replacePlaces(template, (index) => `\uE010${String(index)}\uE011`);
  const show = (sides: readonly string[]): string =>
    renderSides(sides).replaceAll('{{', '{&#123;').replace(MARK, (_mark, index: string) => `{{${named.fields[Number(index)]?.name ?? ''}}}`);
  const [front = '', ...back] = splitSides(marked);
  const [question, answer] = [show([front]), show(back)];
  const templates = [{ name: 'Card 1', questionFormat: question, answerFormat: `{{FrontSide}}\n<hr id=answer>\n${answer}` }];
  if (isReversed) templates.push({ name: 'Card 2', questionFormat: answer, answerFormat: `{{FrontSide}}\n<hr id=answer>\n${question}` });
  return { ...named, templates };
}
