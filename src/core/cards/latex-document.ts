/**
 * The body of a small LaTeX document, as `[latex]…[/latex]` holds it, to HTML: formulas are marked to be typeset; paragraphs, lists and
 * the usual changes of type become elements. What is not known stays as it is written, so that nothing is lost. Linear in the text.
 */

import { escapeHtml } from './html-entities.ts';
import { createFinder } from './html-scanner.ts';

/** Environments that are formulas as a whole. */
const FORMULAS = /^(?:equation|align|alignat|gather|multline|eqnarray|displaymath|math|array|cases|[pbvBV]?matrix|CD|split|aligned|gathered)\*?$/;

/** Commands that set their argument in another type. */
const TYPES: Readonly<Record<string, string>> = { textbf: 'b', textit: 'i', emph: 'em', underline: 'u', texttt: 'code', textsc: 'span', textrm: 'span', textsf: 'span' };

const LISTS: Readonly<Record<string, string>> = { itemize: 'ul', enumerate: 'ol', description: 'ul' };

/** Characters that LaTeX writes with a backslash, and commands for single characters. */
const CHARACTERS: Readonly<Record<string, string>> = {
  '%': '%', '&': '&', $: '$', '#': '#', _: '_', '{': '{', '}': '}', ' ': ' ', ',': '\u2009', ldots: '…', dots: '…', textbackslash: '\\', textasciitilde: '~', S: '§', ss: 'ß', quad: '\u2003', qquad: '\u2003\u2003',
};

/** Commands about the page, which a card does not have. */
const IGNORED = new Set(['noindent', 'centering', 'large', 'Large', 'small', 'normalsize', 'smallskip', 'medskip', 'bigskip', 'par', 'left', 'right', 'raggedright', 'displaystyle']);

/** Deeper than any text; what opens beyond it is text. */
const MOST_OPEN = 100;

interface Open {
  /** What ends it: `}` or the name of an environment. */
  readonly end: string;
  readonly element: string;
}

