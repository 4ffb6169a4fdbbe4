/** The HTML of a field as Markdown, in three ways of rising faithfulness and falling beauty; the dialect's own reader says which one holds. */

import { decodeEntities, escapeHtml } from '../../cards/html-entities.ts';
import { scanHtml } from '../../cards/html-scanner.ts';
import type { HtmlTag, HtmlToken } from '../../cards/html-scanner.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { wrapHtml } from './wrapped-html.ts';

export interface MarkdownDialect {
  /** What a `<br>` is written as. */
  readonly lineBreak: string;
  /** Keeps what the dialect would read as its own marks from being read, in Markdown text: by backslashes or character references. */
  readonly guardText: (text: string) => string;
  /** The same within HTML: by character references. */
  readonly guardHtml: (html: string) => string;
  /** A last look at a whole line of Markdown, after everything else. */
  readonly guardLine: (line: string) => string;
  /** The same within code and formulas, where neither would be understood. */
  readonly guardRaw: (text: string) => string;
  /** What two breaks in a row are written as; null: no otherwise than one after the other. */
  readonly paragraphBreak: string | null;
  /** False: links stay HTML. */
  readonly links: boolean;
}

/**
 * markdown: bold, italic, lists, code, links, images and formulas as Markdown, everything else as HTML within the text. tags: all
 * of it as HTML within the text. block: one line of HTML. The first that reads back as it was is the one to write.
 */
export const MARKDOWN_WAYS = ['markdown', 'tags', 'block'] as const;
export type MarkdownWay = (typeof MARKDOWN_WAYS)[number];

/** The field in one of the ways. Only `block` is sure to hold the field whole, whatever it is. */
export function writeMarkdown(html: string, way: MarkdownWay, dialect: MarkdownDialect): string {
  if (html === '') return '';
  if (way === 'block') return wrapHtml(dropComments(html), dialect.guardHtml);
  const clean = html.replaceAll('\u0000', '').replace(/\r\n?/g, '\n');
  const text = way === 'markdown' ? writeTokens(clean, [...scanHtml(clean)], dialect) : writeTags(clean, dialect);
  return text
    .split('\n')
    .map((line) => dialect.guardLine(line))
    .join('\n');
}

/** Nobody sees them, and a dialect's marks could not be guarded in them. */
function dropComments(html: string): string {
  const parts: string[] = [];
  for (const token of scanHtml(html)) if (token.kind !== 'comment') parts.push(html.slice(token.start, token.end));
  return parts.join('');
}

function writeTags(html: string, dialect: MarkdownDialect): string {
  const parts: string[] = [];
  for (const token of scanHtml(html)) {
    const written = html.slice(token.start, token.end);
    if (token.kind === 'text') parts.push(writeText(written, dialect));
    else if (token.kind !== 'comment') parts.push(dialect.guardHtml(written.replace(/[\n\r]+/g, ' ')));
  }
  return escapeEnds(parts.join(''));
}

const MARKS: ReadonlyMap<string, string> = new Map(Object.entries<string>({ b: '**', strong: '**', i: '*', em: '*', s: '~~', strike: '~~', del: '~~' }));

function writeTokens(html: string, tokens: readonly HtmlToken[], dialect: MarkdownDialect): string {
  const parts: string[] = [];
  const lists: { readonly ordered: boolean; count: number }[] = [];
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index] as HtmlToken;
    const written = html.slice(token.start, token.end);
    index += 1;
    if (token.kind === 'text') {
      parts.push(writeText(written, dialect));
      continue;
    }
    if (token.kind !== 'tag') {
      if (token.kind === 'raw') parts.push(dialect.guardHtml(written.replace(/[\n\r]+/g, ' ')));
      continue;
    }
    const mark = token.attributes.length === 0 ? MARKS.get(token.name) : undefined;
    if (mark !== undefined) parts.push(mark);
    else if (token.name === 'br') parts.push(dialect.lineBreak);
    else if (token.name === 'ul' || token.name === 'ol') {
      if (token.closing) lists.pop();
      else lists.push({ ordered: token.name === 'ol', count: 0 });
    } else if (token.name === 'li' && lists.length > 0) {
      const list = lists.at(-1);
      if (token.closing || list === undefined) continue;
      list.count += 1;
      const indent = lists.slice(0, -1).map(({ ordered }) => (ordered ? '   ' : '  ')).join('');
      parts.push(`${parts.length === 0 ? '' : '\n'}${indent}${list.ordered ? `${String(list.count)}. ` : '- '}`);
    } else {
      const taken = writeWhole(html, tokens, index - 1, dialect);
      parts.push(taken?.text ?? dialect.guardHtml(written.replace(/[\n\r]+/g, ' ')));
      if (taken !== null) index = taken.next;
    }
  }
  return joinParagraphs(escapeEnds(parts.join('')), dialect);
}

function joinParagraphs(text: string, { lineBreak, paragraphBreak }: MarkdownDialect): string {
  return paragraphBreak === null ? text : text.replaceAll(`${lineBreak}${lineBreak}`, paragraphBreak);
}

