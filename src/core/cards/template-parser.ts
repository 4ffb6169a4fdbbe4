/** Reads a card template into a tree. Linear in its length and bounded in depth; what is wrong with it is told and never thrown. */

import type { Result } from '../result.ts';
import { createFinder } from './html-scanner.ts';

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  /** `{{filter2:filter1:Field}}`; the filters stand in the order in which they apply, that is from right to left. */
  | { readonly kind: 'field'; readonly name: string; readonly filters: readonly string[] }
  | { readonly kind: 'section'; readonly name: string; readonly inverted: boolean; readonly children: readonly TemplateNode[] };

/** `{{=<% %>=}}` is Anki's old way to say that from here on fields stand in `<% %>` too. */
const OLD_DELIMITERS = '=<% %>=';

export const MAX_TEMPLATE_DEPTH = 100;

interface OpenSection {
  readonly name: string;
  readonly inverted: boolean;
  readonly children: TemplateNode[];
}

/** Returns the tree, or a sentence that says where the template goes wrong. HTML comments are text: nothing in them is filled in. */
export function parseTemplate(template: string): Result<readonly TemplateNode[], string> {
  const root: TemplateNode[] = [];
  const open: OpenSection[] = [];
  for (const piece of splitTemplate(template)) {
    const target = open.at(-1)?.children ?? root;
    if (piece.kind === 'text') {
      if (piece.text !== '') target.push({ kind: 'text', text: piece.text });
      continue;
    }
    if (piece.kind === 'unclosed') return problem(`The braces opened at “${shorten(piece.text)}” are never closed.`);
    const sign = piece.text.charAt(0);
    const name = piece.text.slice(1).trim();
    if (sign === '#' || sign === '^') {
      if (open.length >= MAX_TEMPLATE_DEPTH) return problem(`More than ${MAX_TEMPLATE_DEPTH} sections stand inside each other.`);
      open.push({ name, inverted: sign === '^', children: [] });
    } else if (sign === '/') {
      const section = open.pop();
      if (section === undefined) return problem(`{{/${shorten(name)}}} closes a section that was not opened.`);
      if (section.name !== name) return problem(`{{/${shorten(name)}}} stands where {{/${shorten(section.name)}}} should be.`);
      (open.at(-1)?.children ?? root).push({ kind: 'section', ...section });
    } else if (sign !== '!') {
      target.push(readField(piece.text));
    }
  }
  const left = open.at(-1);
  if (left !== undefined) return problem(`{{${left.inverted ? '^' : '#'}${shorten(left.name)}}} is not closed by {{/${shorten(left.name)}}}.`);
  return { ok: true, value: root };
}

/** Cards come by the hundred thousand and templates by the dozen. */
const recent = new Map<string, Result<readonly TemplateNode[], string>>();
const MOST_RECENT = 200;

/** As parseTemplate, remembering what was read lately. */
export function readTemplate(template: string): Result<readonly TemplateNode[], string> {
  const known = recent.get(template);
  if (known !== undefined) return known;
  const parsed = parseTemplate(template);
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(template, parsed);
  return parsed;
}

/** Writes the tree as a template that reads back as the same tree. */
export function writeTemplate(nodes: readonly TemplateNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'field') return `{{${[...node.filters].reverse().concat(node.name).join(':')}}}`;
      return `{{${node.inverted ? '^' : '#'}${node.name}}}${writeTemplate(node.children)}{{/${node.name}}}`;
    })
    .join('');
}

type Piece = { readonly kind: 'text' | 'tag' | 'unclosed'; readonly text: string };

function* splitTemplate(text: string): Generator<Piece> {
  const openings = /\{\{|<%|<!--/g;
  const findEnd = { '{{': createFinder(text, '}}'), '<%': createFinder(text, '%>'), '<!--': createFinder(text, '-->') };
  let takesOldDelimiters = false;
  let done = 0;
  for (let match = openings.exec(text); match !== null; match = openings.exec(text)) {
    const opening = match[0] as keyof typeof findEnd;
    if (opening === '<%' && !takesOldDelimiters) continue;
    const end = findEnd[opening](openings.lastIndex);
    if (opening === '<!--') {
      if (end !== -1) openings.lastIndex = end + 3;
      continue;
    }
    yield { kind: 'text', text: text.slice(done, match.index) };
    if (end === -1) {
      yield { kind: 'unclosed', text: text.slice(match.index) };
      return;
    }
    // {{{Field}}} means the same as {{Field}}.
    const inside = text.slice(openings.lastIndex, end).replace(/^\{+/, '').trim();
    done = end + 2;
    if (opening === '{{' && text.startsWith('{{{', match.index) && text.startsWith('}', done)) done += 1;
    openings.lastIndex = done;
    if (inside === OLD_DELIMITERS) takesOldDelimiters = true;
    else yield { kind: 'tag', text: inside };
  }
  yield { kind: 'text', text: text.slice(done) };
}

function readField(inside: string): TemplateNode {
  const parts = inside.split(':').map((part) => part.trim());
  const name = parts.pop() ?? '';
  return { kind: 'field', name, filters: parts.reverse() };
}

function problem(sentence: string): Result<readonly TemplateNode[], string> {
  return { ok: false, problem: sentence };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
