import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS } from '../../src/core/formats/format-writer.ts';
import { IMPORT_FORMAT_NAMES } from '../../src/core/formats/import-format.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const rows = readme.slice(readme.indexOf('## File formats'), readme.indexOf('## What Versus learns')).split('\n').filter((line) => line.startsWith('| '));

describe('the table of formats in the README', () => {
  test.each(Object.values(IMPORT_FORMAT_NAMES))('has a row for what is imported as “%s”', (name) => {
    expect(rows.some((row) => (row.split('|')[1] ?? '').includes(name)), name).toBe(true);
  });

  test.each(EXPORT_FORMATS.map((format) => [format]))('has a row that tells how to export as %s', (format) => {
    expect(rows.filter((row) => (row.split('|')[3] ?? '').includes(`\`${format}\``))).toHaveLength(1);
  });
});
