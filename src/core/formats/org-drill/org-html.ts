/** Org's markup as the HTML of a field. */

import { escapeHtml } from '../../cards/html-entities.ts';
import { escapeText } from '../markdown/render-markdown.ts';

const LIST_ITEM = /^(\s*)(?:([-+])|(\d+)[.)])\s+(.*)$/;
const PLAYED = /\.(?:mp3|m4a|ogg|oga|opus|wav|flac|mp4|webm|mov)$/i;
const SHOWN = /\.(?:png|jpe?g|gif|svg|webp|bmp|avif)$/i;

/** Blocks within blocks beyond this are text. */
const DEEPEST = 10;

/** Lines stay lines, as Emacs shows them; empty ones part paragraphs. */
export function renderOrg(text: string, depth = 0): string {
  const lines = dropIndent(text.split('\n'));
  const parts: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    if (paragraph.length > 0) parts.push(...(isText(parts.at(-1)) ? ['<br><br>'] : []), `\u0000${renderInline(paragraph.join('\n'))}`);
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const block = depth > DEEPEST ? null : /^\s*#\+begin_(\w+)\s*([\w+#-]*)/i.exec(line);
    const isList = LIST_ITEM.test(line) && (paragraph.length === 0 || /^\s*[-+]/.test(line) || /^\s*1[.)]/.test(line));
    if (block !== null) {
      endParagraph();
      const end = lines.findIndex((one, index) => index > at && new RegExp(`^\\s*#\\+end_${block[1] ?? ''}\\b`, 'i').test(one));
      const until = end === -1 ? lines.length : end;
      parts.push(renderBlock((block[1] ?? '').toLowerCase(), block[2] ?? '', lines.slice(at + 1, until), depth + 1));
      at = until;
    } else if (line.trim() === '') endParagraph();
    else if (/^\s*-{5,}\s*$/.test(line)) {
      endParagraph();
      parts.push('<hr>');
    } else if (/^\s*\|/.test(line)) {
      endParagraph();
      const rows = takeWhile(lines, at, (one) => /^\s*\|/.test(one));
      parts.push(renderTable(rows));
      at += rows.length - 1;
    } else if (isList) {
      endParagraph();
      const items = takeWhile(lines, at, (one) => LIST_ITEM.test(one) || /^\s+\S/.test(one));
      parts.push(renderList(items));
      at += items.length - 1;
    } else if (/^\s*:\s/.test(line)) {
      endParagraph();
      const rows = takeWhile(lines, at, (one) => /^\s*:(?:\s|$)/.test(one));
      parts.push(`<pre>${escapeText(rows.map((row) => row.replace(/^\s*: ?/, '')).join('\n'))}</pre>`);
      at += rows.length - 1;
    } else paragraph.push(line.trim());
  }
  endParagraph();
  return parts.join('').replaceAll('\u0000', '');
}

function isText(part: string | undefined): boolean {
  return part?.startsWith('\u0000') === true;
}

function dropIndent(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const least = indents.reduce((smallest, one) => Math.min(smallest, one), Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(Math.min(least, /^\s*/.exec(line)?.[0].length ?? 0)).replaceAll('\u0000', ''));
}

function takeWhile(lines: readonly string[], from: number, test: (line: string) => boolean): readonly string[] {
  let end = from + 1;
  while (end < lines.length && test(lines[end] ?? '')) end += 1;
  return lines.slice(from, end);
}

function renderBlock(kind: string, language: string, lines: readonly string[], depth: number): string {
  const text = dropIndent(lines).join('\n');
  if (kind === 'src') return `<pre><code${language === '' ? '' : ` class="language-${escapeHtml(language)}"`}>${escapeText(text)}</code></pre>`;
  if (kind === 'example') return `<pre>${escapeText(text)}</pre>`;
  if (kind === 'quote') return `<blockquote>${renderOrg(text, depth)}</blockquote>`;
  return renderOrg(text, depth);
}

function renderTable(rows: readonly string[]): string {
  const isRule = (row: string): boolean => /^\s*\|[-+|\s]*$/.test(row) && row.includes('-');
  const ruleAt = rows.findIndex(isRule);
  return `<table>${rows
    .map((row, index) => {
      if (isRule(row)) return '';
      const cell = index < ruleAt ? 'th' : 'td';
      const cells = row.trim().replace(/^\||\|$/g, '').split('|');
      return `<tr>${cells.map((text) => `<${cell}>${renderInline(text.trim())}</${cell}>`).join('')}</tr>`;
    })
    .join('')}</table>`;
}

