/** From what stands in a card's HTML or CSS to the name of a media file: only plain local names are media. */

import { decodeEntities } from './html-entities.ts';

/** A web address, an absolute path, a fragment or a data address is no media file. */
const NOT_LOCAL = /^(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]|$)/;

/**
 * The names under which the file may be in the library, likeliest first: percent-decoded and as written, both in NFC.
 * Empty when the reference is no local file. `text` has its character references decoded already.
 */
export function readLocalNames(text: string): readonly string[] {
  const written = text.trim();
  if (NOT_LOCAL.test(written)) return [];
  const plain = written.normalize('NFC');
  const decoded = decodePercent(written).normalize('NFC');
  return plain === decoded ? [plain] : [decoded, plain];
}

/** As readLocalNames, from the value of an attribute as it stands in HTML. */
export function readLocalNamesOfAttribute(value: string): readonly string[] {
  return readLocalNames(decodeEntities(value));
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
