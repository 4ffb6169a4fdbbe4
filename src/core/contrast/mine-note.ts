/** A note as the miner reads it: what its first card asks and answers, as plain text. */

import { parseCloze } from '../cards/cloze.ts';
import type { ClozeNode } from '../cards/cloze.ts';
import type { NoteTypeDefinition } from '../cards/model.ts';
import { stripMarkup } from '../cards/strip-markup.ts';
import { readTemplate } from '../cards/template-parser.ts';
import type { TemplateNode } from '../cards/template-parser.ts';
import type { NoteId } from '../ids.ts';
import { splitWords } from './mine-text.ts';

export interface MinerNote {
  readonly id: NoteId;
  /** Plain text: what is asked; gaps of clozes read “…”. */
  readonly front: string;
  /** Plain text: the first thing the answer adds. */
  readonly back: string;
  /** Whether the front shows a picture or plays a sound: then its words are not the whole question. */
  readonly showsMedia: boolean;
}

type MinedNoteType = Pick<NoteTypeDefinition, 'kind' | 'fields' | 'templates'>;

/** Longer texts are compared by their beginning. */
const MOST_LETTERS = 600;

/** Null for notes with nothing to compare: pictures and sounds alone, one side empty, and notes that are a contrast already. */
export function readMinerNote(id: NoteId, noteType: MinedNoteType, fields: readonly string[]): MinerNote | null {
  if (noteType.kind === 'contrast') return null;
  const texts = noteType.kind === 'cloze' ? readClozeNote(fields) : readPlainNote(noteType, fields);
  if (texts === null || splitWords(texts.front).length === 0 || splitWords(texts.back).length === 0) return null;
  const { front, back, showsMedia } = texts;
  return { id, front: front.slice(0, MOST_LETTERS), back: back.slice(0, MOST_LETTERS), showsMedia };
}

type Texts = Omit<MinerNote, 'id'>;

function hasMedia(html: string): boolean {
  return /<(?:img|audio|video|object)\b|\[sound:/i.test(html);
}

function readClozeNote(fields: readonly string[]): Texts | null {
  const field = fields.find((html) => html.includes('{{c'));
  if (field === undefined) return null;
  const asked: string[] = [];
  const write = (nodes: readonly ClozeNode[], hidden: boolean): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        const inside = write(node.children, true);
        if (!hidden) asked.push(stripMarkup(inside));
        return hidden ? inside : '…';
      })
      .join('');
  const front = stripMarkup(write(parseCloze(field), false));
  return { front, back: asked.join(' · '), showsMedia: hasMedia(field) };
}

function readPlainNote({ fields: definitions, templates }: MinedNoteType, fields: readonly string[]): Texts | null {
  const template = templates[0];
  if (template === undefined) return null;
  const asked = listFields(template.questionFormat);
  const answered = listFields(template.answerFormat).filter((name) => !asked.includes(name));
  const textOf = (name: string): string => stripMarkup(fields[definitions.findIndex((field) => field.name === name)] ?? '');
  const firstFilled = (names: readonly string[]): string => names.map(textOf).find((text) => splitWords(text).length > 0) ?? '';
  const isNumber = (name: string): boolean => /^[\d\s.,#-]*$/.test(textOf(name));
  // Where the front shows several fields, the first that is more than a number is what is asked.
  const front = firstFilled(asked.filter((name) => !isNumber(name)));
  const showsMedia = asked.some((name) => hasMedia(fields[definitions.findIndex((field) => field.name === name)] ?? ''));
  // Some templates hide the answer by scripts or clicks: then it is the next field that reads otherwise.
  const back = firstFilled(answered) || firstFilled(definitions.map(({ name }) => name).filter((name) => textOf(name) !== front && !isNumber(name)));
  return { front, back, showsMedia };
}

function listFields(format: string): readonly string[] {
  const names: string[] = [];
  const collect = (nodes: readonly TemplateNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'section' && !node.inverted) collect(node.children);
      else if (node.kind === 'field' && !node.filters.includes('hint')) names.push(node.name);
    }
  };
  const parsed = readTemplate(format);
  if (parsed.ok) collect(parsed.value);
  return [...new Set(names)];
}
