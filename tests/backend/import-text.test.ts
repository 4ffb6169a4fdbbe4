import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ImportOptions, ImportPreview } from '../../src/contract/import.ts';
import { openImportSession, type ImportSession } from './import-session.ts';

function put(session: ImportSession, name: string, content: string | Uint8Array): string {
  const path = join(session.folder, name);
  writeFileSync(path, content);
  return path;
}

function preview(session: ImportSession, path: string, options?: Partial<ImportOptions>): Promise<ImportPreview> {
  const ticket = session.backend.offerFile(path);
  return session.client.call('import.preview', options === undefined ? { ticket } : { ticket, options });
}

const WORDS = 'Front,Back,Tags\nHund,dog,animal\nKatze,"cat, also tomcat",animal pet\nBaum,tree,\n';

describe('importing delimited text', () => {
  it('adds the notes with their tags, and changes nothing the second time', async () => {
    const session = openImportSession();
    const path = put(session, 'German.csv', WORDS);
    const report = await session.importFile(path);
    expect(report).toMatchObject({
      format: 'csv',
      generation: null,
      notes: { added: 3, updated: 0, unchanged: 0, skipped: 0 },
      cards: { added: 3 },
      decks: [{ name: 'German', cards: 3 }],
      noteTypes: ['Basic'],
    });
    const before = session.dump();
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: 3, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  it('updates the note whose back has changed and keeps its card', async () => {
    const session = openImportSession();
    const path = put(session, 'German.csv', WORDS);
    await session.importFile(path);
    const cards = session.query('SELECT id, note_id FROM cards');
    put(session, 'German.csv', WORDS.replace('tree', 'the tree'));
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 1, unchanged: 2, skipped: 0 });
    expect(session.query('SELECT id, note_id FROM cards')).toEqual(cards);
    expect(session.query<{ count: number }>("SELECT count(*) AS count FROM notes WHERE fields LIKE '%the tree'")).toEqual([{ count: 1 }]);
  });

  it('keeps equal words of two lists apart', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'French.txt', 'gift\tcadeau\nhand\tmain\n'));
    const report = await session.importFile(put(session, 'German.txt', 'gift\tGeschenk\nhand\tHand\n'));
    expect(report.notes).toEqual({ added: 2, updated: 0, unchanged: 0, skipped: 0 });
  });

  it('is taken back as one step', async () => {
    const session = openImportSession();
    const before = session.dump();
    await session.importFile(put(session, 'Mixed.txt', 'a\tb\tc\nd\te\tf\n'));
    await session.client.call('undo.undo', {});
    expect(session.dump()).toEqual(before);
  });

  it('names rows that were left out, and counts media that a text cannot bring', async () => {
    const session = openImportSession();
    const report = await session.importFile(put(session, 'words.tsv', 'a\t<img src="a.png">\nb\t<b>x</b>\nc\n\td\na\t[sound:a.mp3]\n'));
    expect(report.format).toBe('tsv');
    expect(report.notes).toEqual({ added: 3, updated: 0, unchanged: 0, skipped: 2 });
    expect(report.skipped.map(({ reason }) => reason.slice(0, 6))).toEqual(['Line 3', 'Line 4']);
    expect(report.media).toEqual({ added: 0, reused: 0, missing: 2, rejected: 0 });
  });

  it('reads Windows-1252 and UTF-16', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'a.txt', Buffer.from('Tür\tdoor\nÄpfel\tapples\n', 'latin1')));
    await session.importFile(put(session, 'b.txt', Buffer.from('\ufeffFuß\tfoot\nЩит\tshield\n', 'utf16le')));
    const fields = session.query<{ fields: string }>('SELECT fields FROM notes ORDER BY id').map((row) => row.fields.split('\u001f')[0]);
    expect(fields).toEqual(['Tür', 'Äpfel', 'Fuß', 'Щит']);
  });

  it('shows what it detected, and reads anew as it is told', async () => {
    const session = openImportSession();
    const path = put(session, 'German.csv', WORDS);
    const first = await preview(session, path);
    expect(first).toMatchObject({ format: 'csv', noteCount: 3, cardCount: 3, decks: [{ name: 'German', cards: 3 }] });
    expect(first.text).toMatchObject({
      rowCount: 3,
      rows: [['Hund', 'dog', 'animal'], ['Katze', 'cat, also tomcat', 'animal pet'], ['Baum', 'tree', '']],
      options: { delimiter: ',', hasHeaderRow: true, isHtml: false, columns: [{ role: 'field', field: 'Front' }, { role: 'field', field: 'Back' }, { role: 'tags' }] },
    });
    expect(first.text?.noteTypeNames).toContain('Basic (and reversed)');
    const options = { ...(first.text as NonNullable<ImportPreview['text']>).options, noteTypeName: 'Basic (and reversed)', deckName: 'Mine', columns: [], tags: ['new'] };
    const second = await preview(session, path, { text: options });
    expect(second).toMatchObject({ cardCount: 6, decks: [{ name: 'Mine', cards: 6 }], text: { options: { columns: first.text?.options.columns } } });
    const report = await session.importFile(path, { text: (second.text as NonNullable<ImportPreview['text']>).options });
    expect(report).toMatchObject({ cards: { added: 6 }, noteTypes: ['Basic (and reversed)'], decks: [{ name: 'Mine', cards: 6 }] });
    expect(session.query<{ tags: string }>("SELECT tags FROM notes WHERE tags NOT LIKE '%new%'")).toEqual([]);
  });

  it.each([
    ['empty.txt', '', 'file-empty'],
    ['blank.csv', '\n \n', 'file-empty'],
    ['nothing.csv', ',a\n,b\n', 'nothing-to-import'],
  ])('ends in one sentence for %s and leaves the library as it was', async (name, content, code) => {
    const session = openImportSession();
    const before = session.dump();
    expect(await session.run(put(session, name, content))).toMatchObject({ status: 'failed', error: { code } });
    expect(session.dump()).toEqual(before);
  });
});

