/** Cloze deletions: `{{c1::hidden text::hint}}`, several numbers at once (`{{c1,2::…}}`) and one inside the other. */

import { escapeHtml } from './html-entities.ts';
import { scanHtml } from './html-scanner.ts';
import { replaceMaths } from './maths.ts';

export type ClozeNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cloze'; readonly numbers: readonly number[]; readonly children: readonly ClozeNode[]; readonly hint: string | null };

/** Anki goes no further than c500; a note of ours neither. */
export const MAX_CLOZE_NUMBER = 500;
const MAX_DEPTH = 50;

interface OpenCloze {
  readonly opening: string;
  readonly numbers: readonly number[];
  readonly children: ClozeNode[];
  hint: string | null;
}

/** The tree of a field's text. Openings without an end, ends without an opening and what is nested too deeply stay as text. */
export function parseCloze(html: string): readonly ClozeNode[] {
  const root: ClozeNode[] = [];
  if (!html.includes('{{c')) return html === '' ? root : [{ kind: 'text', text: html }];
  const open: OpenCloze[] = [];
  let tooDeep = 0;
  let done = 0;
  const addText = (text: string) => {
    const cloze = open.at(-1);
    if (cloze === undefined) {
      addTextTo(root, text);
      return;
    }
    if (cloze.hint !== null) {
      cloze.hint += text;
      return;
    }
    const separator = text.indexOf('::');
    addTextTo(cloze.children, separator === -1 ? text : text.slice(0, separator));
    if (separator !== -1) cloze.hint = text.slice(separator + 2);
  };
  for (const match of html.matchAll(/\{\{c([0-9][0-9,]*)::|\}\}/g)) {
    addText(html.slice(done, match.index));
    done = match.index + match[0].length;
    if (match[1] !== undefined) {
      if (open.length < MAX_DEPTH && tooDeep === 0) open.push({ opening: match[0], numbers: readNumbers(match[1]), children: [], hint: null });
      else {
        tooDeep += 1;
        addText(match[0]);
      }
    } else if (tooDeep > 0) {
      tooDeep -= 1;
      addText('}}');
    } else {
      const cloze = open.pop();
      if (cloze === undefined) addText('}}');
      else (open.at(-1)?.children ?? root).push({ kind: 'cloze', numbers: cloze.numbers, children: cloze.children, hint: cloze.hint });
    }
  }
  addText(html.slice(done));
  return closeAtEnd(root, open);
}

function addTextTo(nodes: ClozeNode[], text: string): void {
  if (text !== '') nodes.push({ kind: 'text', text });
}

function closeAtEnd(root: ClozeNode[], open: readonly OpenCloze[]): readonly ClozeNode[] {
  for (const cloze of open) {
    root.push({ kind: 'text', text: cloze.opening }, ...cloze.children);
    if (cloze.hint !== null) root.push({ kind: 'text', text: `::${cloze.hint}` });
  }
  return root;
}

function readNumbers(list: string): readonly number[] {
  return list
    .split(',')
    .filter((digits) => digits !== '')
    .map((digits) => Math.min(Number.parseInt(digits, 10), MAX_CLOZE_NUMBER));
}

/** The numbers in use in the fields, ascending, each once; 0 is no number of a card. */
export function listClozeNumbers(fields: readonly string[]): readonly number[] {
  const numbers = new Set<number>();
  const collect = (nodes: readonly ClozeNode[]) => {
    for (const node of nodes) {
      if (node.kind === 'text') continue;
      for (const number of node.numbers) if (number > 0) numbers.add(number);
      collect(node.children);
    }
  };
  for (const field of fields) if (field.includes('{{c')) collect(parseCloze(field));
  return [...numbers].sort((a, b) => a - b);
}

/**
 * The field as the card with that cloze number shows it: on the question the asked texts are `[hint]` or `[…]`, on the answer they
 * stand marked; all other clozes are open. Empty when the field has no cloze of that number, as Anki does.
 */
export function renderCloze(html: string, number: number, side: 'question' | 'answer'): string {
  let found = false;
  const write = (nodes: readonly ClozeNode[]): string =>
    nodes
      .map((node) => {
        if (node.kind === 'text') return node.text;
        const data = `data-ordinal="${node.numbers.join(',')}"`;
        if (!node.numbers.includes(number)) return `<span class="cloze-inactive" ${data}>${write(node.children)}</span>`;
        found = true;
        return `<span class="cloze" ${data}>${side === 'answer' ? write(node.children) : `[${nameHint(node.hint)}]`}</span>`;
      })
      .join('');
  const rendered = write(parseCloze(html));
  return found ? stripTagsInMaths(rendered) : '';
}

/** Only the asked texts of that cloze, joined by a comma: what a learner types, and what is spoken. */
export function readAskedTexts(html: string, number: number): readonly string[] {
  const texts: string[] = [];
  const collect = (nodes: readonly ClozeNode[]) => {
    for (const node of nodes) {
      if (node.kind === 'text') continue;
      if (node.numbers.includes(number)) texts.push(openClozes(node.children));
      else collect(node.children);
    }
  };
  collect(parseCloze(html));
  return texts;
}

/** What is shown where the asked text is hidden. */
export function nameHint(hint: string | null): string {
  return hint === null || hint === '' ? '…' : hint;
}

/** The text with all cloze marks taken off: for titles and lists. */
export function revealClozes(html: string): string {
  return openClozes(parseCloze(html));
}

function openClozes(nodes: readonly ClozeNode[]): string {
  return nodes.map((node) => (node.kind === 'text' ? node.text : openClozes(node.children))).join('');
}

/** Formulas take no tags: within `\(…\)` and `\[…\]` the marks of a cloze are left out and its text stays. */
function stripTagsInMaths(html: string): string {
  if (!html.includes('<span class="cloze')) return html;
  return replaceMaths(html, (inside) => dropSpans(inside));
}

function dropSpans(html: string): string {
  const parts: string[] = [];
  for (const token of scanHtml(html)) {
    if (token.kind === 'tag' && token.name === 'span') continue;
    parts.push(html.slice(token.start, token.end));
  }
  return parts.join('');
}

/** A sentence for a card whose cloze is no longer in its note. */
export function describeMissingCloze(number: number): string {
  return `<p class="template-problem">${escapeHtml(`This card asks for cloze ${number}, which is not in its note any more. Edit the note to add it, or delete the card.`)}</p>`;
}
