import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ankiTextWriter } from '../../../../src/core/formats/delimited-writers/anki-text-writer.ts';
import { csvWriter, tsvWriter } from '../../../../src/core/formats/delimited-writers/table-writers.ts';
import { readDelimited } from '../../../../src/core/formats/delimited/read-delimited.ts';
import type { ExportSource } from '../../../../src/core/formats/export-source.ts';
import { FORMAT_READERS } from '../../../../src/core/formats/format-readers.ts';
import type { FormatWriter } from '../../../../src/core/formats/format-writer.ts';
import { arbitraryNotes, CUSTOM_NOTE_TYPE } from '../../../fixtures/arbitrary-notes.ts';
import { createCollectingSink, resolveNotes, type Collected } from '../../../fixtures/collecting-sink.ts';
import { fileOf } from '../../../fixtures/folder-source.ts';
import { builtIn, makeExportSource, resolveSource, writeFiles, type SourceNote } from '../../../fixtures/export-source.ts';

/** Fields in the order that a reader by headings would turn around. */
const TURNED = {
  ...builtIn('Basic'),
  name: 'Turned',
  fields: ['Back', 'Front'].map((name) => ({ name, rightToLeft: false })),
  templates: [{ name: 'Card 1', questionFormat: '{{Back}}', answerFormat: '{{Front}}' }],
};
const HALF_NAMED = { ...TURNED, name: 'Half named', fields: ['Extra', 'Front', 'Tags'].map((name) => ({ name, rightToLeft: false })), templates: [{ name: 'Card 1', questionFormat: '{{Extra}}', answerFormat: '{{Front}}' }] };
const NOTE_TYPES = [builtIn('Basic'), builtIn('Basic (and reversed)'), builtIn('Cloze'), CUSTOM_NOTE_TYPE, TURNED, HALF_NAMED];

async function writeText(writer: FormatWriter, source: ExportSource): Promise<Buffer> {
  const [file] = [...(await writeFiles(writer, source)).values()];
  return file ?? Buffer.alloc(0);
}

/** Into a library that has the note types, as the one has that the notes came from. */
function readBack(bytes: Uint8Array, fileName: string): Collected {
  const sink = createCollectingSink();
  readDelimited({ bytes, fileName, options: null, noteTypes: NOTE_TYPES }, sink);
  return sink.collected;
}

const WRITERS: readonly (readonly [string, FormatWriter])[] = [
  ['Anki text', ankiTextWriter],
  ['CSV', csvWriter],
  ['TSV', tsvWriter],
];

describe.each(WRITERS)('%s', (_name, writer) => {
  test('every note comes back with its guid, type, fields, tags, deck and cards', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNotes({ noteTypes: NOTE_TYPES }), async (notes) => {
        const source = makeExportSource({ notes });
        const collected = readBack(await writeText(writer, source), `Deck${writer.extension}`);
        expect(collected.skipped).toEqual([]);
        expect(resolveNotes(collected)).toEqual(resolveSource(source));
      }),
      { numRuns: 40 },
    );
  });

  test('notes of one type come back whatever their fields are called', async () => {
    for (const noteType of NOTE_TYPES) {
      await fc.assert(
        fc.asyncProperty(arbitraryNotes({ noteTypes: [noteType] }), async (notes) => {
          const source = makeExportSource({ notes });
          expect(resolveNotes(readBack(await writeText(writer, source), `Deck${writer.extension}`))).toEqual(resolveSource(source));
        }),
        { numRuns: 8 },
      );
    }
  });

  test('no reader of another format takes it for its own', async () => {
    const words = fc.lorem({ maxCount: 6 }).map((text) => `${text}, <b>"${text}"</b>; yes`);
    const notes = arbitraryNotes({ noteTypes: [builtIn('Basic'), builtIn('Cloze')], firstField: fc.lorem({ maxCount: 5 }), field: words, minLength: 2 });
    await fc.assert(
      fc.asyncProperty(notes, async (some) => {
        const file = fileOf(`Deck${writer.extension}`, await writeText(writer, makeExportSource({ notes: some })));
        for (const reader of FORMAT_READERS) expect([reader.format, (await reader.recognise(file)) <= 0.1]).toEqual([reader.format, true]);
      }),
      { numRuns: 40 },
    );
  });

  it('says how many notes lose the deck of a card, and which are left out elsewhere', () => {
    const notes: SourceNote[] = [
      { noteType: builtIn('Basic (and reversed)'), fields: ['a', 'b'], cards: { 1: { deckName: 'Elsewhere' } } },
      { noteType: builtIn('Basic (and reversed)'), fields: ['', 'b'] },
    ];
    expect(writer.describeLosses?.(makeExportSource({ notes })).map(({ code }) => code)).toEqual(['one-deck-per-note', 'empty-first-field']);
    expect(writer.describeLosses?.(makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a', ''] }] }))).toEqual([]);
  });
});

