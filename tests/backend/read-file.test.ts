/** The front door: what a file is, is told by its content; what cannot be read ends in a sentence that says the way out. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFileInto } from '../../src/backend/jobs/read-file.ts';
import type { ReadOutcome } from '../../src/backend/jobs/read-outcome.ts';
import { importOptions } from '../../src/contract/import.ts';
import type { ImportOptions } from '../../src/contract/import.ts';
import { AppError } from '../../src/core/errors.ts';
import { createRecordingSink } from '../core/formats/delimited/record-sink.ts';
import { MOMENT, NOW_MILLIS } from '../fixtures/export-source.ts';
import { inlineRows, writeWorkbook } from '../fixtures/workbook-writer.ts';
import { writeZip } from '../fixtures/zip-writer.ts';

let folder: string;
const scratchDirs: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-read-'));
});
afterEach(() => {
  for (const path of [folder, ...scratchDirs.splice(0)]) rmSync(path, { recursive: true, force: true });
});

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function read(path: string, options: Partial<ImportOptions> = {}): Promise<ReadOutcome & { readonly fronts: readonly string[]; readonly warnings: readonly string[] }> {
  const scratchDir = mkdtempSync(join(tmpdir(), 'versus-scratch-'));
  scratchDirs.push(scratchDir);
  const sink = createRecordingSink();
  const outcome = await readFileInto(
    {
      path,
      fileName: path.slice(path.lastIndexOf('/') + 1),
      scratchDir,
      options: importOptions.parse(options),
      nowMillis: NOW_MILLIS,
      moment: MOMENT,
      zoneOffsetMinutesAt: () => 0,
      noteTypes: [],
      deckNames: [],
      savedMappings: [],
    },
    sink,
  );
  return { ...outcome, fronts: sink.notes.map(({ fields }) => fields[0] ?? ''), warnings: sink.warnings };
}

async function refusalOf(path: string): Promise<AppError> {
  try {
    await read(path);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('the file was read');
}

const TABLE = 'dog\tHund\ncat\tKatze\n';
const CONTRAST = 'contrast-deck: 1\ndeck: Verbs\nconcepts: ser | estar\n\n[contrast use]\ndimension: Use\nser: lasting\nestar: passing\n';
const oldOffice = (stream: string): Buffer => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1000), Buffer.from(stream, 'utf16le'), Buffer.alloc(1000)]);

describe('a file', () => {
  test('is what its content says, whatever it is called', async () => {
    expect(await read(put('words.dat', CONTRAST))).toMatchObject({ format: 'contrast-text', formats: [] });
    expect(await read(put('words.md', CONTRAST))).toMatchObject({ format: 'contrast-text' });
    expect(await read(put('words.csv', TABLE))).toMatchObject({ format: 'csv', fronts: ['dog', 'cat'] });
  });

  test('is read as the learner says, who can say so again', async () => {
    const path = put('words.txt', CONTRAST);
    const asTable = await read(path, { format: 'text' });
    expect(asTable.format).toBe('text');
    expect(asTable.formats).toEqual(['text', 'contrast-text']);
    expect((await read(path, { format: 'contrast-text' })).formats).toEqual(['contrast-text', 'text']);
  });

  test('that is a workbook becomes a table with headings', async () => {
    const rows = inlineRows([['Front', 'Back', 'Tags'], ['dog', 'Hund', 'animal'], ['cat', 'Katze', 'animal pet'], ['dog', 'Hund', 'animal']]);
    const outcome = await read(await writeWorkbook(join(folder, 'words.dat'), { rows }));
    expect(outcome).toMatchObject({
      format: 'xlsx',
      fronts: ['dog', 'cat'],
      text: { rowCount: 3, options: { hasHeaderRow: true, deckName: 'words', columns: [{ role: 'field', field: 'Front' }, { role: 'field', field: 'Back' }, { role: 'tags' }] } },
    });
    const text = { ...(outcome.text as NonNullable<ReadOutcome['text']>).options, hasHeaderRow: false };
    expect((await read(join(folder, 'words.dat'), { text })).fronts).toEqual(['Front', 'dog', 'cat']);
  });

  test('of any table’s format asked for is a table, whichever of them its name stands for', async () => {
    expect(await read(put('words.txt', CONTRAST), { format: 'csv' })).toMatchObject({ format: 'text' });
  });

  test('of scenarios is no table, and says how they move', async () => {
    const scenarios = 'contrast-scenarios: 1\nconcepts: ser | estar\n\n[scenario a]\nbelongs: ser\ndimension: Use\nsituation: Ana is tall.\n';
    expect(await refusalOf(put('words.scenarios.txt', scenarios))).toMatchObject({ code: 'format-unsupported', message: expect.stringMatching(/^This file holds scenarios/) as string });
  });

  test('of UTF-16 without a mark is text', async () => {
    expect((await read(put('words.txt', Buffer.from(TABLE, 'utf16le')))).fronts).toEqual(['dog', 'cat']);
    expect((await read(put('other.txt', Buffer.from(TABLE, 'utf16le').swap16()))).fronts).toEqual(['dog', 'cat']);
  });
});

describe('a folder', () => {
  test('of CrowdAnki, on the disk or packed, is one deck; hidden files and programs’ folders are no part of it', async () => {
    const deck = JSON.stringify({
      __type__: 'Deck', crowdanki_uuid: 'd', name: 'Animals', children: [], media_files: [],
      note_models: [{ __type__: 'NoteModel', crowdanki_uuid: 'm', name: 'Plain', type: 0, css: '', flds: [{ name: 'Front', ord: 0 }, { name: 'Back', ord: 1 }], tmpls: [{ name: 'Card 1', ord: 0, qfmt: '{{Front}}', afmt: '{{Back}}' }] }],
      notes: [{ __type__: 'Note', guid: 'g', note_model_uuid: 'm', fields: ['dog', 'Hund'], tags: [] }],
    });
    put('animals/deck.json', deck);
    put('animals/.git/config', 'x');
    put('animals/node_modules/x/deck.json', '{}');
    expect(await read(join(folder, 'animals'))).toMatchObject({ format: 'crowdanki', fronts: ['dog'], fileCount: 1 });
    const packed = await writeZip(join(folder, 'animals.zip'), { 'animals/deck.json': deck, '__MACOSX/animals/._deck.json': 'x', 'animals/.DS_Store': 'x' });
    expect(await read(packed)).toMatchObject({ format: 'crowdanki', fronts: ['dog'], fileCount: 1 });
  });

  test('of ten thousand notes is read whole', async () => {
    mkdirSync(join(folder, 'vault'));
    for (let index = 0; index < 10_000; index += 1) writeFileSync(join(folder, 'vault', `note ${String(index)}.md`), `#flashcards\n\nquestion ${String(index)}::answer ${String(index)}\n`);
    expect((await read(join(folder, 'vault'))).fronts).toHaveLength(10_000);
  }, 120_000);
});

describe('what cannot be read is refused with the way out', () => {
  const pickle = Buffer.from([0x80, 0x02, 0x7d, 0x71, 0x00, 0x2e]);
  test.each<readonly [string, string | Buffer, AppError['code'], RegExp]>([
    ['items.mem', '--- Mnemosyne Data Base --- Format Version 1 ---\n(lp0\n', 'format-unsupported', /Mnemosyne, export the cards as XML/],
    ['items.txt', '(i__main__\nItem\np0\n', 'format-unsupported', /as XML/],
    ['items.bin', pickle, 'format-unsupported', /as XML/],
    ['deck.apkg', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n', 'file-placeholder', /Download the file itself/],
    ['deck.apkg', '<!DOCTYPE html>\n<title>Sign in</title>', 'file-placeholder', /download button/],
    ['deck.csv', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html/>', 'file-placeholder', /download button/],
    ['deck.apkg', 'Rar!\u001a\u0007\u0000', 'format-unsupported', /RAR archive.*Unpack/],
    ['deck.7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'format-unsupported', /7-Zip.*Unpack/],
    ['deck.txt.gz', gzipSync(TABLE), 'format-unsupported', /gzip.*Unpack/],
    ['deck.tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\u000000'), Buffer.alloc(300)]), 'format-unsupported', /tar archive.*Unpack/],
    ['words.xls', oldOffice('Workbook'), 'format-unsupported', /old Excel file.*xlsx/],
    ['words.xlsx', oldOffice('EncryptedPackage'), 'file-encrypted', /password/],
    ['words.doc', oldOffice('WordDocument'), 'format-unsupported', /Word document.*table/],
    ['words.pdf', '%PDF-1.7', 'format-unsupported', /PDF/],
    ['words.rtf', '{\\rtf1\\ansi dog}', 'format-unsupported', /rich text/],
    ['photo.png', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), 'format-unsupported', /picture/],
    ['deck.xml', '<?xml version="1.0"?><quiz><q>a</q></quiz>', 'format-unsupported', /its root is “quiz”/],
    ['deck.json', '{"cards": [{"front": "a"}]}', 'format-unsupported', /JSON/],
    ['deck.txt', '[{"front": "a", "back": "b"}]', 'format-unsupported', /JSON/],
    ['notes.md', '# Shopping\n\nBread and butter.\n', 'format-unsupported', /question::answer/],
    ['notes.org', '* Shopping\n** Bread\n', 'format-unsupported', /:drill:/],
    ['part.htm', '<div class="term">a</div>\n<div>b</div>\n<p>c, d</p>\n', 'format-unsupported', /web page.*table/],
    ['tool.py', 'import os\n\ndef main(a, b):\n    return a, b\n', 'format-unsupported', /program/],
    ['conf.yaml', 'name: test\nversion: 1\n', 'format-unsupported', /settings/],
    ['film.srt', '1\n00:00:01,000 --> 00:00:02,000\nHello there.\n', 'format-unsupported', /subtitles/],
    ['story.txt', `${'There were a king with a large jaw and a queen with a plain face.\n\n'.repeat(3)}It was the year of our Lord one thousand seven hundred and seventy-five.`, 'format-unsupported', /running text.*table/],
    ['deck.apkg', 'Not Found', 'file-damaged', /Download or export it again/],
    ['deck.bin', Buffer.from([0]), 'format-unknown', /does not know/],
    ['empty.txt', '', 'file-empty', /empty/],
    ['deck.zip', 'PK\u0003\u0004 cut off', 'file-damaged', /incomplete or damaged/],
  ])('%s (%#)', async (name, content, code, sentence) => {
    const refusal = await refusalOf(put(name, content));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(sentence);
  });

  test.each<readonly [string, Readonly<Record<string, string>>, AppError['code'], RegExp]>([
    ['a newer Anki', { 'collection.anki99': 'x', meta: 'x' }, 'file-newer-version', /newer Anki/],
    ['a Word document', { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }, 'format-unsupported', /Word document/],
    ['a binary workbook', { '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }, 'format-unsupported', /xlsx/],
    ['an OpenDocument sheet', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<office/>' }, 'format-unsupported', /xlsx/],
    ['several decks', { 'a.csv': TABLE, 'b.csv': TABLE }, 'format-unsupported', /“a.csv”, “b.csv”/],
    ['pictures', { 'a.png': 'x', 'b.png': 'x' }, 'format-unsupported', /Expected was/],
    ['nothing', {}, 'format-unsupported', /holds nothing/],
  ])('a zip of %s', async (_, entries, code, sentence) => {
    const refusal = await refusalOf(await writeZip(join(folder, 'some.zip'), entries));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(sentence);
  });

  test('a list without answers, and gaps in running text, come in all the same', async () => {
    expect((await read(put('words.txt', 'apple\nbanana\ncherry\n'))).format).toBe('text');
    expect((await read(put('gaps.txt', 'There were a {{c1::king}} with a large jaw and a queen with a plain face.\n'.repeat(2)))).format).toBe('text');
  });
});
