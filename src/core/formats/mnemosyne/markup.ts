/** The text of Mnemosyne's facts as the HTML of our fields: line ends, formulas, sounds, cloze brackets and paths of media. */

import { MAX_CLOZE_NUMBER } from '../../cards/cloze.ts';
import { decodeEntities } from '../../cards/html-entities.ts';
import { createFinder, scanHtml } from '../../cards/html-scanner.ts';
import type { HtmlTag } from '../../cards/html-scanner.ts';
import { replaceMediaReferences } from '../../cards/media-references.ts';

/** In these Mnemosyne leaves line ends as they are (its filter escape_to_html). */
const KEEPS_LINES = new Set(['ul', 'table', 'textarea', 'script']);
const SOUNDS = new Set(['audio', 'sound', 'video']);

/** Mnemosyne's formula tags (its filter latex) and what our cards set formulas by. */
const FORMULAS: readonly { readonly opening: string; readonly closing: string; readonly ours: readonly [string, string] }[] = [
  { opening: '<latex>', closing: '</latex>', ours: ['[latex]', '[/latex]'] },
  { opening: '<$$>', closing: '</$$>', ours: ['\\[', '\\]'] },
  { opening: '<$>', closing: '</$>', ours: ['\\(', '\\)'] },
];

/** Keeps all text. Linear in its length. */
export function convertMarkup(text: string): string {
  const parts: string[] = [];
  const state = { keepsLines: 0 };
  let done = 0;
  const finders = FORMULAS.map(({ closing }) => createFinder(text.toLowerCase(), closing));
  for (const match of text.matchAll(/<(?:latex|\$\$|\$)>/gi)) {
    if (match.index < done) continue;
    const index = FORMULAS.findIndex(({ opening }) => opening === match[0].toLowerCase());
    const formula = FORMULAS[index];
    const start = match.index + match[0].length;
    const end = finders[index]?.(start) ?? -1;
    if (formula === undefined || end === -1) continue;
    parts.push(convertHtml(text.slice(done, match.index), state), formula.ours[0], escapeText(text.slice(start, end)), formula.ours[1]);
    done = end + formula.closing.length;
  }
  parts.push(convertHtml(text.slice(done), state));
  return flattenMediaReferences(parts.join(''));
}

function convertHtml(text: string, state: { keepsLines: number }): string {
  const parts: string[] = [];
  for (const token of scanHtml(text)) {
    const written = text.slice(token.start, token.end);
    if (token.kind === 'text') parts.push(convertText(written, state.keepsLines > 0));
    else if (token.kind !== 'tag') parts.push(written);
    else if (SOUNDS.has(token.name) || isSoundSource(token)) parts.push(convertSound(token));
    // Mnemosyne 1's own element, which laid the answer over the question.
    else if (token.name !== 'card') parts.push(written);
    if (token.kind === 'tag' && KEEPS_LINES.has(token.name)) state.keepsLines = Math.max(0, state.keepsLines + (token.closing ? -1 : 1));
  }
  return parts.join('');
}

function convertText(text: string, keepsLines: boolean): string {
  const escaped = text.replaceAll('<', '&lt;');
  return keepsLines ? escaped : escaped.replace(/\r\n|\r|\n/g, '<br>');
}

/** `<audio><source src="…"></audio>`; those of pictures have no src. */
function isSoundSource(tag: HtmlTag): boolean {
  return tag.name === 'source' && tag.attributes.some(({ name }) => name === 'src');
}

function convertSound(tag: HtmlTag): string {
  const source = tag.attributes.find(({ name }) => name === 'src')?.value ?? '';
  return tag.closing || source === '' ? '' : `[sound:${escapeText(flattenMediaName(decodeEntities(source)))}]`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** References to files in folders, written as our flat media folder has them. Everything else stays as it is. */
export function flattenMediaReferences(html: string): string {
  if (!html.includes('<') && !html.includes('[sound:')) return html;
  return replaceMediaReferences(html, ([name]) => {
    const flat = name === undefined ? null : flattenMediaName(name);
    return flat === name ? null : flat;
  });
}

/** `maps/Germany/a.png` becomes `maps-Germany-a.png`; what leads out of the folder stays, and is refused later. */
export function flattenMediaName(path: string): string {
  const levels = path.split(/[/\\]/).filter((level) => level !== '' && level !== '.');
  return levels.length < 2 || levels.includes('..') || /^(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\])/.test(path) ? path : levels.join('-');
}

interface Bracket {
  readonly start: number;
  /** After the closing bracket. */
  readonly end: number;
  readonly hidden: string;
  readonly hint: string | null;
}

/** `[hidden]` and `[hidden:hint]` in order. The brackets of LaTeX's \left[ and \right] are none. */
function listBrackets(text: string): readonly Bracket[] {
  const brackets: Bracket[] = [];
  const findEnd = createFinder(text, ']');
  for (let start = text.indexOf('['); start !== -1; start = text.indexOf('[', Math.max(start + 1, brackets.at(-1)?.end ?? 0))) {
    if (text.endsWith('\\left', start)) continue;
    let end = findEnd(start + 2);
    while (end !== -1 && text.endsWith('\\right', end)) end = text.indexOf(']', end + 1);
    if (end === -1) break;
    const inside = text.slice(start + 1, end);
    const colon = inside.indexOf(':');
    brackets.push({
      start,
      end: end + 1,
      hidden: colon === -1 ? inside : inside.slice(0, colon),
      hint: colon === -1 ? null : inside.slice(colon + 1),
    });
  }
  return brackets;
}

function replaceBrackets(text: string, replace: (bracket: Bracket, index: number) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const [index, bracket] of listBrackets(text).entries()) {
    parts.push(text.slice(done, bracket.start), replace(bracket, index));
    done = bracket.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

/**
 * What stands in brackets as our cloze deletions, numbered in order: number n is Mnemosyne's index n − 1 (its card type cloze).
 * Those beyond the highest number a card can have stay as they are. Apply it before convertMarkup.
 */
export function convertClozes(text: string): string {
  return replaceBrackets(text, ({ start, end, hidden, hint }, index) =>
    index >= MAX_CLOZE_NUMBER
      ? text.slice(start, end)
      : `{{c${String(index + 1)}::${guardBraces(hidden)}${hint === null ? '' : `::${guardBraces(hint)}`}}}`,
  );
}

/** Two closing braces in a row, as formulas have them, would end the cloze deletion. */
function guardBraces(text: string): string {
  return text.replace(/\}(?=\}|$)/g, '} ');
}

/** The sentence itself: brackets and hints taken off. */
export function openBrackets(text: string): string {
  return replaceBrackets(text, ({ hidden }) => hidden);
}

/** A tag of Mnemosyne may hold spaces, ours are single words. Empty for the names it gives to what has no tag. */
export function toTag(name: string): string {
  const trimmed = name.trim();
  return trimmed === '__UNTAGGED__' || trimmed === '<default>' ? '' : trimmed.replace(/\s*::\s*/g, '::').replace(/\s+/g, '_');
}
