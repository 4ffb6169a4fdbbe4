/** Which encoding a text file is in, and its text. */

import { detectLegacyEncoding } from './detect-legacy-encoding.ts';
import { TEXT_ENCODINGS } from './model.ts';
import type { TextEncoding } from './model.ts';

const SAMPLE_BYTES = 1 << 16;
const NO_BYTES = new Uint8Array(0);

/** By byte order mark; else by where zero bytes stand; else UTF-8 when every byte fits, and when one does not, by the letters: Windows-1252 where nothing speaks for another. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  return detectEncodingOfPieces([bytes]);
}

/** As detectEncoding, of bytes that lie in pieces. */
export function detectEncodingOfPieces(pieces: readonly Uint8Array[]): TextEncoding {
  const head = headOf(pieces);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return detectWideText(head) ?? (areUtf8(pieces) ? 'utf-8' : (readXmlEncoding(head) ?? detectLegacyEncoding(head.subarray(0, SAMPLE_BYTES))));
}

/** So many bytes at least as the sample needs, where there are as many. */
function headOf(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = NO_BYTES] = pieces;
  if (pieces.length < 2 || first.length >= SAMPLE_BYTES) return first;
  const head = new Uint8Array(SAMPLE_BYTES);
  let held = 0;
  for (const piece of pieces) {
    const taken = piece.subarray(0, SAMPLE_BYTES - held);
    head.set(taken, held);
    held += taken.length;
    if (held === SAMPLE_BYTES) break;
  }
  return head.subarray(0, held);
}

const XML_DECLARATION = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;
const DECLARATION_BYTES = 200;

/** What an XML file says of itself, where that is an encoding that can be read. */
function readXmlEncoding(head: Uint8Array): TextEncoding | null {
  const label = XML_DECLARATION.exec(new TextDecoder('windows-1252').decode(head.subarray(0, DECLARATION_BYTES)))?.[1];
  if (label === undefined) return null;
  try {
    const { encoding } = new TextDecoder(label);
    // GB 18030 has all that GBK has.
    return TEXT_ENCODINGS.find((known) => known === (encoding === 'gbk' ? 'gb18030' : encoding)) ?? null;
  } catch {
    return null;
  }
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

function areUtf8(pieces: readonly Uint8Array[]): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    // In small parts, so that the text is not held while nobody wants it.
    for (const piece of pieces) for (const part of cutBytes(piece)) decoder.decode(part, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function* cutBytes(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += SAMPLE_BYTES) yield bytes.subarray(start, start + SAMPLE_BYTES);
}

/** The text without its byte order mark; bytes that the encoding does not have become U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** As decodeText, in pieces that can be gone through once: the list is emptied on the way, so that what became text is not held as bytes. */
export function* decodePieces(pieces: Uint8Array[], encoding: TextEncoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index] ?? NO_BYTES;
    pieces[index] = NO_BYTES;
    for (const part of cutBytes(piece)) {
      const text = decoder.decode(part, { stream: true });
      if (text !== '') yield text;
    }
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
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
