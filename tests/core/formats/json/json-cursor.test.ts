import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { JsonCursor } from '../../../../src/core/formats/json/json-cursor.ts';
import { cutText } from '../../../fixtures/folder-source.ts';

function read(cursor: JsonCursor): unknown {
  const step = cursor.next();
  if (step.kind === 'whole') return step.value;
  if (step.kind === 'list') {
    const items: unknown[] = [];
    while (cursor.hasItem()) items.push(read(cursor));
    return items;
  }
  const entries: [string, unknown][] = [];
  while (cursor.hasItem()) entries.push([cursor.key(), read(cursor)]);
  return Object.fromEntries(entries);
}

function readAll(pieces: Iterable<string>): unknown {
  const cursor = new JsonCursor(pieces);
  const value = read(cursor);
  cursor.end();
  return value;
}

/** More than is taken whole. */
const long = { '\\"[': Array.from({ length: 4000 }, (_, index) => ({ index, text: `a "quoted\\" ] } , ${String(index)}` })), b: [[], {}, [[[]]], ['x'.repeat(50_000)], -1.5e3, true, null, ''], 'ä': { a: { b: ['\\'.repeat(40_000)] } } };

describe('JSON in pieces', () => {
  it.each([1, 7, 1000, 65_536, 10_000_000])('is the same as whole, cut every %i characters', (length) => {
    for (const space of [undefined, '\t']) {
      const text = JSON.stringify(long, null, space);
      expect(readAll(cutText(text, length))).toEqual(long);
    }
  });

  it('opens what is long, so that its items are taken one by one', () => {
    const cursor = new JsonCursor([JSON.stringify(long)]);
    expect(cursor.next()).toEqual({ kind: 'record' });
    expect([cursor.hasItem(), cursor.key(), cursor.next()]).toEqual([true, '\\"[', { kind: 'list' }]);
    expect([cursor.hasItem(), cursor.next()]).toEqual([true, { kind: 'whole', value: long['\\"['][0] }]);
  });

  it('goes through values nested as deep as they like', () => {
    const text = `${'[[1],'.repeat(20_000)}2${']'.repeat(20_000)}`;
    let depth = 0;
    for (let value = readAll([text]); Array.isArray(value); value = (value as unknown[]).at(-1)) depth += 1;
    expect(depth).toBe(20_000);
  });

  test('any JSON gives its value', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 1, max: 9 }), (text, length) => {
        expect(readAll(cutText(text, length))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('what is no JSON is told by a SyntaxError, wherever the damage is', () => {
    const text = JSON.stringify(long);
    const damaged = [...Array.from({ length: 40 }, (_, index) => text.slice(0, Math.floor((text.length * index) / 40))), `${text}]`, `${text},`, `[${text},]`, `[${text}}`, `{${text}}`, `{"a":1 ${text}}`, text.replaceAll('"index":', '"index"'), ''];
    for (const given of damaged) expect(() => readAll([given])).toThrow(SyntaxError);
  });
});
