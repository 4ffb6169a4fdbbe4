/** `{{type:Field}}`: the place where an answer is typed, and the text expected there. */

import { readAskedTexts } from './cloze.ts';
import { decodeEntities } from './html-entities.ts';
import { scanHtml } from './html-scanner.ts';
import type { TemplateNode } from './template-parser.ts';

/** `nc` (no combining): marks over letters do not count. */
export type TypeAnswerForm = 'plain' | 'cloze' | 'nc';

/** Where the input, and on the answer the comparison, belongs. */
export function markTypeAnswer(form: TypeAnswerForm): string {
  return `<span data-versus-type-answer="${form === 'nc' ? 'nc' : ''}"></span>`;
}

/** The HTML without those places: where nothing is expected, and in the question repeated above an answer that has its own. */
export function dropTypeAnswerMarks(html: string): string {
  return html.replaceAll(markTypeAnswer('plain'), '').replaceAll(markTypeAnswer('nc'), '');
}

/** The first field of the template that is to be typed, or null. */
export function findTypeField(nodes: readonly TemplateNode[]): { readonly name: string; readonly form: TypeAnswerForm } | null {
  for (const node of nodes) {
    if (node.kind === 'section') {
      const found = findTypeField(node.children);
      if (found !== null) return found;
    } else if (node.kind === 'field' && node.filters.includes('type')) {
      const form = node.filters.includes('cloze') ? 'cloze' : node.filters.includes('nc') ? 'nc' : 'plain';
      return { name: node.name, form };
    }
  }
  return null;
}

/** The text a learner is to type for that field: one line without markup and sounds; for a cloze its asked texts, joined by a comma. */
export function readExpectedAnswer(html: string, form: TypeAnswerForm, clozeNumber: number): string {
  if (form !== 'cloze') return readSpokenText(html);
  return [...new Set(readAskedTexts(html, clozeNumber).map(readSpokenText))].join(', ');
}

/** One line of text without markup, sounds and names of images: what is said or typed for a field. */
export function readSpokenText(html: string): string {
  const parts: string[] = [];
  for (const token of scanHtml(html)) {
    if (token.kind === 'text') parts.push(decodeEntities(html.slice(token.start, token.end)));
    else if (token.kind === 'tag' && /^(?:br|div|p|li|tr)$/.test(token.name)) parts.push(' ');
  }
  return parts
    .join('')
    .replace(/\[sound:[^[\]]{1,1000}\]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}
