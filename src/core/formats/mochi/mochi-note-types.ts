/** Mochi's templates as note types: their Markdown becomes the two sides, their `<< Field >>` our `{{Field}}`. */

import { PLAIN_CARD_CSS } from '../../cards/built-in-card-css.ts';
import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';
import { makeDefinition } from '../anki/note-type.ts';
import type { MochiTemplate } from './mochi-data.ts';
import { renderSides, splitSides } from './mochi-markdown.ts';

const PLACE = /<<\s*([#^/]?)\s*([^<>\n]+?)\s*>>/g;
/** Private characters around a place: Markdown passes them through. */
const MARK = /\uE010([#^/]?)(\d{1,4})\uE011/g;

/** Where a field stands in a template, or where a part of it begins or ends that is there only with, or only without, the field. */
interface Place {
  readonly kind: string;
  readonly index: number;
}

/** The template's content with values in the places of its fields; a place whose field there is none stays as it is. */
export function fillTemplate(template: MochiTemplate, values: ReadonlyMap<string, string>): string {
  const filled: string[] = [];
  const sections: { readonly index: number; readonly isShown: boolean }[] = [];
  for (const part of splitPlaces(template)) {
    const value = typeof part === 'string' ? part : (values.get(template.fields[part.index]?.id ?? '') ?? '');
    if (typeof part !== 'string' && part.kind === '/') {
      if (sections.at(-1)?.index === part.index) sections.pop();
    } else if (typeof part !== 'string' && part.kind !== '') {
      sections.push({ index: part.index, isShown: (value !== '') === (part.kind === '#') });
    } else if (sections.every(({ isShown }) => isShown)) {
      filled.push(value);
    }
  }
  return filled.join('');
}

function splitPlaces({ content, fields }: MochiTemplate): readonly (string | Place)[] {
  const parts: (string | Place)[] = [];
  let done = 0;
  for (const match of content.matchAll(PLACE)) {
    const [whole, kind = '', name = ''] = match;
    const index = fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase() || field.id === name);
    if (index < 0) continue;
    parts.push(content.slice(done, match.index), { kind, index });
    done = match.index + whole.length;
  }
  return [...parts, content.slice(done)];
}

/** Parts that go on over the end of a side, which no card could show, are there always. */
function keepWholeSections(side: string): string {
  const open: string[] = [];
  const isWhole = [...side.matchAll(MARK)].every(([, kind = '', index = '']) => {
    if (kind === '/') return open.pop() === index;
    if (kind !== '') open.push(index);
    return true;
  });
  return isWhole && open.length === 0 ? side : side.replace(MARK, (mark, kind: string) => (kind === '' ? mark : ''));
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
  const marked = splitPlaces(template).map((part) => (typeof part === 'string' ? part : `\uE010${part.kind}${String(part.index)}\uE011`)).join('');
  const show = (sides: readonly string[]): string =>
    renderSides(sides.map(keepWholeSections))
      .replaceAll('{{', '{&#123;')
      .replace(MARK, (_mark, kind: string, index: string) => `{{${kind}${named.fields[Number(index)]?.name ?? ''}}}`);
  const [front = '', ...back] = splitSides(marked);
  const [question, answer] = [show([front]), show(back)];
  const templates = [{ name: 'Card 1', questionFormat: question, answerFormat: `{{FrontSide}}\n<hr id=answer>\n${answer}` }];
  if (isReversed) templates.push({ name: 'Card 2', questionFormat: answer, answerFormat: `{{FrontSide}}\n<hr id=answer>\n${question}` });
  return { ...named, templates };
}
