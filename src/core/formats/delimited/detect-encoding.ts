/** Which encoding a text file is in, and its text. */

import type { TextEncoding } from './model.ts';

const SAMPLE_BYTES = 1 << 16;

/** By byte order mark; else by where zero bytes stand; else UTF-8 when every byte fits, and Windows-1252 when one does not. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return detectWideText(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** UTF-16 without a mark: letters of most scripts, spaces and line ends leave zeros on one side of each pair. */
function detectWideText(bytes: Uint8Array): TextEncoding | null {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  let [even, odd] = [0, 0];
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const most = Math.max(even, odd);
  if (most === 0 || most * 50 < length / 2 || Math.min(even, odd) * 4 > most) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text without its byte order mark; bytes that the encoding does not have become U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** False for bytes that are no text in any encoding: pictures, archives, databases. */
export function isReadableText(text: string): boolean {
  const sample = text.slice(0, SAMPLE_BYTES);
  let control = 0;
  for (let index = 0; index < sample.length; index += 1) {
    const code = sample.charCodeAt(index);
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13)) control += 1;
  }
  return control * 50 <= sample.length;
}
