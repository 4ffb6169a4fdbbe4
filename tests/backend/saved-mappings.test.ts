/** A table of a kind that was imported before is read as the learner had that one read. */

import SqliteDatabase from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportOptions, ImportPreview, TextOptions } from '../../src/contract/import.ts';
import { writeWorkbook, inlineRows } from '../fixtures/workbook-writer.ts';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

function put(session: ImportSession, name: string, content: string): string {
  const path = join(session.folder, name);
  writeFileSync(path, content);
  return path;
}

function preview(session: ImportSession, path: string, options: Partial<ImportOptions> = {}): Promise<ImportPreview> {
  return session.client.call('import.preview', { ticket: session.backend.offerFile(path), options });
}

async function detected(session: ImportSession, path: string): Promise<TextOptions> {
  return ((await preview(session, path)).text as NonNullable<ImportPreview['text']>).options;
}

const WEEK_1 = 'Lemma;Gloss;Lesson\nHund;dog;1\nKatze;cat;1\n';
const WEEK_2 = 'Lemma;Gloss;Lesson\nBaum;tree;2\nHaus;house;2\n';
const TURNED: TextOptions['columns'] = [{ role: 'field', field: 'Back' }, { role: 'field', field: 'Front' }, { role: 'tags' }];

async function importWeek1(session: ImportSession, changes: Partial<TextOptions> = {}): Promise<void> {
  const path = put(session, 'Week 1.csv', WEEK_1);
  await session.importFile(path, { text: { ...(await detected(session, path)), columns: TURNED, noteTypeName: 'Basic (and reversed)', ...changes } });
}

describe('the next file of a kind', () => {
  test('is read like the one before, which is said, and the same when it is imported', async () => {
    const session = openImportSession();
    await importWeek1(session);
    const path = put(session, 'Week 2.csv', WEEK_2);
    const shown = await preview(session, path);
    expect(shown.savedMapping).toMatchObject({ fileName: 'Week 1.csv' });
    expect(shown).toMatchObject({ cardCount: 4, decks: [{ name: 'Week 2' }], text: { options: { columns: TURNED, noteTypeName: 'Basic (and reversed)', deckName: 'Week 2' } } });
    expect(await session.importFile(path)).toMatchObject({ noteTypes: ['Basic (and reversed)'], cards: { added: 4 } });
  });

  test('is read by itself when the learner wants that, or sends options along', async () => {
    const session = openImportSession();
    await importWeek1(session);
    const path = put(session, 'Week 2.csv', WEEK_2);
    const plain = await preview(session, path, { useSavedMapping: false });
    expect(plain).toMatchObject({ savedMapping: null, text: { options: { noteTypeName: null } } });
    expect((await preview(session, path, { text: (plain.text as NonNullable<ImportPreview['text']>).options })).savedMapping).toBeNull();
  });

  test('goes to the chosen deck only when its name is nearly the same', async () => {
    const session = openImportSession();
    await importWeek1(session, { deckName: 'German::Words' });
    expect((await preview(session, put(session, 'week-2 (1).csv', WEEK_2))).text?.options.deckName).toBe('German::Words');
    expect((await preview(session, put(session, 'Animals.csv', WEEK_2))).text?.options.deckName).toBe('Animals');
  });

  test('keeps its own encoding', async () => {
    const session = openImportSession();
    await importWeek1(session);
    const path = join(session.folder, 'Week 3.csv');
    writeFileSync(path, Buffer.from('Lemma;Gloss;Lesson\nTür;door;3\n', 'latin1'));
    expect(await preview(session, path)).toMatchObject({ savedMapping: { fileName: 'Week 1.csv' }, text: { options: { encoding: 'windows-1252' }, rows: [['Tür', 'door', '3']] } });
  });

  test('is known among workbooks by their headings too', async () => {
    const session = openImportSession();
    const first = await writeWorkbook(join(session.folder, 'a.xlsx'), { rows: inlineRows([['Lemma', 'Gloss', 'Lesson'], ['Hund', 'dog', '1'], ['Katze', 'cat', '1']]) });
    await session.importFile(first, { text: { ...(await detected(session, first)), columns: TURNED } });
    const second = await writeWorkbook(join(session.folder, 'b.xlsx'), { rows: inlineRows([['Lemma', 'Gloss', 'Lesson'], ['Baum', 'tree', '2'], ['Haus', 'house', '2']]) });
    expect(await preview(session, second)).toMatchObject({ format: 'xlsx', savedMapping: { fileName: 'a.xlsx' }, text: { options: { columns: TURNED } } });
    expect((await preview(session, put(session, 'c.csv', WEEK_2))).savedMapping).toBeNull();
  });
});

describe('nothing is remembered', () => {
  test('of what was imported as it was detected or only tried out', async () => {
    const session = openImportSession();
    const path = put(session, 'Week 1.csv', WEEK_1);
    await session.importFile(path);
    await session.importFile(path, { text: await detected(session, path) }, { dryRun: true });
    expect((await preview(session, put(session, 'Week 2.csv', WEEK_2))).savedMapping).toBeNull();
  });

  test('for tables with other headings, other columns or another delimiter', async () => {
    const session = openImportSession();
    await importWeek1(session);
    for (const text of [WEEK_2.replace('Gloss', 'Meaning'), WEEK_2.replaceAll(';2', ';2;x').replace('Lesson', 'Lesson;Page'), WEEK_2.replaceAll(';', '\t')]) {
      expect((await preview(session, put(session, 'Week 2.csv', text))).savedMapping).toBeNull();
    }
  });

  test('when its note type is not there', async () => {
    const session = openImportSession();
    await importWeek1(session, { noteTypeName: 'Not there' });
    expect((await preview(session, put(session, 'Week 2.csv', WEEK_2))).savedMapping).toBeNull();
  });

  test('past the newest fifty kinds', async () => {
    const session = openImportSession();
    await importWeek1(session);
    const stored = session.query<{ value: string }>("SELECT value FROM settings WHERE key = 'importMappings'");
    const [mapping] = JSON.parse(stored[0]?.value ?? '[]') as { kind: string }[];
    const database = new SqliteDatabase(join(session.libraryDir, 'library.sqlite'));
    const others = Array.from({ length: 50 }, (_, index) => ({ ...mapping, kind: `another ${String(index)}` }));
    database.prepare("UPDATE settings SET value = ? WHERE key = 'importMappings'").run(JSON.stringify(others));
    database.close();
    await importWeek1(session);
    const [after] = session.query<{ value: string }>("SELECT value FROM settings WHERE key = 'importMappings'");
    const kinds = (JSON.parse(after?.value ?? '[]') as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toHaveLength(50);
    expect(kinds[0]).toBe(mapping?.kind);
    expect(kinds).not.toContain('another 49');
  });
});
