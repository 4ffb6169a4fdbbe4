/** Damages bytes the way disks, transfers, editors and enemies do. The same random numbers give the same damage. */

import type { Random } from '../../src/core/clock.ts';

/** Bytes that mean something to some format, alone or in company. */
const TOKENS: readonly (string | readonly number[])[] = [
  [0], [0xff], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0x1f], [0x80], [0xc3], [0xf0, 0x9f], '"', "'", '\t', '\n', '\r\n', '\r', ',', ';', '<', '>', '</', '/>', '&', '&#x110000;', '&a;', '<!--', ']]>', '<![CDATA[', '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '{', '}', '[', ']', '{{', '}}', '{{c1::', '{{c9999999999::x}}', ':', '::', '>>', '<<', '?', '\\', '---', '# ', '* ', ':drill:', ':END:', 'Q:', 'A:', 'I: REP=1e999', '<!--SR:!0000-00-00,1e9,-1-->', '==', '^0', '~#', '~:', '#inst', '..', '../', 'C:\\',
  '-1', '1e999', 'NaN', '99999999999999999999', '9007199254740993', 'null', 'true', '\u202e', '\u2028', '\ud83d\udc69', '%00', '%2e%2e', '\u0000',
];
const MOST_CHANGES = 6;
const LONGEST_RUN = 400;

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
  switch (Math.floor(random() * 8)) {
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

function drawToken(random: Random): Buffer {
  const token = TOKENS[Math.floor(random() * TOKENS.length)] ?? '';
  return typeof token === 'string' ? Buffer.from(token) : Buffer.from(token);
}

/** Now and then thousands of times, which is how nesting gets deep. */
function repeat(bytes: Buffer, random: Random): Buffer {
  const times = random() < 0.9 ? 2 + Math.floor(random() * 6) : 1000 + Math.floor(random() * 20_000);
  return Buffer.concat(Array.from({ length: Math.min(times, Math.ceil(2_000_000 / Math.max(1, bytes.length))) }, () => bytes));
}