interface Item {
  readonly indent: number;
  readonly ordered: boolean;
  text: string;
}

function renderList(lines: readonly string[]): string {
  const items: Item[] = [];
  for (const line of lines) {
    const match = LIST_ITEM.exec(line);
    const last = items.at(-1);
    if (match !== null) items.push({ indent: match[1]?.length ?? 0, ordered: match[3] !== undefined, text: (match[4] ?? '').replace(/^\[[ X-]\]\s+/, '') });
    else if (last !== undefined) last.text += `\n${line.trim()}`;
  }
  const parts: string[] = [];
  const open: Item[] = [];
  const closeOne = (): void => {
    parts.push(`</li></${open.pop()?.ordered === true ? 'ol' : 'ul'}>`);
  };
  for (const item of items) {
    for (let last = open.at(-1); last !== undefined && last.indent > item.indent && open.length > 1; last = open.at(-1)) closeOne();
    const last = open.at(-1);
    if (last === undefined || (item.indent > last.indent && open.length < 50)) {
      parts.push(item.ordered ? '<ol>' : '<ul>');
      open.push(item);
    } else parts.push('</li>');
    parts.push(`<li>${renderInline(item.text)}`);
  }
  while (open.length > 0) closeOne();
  return parts.join('');
}

const INLINE =
  /\[\[([^[\]\n]{1,1000})\](?:\[([^[\]\n]{1,1000})\])?\]|(\\begin\{[a-z]{1,20}\*?\}(?:[^\\]|\\(?!end\{)){0,2000}\\end\{[a-z]{1,20}\*?\}|\\\([^\n]{1,2000}?\\\)|\\\[(?:[^\\]|\\(?!\])){1,2000}\\\]|\$\$[^$]{1,2000}\$\$|\$(?=\S)[^$\n]{0,500}[^$\s]\$(?![\p{L}\p{N}]))|(?<=^|[\s({'"\p{Co}-])([*/_+=~])(?=\S)((?:[^\n]|\n(?!\n)){0,500}?[^\s])\4(?=$|[\s)}'"\p{Co}.,;:!?-])|\\\\(?:\n|$)|\n/gu;
const TAGS: Readonly<Record<string, string>> = { '*': 'b', '/': 'i', _: 'u', '+': 's', '=': 'code', '~': 'code' };

/** Marks within lines: emphasis, links, formulas. */
export function renderInline(text: string, depth = 0): string {
  const parts: string[] = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(escapeText(text.slice(done, match.index)));
    const [whole, target, label, formula, mark, inside = ''] = match;
    done = match.index + whole.length;
    if (target !== undefined) parts.push(renderLink(target, label));
    else if (formula !== undefined) parts.push(renderFormula(formula));
    else if (mark === undefined) parts.push('<br>');
    else {
      const tag = TAGS[mark] ?? 'b';
      const content = tag === 'code' || depth > 5 ? escapeText(inside) : renderInline(inside, depth + 1);
      parts.push(`<${tag}>${content}</${tag}>`);
    }
  }
  parts.push(escapeText(text.slice(done)));
  return parts.join('');
}

function renderFormula(formula: string): string {
  if (formula.startsWith('\\begin')) return `\\[${escapeText(nestEnvironment(formula))}\\]`;
  if (formula.startsWith('$$')) return `\\[${escapeText(formula.slice(2, -2).trim())}\\]`;
  return formula.startsWith('$') ? `\\(${escapeText(formula.slice(1, -1))}\\)` : escapeText(formula);
}

/** Environments that are formulas of their own, as what stands within one. */
function nestEnvironment(formula: string): string {
  return formula.replace(/\\(begin|end)\{(equation|align|gather)\*?\}/g, (_, side: string, name: string) => (name === 'equation' ? '' : `\\${side}{${name}ed}`)).trim();
}

function renderLink(target: string, label: string | undefined): string {
  const path = target.replace(/^(?:file|attachment):/, '').replace(/::.*$/, '');
  const isWeb = /^[a-z]+:\/\//i.test(target);
  if (!isWeb && SHOWN.test(path)) return `<img src="${escapeHtml(path)}"${label === undefined ? '' : ` alt="${escapeHtml(label)}"`}>`;
  if (!isWeb && PLAYED.test(path)) return `[sound:${escapeText(path)}]`;
  return isWeb ? `<a href="${escapeHtml(target)}">${escapeText(label ?? target)}</a>` : escapeText(label ?? target);
}