const starter = fileURLToPath(new URL('../../resources/starter/manager-versus-leader.txt', import.meta.url));

describe('importing a contrast deck', () => {
  it('adds its notes, and changes nothing the second time', async () => {
    const session = openImportSession();
    const report = await session.importFile(starter);
    expect(report).toMatchObject({ format: 'contrast-text', notes: { added: 62, skipped: 0 }, cards: { added: 182 }, warnings: [] });
    const before = session.dump();
    expect((await session.importFile(starter)).notes).toEqual({ added: 0, updated: 0, unchanged: 62, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  it('updates the block whose words have changed', async () => {
    const session = openImportSession();
    await session.importFile(starter);
    const text = readFileSync(starter, 'utf8').replace('keeps projects, procedures and output running', 'keeps the projects running');
    expect((await session.importFile(put(session, 'mine.txt', text))).notes).toEqual({ added: 0, updated: 1, unchanged: 61, skipped: 0 });
  });

  it('reports what it could not read, with the line', async () => {
    const session = openImportSession();
    const text = 'contrast-deck: 1\ndeck: D\nconcepts: A | B\n[contrast x]\na: one\nb: two\ncolour: red\n[statement y]\nstatement: z\n';
    const report = await session.importFile(put(session, 'd.txt', text));
    expect(report.notes).toEqual({ added: 1, updated: 0, unchanged: 0, skipped: 1 });
    expect(report.warnings).toEqual([{ code: 'unknown-key', message: 'Line 7: “colour” means nothing here and was left out: red' }]);
    expect(report.skipped).toEqual([{ title: 'y', reason: 'Line 8: “belongs to” must be given; the block was left out.' }]);
  });
});

describe('a text that says the same again and again', () => {
  it('makes a note of each, sixty thousand times', async () => {
    const session = openImportSession();
    const path = put(session, 'Same.txt', 'a >> b\n'.repeat(60_000));
    expect((await session.importFile(path)).notes.added).toBe(60_000);
    expect(session.query('SELECT count(DISTINCT guid) AS guids FROM notes')).toEqual([{ guids: 60_000 }]);
  });
});