/** An element that is written as one: code, a link, an image. */
function writeWhole(html: string, tokens: readonly HtmlToken[], at: number, dialect: MarkdownDialect): { readonly text: string; readonly next: number } | null {
  const tag = tokens[at] as HtmlTag;
  if (tag.closing) return null;
  if (tag.name === 'img') {
    const source = valueOf(tag, 'src');
    const words = valueOf(tag, 'alt') ?? '';
    const known = tag.attributes.every(({ name }) => name === 'src' || name === 'alt');
    return known && source !== null && source !== '' ? { text: `![${escapeMarkdown(words)}](${writeAddress(source)})`, next: at + 1 } : null;
  }
  const inside = tokens[at + 1];
  const content = inside?.kind === 'text' ? decodeEntities(html.slice(inside.start, inside.end)) : null;
  const end = tokens[at + 2];
  if (tag.name === 'pre') return writeFence(html, tokens, at, dialect);
  if (content === null || end?.kind !== 'tag' || !end.closing || end.name !== tag.name) return null;
  if (tag.name === 'code' && tag.attributes.length === 0) return { text: writeCode(dialect.guardRaw(content)), next: at + 3 };
  if (dialect.links && tag.name === 'a' && tag.attributes.length === 1) {
    const address = valueOf(tag, 'href');
    return address === null ? null : { text: `[${writeText(escapeHtml(content), dialect)}](${writeAddress(address)})`, next: at + 3 };
  }
  return null;
}

function writeFence(html: string, tokens: readonly HtmlToken[], at: number, dialect: MarkdownDialect): { readonly text: string; readonly next: number } | null {
  const [code, text, codeEnd, preEnd] = tokens.slice(at + 1, at + 5);
  if (code?.kind !== 'tag' || code.name !== 'code' || text?.kind !== 'text' || codeEnd?.kind !== 'tag' || preEnd?.kind !== 'tag') return null;
  if (codeEnd.name !== 'code' || preEnd.name !== 'pre') return null;
  const language = /^language-([\w+#.-]+)$/.exec(valueOf(code, 'class') ?? '')?.[1] ?? '';
  return { text: `${at === 0 ? '' : '\n'}\`\`\`${language}\n${dialect.guardRaw(decodeEntities(html.slice(text.start, text.end)))}\n\`\`\`\n`, next: at + 5 };
}

function writeCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

function writeAddress(address: string): string {
  const encoded = encodeURI(address.replace(LONE_SURROGATE, '\uFFFD')).replaceAll('%25', '%');
  return encoded.replace(/[()'*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function valueOf(tag: HtmlTag, name: string): string | null {
  const attribute = tag.attributes.find((one) => one.name === name);
  return attribute === undefined ? null : decodeEntities(attribute.value);
}

const FORMULA_OR_SOUND =
  /\\\(((?:\\\\|(?!\\[()[\]])[^$]){1,2000}?)\\\)|\\\[((?:\\\\|(?!\\[()[\]])[^$]){1,2000}?)\\\]|\[sound:([^[\]\n]{1,500})\]/g;

/** Formulas and sounds are written as the dialect has them, everything else so that it is read as it stands. */
function writeText(written: string, dialect: MarkdownDialect): string {
  const text = decodeEntities(written.replace(/[\t\n\f\r]/g, ' ')).replace(/[\n\r]/g, ' ').replaceAll('\u0000', '');
  const parts: string[] = [];
  let done = 0;
  for (const match of text.matchAll(FORMULA_OR_SOUND)) {
    parts.push(dialect.guardText(escapeMarkdown(text.slice(done, match.index))));
    const [whole, inline, display, sound] = match;
    if (sound !== undefined) parts.push(`![](${writeAddress(sound)})`);
    else if (inline !== undefined) parts.push(`$${dialect.guardRaw(inline.trim())}$`);
    else parts.push(`$$${dialect.guardRaw((display ?? '').trim())}$$`);
    done = match.index + whole.length;
  }
  parts.push(dialect.guardText(escapeMarkdown(text.slice(done))));
  return parts.join('');
}

/** Space at the ends of a line, or before the backslash that breaks it, would be dropped by readers. */
function escapeEnds(text: string): string {
  const lines = text.split('\n');
  return lines.map((line, index) => escapeEnd(line, index === 0, index < lines.length - 1)).join('\n');
}

function escapeEnd(line: string, isFirst: boolean, isBroken: boolean): string {
  const refer = (space: string): string => Array.from(space, (character) => `&#${String(character.codePointAt(0))};`).join('');
  const mark = isBroken && line.endsWith('\\') ? '\\' : '';
  const whole = mark === '' ? line : line.slice(0, -1);
  const kept = whole.trimEnd();
  const start = isFirst ? kept.length - kept.trimStart().length : 0;
  return `${refer(kept.slice(0, start))}${kept.slice(start)}${refer(whole.slice(kept.length))}${mark}`;
}
