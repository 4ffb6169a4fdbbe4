/** The values of a block that are more than a field: its two concepts, its tags, plain names. */

import { BELONGS_TO_BOTH } from '../../cards/built-in-note-types.ts';
import { htmlToText, textToHtml } from '../plain-text.ts';
import { RESERVED_KEYS } from './block-kinds.ts';
import { readField, trimLine, unquote, type RawValue } from './field-value.ts';
import type { ContrastProblemCode } from './model.ts';
import { normalizeKey, type RawBlock } from './read-blocks.ts';

type Report = (code: ContrastProblemCode, line: number, message: string) => void;

export interface Concepts {
  /** As plain text (as HTML where a name is more than text). */
  readonly names: readonly [string, string];
  readonly html: readonly [string, string];
  /** Keys under which each side may stand: its concept's name, and `a` or `b`. */
  readonly sideKeys: readonly [readonly string[], readonly string[]];
  /** What "belongs to" may say, as the field holds it. */
  readonly belongings: readonly string[];
}

const NAME_AS_KEY = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'’ -]*$/u;

/** Describes a pair of concepts given as the HTML of their fields. */
export function describeConcepts(a: string, b: string): Concepts {
  const names: [string, string] = [htmlToText(a) ?? a, htmlToText(b) ?? b];
  const differ = normalizeKey(names[0]) !== normalizeKey(names[1]);
  const keysOf = (name: string, letter: string): string[] =>
    differ && NAME_AS_KEY.test(name) && name === trimLine(name) && !RESERVED_KEYS.has(normalizeKey(name)) ? [normalizeKey(name), letter] : [letter];
  return {
    names,
    html: [a, b],
    sideKeys: [keysOf(names[0], 'a'), keysOf(names[1], 'b')],
    belongings: [a, b, BELONGS_TO_BOTH],
  };
}

/** The concepts that a block (or the file's head) names, else those of the file; null when neither does. */
export function readConcepts(block: RawBlock, conceptsOfFile: Concepts | null, report: Report): Concepts | null {
  const both = block.values.get('concepts');
  let [a, b]: [string | null, string | null] = [conceptsOfFile?.html[0] ?? null, conceptsOfFile?.html[1] ?? null];
  if (both !== undefined) {
    const parts = both.raw.split('|').map(trimLine);
    if (parts.length === 2 && parts.every((part) => part !== '')) [a, b] = [textToHtml(parts[0] as string), textToHtml(parts[1] as string)];
    else report('bad-value', both.line, `“concepts” takes two names with a | between them; “${both.raw}” was left out.`);
  }
  const [ownA, ownB] = [block.values.get('concept a'), block.values.get('concept b')];
  if (ownA !== undefined) a = readField(ownA) ?? textToHtml(ownA.raw);
  if (ownB !== undefined) b = readField(ownB) ?? textToHtml(ownB.raw);
  return a === null || b === null ? null : describeConcepts(a, b);
}

/** Plain text of a value that is no field; empty when it is absent. Broken quotes are reported and kept. */
export function unquoteText(value: RawValue | undefined, report: Report): string {
  if (value === undefined) return '';
  const text = unquote(value);
  if (text === null) report('bad-value', value.line, `the quotes are broken; the line was taken as it stands: ${value.raw}`);
  return text ?? value.raw;
}

/** Tags stand with spaces between them. */
export function splitTags(text: string): string[] {
  return text.split(/\s+/u).filter((tag) => tag !== '');
}