/**
 * As Anki's importer reads: the headers in their lines, then records of Rust's csv crate, which trims nothing, reads quotes only
 * where a cell begins with one, and passes over lines that begin with #.
 */
function readAsAnki(text: string): { readonly headers: Readonly<Record<string, string>>; readonly records: readonly (readonly string[])[] } {
  const headers: Record<string, string> = {};
  let body = text;
  for (let line = /^#([^:\n]+):([^\n]*)\n/.exec(body); line !== null; line = /^#([^:\n]+):([^\n]*)\n/.exec(body)) {
    headers[line[1] as string] = line[2] as string;
    body = body.slice(line[0].length);
  }
  return { headers, records: parse(body, { delimiter: '\t', relax_quotes: true, relax_column_count: true, comment: '#', comment_no_infix: true }) };
}

describe('Anki text for Anki', () => {
  test('its importer finds the same fields', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNotes({ noteTypes: NOTE_TYPES }), async (notes) => {
        const { headers, records } = readAsAnki((await writeText(ankiTextWriter, makeExportSource({ notes }))).toString());
        const width = Math.max(...notes.map(({ noteType }) => noteType.fields.length));
        expect(headers).toEqual({ separator: 'tab', html: 'true', 'guid column': '1', 'notetype column': '2', 'deck column': '3', 'tags column': String(4 + width) });
        expect(records).toEqual(
          notes.map(({ guid, noteType, deckName, fields, tags }) => [guid, noteType.name, deckName, ...fields, ...Array.from({ length: width - fields.length }, () => ''), (tags ?? []).join(' ')]),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('says that names which are numbers are not found', () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a', 'b'], deckName: '2026' }] });
    expect(ankiTextWriter.describeLosses?.(source)).toMatchObject([{ code: 'number-names', message: expect.stringContaining('“2026”') as string }]);
  });
});

describe('tables for spreadsheets', () => {
  const basic = makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a, "b"', 'c<br>\nd'], deckName: 'One::Two', tags: ['x', 'y'], guid: '#g' }] });

  it('are CSV by the book, marked as UTF-8, under the names of the fields', async () => {
    expect((await writeText(csvWriter, basic)).toString()).toBe('\ufeffFront,Back,Tags,Deck,Note type,GUID\r\n"a, ""b""","c<br>\nd",x y,One::Two,Basic,"#g"\r\n');
  });

  it('are divided by tabs where that is asked for', async () => {
    expect((await writeText(tsvWriter, basic)).toString()).toBe('Front\tBack\tTags\tDeck\tNote type\tGUID\n"a, ""b"""\t"c<br>\nd"\tx y\tOne::Two\tBasic\t"#g"\n');
  });

  it('number the fields where notes are of several types', async () => {
    const mixed = makeExportSource({ notes: [{ noteType: builtIn('Cloze'), fields: ['{{c1::a}}', ''] }, { noteType: CUSTOM_NOTE_TYPE, fields: ['1', '2', '3', '4', '5'] }] });
    expect((await writeText(tsvWriter, mixed)).toString().split('\n')[0]).toBe('Field 1\tField 2\tField 3\tField 4\tField 5\tTags\tDeck\tNote type\tGUID');
  });
});
