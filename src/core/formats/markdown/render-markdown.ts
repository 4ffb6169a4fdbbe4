/** Markdown as the HTML of a field: CommonMark with tables, formulas, highlights and wiki links, in the plain tags that the editor writes. */

import markdownIt from 'markdown-it';
import type { MarkdownIt, StateInline, Token } from 'markdown-it';
import { escapeHtml } from '../../cards/html-entities.ts';
import { textToHtml } from '../plain-text.ts';
import { isHtml } from './html-elements.ts';
import { seeThroughMarks } from './see-through-marks.ts';
import { dropWrapping } from './wrapped-html.ts';

export interface MarkdownReading {
  /** What the end of a line within a paragraph is: Obsidian shows it, CommonMark takes it for a space. */
  readonly lineEnds: 'break' | 'space';
  /** `[[page|text]]`, `![[file]]`, `==marked==` and `%%comments%%`, as Obsidian has them. */
  readonly wiki: boolean;
}

const PLAYED = /\.(?:mp3|m4a|ogg|oga|opus|wav|flac|aac|3gp|mp4|webm|ogv|mov|mkv|avi)$/i;
const SHOWN = /\.(?:png|jpe?g|gif|svg|webp|bmp|avif|tiff?)$/i;
const PLAIN_TAGS: Readonly<Record<string, string>> = { strong: 'b', em: 'i' };

const commonMark = createParser(false);
const wikiMark = createParser(true);

function createParser(wiki: boolean): MarkdownIt {
  const parser = markdownIt({ html: true });
  seeThroughMarks(parser);
  parser.inline.ruler.before('escape', 'maths', readMaths);
  if (wiki) {
    parser.inline.ruler.before('link', 'wiki', readWikiLink);
    parser.inline.ruler.before('emphasis', 'mark', readMark);
  }
  return parser;
}

/** A line without any mark, as most sides of cards are: the parser would give it back as it is. */
const PLAIN_LINE = /^\p{L}[\p{L}\p{M}\p{N} ,.;:'"()?/-]*$/u;

/** Longer texts are no card's side; parsing brackets by the ten thousand would take squared time. */
const LONGEST_MARKDOWN = 50_000;

/**
 * The HTML that the Markdown stands for; of texts beyond 50,000 characters, the text as it is. A single line gets no element around it; between paragraphs stand two `<br>`. Raw HTML is
 * passed through as it is (cards are sanitised where they are shown); `$x$` and `$$x$$` become `\(x\)` and `\[x\]`.
 */
export function renderMarkdown(markdown: string, reading: MarkdownReading): string {
  if (PLAIN_LINE.test(markdown)) return markdown.trimEnd();
  const wrapped = dropWrapping(markdown);
  if (wrapped !== null) return wrapped;
  if (markdown.length > LONGEST_MARKDOWN) return textToHtml(markdown);
  const text = (reading.wiki ? markdown.replace(/%%[\s\S]*?%%/g, '') : markdown).replace(LOOSE_IMAGE, '![$1](<$2>)');
  const html = renderBlocks(parse(text, reading), reading);
  return SEEN.test(html) || MAY_BE_UNSEEN.test(markdown) ? html : textToHtml(markdown.trim());
}

/** `![](two words.png)`, which CommonMark wants in angle brackets, and people do not. */
const LOOSE_IMAGE = /!\[([^[\]\n]{0,500})\]\(([^()<>\n]{1,300}[^\S\n][^()<>\n]{0,300}\.(?:png|jpe?g|gif|svg|webp|mp3|m4a|ogg|wav|mp4|webm))\)/gi;

/** Something that shows on a card: text, or an element that has none. */
const SEEN = /^[^<]*[^<\s]|>[^<]*[^<\s]|<(?:img|hr|br|input|video|audio|svg|iframe|object)\b/i;
/** HTML and comments may be written so as not to show. */
const MAY_BE_UNSEEN = /[<&]|%%|^\s*$/;

function parse(text: string, reading: MarkdownReading): Token[] {
  return (reading.wiki ? wikiMark : commonMark).parse(text.replaceAll('\u0000', ''), {});
}

function renderBlocks(tokens: readonly Token[], reading: MarkdownReading): string {
  const parts: string[] = [];
  let afterParagraph = false;
  for (const token of tokens) {
    if (token.type === 'paragraph_open') {
      if (afterParagraph) parts.push('<br><br>');
    } else if (token.type === 'inline') {
      parts.push(renderInline(token.children ?? [], reading));
    } else if (token.type !== 'paragraph_close') {
      parts.push(renderBlock(token, reading));
    }
    afterParagraph = token.type === 'paragraph_close';
  }
  return parts.join('');
}

function renderBlock(token: Token, reading: MarkdownReading): string {
  switch (token.type) {
    case 'fence':
    case 'code_block': {
      const language = /^[\w+#.-]+/.exec(token.info)?.[0];
      const attribute = language === undefined ? '' : ` class="language-${escapeHtml(language)}"`;
      return `<pre><code${attribute}>${escapeText(token.content.replace(/\n$/, ''))}</code></pre>`;
    }
    case 'html_block':
      return isHtml(token.content.trimStart()) ? token.content.replace(/\n+$/, '') : renderLoose(token.content.trim(), reading);
    default:
      return renderTag(token);
  }
}

/** Text that is no block of HTML after all. */
function renderLoose(text: string, reading: MarkdownReading): string {
  return renderBlocks((reading.wiki ? wikiMark : commonMark).parseInline(text, {}), reading);
}

function renderInline(tokens: readonly Token[], reading: MarkdownReading): string {
  return tokens.map((token) => renderInlineToken(token, reading)).join('');
}

function renderInlineToken(token: Token, reading: MarkdownReading): string {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return escapeText(token.content);
    case 'softbreak':
      return reading.lineEnds === 'break' ? '<br>' : ' ';
    case 'hardbreak':
      return '<br>';
    case 'code_inline':
      return `<code>${escapeText(token.content)}</code>`;
    case 'html_inline':
      return isHtml(token.content) ? token.content : escapeText(token.content);
    case 'ready_html':
      return token.content;
    case 'image':
      return renderEmbedded(String(token.attrGet('src') ?? ''), token.content);
    default:
      return renderTag(token);
  }
}

function renderTag(token: Token): string {
  if (token.tag === '') return '';
  const name = PLAIN_TAGS[token.tag] ?? token.tag;
  if (token.nesting === -1) return `</${name}>`;
  return `<${name}${(token.attrs ?? []).map(([key, value]) => ` ${key}="${escapeHtml(String(value))}"`).join('')}>`;
}

/** An image, or `[sound:…]` for what is played. `note` is the text for those who do not see it, or its size. */
function renderEmbedded(address: string, note: string): string {
  const isWeb = /^[a-z][a-z0-9+.-]*:/i.test(address);
  const path = isWeb ? address : decodeAddress(address);
  if (!isWeb && PLAYED.test(path) && !/[[\]]/.test(path)) return `[sound:${escapeText(path)}]`;
  const size = /^(\d{1,5})(?:x(\d{1,5}))?$/.exec(note);
  const words = size === null && note !== '' ? ` alt="${escapeHtml(note)}"` : '';
  const width = size === null ? '' : ` width="${size[1] ?? ''}"${size[2] === undefined ? '' : ` height="${size[2]}"`}`;
  return `<img src="${escapeHtml(path)}"${words}${width}>`;
}

function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Only what must be: fields are written as the editor writes them, quotes as they are. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function pushHtml(state: StateInline, html: string, end: number): true {
  state.push('ready_html', '', 0).content = html;
  state.pos = end;
  return true;
}

/** `$…$` that does not begin or end with space and is not followed by a digit (so that prices stay prices), and `$$…$$`. */
function readMaths(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '$') return false;
  const pattern = src[pos + 1] === '$' ? DISPLAY_MATHS : INLINE_MATHS;
  pattern.lastIndex = pos;
  const match = pattern.exec(src);
  if (match === null || pattern.lastIndex > state.posMax) return false;
  if (silent) {
    state.pos = pattern.lastIndex;
    return true;
  }
  const tex = escapeText((match[1] ?? '').trim());
  return pushHtml(state, pattern === DISPLAY_MATHS ? `\\[${tex}\\]` : `\\(${tex}\\)`, pattern.lastIndex);
}

