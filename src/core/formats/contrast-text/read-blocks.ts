/** Splits a contrast text into its heading part and its blocks of `key: value` lines, each with its line number. */

import { trimLine, type RawValue } from './field-value.ts';
import type { ContrastProblem } from './model.ts';

export interface RawBlock {
  /** `contrast`, `statement` …; empty for the part above the first block. */
  readonly kind: string;
  /** As it stands in the heading; empty when there is none. */
  readonly key: string;
  /** 1-based line of the heading. */
  readonly line: number;
  /** By key in lower case; a key given twice keeps its first value. */
  readonly values: Map<string, RawValue>;
}

export interface RawText {
  readonly header: RawBlock;
  readonly blocks: readonly RawBlock[];
  readonly problems: readonly ContrastProblem[];
}

interface OpenValue extends Omit<RawValue, 'raw'> {
  readonly key: string;
  readonly lines: string[];
}

const HEADING = /^\[\s*([\p{L}-]+)(?:\s+(\S+?))?\s*\]\s*$/u;
const KEY = /^([^\s:#[][^:]*?)\s*(?:\((html|quoted|html quoted)\)\s*)?:(.*)$/su;

/** Keys are compared without regard to case and to how many spaces stand between their words. */
export function normalizeKey(key: string): string {
  return trimLine(key).replace(/[ \t]+/g, ' ').toLowerCase();
}

/** Reads the lines. Nothing is dropped in silence: a line that fits nowhere becomes a problem that quotes it. */
export function readBlocks(text: string): RawText {
  const header: RawBlock = { kind: '', key: '', line: 1, values: new Map() };
  const blocks: RawBlock[] = [];
  const problems: ContrastProblem[] = [];
  let block = header;
  let open: OpenValue | null = null;

  function closeValue(): void {
    if (open === null) return;
    const lines = open.lines;
    while (lines.length > 0 && lines.at(-1) === '') lines.pop();
    if (block.values.has(open.key)) {
      const message = `Line ${open.line}: “${open.key}” is given twice in this block; the first one is kept. Left out: ${lines.join(' ')}`;
      problems.push({ code: 'repeated-key', line: open.line, message, skipped: null });
    } else {
      const { name, line, isHtml, isQuoted } = open;
      block.values.set(open.key, { name, line, raw: lines.join('\n').replace(/^\n+/, ''), isHtml, isQuoted });
    }
    open = null;
  }

  text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .forEach((content, index) => {
      const line = index + 1;
      if (content.startsWith('#')) return;
      const trimmed = trimLine(content);
      if (trimmed === '') {
        if (open !== null) open.lines.push('');
        return;
      }
      if (/^[ \t]/.test(content) && open !== null) {
        open.lines.push(trimmed);
        return;
      }
      const heading = HEADING.exec(content);
      if (heading !== null) {
        closeValue();
        block = { kind: (heading[1] as string).toLowerCase(), key: heading[2] ?? '', line, values: new Map() };
        blocks.push(block);
        return;
      }
      const keyed = KEY.exec(content);
      if (keyed === null) {
        const message = `Line ${line} is neither a heading, a key with a colon, nor an indented line, and was left out: ${trimmed}`;
        problems.push({ code: 'not-understood', line, message, skipped: null });
        return;
      }
      closeValue();
      const mark = keyed[2] ?? '';
      open = {
        key: normalizeKey(keyed[1] as string),
        name: trimLine(keyed[1] as string),
        line,
        isHtml: mark.startsWith('html'),
        isQuoted: mark.endsWith('quoted'),
        lines: [trimLine(keyed[3] as string)],
      };
    });
  closeValue();
  return { header, blocks, problems };
}
