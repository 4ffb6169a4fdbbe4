/** Finds deletions in a line of Obsidian: `==answer==`, `==1;;answer;;hint==`, `==answer==^[hint]` and `==answer==[^1]`. */

import { createFinder } from '../../cards/html-scanner.ts';
import type { ClozeDelimiters } from './settings.ts';

export interface LineCloze {
  readonly start: number;
  readonly end: number;
  readonly answer: string;
  /** Which card it belongs to, when the author said so. */
  readonly number: number | null;
  readonly hint: string | null;
}

const HINT_BEHIND = /\^\[([^\]\n]{1,500})\]/y;
const NUMBER_BEHIND = /\[\^(\d{1,3})\]/y;

/** In the order of the line, none inside another, none in code. What begins or ends with a space is no deletion but a comparison (`a == b`). */
export function findClozes(line: string, delimiters: readonly ClozeDelimiters[]): readonly LineCloze[] {
  const found: LineCloze[] = [];
  const kinds = delimiters.filter(({ open, close }) => line.includes(open) && line.includes(close));
  const finders = new Map<string, (from: number) => number>();
  const findNext = (mark: string, from: number): number => {
    const finder = finders.get(mark) ?? createFinder(line, mark);
    finders.set(mark, finder);
    return finder(from);
  };
  let at = kinds.length === 0 ? line.length : 0;
  while (at < line.length) {
    if (line[at] === '`') {
      const ticks = /^`+/.exec(line.slice(at, at + 50))?.[0] ?? '`';
      const end = findNext(ticks, at + ticks.length);
      at = (end === -1 ? at : end) + ticks.length;
      continue;
    }
    const kind = kinds.find(({ open }) => line.startsWith(open, at));
    if (kind === undefined) {
      at += 1;
      continue;
    }
    const cloze = readCloze(line, at, kind, findNext(kind.close, at + kind.open.length + 1));
    if (cloze === null) at += kind.open.length;
    else {
      found.push(cloze);
      at = cloze.end;
    }
  }
  return found;
}

function readCloze(line: string, start: number, { open, close }: ClozeDelimiters, closing: number): LineCloze | null {
  const from = start + open.length;
  if (closing === -1) return null;
  const inside = line.slice(from, closing);
  if (/^\s|\s$/.test(inside) || inside === '') return null;
  const numbered = /^(\d{1,3});;/.exec(inside);
  const body = inside.slice(numbered?.[0].length ?? 0);
  const hintAt = body.indexOf(';;');
  const answer = hintAt === -1 ? body : body.slice(0, hintAt);
  if (answer === '') return null;
  let end = closing + close.length;
  let hint = hintAt === -1 ? null : body.slice(hintAt + 2);
  let number = numbered === null ? null : Number(numbered[1]);
  HINT_BEHIND.lastIndex = end;
  const hintBehind = HINT_BEHIND.exec(line);
  if (hintBehind !== null) [hint, end] = [hintBehind[1] ?? null, HINT_BEHIND.lastIndex];
  NUMBER_BEHIND.lastIndex = end;
  const numberBehind = NUMBER_BEHIND.exec(line);
  if (numberBehind !== null) [number, end] = [Number(numberBehind[1]), NUMBER_BEHIND.lastIndex];
  return { start, end, answer, number, hint: hint === '' ? null : hint };
}
