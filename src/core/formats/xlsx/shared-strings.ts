/** The strings of a workbook, which its cells point at by number. */

import { copyText } from '../copy-text.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { childrenNamed, readRecords } from './local-names.ts';

/** Characters that XML cannot hold, and underscores that would look like one, are written `_x000D_` (ECMA-376, ST_Xstring). */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

export function readSharedStrings(text: string | Iterable<string>, throwIfCancelled: () => void): string[] {
  const strings: string[] = [];
  readRecords(text, ['sst'], (element, name) => {
    if (name === 'si') strings.push(copyText(readStringItem(element)));
  }, throwIfCancelled);
  return strings;
}

/** Plain or in runs of different looks; how East Asian words are read aloud stands beside them and is left out. */
export function readStringItem(item: XmlElement): string {
  const pieces = item.children.flatMap((child) => {
    const name = child.name.slice(child.name.indexOf(':') + 1);
    return name === 't' ? [child.text] : name === 'r' ? childrenNamed(child, 't').map(({ text }) => text) : [];
  });
  return unescapeString(pieces.join(''));
}

export function unescapeString(text: string): string {
  return text.includes('_x') ? text.replace(ESCAPED, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))).replace(/\r\n?/g, '\n') : text;
}
