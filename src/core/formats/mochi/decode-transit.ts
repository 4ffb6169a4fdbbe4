/**
 * Decodes Transit JSON (github.com/cognitect/transit-format), which Mochi keeps its decks in. Keywords, symbols, UUIDs and the like
 * become plain texts, maps become Maps, sets and lists arrays, dates Dates: what readers of data need, and no more.
 */

import { JsonCursor } from '../json/json-cursor.ts';
import type { JsonStep } from '../json/json-cursor.ts';

const CACHE_DIGITS = 44;
const CACHE_FIRST = 48;
const CACHE_LIMIT = CACHE_DIGITS * CACHE_DIGITS;
const SHORTEST_CACHED = 4;
const MAP_MARK = '^ ';
/** Data of a program are a dozen levels deep; more is meant to hurt. */
const DEEPEST = 200;

/** The text is not Transit, or damaged. */
export class TransitError extends Error {
  override readonly name = 'TransitError';
}

/** A tag, waiting for its value. */
class Tag {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Told each item of a list and the key that the list stands under: what it gives is kept in its place. Must take what it gave before. */
export type KeepItem = (key: string, item: unknown) => unknown;

interface Cache {
  readonly entries: unknown[];
  readonly keepItem: KeepItem;
}

/** The value of a whole Transit text, in either of its JSON forms. Throws TransitError, and what going through the pieces throws. */
export function decodeTransit(text: string | Iterable<string>, keepItem: KeepItem = (_key, item) => item): unknown {
  const cursor = new JsonCursor(typeof text === 'string' ? [text] : text);
  try {
    const value = decodeNext(cursor, { entries: [], keepItem }, 0);
    cursor.end();
    return value;
  } catch (thrown) {
    throw thrown instanceof SyntaxError ? new TransitError('the text is not JSON', { cause: thrown }) : thrown;
  }
}

/** `key`: what the value stands under. */
function decodeNext(cursor: JsonCursor, cache: Cache, depth: number, key: string | null = null, isKey = false): unknown {
  return decodeStep(cursor.next(), cursor, cache, depth, key, isKey);
}

function decodeStep(step: JsonStep, cursor: JsonCursor, cache: Cache, depth: number, key: string | null = null, isKey = false): unknown {
  switch (step.kind) {
    case 'whole':
      return decode(step.value, cache, depth, isKey);
    case 'list':
      return decodeLongList(cursor, cache, depth + 1, key);
    case 'record':
      return decodeLongRecord(cursor, cache, depth + 1, key);
  }
}

/** As decodeArray. */
function decodeLongList(cursor: JsonCursor, cache: Cache, depth: number, key: string | null): unknown {
  const items: unknown[] = [];
  while (cursor.hasItem()) {
    const step = cursor.next();
    if (items.length === 0 && step.kind === 'whole' && step.value === MAP_MARK) return decodeLongMap(cursor, cache, depth);
    const item = decodeStep(step, cursor, cache, depth);
    if (item instanceof Tag && items.length === 0) return decodeTagged(item, cursor, cache, depth, key);
    items.push(key === null ? item : cache.keepItem(key, item));
  }
  return items;
}

function decodeLongMap(cursor: JsonCursor, cache: Cache, depth: number): unknown {
  const map = new Map<string, unknown>();
  while (cursor.hasItem()) {
    const key = nameKey(decodeNext(cursor, cache, depth, null, true));
    if (!cursor.hasItem()) break;
    map.set(key, keepItems(decodeNext(cursor, cache, depth, key), key, cache));
  }
  return map;
}

function decodeTagged(tag: Tag, cursor: JsonCursor, cache: Cache, depth: number, key: string | null): unknown {
  let value: unknown;
  for (let count = 0; cursor.hasItem(); count += 1) {
    const item = decodeNext(cursor, cache, depth, key);
    if (count === 0) value = item;
  }
  return applyTag(tag, value);
}

/** As decodeObject. */
function decodeLongRecord(cursor: JsonCursor, cache: Cache, depth: number, outerKey: string | null): unknown {
  const map = new Map<string, unknown>();
  let tagged: { readonly tag: Tag; readonly value: unknown } | null = null;
  while (cursor.hasItem()) {
    const key = decode(cursor.key(), cache, depth, true);
    const name = nameKey(key);
    const under = key instanceof Tag ? outerKey : name;
    const value = keepItems(decodeNext(cursor, cache, depth, under), under, cache);
    if (key instanceof Tag && map.size === 0) tagged = { tag: key, value };
    map.set(name, value);
  }
  return tagged !== null && map.size === 1 ? applyTag(tagged.tag, tagged.value) : map;
}

function keepItems(value: unknown, key: string | null, { keepItem }: Cache): unknown {
  if (!Array.isArray(value) || key === null) return value;
  const items = value as unknown[];
  for (const [index, item] of items.entries()) items[index] = keepItem(key, item);
  return items;
}

function decode(value: unknown, cache: Cache, depth: number, isKey: boolean): unknown {
  if (depth > DEEPEST) throw new TransitError('the data are nested too deeply');
  if (typeof value === 'string') return decodeText(value, cache, isKey);
  if (Array.isArray(value)) return decodeArray(value as unknown[], cache, depth + 1);
  if (typeof value === 'object' && value !== null) return decodeObject(Object.entries(value), cache, depth + 1);
  return value;
}

function decodeArray(items: unknown[], cache: Cache, depth: number): unknown {
  if (items[0] === MAP_MARK) {
    const map = new Map<string, unknown>();
    for (let index = 1; index + 1 < items.length; index += 2) {
      const key = nameKey(decode(items[index], cache, depth, true));
      map.set(key, keepItems(decode(items[index + 1], cache, depth, false), key, cache));
    }
    return map;
  }
  const first = items.length > 0 ? decode(items[0], cache, depth, false) : undefined;
  if (first instanceof Tag) return applyTag(first, decode(items[1], cache, depth, false));
  for (let index = 0; index < items.length; index += 1) items[index] = index === 0 ? first : decode(items[index], cache, depth, false);
  return items;
}

function decodeObject(entries: readonly (readonly [string, unknown])[], cache: Cache, depth: number): unknown {
  const map = new Map<string, unknown>();
  for (const [written, inner] of entries) {
    const key = decode(written, cache, depth, true);
    const value = decode(inner, cache, depth, false);
    if (key instanceof Tag && entries.length === 1) return applyTag(key, value);
    map.set(nameKey(key), keepItems(value, nameKey(key), cache));
  }
  return map;
}

function nameKey(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key instanceof Tag) return key.name;
  return typeof key === 'number' || typeof key === 'boolean' ? String(key) : JSON.stringify(key);
}

