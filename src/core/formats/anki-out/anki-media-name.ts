/** Names of media as Anki has them: it refuses a whole package for one name that it would have written otherwise. */

import { distinguishMediaName } from '../media-name.ts';

const LENGTH_LIMIT_BYTES = 120;
const EXTENSION_LIMIT_BYTES = 11;
/** Unassigned to any meaning in file names, but not allowed there: brackets, what systems reserve, and control characters. */
const FORBIDDEN = '[]<>:"/?*^\\|';
const encoder = new TextEncoder();

function byteLength(text: string): number {
  return encoder.encode(text).length;
}

function cutToBytes(text: string, limit: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += byteLength(character);
    if (used > limit) break;
    kept += character;
  }
  return kept;
}

function isAllowed(character: string): boolean {
  return character >= ' ' && character !== '\u007f' && !FORBIDDEN.includes(character);
}

/** The name itself when Anki takes it as it is. `sha256` tells apart what would become the same. */
export function toAnkiMediaName(name: string, sha256: string): string {
  const allowed = Array.from(name.normalize('NFC')).filter(isAllowed).join('');
  const isShort = byteLength(allowed) <= LENGTH_LIMIT_BYTES;
  if (allowed === name && isShort) return name;
  const dot = allowed.lastIndexOf('.');
  const extension = dot !== -1 ? cutToBytes(allowed.slice(dot), EXTENSION_LIMIT_BYTES) : '';
  const stem = dot !== -1 ? allowed.slice(0, dot) : allowed;
  // Room for the hash that sets it apart.
  const short = cutToBytes(stem, LENGTH_LIMIT_BYTES - byteLength(extension) - 9).replace(/[. ]+$/, '');
  return distinguishMediaName(`${short === '' ? 'file' : short}${extension}`, sha256);
}

/** Those names that have to change, old to new. */
export function planMediaNames(media: Iterable<{ readonly name: string; readonly sha256: string }>): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const { name, sha256 } of media) {
    const renamed = toAnkiMediaName(name, sha256);
    if (renamed !== name) renames.set(name, renamed);
  }
  return renames;
}
