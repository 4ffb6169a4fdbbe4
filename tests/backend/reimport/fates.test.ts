/** Every note of a file has a fate that can be read, filtered, searched and kept. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportFateRow, NoteFate } from '../../../src/contract/import.ts';
import { openImportSession } from '../import-session.ts';
import type { ImportSession } from '../import-session.ts';

function put(session: ImportSession, name: string, text: string): string {
  const path = join(session.folder, name);
  writeFileSync(path, text);
  return path;
}

interface Filter {
  readonly fate?: NoteFate;
  readonly text?: string;
  readonly offset?: number;
  readonly limit?: number;
}

async function listFates(session: ImportSession, importId: number | null, filter: Filter = {}) {
  return await session.client.call('import.fates', { importId: importId ?? 0, fate: null, text: '', offset: 0, limit: 100, ...filter });
}

const short = ({ fate, title }: ImportFateRow): string => `${fate} ${title}`;

const FIRST = 'front,back\ntree,<b>Baum</b>\nhouse,Haus\nälter,older\n';
const SECOND = 'front,back\ntree,der Baum\n,nothing\nhouse,Haus\nriver,Fluss\nälter,older\n';

describe('the fates of an import', () => {
  test('name every note and every row left out, in the order of the file', async () => {
    const session = openImportSession();
    const first = await session.importFile(put(session, 'words.csv', FIRST));
    expect((await listFates(session, first.importId)).rows.map(short)).toEqual(['added tree', 'added house', 'added älter']);
    const report = await session.importFile(put(session, 'words.csv', SECOND));
    expect(report.fates).toEqual({ added: 1, updated: 1, merged: 0, unchanged: 2, kept: 0, conflict: 0, skipped: 1 });
    expect(report.importId).not.toBe(first.importId);
    const { rows, total } = await listFates(session, report.importId);
    expect(rows.map(short)).toEqual(['updated tree', 'skipped nothing', 'unchanged house', 'added river', 'unchanged älter']);
    expect(total).toBe(5);
    expect(rows[1]?.noteId).toBeNull();
    expect(rows[1]?.reason).toContain('Line 3');
    const found = await session.client.call('note.get', { noteId: rows[0]?.noteId ?? (0 as never) });
    expect(found.fields[0]).toBe('tree');
  });

  test('are found by fate, by words of title and reason whatever their case and accents, and page by page', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'words.csv', FIRST));
    const { importId } = await session.importFile(put(session, 'words.csv', SECOND));
    expect((await listFates(session, importId, { fate: 'unchanged' })).rows.map(short)).toEqual(['unchanged house', 'unchanged älter']);
    expect((await listFates(session, importId, { text: 'ALTER' })).rows.map(short)).toEqual(['unchanged älter']);
    expect((await listFates(session, importId, { text: 'line first 3' })).rows.map(short)).toEqual(['skipped nothing']);
    expect((await listFates(session, importId, { text: 'e', fate: 'unchanged', offset: 1, limit: 1 })).rows.map(short)).toEqual(['unchanged älter']);
    expect(await listFates(session, importId, { offset: 3, limit: 1 })).toMatchObject({ rows: [{ title: 'river' }], total: 5 });
    expect(await listFates(session, importId, { text: 'nowhere' })).toEqual({ rows: [], total: 0 });
  });

  test('can be kept as text, with what there is to know', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'words.csv', FIRST));
    const { importId } = await session.importFile(put(session, 'words.csv', SECOND));
    const { fileName, text } = await session.client.call('import.report-text', { importId: importId ?? 0 });
    expect(fileName).toBe('Import of words.csv 2026-05-20.txt');
    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['Import of words.csv', 'Comma-separated text, 2026-05-20 12:00']);
    expect(lines).toContain('Unchanged: 2 notes');
    const from = lines.indexOf('Notes, in the order of the file');
    expect(lines.slice(from + 1, from + 4)).toEqual(['Updated: tree', 'Left out: nothing', expect.stringMatching(/^ {4}Line 3/)]);
  });

  test('are kept of an import that changed nothing, and of a dry run there are none', async () => {
    const session = openImportSession();
    const path = put(session, 'words.csv', FIRST);
    const dry = await session.importFile(path, {}, { dryRun: true });
    expect(dry).toMatchObject({ importId: null, fates: { added: 3 } });
    expect(session.query('SELECT * FROM import_fates')).toEqual([]);
    await session.importFile(path);
    const { importId } = await session.importFile(path);
    expect((await listFates(session, importId)).rows.map(short)).toEqual(['unchanged tree', 'unchanged house', 'unchanged älter']);
  });

  test('go with an import that is taken back, come again with it, and never pass to another', async () => {
    const session = openImportSession();
    const { importId } = await session.importFile(put(session, 'words.csv', FIRST));
    const before = await listFates(session, importId);
    await session.client.call('undo.undo', {});
    await expect(listFates(session, importId)).rejects.toMatchObject({ code: 'not-found' });
    await session.client.call('undo.redo', {});
    expect(await listFates(session, importId)).toEqual(before);
    await session.client.call('undo.undo', {});
    const other = await session.importFile(put(session, 'other.csv', 'front,back\na,b\n'));
    expect(other.importId).not.toBe(importId);
    expect((await listFates(session, other.importId)).rows.map(short)).toEqual(['added a']);
  });

  test('lose the way to a note that was deleted, and are forgotten after twenty imports', async () => {
    const session = openImportSession();
    const path = put(session, 'words.csv', FIRST);
    const { importId } = await session.importFile(path);
    const { rows } = await listFates(session, importId);
    await session.client.call('note.delete', { noteIds: [rows[0]?.noteId ?? (0 as never)] });
    expect((await listFates(session, importId)).rows.map(({ noteId }) => noteId === null)).toEqual([true, false, false]);
    // Eighteen more, as it were.
    session.change(`INSERT INTO imports SELECT ${String((importId ?? 0) + 18)}, file_name, format, imported_at_millis, report FROM imports`);
    await session.importFile(path);
    expect((await listFates(session, importId)).total).toBe(3);
    const last = await session.importFile(path);
    expect((await listFates(session, importId)).total).toBe(0);
    expect((await listFates(session, last.importId)).total).toBe(3);
  });
});
