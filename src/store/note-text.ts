/** What is derived from a note's fields and tags before they are stored: plain text, checksums, tidy tags. */

import { hash } from 'node:crypto';
import { FIELD_SEPARATOR } from '../core/cards/model.ts';
import { stripForChecksum, stripMarkup } from '../core/cards/strip-markup.ts';

const NUL = '\0';

/** The fields' text as search reads it, one field per line. */
export function plainTextOf(fields: readonly string[]): string {
  return fields.map((field) => stripMarkup(field).replaceAll(NUL, '')).join('\n');
}

/** First 32 bits of the SHA-1 of the text without markup, as Anki has it (`csum`): notes whose first fields read the same share it. */
export function checksumFirstField(html: string): number {
  return checksumText(stripForChecksum(html));
}

/** First 32 bits of the SHA-1 of all fields and tags, to tell whether a note was edited since it was imported. */
export function checksumContent(joinedFields: string, joinedTags: string): number {
  return checksumText(`${joinedFields}${FIELD_SEPARATOR}${joinedTags}`);
}

function checksumText(text: string): number {
  return hash('sha1', text, 'buffer').readUInt32BE(0);
}

/** As the column holds them. The separator is taken out of field text, and so is NUL, at which SQLite's own functions take a text to end. */
export function joinFields(fields: readonly string[]): string {
  return fields.map((field) => field.replaceAll(FIELD_SEPARATOR, '').replaceAll(NUL, '')).join(FIELD_SEPARATOR);
}

export function splitFields(column: string): string[] {
  return column.split(FIELD_SEPARATOR);
}

/** Single words in NFC, sorted, each once (upper and lower case count as the same; the first spelling stays), joined by spaces. */
export function joinTags(tags: readonly string[]): string {
  const bySpelling = new Map<string, string>();
  for (const tag of tags.flatMap((text) => text.normalize('NFC').split(/\s+/u))) {
    const key = tag.toLowerCase();
    if (tag !== '' && !bySpelling.has(key)) bySpelling.set(key, tag);
  }
  return [...bySpelling.values()].sort().join(' ');
}

export function splitTags(column: string): string[] {
  return column === '' ? [] : column.split(' ');
}

const GUID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A name for a new note that no other note in the world has: 14 letters and digits, 83 bits of chance. */
export function createGuid(random: () => number): string {
  return Array.from({ length: 14 }, () => GUID_LETTERS.charAt(Math.floor(random() * GUID_LETTERS.length))).join('');
}
