import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from '../../../../src/core/formats/delimited/detect-encoding.ts';
import { openDelimited } from '../../../../src/core/formats/delimited/detect-options.ts';
import { readDelimited } from '../../../../src/core/formats/delimited/read-delimited.ts';
import { createRecordingSink } from './record-sink.ts';

const folder = new URL('../../../../../shared/decks/', import.meta.url);

interface Expectation {
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string | null;
  readonly records_nonblank: number;
  readonly exact_duplicate_records: number;
  readonly columns_histogram: Readonly<Record<string, number>>;
  readonly first_record: readonly string[];
}

const ENCODINGS: Readonly<Record<string, string>> = { 'utf-8': 'utf-8', 'utf-8-sig': 'utf-8', 'utf-16': 'utf-16be' };
const DELIMITERS: Readonly<Record<string, string>> = { TAB: '\t', comma: ',' };

/** Header rows and rows left out, as the annotations of the files have them; wide rows are kept where other programs drop them. */
const FILES: Readonly<Record<string, { readonly headerRow: boolean; readonly skipped: number; readonly noteTypes: readonly string[] }>> = {
  'abstraktni-umeni-deckcol-truncated.txt': { headerRow: false, skipped: 1, noteTypes: ['Basic'] },
  'all-decks-kin-7k.txt': {
    headerRow: false,
    skipped: 1,
    noteTypes: [
      'Cloze',
      'Text: all-decks-kin-7k (11 fields)',
      'Text: all-decks-kin-7k (26 fields, cloze)',
      'Text: all-decks-kin-7k (3 fields)',
      'Text: all-decks-kin-7k (4 fields)',
    ],
  },
  'cmn-tatoeba-bom.txt': { headerRow: false, skipped: 0, noteTypes: ['Text: cmn-tatoeba-bom'] },
  'jlpt_N1_kanji.csv': { headerRow: true, skipped: 0, noteTypes: ['Basic'] },
  'jlpt_N4_vocab_examples.csv': { headerRow: true, skipped: 0, noteTypes: ['Basic'] },
  'quran-page48-singlequote.csv': { headerRow: true, skipped: 0, noteTypes: ['Text: quran-page48-singlequote'] },
  'text-2fields.txt': { headerRow: false, skipped: 3, noteTypes: ['Basic', 'Text: text-2fields (3 fields)'] },
  'text-ucs2-be-bom.txt': { headerRow: false, skipped: 0, noteTypes: ['Basic'] },
  'word_import-bom-cr.txt': { headerRow: false, skipped: 0, noteTypes: ['Basic'] },
};

describe.skipIf(!existsSync(folder))('reading the text files that other programs made', () => {
  it.each(Object.entries(FILES))('%s', (name, { headerRow, skipped, noteTypes }) => {
    const bytes = readFileSync(new URL(`files/${name}`, folder));
    const expected = (JSON.parse(readFileSync(new URL(`expect/${name}.json`, folder), 'utf8')) as { expect: Expectation }).expect;
    expect(detectEncoding(bytes)).toBe(ENCODINGS[expected.encoding]);
    const text = openDelimited(bytes, name, null, []);
    expect(text.options.delimiter).toBe(DELIMITERS[expected.delimiter]);
    if (expected.quote === "'") expect(text.options.quote).toBe("'");
    if (expected.quote === null) expect(text.options.quote).toBe('');
    expect(text.options.hasHeaderRow).toBe(headerRow);
    expect(text.rows).toHaveLength(expected.records_nonblank - (headerRow ? 1 : 0));
    if (!headerRow) {
      const cells = (text.rows[0]?.cells ?? []).map((cell) => cell.slice(0, 80));
      expect(cells.slice(0, expected.first_record.length)).toEqual(expected.first_record);
    }
    const widths: Record<string, number> = headerRow ? { [String(text.widths.usual)]: 1 } : {};
    for (const { cells } of text.rows) widths[cells.length] = (widths[cells.length] ?? 0) + 1;
    expect(widths).toEqual(expected.columns_histogram);

    const sink = createRecordingSink();
    readDelimited({ bytes, fileName: name, options: null, noteTypes: [] }, sink);
    expect(sink.skips).toHaveLength(skipped);
    expect(sink.notes).toHaveLength(text.rows.length - skipped);
    expect(sink.noteTypes.map(({ definition }) => definition.name).sort()).toEqual(noteTypes);
  });

  it('names the row of the truncated file that is cut off', () => {
    const sink = createRecordingSink();
    const name = 'abstraktni-umeni-deckcol-truncated.txt';
    readDelimited({ bytes: readFileSync(new URL(`files/${name}`, folder)), fileName: name, options: null, noteTypes: [] }, sink);
    expect(sink.skips).toEqual([{ title: 'Abstraktní umění', reason: 'Line 13 has 2 columns where the others have 4 or more; it may be cut off.' }]);
    expect(sink.decks.map((deck) => deck.name)).toEqual(['Abstraktní umění']);
    expect(sink.notes[0]?.tags).toEqual(['umění']);
    expect(sink.notes[0]?.fields[0]).toContain('<img alt="');
  });
});
