import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import type { FolderSource } from '../../../../src/core/formats/folder-source.ts';
import { readFormatCode } from '../../../../src/core/formats/xlsx/cell-formats.ts';
import { looksLikeXlsx, readXlsx } from '../../../../src/core/formats/xlsx/read-workbook.ts';
import { readColumn } from '../../../../src/core/formats/xlsx/sheet-cells.ts';
import { showNumber } from '../../../../src/core/formats/xlsx/show-number.ts';
import { cutText } from '../../../fixtures/folder-source.ts';
import { inlineRows, relation, workbookEntries } from '../../../fixtures/workbook-writer.ts';
import type { WorkbookParts } from '../../../fixtures/workbook-writer.ts';

function sourceOf(entries: Readonly<Record<string, string>>): FolderSource {
  const textOf = (path: string): string => entries[path] ?? '';
  return {
    name: 'words.xlsx',
    paths: Object.keys(entries).sort(),
    sizeBytesOf: (path) => textOf(path).length,
    readText: (path) => Promise.resolve(textOf(path)),
    readTextPieces: (path) => Promise.resolve(cutText(textOf(path))),
    readHead: (path) => Promise.resolve(textOf(path).slice(0, 65_536)),
    readBytes: async function* (path) {
      yield await Promise.resolve(Buffer.from(textOf(path)));
    },
  };
}

async function cellsOf(parts: WorkbookParts): Promise<readonly (readonly string[])[]> {
  return (await readXlsx(sourceOf(workbookEntries(parts)), () => undefined)).rows.map(({ cells }) => cells);
}

