/** The line `sources: S2; S4 (its list)`: short names that stand for the credits at the head of the file. */

import type { ContrastSource } from './model.ts';

const ITEM = /\s*([\p{L}\p{N}][\p{L}\p{N}_.-]*)[ \t]*(\([^()\n]*\))?[ \t]*(?:[,;\n]|$)/uy;

interface Item {
  readonly id: string;
  /** With its parentheses; empty when there is none. */
  readonly remark: string;
}

/** The items of the line, or null when it is no list of short names. */
function splitItems(text: string): Item[] | null {
  const items: Item[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < text.length) {
    const match = ITEM.exec(text);
    if (match === null) return null;
    items.push({ id: match[1] as string, remark: match[2] ?? '' });
  }
  return items.length === 0 ? null : items;
}

function showItem(source: ContrastSource, remark: string): string {
  return remark === '' ? source.credit : `${source.credit} ${remark}`;
}

/** True when the reader would resolve this text (or complain about it) and so not keep it as it is. */
export function readsAsSourceList(text: string, sources: readonly ContrastSource[]): boolean {
  return splitItems(text)?.some(({ id }) => sources.some((source) => source.id === id)) ?? false;
}

export interface ResolvedSources {
  /** One credit a line. */
  readonly text: string;
  readonly unknownIds: readonly string[];
}

/** Puts the credits in place of short names. Text that names none of the file's sources is a credit itself and stays. */
export function resolveSources(text: string, sources: readonly ContrastSource[]): ResolvedSources {
  const items = readsAsSourceList(text, sources) ? splitItems(text) : null;
  if (items === null) return { text, unknownIds: [] };
  const unknownIds: string[] = [];
  const lines = items.map(({ id, remark }) => {
    const source = sources.find((candidate) => candidate.id === id);
    if (source === undefined) unknownIds.push(id);
    return showItem(source ?? { id, credit: id }, remark);
  });
  return { text: lines.join('\n'), unknownIds };
}

/** The list of short names that resolves to exactly this text, or null when there is none. */
export function abbreviateSources(text: string, sources: readonly ContrastSource[]): string | null {
  const items = text.split('\n').map((line) => {
    for (const source of sources) {
      if (line === source.credit) return source.id;
      if (line.startsWith(`${source.credit} (`)) return `${source.id} ${line.slice(source.credit.length + 1)}`;
    }
    return null;
  });
  const list = items.join('; ');
  return items.includes(null) || resolveSources(list, sources).text !== text ? null : list;
}

/** True for a short name that can stand in a list: letters, digits, and `_ . -` after the first. */
export function isSourceId(id: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(id);
}
