/** HTML as one line of plain text, for formats that have nothing else. */

import { scanHtml } from '../../cards/html-scanner.ts';
import { stripMarkup } from '../../cards/strip-markup.ts';

const MEDIA = new Set(['img', 'audio', 'video', 'object', 'source', 'picture', 'svg', 'image']);
/** Where such an element begins or ends, a reader sees a new line. */
const BREAKING = new Set(['br', 'div', 'p', 'li', 'ul', 'ol', 'tr', 'table', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'section', 'dt', 'dd']);
const SOUND = /\[sound:[^[\]]{1,1000}\]/g;
const ENDS_CLAUSE = /[.,;:!?…。、，；：！？]$/u;

/** Images and sounds are left out; lines that say no end themselves are set off by semicolons. Has no tab and no line end. */
export function writePlainLine(html: string): string {
  const lines: string[] = [];
  let line: string[] = [];
  const endLine = (): void => {
    const text = stripMarkup(line.join('').replace(SOUND, ' '));
    if (text !== '') lines.push(text);
    line = [];
  };
  for (const token of scanHtml(html)) {
    if (token.kind === 'text') line.push(html.slice(token.start, token.end));
    if (token.kind !== 'tag' || MEDIA.has(token.name)) continue;
    if (BREAKING.has(token.name)) endLine();
    else if (token.name === 'td' || token.name === 'th') line.push(' ');
  }
  endLine();
  return lines.reduce((joined, next) => `${joined}${joined === '' ? '' : ENDS_CLAUSE.test(joined) ? ' ' : '; '}${next}`, '');
}
