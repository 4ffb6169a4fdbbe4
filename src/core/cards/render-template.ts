/** Fills a template's tree with a note's fields. Never throws: what cannot be filled is named in the card. */

import { isFieldEmpty } from './field-presence.ts';
import { escapeHtml } from './html-entities.ts';
import { applyFilter, joinTypeFilters } from './template-filters.ts';
import type { TemplateNode } from './template-parser.ts';

export interface TemplateContext {
  /** Fields by name and, unless a field has that name, Anki's special ones (Tags, Type, Deck, Subdeck, Card, CardFlag). */
  readonly values: ReadonlyMap<string, string>;
  readonly clozeNumber: number;
  readonly side: 'question' | 'answer';
  /** Names of the fields written from right to left. */
  readonly rightToLeft: ReadonlySet<string>;
  /** For {{FrontSide}}: the finished question, and what to write where it stands as it is; null on the question itself. */
  readonly frontSide: { readonly html: string; readonly mark: string } | null;
}

/** Beyond this many characters a side is cut off: a template may name a long field any number of times. */
export const MAX_SIDE_LENGTH = 16_000_000;

/** The HTML of one side. */
export function renderTemplate(nodes: readonly TemplateNode[], context: TemplateContext): string {
  const parts: string[] = [];
  let length = 0;
  const add = (text: string) => {
    length += text.length;
    if (length <= MAX_SIDE_LENGTH) parts.push(text);
  };
  const filled = new Map<string, boolean>();
  const isFilled = (name: string) => {
    const known = filled.get(name);
    if (known !== undefined) return known;
    const value = context.values.get(name);
    const result = value === undefined ? name === `c${context.clozeNumber}` : !isFieldEmpty(value);
    filled.set(name, result);
    return result;
  };
  let insideTag = false;
  const write = (children: readonly TemplateNode[]) => {
    for (const node of children) {
      if (length > MAX_SIDE_LENGTH) return;
      if (node.kind === 'text') {
        insideTag = endsInsideTag(node.text, insideTag);
        add(node.text);
      } else if (node.kind === 'field') {
        const text = renderField(node.name, node.filters, context);
        add(context.rightToLeft.has(node.name) && !insideTag && text !== '' ? `<bdi dir="rtl">${text}</bdi>` : text);
      } else {
        if (!context.values.has(node.name) && !/^c[0-9]+$/.test(node.name)) add(nameUnknownField(node.name));
        if (isFilled(node.name) !== node.inverted) write(node.children);
      }
    }
  };
  write(nodes);
  if (length > MAX_SIDE_LENGTH) parts.push('<p class="template-problem">This side of the card is too long to be shown whole.</p>');
  return parts.join('');
}

function renderField(name: string, filters: readonly string[], context: TemplateContext): string {
  const isFrontSide = name === 'FrontSide' && !context.values.has(name);
  if (isFrontSide && filters.length === 0) return context.frontSide?.mark ?? '';
  const value = isFrontSide ? (context.frontSide?.html ?? '') : context.values.get(name);
  // A filter alone, {{filter:}}, is an add-on's business and shows nothing.
  if (name === '') return '';
  if (value === undefined) return nameUnknownField(name);
  let text = value;
  let unknown = '';
  for (const filter of joinTypeFilters(filters)) {
    const next = applyFilter(filter, text, { fieldName: name, clozeNumber: context.clozeNumber, side: context.side });
    if (next === null) unknown += `<span class="template-notice">{unknown filter ${escapeHtml(filter.slice(0, 60))}}</span>`;
    else text = next;
  }
  return text + unknown;
}

function nameUnknownField(name: string): string {
  return `<span class="template-notice">{unknown field ${escapeHtml(name.slice(0, 60))}}</span>`;
}

/** Whether what follows the template's text stands among a tag's attributes, where no element may go. */
function endsInsideTag(text: string, before: boolean): boolean {
  const open = text.lastIndexOf('<');
  const close = text.lastIndexOf('>');
  return open === close ? before : open > close;
}
