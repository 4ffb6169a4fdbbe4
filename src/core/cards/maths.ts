/** Formulas in fields: finds `\( \)`, `\[ \]`, `[latex]`, `[$]` and `[$$]` and marks them so that the frame can set them. */

import { decodeEntities, escapeHtml } from './html-entities.ts';
import { createFinder, scanHtml } from './html-scanner.ts';
import { renderLatexDocument } from './latex-document.ts';

interface Delimiters {
  readonly opening: string;
  readonly closing: string;
  readonly display: boolean;
  /** A whole LaTeX document's body, in which formulas are set off by `$`. */
  readonly isDocument: boolean;
}

const DELIMITERS: readonly Delimiters[] = [
  { opening: '\\(', closing: '\\)', display: false, isDocument: false },
  { opening: '\\[', closing: '\\]', display: true, isDocument: false },
  { opening: '[latex]', closing: '[/latex]', display: false, isDocument: true },
  { opening: '[$]', closing: '[/$]', display: false, isDocument: false },
  { opening: '[$$]', closing: '[/$$]', display: true, isDocument: false },
];
const OPENINGS = /\\\(|\\\[|\[latex\]|\[\$\$?\]/g;

/** Elements that may stand inside a formula because an editor put them there; they carry line breaks or nothing. */
const PASSABLE = new Set(['br', 'div', 'p', 'span', 'b', 'i', 'u', 'em', 'strong', 'font', 'wbr']);
/** Elements in which nothing is a formula. */
const LITERAL = new Set(['pre', 'code', 'textarea', 'style', 'script']);

/** The text with what stands between `\(…\)` and `\[…\]` replaced, delimiters kept. Linear in the text. */
export function replaceMaths(html: string, replace: (inside: string) => string): string {
  return replaceDelimited(html, (inside, { opening, closing, isDocument }) =>
    opening.startsWith('\\') && !isDocument ? `${opening}${replace(inside)}${closing}` : null,
  );
}

/**
 * Puts `<span data-versus-maths="inline|display">TeX</span>` in place of each formula of a card's HTML: its tags taken off, line
 * breaks kept, character references decoded and written again. Formulas in code or pre, or torn by other elements, stay as text.
 */
export function markMaths(html: string): string {
  if (!html.includes('\\(') && !html.includes('\\[') && !/\[(?:latex|\$)/i.test(html)) return html;
  const literal = findLiteralRanges(html);
  let next = 0;
  return replaceDelimited(html, (inside, delimiters, start) => {
    while (next < literal.length && (literal[next]?.end ?? 0) <= start) next += 1;
    const range = literal[next];
    if (range !== undefined && range.start <= start) return null;
    const tex = readTex(inside);
    if (tex === null || tex === '') return null;
    return delimiters.isDocument ? markDocument(tex) : markFormula(tex, delimiters.display);
  });
}

function markFormula(tex: string, display: boolean): string {
  return `<span data-versus-maths="${display ? 'display' : 'inline'}">${escapeHtml(tex)}</span>`;
}

/** A body without anything but a formula is one formula; anything else is a document. */
function markDocument(tex: string): string {
  const isFormula = !/[$%]|\\[([]|\\begin\{|\\text|\\emph|\\\\|\n\s*\n/.test(tex) && /\\[A-Za-z]+/.test(tex);
  return isFormula ? markFormula(tex, false) : renderLatexDocument(tex, markFormula);
}

/** The TeX of a formula, or null where an element inside it cannot be passed over without tearing the card apart. */
function readTex(inside: string): string | null {
  if (!inside.includes('<') && !inside.includes('&')) return inside.trim();
  const parts: string[] = [];
  const open: string[] = [];
  for (const token of scanHtml(inside)) {
    if (token.kind === 'text') parts.push(decodeEntities(inside.slice(token.start, token.end)));
    else if (token.kind === 'tag') {
      if (!PASSABLE.has(token.name)) return null;
      if (token.name === 'br' || token.name === 'div' || token.name === 'p') parts.push('\n');
      if (token.name === 'br' || token.name === 'wbr') continue;
      if (!token.closing) open.push(token.name);
      else if (open.pop() !== token.name) return null;
    }
  }
  return open.length > 0 ? null : parts.join('').replaceAll('\u00a0', ' ').trim();
}

function findLiteralRanges(html: string): readonly { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let element: string | null = null;
  let start = 0;
  for (const token of scanHtml(html)) {
    if (token.kind === 'comment' || token.kind === 'raw') {
      if (element === null) ranges.push({ start: token.start, end: token.end });
    } else if (token.kind === 'tag') {
      if (element === null) {
        // Attributes hold no formulas either.
        ranges.push({ start: token.start, end: token.end });
        if (LITERAL.has(token.name) && !token.closing) [element, start] = [token.name, token.start];
      } else if (token.closing && token.name === element) {
        ranges.push({ start, end: token.end });
        element = null;
      }
    }
  }
  if (element !== null) ranges.push({ start, end: html.length });
  return ranges;
}

function replaceDelimited(html: string, replace: (inside: string, delimiters: Delimiters, start: number) => string | null): string {
  const lowered = html.replace(/\[\/?latex\]/gi, (tag) => tag.toLowerCase());
  const finders = new Map(DELIMITERS.map((delimiters) => [delimiters.opening, { delimiters, find: createFinder(lowered, delimiters.closing) }]));
  const openings = new RegExp(OPENINGS);
  const parts: string[] = [];
  let done = 0;
  for (let match = openings.exec(lowered); match !== null; match = openings.exec(lowered)) {
    const entry = finders.get(match[0]);
    if (entry === undefined) continue;
    const end = entry.find(openings.lastIndex);
    if (end === -1) continue;
    // The innermost opening counts; and a torn formula is never read twice, so that the work stays linear.
    const start = Math.max(match.index, lowered.lastIndexOf(match[0], end - 1));
    const insideStart = start + match[0].length;
    openings.lastIndex = end + entry.delimiters.closing.length;
    const replaced = end - insideStart > LONGEST_FORMULA ? null : replace(html.slice(insideStart, end), entry.delimiters, start);
    if (replaced === null) continue;
    parts.push(html.slice(done, start), replaced);
    done = openings.lastIndex;
  }
  parts.push(html.slice(done));
  return parts.join('');
}

/** Longer texts are not typeset: no formula is that long. */
const LONGEST_FORMULA = 20_000;
