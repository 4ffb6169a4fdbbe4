/** HTML brought to one way of writing, so that two texts can be told to show the same. */

import { decodeEntities, escapeHtml } from '../../cards/html-entities.ts';
import { scanHtml } from '../../cards/html-scanner.ts';
import { escapeText } from './render-markdown.ts';

const PLAIN_NAMES: ReadonlyMap<string, string> = new Map(Object.entries<string>({ strong: 'b', em: 'i' }));

/** Character references decoded, white space made even outside of `pre`, names and attributes in one spelling, comments left out. */
export function canonicalHtml(html: string): string {
  const parts: string[] = [];
  const clean = html.replaceAll('\u0000', '').replace(/\r\n?/g, '\n');
  let preDepth = 0;
  for (const token of scanHtml(clean)) {
    const written = clean.slice(token.start, token.end);
    if (token.kind === 'raw') parts.push(written);
    else if (token.kind === 'text') {
      const text = decodeEntities(preDepth > 0 ? written : written.replace(/[\t\n\f]/g, ' '));
      parts.push(escapeText(text));
    } else if (token.kind === 'tag') {
      const name = PLAIN_NAMES.get(token.name) ?? token.name;
      if (name === 'pre') preDepth += token.closing ? -1 : 1;
      const attributes = token.attributes.map((attribute) => ` ${attribute.name}="${escapeHtml(decodeEntities(attribute.value).replace(/[\t\n\f\r]/g, ' '))}"`);
      parts.push(token.closing ? `</${name}>` : `<${name}${attributes.join('')}>`);
    }
  }
  return parts.join('');
}
