/** Which encoding from before Unicode a text is in, told by its letters. */

import { analyse } from 'chardet';
import type { TextEncoding } from './model.ts';

/** By chardet's names, what the WHATWG's encoding standard reads such bytes as. */
const MANY_BYTES: Readonly<Record<string, TextEncoding>> = { Shift_JIS: 'shift_jis', 'EUC-JP': 'euc-jp', GB18030: 'gb18030', Big5: 'big5', 'EUC-KR': 'euc-kr' };
const OTHER_LETTERS: Readonly<Record<string, TextEncoding>> = {
  'windows-1251': 'windows-1251',
  'KOI8-R': 'koi8-r',
  'ISO-8859-5': 'iso-8859-5',
  'ISO-8859-6': 'windows-1256',
  'windows-1256': 'windows-1256',
  'ISO-8859-7': 'windows-1253',
  'windows-1253': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'windows-1255': 'windows-1255',
  'windows-874': 'windows-874',
};
/** What share of a text's letters lies beyond ASCII. Measured: Western and Central European 0.01 to 0.31; of other scripts, tables with English on one side 0.4 to 0.8. */
const OTHER_SCRIPT = 0.35;
/** Chinese beside English may have less; its pairs of bytes tell more. */
const SOME = 0.15;
/** Of 100, by chardet's count. */
const SURE_OF_PAIRS = 50;
/** Fewer letters may be anything. */
const FEW_LETTERS = 24;

/**
 * For bytes that are not UTF-8 nor UTF-16, of which a sample is enough. Windows-1252 where nothing speaks for another script: the
 * encodings of Central Europe differ from it in too few letters to be told apart in a table of words.
 */
export function detectLegacyEncoding(sample: Uint8Array): TextEncoding {
  const { count, share } = countBeyondAscii(sample);
  if (share < SOME || count < FEW_LETTERS) return 'windows-1252';
  const matches = analyse(sample);
  const pairs = matches.find(({ name }) => Object.hasOwn(MANY_BYTES, name));
  const byPairs = pairs !== undefined && pairs.confidence >= SURE_OF_PAIRS ? MANY_BYTES[pairs.name] : undefined;
  if (byPairs !== undefined && fits(sample, byPairs)) return byPairs;
  const letters = share >= OTHER_SCRIPT ? matches.find(({ name }) => Object.hasOwn(OTHER_LETTERS, name)) : undefined;
  return OTHER_LETTERS[letters?.name ?? ''] ?? 'windows-1252';
}

function countBeyondAscii(bytes: Uint8Array): { readonly count: number; readonly share: number } {
  let beyond = 0;
  let ascii = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) beyond += 1;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ascii += 1;
  }
  return { count: beyond, share: beyond / Math.max(beyond + ascii, 1) };
}

/** Whether all bytes are letters of the encoding; the last one may be cut off. */
function fits(bytes: Uint8Array, encoding: TextEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