const DISPLAY_MATHS = /\$\$((?:\\[\s\S]|[^$\\]){1,20000})\$\$/y;
const INLINE_MATHS = /\$(?=\S)((?:\\[\s\S]|[^$\\]){0,5000}(?:\\\S|[^$\\\s]))\$(?!\d)/y;

const WIKI_LINK = /(!?)\[\[([^[\]|\n]{1,500})((?:\|[^[\]|\n]{0,500})*)\]\]/y;

/** A link to a page is its text; an embedded file is shown or played. */
function readWikiLink(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '[' && src[pos] !== '!') return false;
  WIKI_LINK.lastIndex = pos;
  const match = WIKI_LINK.exec(src);
  if (match === null || WIKI_LINK.lastIndex > state.posMax) return false;
  const end = WIKI_LINK.lastIndex;
  if (silent) {
    state.pos = end;
    return true;
  }
  const target = (match[2] ?? '').trim();
  const label = (match[3] ?? '').split('|').at(-1)?.trim() ?? '';
  const isFile = match[1] === '!' && (SHOWN.test(target) || PLAYED.test(target));
  return pushHtml(state, isFile ? renderEmbedded(encodeURIComponent(target), label) : escapeText(label === '' ? target.replace(/^#\^?/, '') : label), end);
}

/** `==marked==` outside cloze cards. */
function readMark(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (!src.startsWith('==', pos) || /\s|=/.test(src[pos + 2] ?? ' ')) return false;
  const end = src.indexOf('==', pos + 3);
  if (end === -1 || end + 2 > posMax || /\s/.test(src[end - 1] ?? ' ')) return false;
  if (silent) {
    state.pos = end + 2;
    return true;
  }
  state.push('mark_open', 'mark', 1);
  state.pos = pos + 2;
  state.posMax = end;
  state.md.inline.tokenize(state);
  state.posMax = posMax;
  state.push('mark_close', 'mark', -1);
  state.pos = end + 2;
  return true;
}
