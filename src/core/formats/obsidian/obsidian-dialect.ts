/** How text is kept from being read as a mark of Obsidian's or of its spaced repetition plugin's. */

import type { MarkdownDialect } from '../markdown/write-markdown.ts';

/** Spaces just inside a deletion, and what would change its edges. */
const AT_EDGES = /(?<=\uE000[^\uE002]{1,20}\uE002)[^\S\n]|[^\S\n](?=\uE001)|=(?=\uE000|\uE001)|(?<=\uE002)(?:[=^]|\[(?=\^))/g;
const DOUBLED = /(?<=:):|(?<==)=|(?<=;);|(?<=%)%/g;
const TAG_OR_ANCHOR = /(?<=^|\s)[#^](?=\S)/gm;

export const OBSIDIAN_DIALECT: MarkdownDialect = {
  lineBreak: '\n',
  guardText: (text) => guardEdges(text).replace(DOUBLED, '\\$&').replace(TAG_OR_ANCHOR, '\\$&'),
  guardHtml: (html) => guardEdges(html).replace(DOUBLED, refer).replace(TAG_OR_ANCHOR, refer).replaceAll('`', '&#96;'),
  guardLine: (line) => (/^\s*(?:\?{1,2}|\+{3})\s*$/.test(line) ? `\\${line.trim()}` : line),
  // The plugin passes over separators in code, and nothing can be escaped in formulas.
  guardRaw: (text) => text,
  // A blank line would end the card.
  paragraphBreak: null,
  links: true,
};

/** Most texts have no deletion, and to look for the edges of none takes longer than all else. */
function guardEdges(text: string): string {
  return /[\uE000-\uE002]/.test(text) ? text.replace(AT_EDGES, refer) : text;
}

export function refer(text: string): string {
  return Array.from(text, (character) => `&#${String(character.codePointAt(0))};`).join('');
}
