/** Writes JSON the way CrowdAnki does, keys sorted and four spaces for each level, so that git shows a changed note as a changed note. */

import type { JsonRecord } from '../anki/json-value.ts';

const INDENT = '    ';

/** Keys of objects in the order of their code units, at every level. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, inner]) => [key, sortKeys(inner)]));
}

/** The value as it stands at this depth, without the indentation of its first line. */
export function formatJson(value: unknown, depth: number): string {
  // Line ends within texts are escaped, so that each line here is one of the layout.
  return JSON.stringify(sortKeys(value), null, INDENT).replaceAll('\n', `\n${INDENT.repeat(depth)}`);
}

/** A list whose items are written by themselves, one after the other. */
export function* formatList(items: Iterable<Iterable<string>>, depth: number): Generator<string> {
  let isFirst = true;
  for (const item of items) {
    yield `${isFirst ? '[' : ','}\n${INDENT.repeat(depth + 1)}`;
    yield* item;
    isFirst = false;
  }
  yield isFirst ? '[]' : `\n${INDENT.repeat(depth)}]`;
}

/** An object of small values and of lists that are written piece by piece. */
export function* formatObject(values: JsonRecord, lists: Readonly<Record<string, (depth: number) => Iterable<string>>>, depth: number): Generator<string> {
  const keys = [...Object.keys(values), ...Object.keys(lists)].sort();
  let isFirst = true;
  for (const key of keys) {
    yield `${isFirst ? '{' : ','}\n${INDENT.repeat(depth + 1)}${JSON.stringify(key)}: `;
    const list = lists[key];
    if (list === undefined) yield formatJson(values[key], depth + 1);
    else yield* list(depth + 1);
    isFirst = false;
  }
  yield isFirst ? '{}' : `\n${INDENT.repeat(depth)}}`;
}
