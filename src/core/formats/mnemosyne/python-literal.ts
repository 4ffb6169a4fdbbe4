/** Values that Mnemosyne writes as Python literals: read by a parser of their own, never run. */

export type PythonValue = string | number | boolean | null | readonly PythonValue[] | { readonly [key: string]: PythonValue };

const MOST_NESTED = 50;
const NAMES: ReadonlyMap<string, boolean | null> = new Map(Object.entries<boolean | null>({ True: true, False: false, None: null }));
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' };

/**
 * The value of a literal: strings (with any prefix), numbers, True, False, None, lists, tuples and sets as arrays, dictionaries
 * as objects. Null for what is no literal.
 */
export function readPythonLiteral(text: string): PythonValue {
  // Most cards have nothing of the sort, and throwing for each of them takes longer than reading the deck.
  if (text === '') return null;
  let at = 0;

  const skipSpace = (): void => {
    while (/\s/.test(text.charAt(at)) && at < text.length) at += 1;
  };
  const take = (character: string): boolean => {
    skipSpace();
    if (text.charAt(at) !== character) return false;
    at += 1;
    return true;
  };
  const readString = (): string => {
    const quote = text.charAt(at);
    const parts: string[] = [];
    at += 1;
    while (at < text.length && text.charAt(at) !== quote) {
      const isEscape = text.charAt(at) === '\\';
      parts.push(isEscape ? readEscape() : text.charAt(at));
      if (!isEscape) at += 1;
    }
    if (at >= text.length) throw new SyntaxError('a string has no end');
    at += 1;
    return parts.join('');
  };
  const readEscape = (): string => {
    const coded = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10));
    const code = Number.parseInt(coded?.[1] ?? coded?.[2] ?? coded?.[3] ?? '', 16);
    if (coded !== null && code <= 0x10ffff) {
      at += coded[0].length;
      return String.fromCodePoint(code);
    }
    const character = text.charAt(at + 1);
    at += 2;
    return ESCAPES[character] ?? character;
  };
  const readItems = (end: string, depth: number): PythonValue[] => {
    const items: PythonValue[] = [];
    while (!take(end)) {
      items.push(readValue(depth));
      if (!take(',')) {
        if (!take(end)) throw new SyntaxError('a list has no end');
        break;
      }
    }
    return items;
  };
  const readBraces = (depth: number): PythonValue => {
    const entries: [string, PythonValue][] = [];
    const items: PythonValue[] = [];
    while (!take('}')) {
      const key = readValue(depth);
      if (take(':')) entries.push([String(key), readValue(depth)]);
      else items.push(key);
      if (!take(',')) {
        if (!take('}')) throw new SyntaxError('a dictionary has no end');
        break;
      }
    }
    return items.length > 0 ? items : Object.fromEntries(entries);
  };
  const readValue = (depth: number): PythonValue => {
    if (depth > MOST_NESTED) throw new SyntaxError('nested too deeply');
    if (take('[')) return readItems(']', depth + 1);
    if (take('(')) return readItems(')', depth + 1);
    if (take('{')) return readBraces(depth + 1);
    const word = /^(?:[uUbBrR]{0,2}(?=["'])|set\(|[+-]?[\d.]+(?:[eE][+-]?\d+)?|[A-Za-z_]\w*)/.exec(text.slice(at, at + 400))?.[0];
    if (word === undefined) throw new SyntaxError('not a literal');
    at += word.length;
    if (word === 'set(') return readItems(')', depth + 1)[0] ?? [];
    const next = text.charAt(at);
    if (/^[uUbBrR]{0,2}$/.test(word) && (next === '"' || next === "'")) return readString();
    const named = NAMES.get(word);
    if (named !== undefined) return named;
    if (!Number.isFinite(Number(word))) throw new SyntaxError('not a literal');
    return Number(word);
  };

  try {
    const value = readValue(0);
    skipSpace();
    return at === text.length ? value : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** The texts of a list; other values in it are left out. */
export function readTexts(value: PythonValue): readonly string[] {
  return Array.isArray(value) ? (value as readonly PythonValue[]).filter((item) => typeof item === 'string') : [];
}

/** The texts of a dictionary by their keys. */
export function readTextEntries(value: PythonValue): ReadonlyMap<string, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return new Map();
  return new Map(Object.entries(value).flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry] as const] : [])));
}

/** The number under a key of a dictionary, or null. */
export function readNumberEntry(value: PythonValue, key: string): number | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const entry = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof entry === 'number' ? entry : null;
}