describe('the first sheet of a workbook', () => {
  it('gives shared strings, plain and in runs, without how they are read aloud', async () => {
    const strings =
      '<si><t>front</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">bold </t></r><r><t>plain</t></r></si>' +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si><t>one_x000D_&#10;two &amp; _x005F_x0041_</t></si>';
    const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>';
    expect(await cellsOf({ rows, strings })).toEqual([['front', 'bold plain'], ['東京', 'one\ntwo & _x0041_']]);
  });

  it('gives inline strings, results of formulas, booleans, errors and dates as texts', async () => {
    const rows =
      '<row><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>A1&amp;"x"</f><v>inx</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="d"><v>2024-05-06T00:00:00</v></c></row>';
    expect(await cellsOf({ rows })).toEqual([['in', 'inx', 'TRUE', 'FALSE', '#DIV/0!', '2024-05-06']]);
  });

  it('shows numbers as their styles do', async () => {
    const styles =
      '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>' +
      '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="20"/></cellXfs>';
    const cell = (style: number, value: string): string => `<c s="${String(style)}"><v>${value}</v></c>`;
    const rows = `<row>${cell(0, '0.30000000000000004')}${cell(1, '45418')}${cell(2, '45418.5')}${cell(3, '501')}${cell(4, '0.07')}${cell(5, '0.25')}</row>`;
    expect(await cellsOf({ rows, styles })).toEqual([['0.3', '2024-05-06', '2024-05-06 12:00', '00501', '7%', '06:00']]);
  });

  it('leaves out empty rows and columns, and keeps the numbers of the rows', async () => {
    const rows = '<row r="3"><c r="B3"><v>1</v></c><c r="E3" t="inlineStr"><is><t>x</t></is></c></row><row r="4"><c r="B4"/></row><row r="9"><c r="E9"><v>2</v></c></row>';
    const sheet = await readXlsx(sourceOf(workbookEntries({ rows })), () => undefined);
    expect(sheet.rows).toEqual([{ line: 3, cells: ['1', 'x'] }, { line: 9, cells: ['', '2'] }]);
  });

  it('is the first that is shown and no chart, wherever its file lies', async () => {
    const workbook =
      '<workbookPr date1904="1"/><sheets><sheet name="Chart" sheetId="4" r:id="rId9"/><sheet name="Lists" sheetId="1" state="hidden" r:id="rId8"/><sheet name="Cards" sheetId="7" r:id="rId5"/><sheet name="More" sheetId="8" r:id="rId6"/></sheets>';
    const relations = relation('rId9', 'chartsheet', 'chartsheets/sheet1.xml') + relation('rId8', 'worksheet', 'worksheets/sheet1.xml') + relation('rId5', 'worksheet', '/xl/tables/../cards.xml') + relation('rId6', 'worksheet', 'worksheets/sheet3.xml');
    const more = { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c><v>13</v></c></row></sheetData></worksheet>' };
    const sheet = await readXlsx(sourceOf(workbookEntries({ rows: inlineRows([['a', 'b']]), workbook, relations, sheetPath: 'cards.xml', more })), () => undefined);
    expect(sheet).toMatchObject({ name: 'Cards', furtherSheets: 1, rows: [{ cells: ['a', 'b'] }] });
  });

  it('is read with prefixes before its names, and without paths, styles and addresses', async () => {
    expect(await cellsOf({ rows: inlineRows([['a', 'b'], ['', 'c']]), prefix: 'x' })).toEqual([['a', 'b'], ['', 'c']]);
    const { 'xl/worksheets/sheet1.xml': only } = workbookEntries({ rows: inlineRows([['a']]) });
    const sheet = await readXlsx(sourceOf({ '[Content_Types].xml': '<Types/>', 'xl/worksheets/sheet1.xml': only as string }), () => undefined);
    expect(sheet.rows).toEqual([{ line: 1, cells: ['a'] }]);
  });

  it('counts formulas whose results are not in the file', async () => {
    const rows = '<row><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><f>A1+1</f></c></row>';
    expect(await readXlsx(sourceOf(workbookEntries({ rows })), () => undefined)).toMatchObject({ formulasWithoutResult: 1, rows: [{ cells: ['a'] }] });
  });

  it('gives back whatever texts were written into it', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((value) => value.replace(/[^\u0020-\ud7ff\ue000-\ufffd]/gu, '').replace(/_x[0-9a-f]{4}_/gi, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 8 }), async (table) => {
        const filled = table.map((row) => ['key', ...row]);
        const width = Math.max(...filled.flat().map((_, index) => index % 4));
        const rows = await cellsOf({ rows: inlineRows(filled) });
        expect(width).toBe(3);
        const used = [0, 1, 2, 3].filter((column) => filled.some((row) => (row[column] ?? '').trim() !== ''));
        expect(rows).toEqual(filled.map((row) => used.map((column) => ((row[column] ?? '').trim() === '' ? '' : row[column]))));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a workbook that is wrong', () => {
  it.each([
    ['an empty sheet', workbookEntries({ rows: '' }), 'nothing-to-import'],
    ['a sheet that is cut off', { ...workbookEntries({ rows: '' }), 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c>' }, 'file-damaged'],
    ['no sheet at all', { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }, 'file-damaged'],
    ['cells all over the place', workbookEntries({ rows: Array.from({ length: 300 }, (_, index) => `<row r="${String(index * 3000 + 1)}">${`<c/>`.repeat(index)}<c><v>1</v></c></row>`).join('') }), 'file-too-large'],
  ])('ends in a sentence: %s', async (_, entries, code) => {
    await expect(readXlsx(sourceOf(entries as Record<string, string>), () => undefined)).rejects.toMatchObject({ code });
  });

  it('is told apart from other archives', () => {
    expect(looksLikeXlsx(['[Content_Types].xml', 'xl/workbook.xml'])).toBe(true);
    expect(looksLikeXlsx(['[Content_Types].xml', 'word/document.xml'])).toBe(false);
    expect(looksLikeXlsx(['xl/workbook.xml'])).toBe(false);
    expect(looksLikeXlsx(['[Content_Types].xml', 'xl/workbook.bin'])).toBe(false);
  });

  it('never throws anything but a sentence, whatever is broken in it', async () => {
    const entries = workbookEntries({ rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFE1" s="1"><v>4e9</v></c></row>', strings: '<si><t>a</t></si>', styles: '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>' });
    const paths = Object.keys(entries);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(2000), fc.string({ maxLength: 8 }), fc.nat(20), async (path, place, inserted, removed) => {
        const text = entries[path] as string;
        const at = place % (text.length + 1);
        const broken = { ...entries, [path]: text.slice(0, at) + inserted + text.slice(at + removed) };
        try {
          await readXlsx(sourceOf(broken), () => undefined);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('numbers of a workbook', () => {
  it.each([
    ['General', { kind: 'number' }],
    ['#,##0.00 "days"', { kind: 'number' }],
    ['[$-409]d-mmm-yy;@', { kind: 'moment', hasDate: true, hasTime: false }],
    ['mmmm\\ yyyy', { kind: 'moment', hasDate: true, hasTime: false }],
    ['h:mm AM/PM', { kind: 'moment', hasDate: false, hasTime: true }],
    ['mm:ss.0', { kind: 'moment', hasDate: false, hasTime: true }],
    ['yyyy"年"m"月"d"日"', { kind: 'moment', hasDate: true, hasTime: false }],
    ['[h]:mm:ss', { kind: 'duration' }],
    ['0.0%', { kind: 'percent' }],
    ['[Red]0000', { kind: 'padded', digits: 4 }],
    ['_-* #,##0.00\\ "€"_-', { kind: 'number' }],
  ])('know what %s shows', (code, format) => {
    expect(readFormatCode(code)).toEqual(format);
  });

  it.each([
    ['1', 'number', '1'],
    ['1E3', 'number', '1000'],
    ['123456789012345680', 'number', '123456789012346000'],
    ['0.1', 'number', '0.1'],
    ['-2.5', 'number', '-2.5'],
    ['1.25', 'duration', '30:00'],
    ['no number', 'number', 'no number'],
  ] as const)('%s as %s is %s', (value, kind, shown) => {
    expect(showNumber(value, { kind }, false)).toBe(shown);
  });

  it.each([
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['36526', false, '2000-01-01'],
    ['45418.99999', false, '2024-05-06'],
    ['0', true, '1904-01-01'],
    ['43956', true, '2024-05-06'],
    ['-1', false, '-1'],
  ])('day %s (counted from 1904: %s) is %s', (value, startsIn1904, shown) => {
    expect(showNumber(value, { kind: 'moment', hasDate: true, hasTime: false }, startsIn1904)).toBe(shown);
  });

  it('round moments to seconds, and carry over midnight', () => {
    const format = { kind: 'moment', hasDate: true, hasTime: true } as const;
    expect(showNumber('45418.999999', format, false)).toBe('2024-05-07 00:00');
    expect(showNumber(String(45418 + 3661 / 86400), format, false)).toBe('2024-05-06 01:01:01');
  });

  it('know the columns of addresses', () => {
    expect(['A1', 'Z9', 'AA1', 'XFD1048576', 'x1', '12', undefined].map(readColumn)).toEqual([0, 25, 26, 16_383, 23, null, null]);
  });
});
