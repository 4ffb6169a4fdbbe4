/**
 * Decodes Transit JSON (github.com/cognitect/transit-format), which Mochi keeps its decks in. Keywords, symbols, UUIDs and the like
 * become plain texts, maps become Maps, sets and lists arrays, dates Dates: what readers of data need, and no more.
 */

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

interface Cache {
  readonly entries: unknown[];
}

/** The value of a whole Transit text, in either of its JSON forms. Throws TransitError. */
export function decodeTransit(text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text) as unknown;
  } catch (thrown) {
    throw new TransitError('the text is not JSON', { cause: thrown });
  }
  return decode(json, { entries: [] }, 0, false);
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
      map.set(key, decode(items[index + 1], cache, depth, false));
    }
    return map;
  }
  const first = items.length > 0 ? decode(items[0], cache, depth, false) : undefined;
  if (first instanceof Tag) return applyTag(first, decode(items[1], cache, depth, false));
  // What is decoded takes the place of what was parsed: a list of 100,000 cards is not held twice.
  for (let index = 0; index < items.length; index += 1) items[index] = index === 0 ? first : decode(items[index], cache, depth, false);
  return items;
}

function decodeObject(entries: readonly (readonly [string, unknown])[], cache: Cache, depth: number): unknown {
  const map = new Map<string, unknown>();
  for (const [written, inner] of entries) {
    const key = decode(written, cache, depth, true);
    const value = decode(inner, cache, depth, false);
    if (key instanceof Tag && entries.length === 1) return applyTag(key, value);
    map.set(nameKey(key), value);
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
