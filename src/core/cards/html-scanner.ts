/** Splits HTML into text, tags, comments and the contents of style and script, in one pass and in linear time. It judges nothing: what it cannot read is text. */

export interface HtmlAttribute {
  /** Lower case. */
  readonly name: string;
  /** As written, without its quotes, character references not decoded; empty when there is none. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface HtmlTag {
  readonly kind: 'tag';
  readonly start: number;
  readonly end: number;
  /** Lower case. */
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: readonly HtmlAttribute[];
}

export type HtmlToken =
  | HtmlTag
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'comment'; readonly start: number; readonly end: number }
  /** What stands between `<style>` or `<script>` and its end tag. */
  | { readonly kind: 'raw'; readonly start: number; readonly end: number; readonly element: string };

/** Answers `indexOf` from rising positions, and remembers that nothing more is to be found: so a text of a million openings stays linear. */
export function createFinder(text: string, needle: string): (from: number) => number {
  return rememberFound((from) => text.indexOf(needle, from));
}

/** As createFinder, for what a pattern matches; the pattern is global and begins with a fixed character. */
function createPatternFinder(text: string, pattern: RegExp): (from: number) => number {
  return rememberFound((from) => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? -1;
  });
}

function rememberFound(find: (from: number) => number): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found !== -1 && found < from) found = find(from);
    return found;
  };
}

/** Lowers A–Z only, so that positions stay the same. */
export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const TAG_NAME = /<(\/?)([A-Za-z][^\s/>]{0,200})/y;
const ATTRIBUTE = /([\s/]*)([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?/y;
const TAG_END = /[\s/="']*>/y;
const STRAY = /[\s/="']+/y;

/** The tokens of the text in order; together they cover it without gaps. */
export function* scanHtml(html: string): Generator<HtmlToken> {
  const findCommentEnd = createFinder(html, '-->');
  const findClose = createFinder(html, '>');
  const findRawEnd = { style: createPatternFinder(html, /<\/style/gi), script: createPatternFinder(html, /<\/script/gi) };
  let ignoresQuotes = false;
  let textStart = 0;
  let position = html.indexOf('<');
  while (position !== -1) {
    const token = readMarkup(html, position, findCommentEnd, findClose, ignoresQuotes);
    if (token === 'unfinished') {
      ignoresQuotes = true;
      continue;
    }
    if (token === null) {
      position = html.indexOf('<', position + 1);
      continue;
    }
    if (textStart < position) yield { kind: 'text', start: textStart, end: position };
    yield token;
    textStart = token.end;
    if (token.kind === 'tag' && !token.closing && (token.name === 'style' || token.name === 'script')) {
      const end = findRawEnd[token.name](textStart);
      if (end > textStart) yield { kind: 'raw', start: textStart, end, element: token.name };
      if (end !== -1) textStart = end;
    }
    position = html.indexOf('<', textStart);
  }
  if (textStart < html.length) yield { kind: 'text', start: textStart, end: html.length };
}

function readMarkup(
  html: string,
  start: number,
  findCommentEnd: (from: number) => number,
  findClose: (from: number) => number,
  ignoresQuotes: boolean,
): HtmlToken | null | 'unfinished' {
  const next = html.charCodeAt(start + 1);
  if (next === 0x21 || next === 0x3f) {
    if (html.startsWith('<!--', start)) {
      const end = findCommentEnd(start + 4);
      if (end !== -1) return { kind: 'comment', start, end: end + 3 };
    }
    const end = findClose(start);
    return end === -1 ? null : { kind: 'comment', start, end: end + 1 };
  }
  if (findClose(start) === -1) return null;
  TAG_NAME.lastIndex = start;
  const opening = TAG_NAME.exec(html);
  if (opening === null) return null;
  if (ignoresQuotes) {
    return { kind: 'tag', start, end: findClose(start) + 1, name: lowerAscii(opening[2] ?? ''), closing: opening[1] === '/', attributes: [] };
  }
  const attributes: HtmlAttribute[] = [];
  let position = TAG_NAME.lastIndex;
  while (position < html.length) {
    TAG_END.lastIndex = position;
    if (TAG_END.test(html)) {
      return { kind: 'tag', start, end: TAG_END.lastIndex, name: lowerAscii(opening[2] ?? ''), closing: opening[1] === '/', attributes };
    }
    ATTRIBUTE.lastIndex = position;
    const match = ATTRIBUTE.exec(html);
    if (match !== null) {
      const value = match[3] ?? '';
      const quoted = value.startsWith('"') || value.startsWith("'");
      const end = ATTRIBUTE.lastIndex;
      const start = position + (match[1] ?? '').length;
      attributes.push({ name: lowerAscii(match[2] ?? ''), value: quoted ? value.slice(1, -1) : value, start, end });
      position = end;
      continue;
    }
    STRAY.lastIndex = position;
    position = STRAY.test(html) ? STRAY.lastIndex : position + 1;
  }
  // A quote is never closed: from here on tags end at the next `>`. Looking for the quote again from each `<` would take squared time.
  return 'unfinished';
}
