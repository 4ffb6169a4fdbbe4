/** Damages JSON so that it stays JSON: readers get past the parser and meet values that nobody writes. */

import type { Random } from '../../src/core/clock.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const VALUES: readonly Json[] = [
  null, true, false, 0, -1, 0.5, 1e308, -1e308, 9_007_199_254_740_992, 4_294_967_296, '', ' ', '0', '1e999', 'x', '../x', '\u0000', '\ud800', '__proto__', '<b>', '{{c1::a}}', '^0', '~#list', '~:id', [], {}, [[]], [null], { constructor: null },
];
const DEEPEST = 3000;
/** Longer texts are left to the damage of bytes. */
const LONGEST = 500_000;

/** The text with one value in it replaced, left out, doubled, exchanged or nested; null where there is no JSON, neither the whole nor a line. */
export function damageJson(bytes: Buffer, random: Random): Buffer | null {
  if (bytes.length > LONGEST || !/^\s*[[{]/.test(bytes.subarray(0, 100).toString('latin1'))) return null;
  const text = bytes.toString('utf8');
  const whole = changeDocument(text, random);
  if (whole !== null) return Buffer.from(whole);
  const lines = text.split('\n');
  const index = Math.floor(random() * lines.length);
  const line = changeDocument(lines[index] ?? '', random);
  return line === null ? null : Buffer.from(lines.with(index, line).join('\n'));
}

function changeDocument(text: string, random: Random): string | null {
  const root = parse(text);
  if (root === null) return null;
  const holder: Json[] = [root];
  const places: { readonly parent: Json[] | { [key: string]: Json }; readonly key: number | string }[] = [{ parent: holder, key: 0 }];
  for (const { parent, key } of places) {
    const value = read(parent, key);
    if (Array.isArray(value)) value.forEach((_, index) => places.push({ parent: value, key: index }));
    else if (typeof value === 'object' && value !== null) for (const inner of Object.keys(value)) places.push({ parent: value, key: inner });
  }
  const draw = (): (typeof places)[number] => places[Math.floor(random() * places.length)] ?? { parent: holder, key: 0 };
  const { parent, key } = draw();
  const value = read(parent, key);
  switch (Math.floor(random() * 6)) {
    case 0:
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      break;
    case 1:
      if (Array.isArray(parent)) parent.splice(Number(key), 0, ...Array.from({ length: random() < 0.9 ? 2 : 500 }, () => value));
      else write(parent, `${String(key)}2`, value);
      break;
    case 2: {
      const other = draw();
      write(parent, key, structuredClone(read(other.parent, other.key)));
      break;
    }
    case 3:
      write(parent, key, Array.from({ length: Math.floor(random() * DEEPEST) }).reduce<Json>((inner) => (random() < 0.5 ? [inner] : { a: inner }), value));
      break;
    default:
      write(parent, key, VALUES[Math.floor(random() * VALUES.length)] ?? null);
  }
  return JSON.stringify(holder[0] ?? null);
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function read(parent: Json[] | { [key: string]: Json }, key: number | string): Json {
  return (Array.isArray(parent) ? parent[Number(key)] : parent[key]) ?? null;
}

function write(parent: Json[] | { [key: string]: Json }, key: number | string, value: Json): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else parent[key] = value;
}