/** `mark` gives the HTML of a formula from its TeX. */
export function renderLatexDocument(tex: string, mark: (tex: string, display: boolean) => string): string {
  const parts: string[] = [];
  const open: Open[] = [];
  const text = dropComments(tex);
  let done = 0;
  const addText = (end: number) => {
    if (end > done) parts.push(writeText(text.slice(done, end)));
  };
  const finders = new Map<string, (from: number) => number>();
  const find = (closing: string, from: number) => {
    const known = finders.get(closing) ?? createFinder(text, closing);
    finders.set(closing, known);
    return known(from);
  };
  const patterns = /\$\$([^$]+)\$\$|\$([^$]+)\$|\\begin\{([A-Za-z]+\*?)\}|\\end\{([A-Za-z]+\*?)\}|\\item\b|\\([A-Za-z]+)(\{)?|\\([^A-Za-z])|[{}]/g;
  for (let match = patterns.exec(text); match !== null; match = patterns.exec(text)) {
    addText(match.index);
    done = patterns.lastIndex;
    const [whole, display, inline, beginning, ending, command, brace, character] = match;
    if (display !== undefined) parts.push(mark(display, true));
    else if (inline !== undefined) parts.push(mark(inline, false));
    else if (beginning !== undefined && FORMULAS.test(beginning)) {
      const closing = `\\end{${beginning}}`;
      const end = find(closing, done);
      const until = end === -1 ? text.length : end + closing.length;
      parts.push(mark(writeFormula(beginning, text.slice(match.index, until), text.slice(done, end === -1 ? until : end)), true));
      done = until;
      patterns.lastIndex = until;
    } else if (open.length >= MOST_OPEN && (beginning !== undefined || whole.endsWith('{'))) {
      parts.push(escapeHtml(whole));
    } else if (beginning !== undefined) {
      const element = LISTS[beginning] ?? 'div';
      open.push({ end: beginning, element: element === 'div' ? 'div' : `${element}>li` });
      // Items open and close by pairs; the pair that stays empty goes with the needless breaks.
      parts.push(element === 'div' ? '<div>' : `<${element}><li>`);
    } else if (ending !== undefined) closeUpTo(ending, open, parts);
    else if (whole === '\\item') startItem(open, parts);
    else if (command !== undefined) done = patterns.lastIndex = writeCommand(command, brace !== undefined, match.index, patterns.lastIndex, open, parts);
    else if (character !== undefined) done = patterns.lastIndex = writeEscape(character, text, patterns.lastIndex, find, parts, mark);
    else if (whole === '{') open.push({ end: '}', element: '' });
    else closeUpTo('}', open, parts);
  }
  addText(text.length);
  while (open.length > 0) parts.push(closingOf(open.pop()));
  return tidyBreaks(parts.join(''));
}

function writeCommand(command: string, takesArgument: boolean, start: number, end: number, open: Open[], parts: string[]): number {
  const element = TYPES[command];
  if (element !== undefined && takesArgument) {
    open.push({ end: '}', element });
    parts.push(`<${element}>`);
    return end;
  }
  const known = CHARACTERS[command] ?? (IGNORED.has(command) ? '' : command === 'newline' ? '<br>' : null);
  parts.push(known ?? escapeHtml(`\\${command}`));
  // The brace after a command that takes none is looked at by itself.
  return start + 1 + command.length;
}

function writeEscape(
  character: string,
  text: string,
  end: number,
  find: (closing: string, from: number) => number,
  parts: string[],
  mark: (tex: string, display: boolean) => string,
): number {
  if (character === '(' || character === '[') {
    const close = find(character === '(' ? '\\)' : '\\]', end);
    if (close !== -1) {
      parts.push(mark(text.slice(end, close), character === '['));
      return close + 2;
    }
  }
  parts.push(character === '\\' ? '<br>' : escapeHtml(CHARACTERS[character] ?? `\\${character}`));
  return end;
}

/** Environments that are formulas by themselves stand alone; the parts of formulas keep their environment. */
function writeFormula(name: string, whole: string, inside: string): string {
  return /^(?:displaymath|math)$/.test(name) ? inside : /^eqnarray\*?$/.test(name) ? `\\begin{array}{rcl}${inside}\\end{array}` : whole;
}

function startItem(open: readonly Open[], parts: string[]): void {
  const isList = open.at(-1)?.element.endsWith('>li') === true;
  parts.push(isList ? '</li><li>' : '<br>• ');
}

function closeUpTo(end: string, open: Open[], parts: string[]): void {
  if (open.at(-1)?.end === end) parts.push(closingOf(open.pop()));
  else if (end !== '}') {
    const at = open.findLastIndex((entry) => entry.end === end);
    if (at !== -1) while (open.length > at) parts.push(closingOf(open.pop()));
  }
}

function closingOf(entry: Open | undefined): string {
  if (entry === undefined || entry.element === '') return '';
  const [element] = entry.element.split('>');
  return entry.element.endsWith('>li') ? `</li></${element}>` : `</${element}>`;
}

/** From a `%` that is not escaped to the end of its line. */
function dropComments(tex: string): string {
  return tex.replace(/(\\[^])|%[^\n]*\n?/g, (_whole, escaped?: string) => escaped ?? '');
}

/** Text between commands: an empty line parts paragraphs, `~` does not break, quotes are written as pairs. */
function writeText(text: string): string {
  return escapeHtml(text.replaceAll('~', '\u00a0').replaceAll('``', '“').replaceAll("''", '”')).replace(/\n[^\S\n]*\n\s*/g, '<br><br>');
}

/** Takes out breaks beside lists, at both ends and beyond two in a row, and items that stayed empty. */
function tidyBreaks(html: string): string {
  const parts: string[] = [];
  let breaks = 0;
  let afterBlock = true;
  for (const piece of html.split(/(<br>|<\/?(?:ul|ol|li|div)>)/)) {
    if (piece === '<br>') breaks += 1;
    else if (/^<\/?(?:ul|ol|li|div)>$/.test(piece)) {
      if (piece === '</li>' && parts.at(-1) === '<li>') parts.pop();
      else parts.push(piece);
      breaks = 0;
      afterBlock = true;
    } else if (piece.trim() !== '' || (piece !== '' && breaks === 0 && !afterBlock)) {
      if (!afterBlock) parts.push('<br>'.repeat(Math.min(breaks, 2)));
      parts.push(piece);
      breaks = 0;
      afterBlock = false;
    }
  }
  return parts.join('');
}