function applyTag({ name }: Tag, value: unknown): unknown {
  switch (name) {
    case 'dt':
    case 'inst':
    case 'm':
    case 't':
      return typeof value === 'number' || typeof value === 'string' ? new Date(value) : value;
    case 'cmap': {
      const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
      return new Map(items.flatMap((key, index) => (index % 2 === 0 ? [[nameKey(key), items[index + 1]] as const] : [])));
    }
    default:
      return value;
  }
}

/** Codes stand for what was written before; what is long enough to be worth it is remembered, in the order of writing. */
function decodeText(text: string, cache: Cache, isKey: boolean): unknown {
  if (text.startsWith('^') && text !== MAP_MARK && text.length <= 3) {
    const index = readCacheIndex(text);
    if (index >= cache.entries.length) throw new TransitError('a cache code stands for nothing');
    return cache.entries[index];
  }
  const value = decodeScalar(text);
  if (text.length >= SHORTEST_CACHED && (isKey || /^~[#$:]/.test(text))) {
    if (cache.entries.length === CACHE_LIMIT) cache.entries.length = 0;
    cache.entries.push(value);
  }
  return value;
}

function readCacheIndex(code: string): number {
  const [high, low] = code.length === 2 ? [CACHE_FIRST, code.charCodeAt(1)] : [code.charCodeAt(1), code.charCodeAt(2)];
  return (high - CACHE_FIRST) * CACHE_DIGITS + (low - CACHE_FIRST);
}

function decodeScalar(text: string): unknown {
  if (!text.startsWith('~')) return text;
  const rest = text.slice(2);
  switch (text[1]) {
    case '~':
    case '^':
    case '`':
      return text.slice(1);
    case '#':
      return new Tag(rest);
    case '_':
      return null;
    case '?':
      return rest === 't';
    case 'i':
    case 'd':
    case 'n':
    case 'f':
      return Number(rest);
    case 'm':
      return new Date(Number(rest));
    case 't':
      // By Transit's rules an ISO date; Mochi writes milliseconds.
      return new Date(/^-?\d{5,}$/.test(rest) ? Number(rest) : rest);
    case ':':
    case '$':
    case 'u':
    case 'r':
    case 'c':
    case 'b':
    case 'z':
      return rest;
    default:
      return text;
  }
}
