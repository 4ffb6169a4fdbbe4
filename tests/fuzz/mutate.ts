/** Damages bytes the way disks, transfers, editors and enemies do. The same random numbers give the same damage. */

import type { Random } from '../../src/core/clock.ts';

/** Bytes that mean something to some format, alone or in company. */
const TOKENS: readonly (string | readonly number[])[] = [
  [0], [0xff], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x1f], [0x80], [0xc3], [0xf0, 0x9f], '"', "'", '\t', '\n', '\r\n', '\r', ',', ';', '<', '>', '</', '/>', '&', '&#x110000;', '&a;', '<!--', ']]>', '<![CDATA[', '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '{', '}', '[', ']', '{{', '}}', '{{c1::', '{{c9999999999::x}}', ':', '::', '>>', '<<', '?', '\\', '---', '# ', '* ', ':drill:', ':END:', 'Q:', 'A:', 'I: REP=1e999', '<!--SR:!0000-00-00,1e9,-1-->', '==', '^0', '~#', '~:', '#inst', '..', '../', 'C:\\',
  '-1', '1e999', 'NaN', '99999999999999999999', '9007199254740993', 'null', 'true', '\u202e', '\u2028', '\ud83d\udc69', '%00', '%2e%2e', '\u0000',
];
/** What may stand where a word, a number or a date stood. */
const WORDS = ['', '0', '-1', '1', '7', '0.5', '-0.0', '1e999', '-1e308', '99999999999999999999', '9007199254740993', '2147483648', '4294967296', 'NaN', 'Infinity', 'null', 'true', 'x', '__proto__', 'constructor', '0000-00-00', '9999-99-99', '2024-02-30', '1600-01-01', '.', 'c1', 'a'.repeat(3000), '\u0130', '\u00df'];
const LONGEST_WORD = 60;
const MOST_CHANGES = 6;
const LONGEST_RUN = 400;
const LINE_FEED = 10;
const MOST_BYTES = 2_000_000;

/** One to six changes of the bytes, small ones mostly. Of nothing it makes something. */
export function mutate(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const changes = 1 + Math.floor(random() * random() * MOST_CHANGES);
  let changed = bytes;
  for (let index = 0; index < changes; index += 1) changed = changeOnce(changed, random, other);
  return changed;
}

function changeOnce(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const at = Math.floor(random() * (bytes.length + 1));
  const length = Math.min(Math.floor(random() * random() * LONGEST_RUN) + 1, bytes.length - at);
  const put = (middle: Uint8Array, skipped: number): Buffer => Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + skipped)]);
  switch (Math.floor(random() * 11)) {
    case 10:
      return repeatLine(bytes, at, random);
    case 8:
    case 9:
      return changeWord(bytes, at, random, other);
    case 0:
      return flipBit(bytes, at, random);
    case 1:
      return put(drawToken(random), 0);
    case 2:
      return put(drawToken(random), length);
    case 3:
      return put(Buffer.alloc(0), length);
    case 4:
      return bytes.subarray(0, at);
    case 5:
      return put(repeat(bytes.subarray(at, at + length), random), length);
    case 6: {
      const from = Math.floor(random() * (other.length + 1));
      return put(other.subarray(from, from + Math.floor(random() * LONGEST_RUN)), random() < 0.5 ? length : 0);
    }
    default:
      return put(Buffer.from(Array.from({ length: Math.ceil(random() * 8) }, () => Math.floor(random() * 256))), length);
  }
}

function flipBit(bytes: Buffer, at: number, random: Random): Buffer {
  if (bytes.length === 0) return Buffer.from([Math.floor(random() * 256)]);
  const copy = Buffer.from(bytes);
  const place = Math.min(at, copy.length - 1);
  copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  return copy;
}

/** Puts something else in place of the word at a position, which leaves the marks around it as they are. */
function changeWord(bytes: Buffer, at: number, random: Random, other: Buffer): Buffer {
  let start = at;
  while (start < bytes.length && !isOfWord(bytes[start])) start += 1;
  let end = start;
  while (start > 0 && end - start < LONGEST_WORD && isOfWord(bytes[start - 1])) start -= 1;
  while (end < bytes.length && end - start < LONGEST_WORD && isOfWord(bytes[end])) end += 1;
  const own = bytes.subarray(start, end).toString('latin1');
  const words = random() < 0.3 ? (other.subarray(0, 20_000).toString('latin1').match(/[\w.+-]{1,60}/g) ?? []) : WORDS;
  const drawn = random() < 0.1 ? `${own}${own}` : (words[Math.floor(random() * words.length)] ?? '');
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(drawn, words === WORDS ? 'utf8' : 'latin1'), bytes.subarray(end)]);
}

function isOfWord(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 45 || byte === 46 || byte === 43 || byte === 95 || byte >= 128);
}

/** As honest files grow: the same line again and again. */
function repeatLine(bytes: Buffer, at: number, random: Random): Buffer {
  const start = bytes.lastIndexOf(LINE_FEED, Math.max(0, at - 1)) + 1;
  const next = bytes.indexOf(LINE_FEED, at);
  const end = next === -1 ? bytes.length : next + 1;
  return Buffer.concat([bytes.subarray(0, start), repeat(bytes.subarray(start, end), random), bytes.subarray(end)]);
}

function drawToken(random: Random): Buffer {
  const token = TOKENS[Math.floor(random() * TOKENS.length)] ?? '';
  return typeof token === 'string' ? Buffer.from(token) : Buffer.from(token);
}

/** Now and then thousands of times, which is how nesting gets deep. */
function repeat(bytes: Buffer, random: Random): Buffer {
  const times = random() < 0.9 ? 2 + Math.floor(random() * 6) : 1000 + Math.floor(random() * 20_000);
  return Buffer.concat(Array.from({ length: Math.min(times, Math.ceil(MOST_BYTES / Math.max(1, bytes.length))) }, () => bytes));
}
