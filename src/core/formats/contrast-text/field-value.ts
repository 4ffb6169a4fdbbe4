/**
 * How a value stands in a contrast text: as text, as HTML, or quoted when spaces or line ends at its edges have to be kept.
 * Whatever the writer writes, the reader reads back as exactly the same field.
 */

import { htmlToText, textToHtml } from '../plain-text.ts';

export interface RawValue {
  /** The key as it stands in the file. */
  readonly name: string;
  /** 1-based line of the key. */
  readonly line: number;
  /** What stands in the file, its continuation lines joined by line feeds. */
  readonly raw: string;
  readonly isHtml: boolean;
  readonly isQuoted: boolean;
}

const INDENT = '  ';
const LONE_SURROGATE = /\p{Cs}/u;

/** The value as text or HTML, unquoted; null when it is marked as quoted and is no JSON string. */
export function unquote(value: RawValue): string | null {
  if (!value.isQuoted) return value.raw;
  try {
    const parsed: unknown = JSON.parse(value.raw);
    return typeof parsed === 'string' ? parsed : null;
  } catch {
    return null;
  }
}

/** The HTML of a field; null when its quotes are broken. */
export function readField(value: RawValue): string | null {
  const content = unquote(value);
  if (content === null) return null;
  return value.isHtml ? content : textToHtml(content);
}

/** True when a reader that trims lines and drops empty ones at the edges gives the same value back. */
function survivesAsLines(value: string): boolean {
  if (value.includes('\r') || LONE_SURROGATE.test(value)) return false;
  const lines = value.split('\n');
  return lines[0] !== '' && lines.at(-1) !== '' && lines.every((line) => line === trimLine(line));
}

/** Removes spaces and tabs only, so that every other character of a script is kept. */
export function trimLine(line: string): string {
  return line.replace(/^[ \t]+|[ \t]+$/g, '');
}

function indentLines(value: string): string {
  return value
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : INDENT + line))
    .join('\n');
}

/** `key: value` for plain text. `mustQuote` marks values that a reader would take for something else. */
export function writeText(key: string, text: string, mustQuote = false): string {
  if (!mustQuote && survivesAsLines(text)) return `${key}: ${indentLines(text)}`;
  return `${key} (quoted): ${JSON.stringify(text)}`;
}

/** `key: value` for the HTML of a field, as plain text where nothing is lost by it. */
export function writeField(key: string, html: string, mustQuote = false): string {
  const text = htmlToText(html);
  if (text !== null) return writeText(key, text, mustQuote);
  if (!mustQuote && survivesAsLines(html)) return `${key} (html): ${indentLines(html)}`;
  return `${key} (html quoted): ${JSON.stringify(html)}`;
}
