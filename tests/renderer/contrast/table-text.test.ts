import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { isTable, parseTable } from '../../../src/renderer/features/contrast/table-text.ts';

describe('text from a spreadsheet', () => {
  it('is split at tabs and line ends', () => {
    expect(parseTable('Risk\tkeeps it small\ttakes it\r\nTime\tthis quarter\t\r\n')).toEqual([
      ['Risk', 'keeps it small', 'takes it'],
      ['Time', 'this quarter', ''],
    ]);
  });

  it('keeps line breaks, tabs and quotes of a quoted cell', () => {
    expect(parseTable('a\t"one\ntwo ""three"""\tb')).toEqual([['a', 'one\ntwo "three"', 'b']]);
  });

  it('takes a quote inside a cell as it stands', () => {
    expect(parseTable('say "yes" now\tb\n"so" he said\tc')).toEqual([
      ['say "yes" now', 'b'],
      ['"so" he said', 'c'],
    ]);
  });

  it('gives back every table that a spreadsheet writes', () => {
    const cell = fc.string().map((text) => text.replaceAll('\r', '').trim());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })), (rows) => {
        const written = stringify(rows, { delimiter: '\t', quoted_match: /["\n\t]/, quoted_empty: false });
        expect(parseTable(written)).toEqual(rows);
      }),
    );
  });

  it('is a table when it has a tab or a second line that says something', () => {
    expect(isTable('one\ttwo')).toBe(true);
    expect(isTable('one\ntwo')).toBe(true);
    expect(isTable('one sentence\n')).toBe(false);
    expect(isTable('one sentence')).toBe(false);
  });
});
