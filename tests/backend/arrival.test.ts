/** What is dropped or pasted becomes files to import: folders and archives of decks are taken apart, texts are kept until imported. */

import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileTicket } from '../../src/core/ids.ts';
import { writeZip } from '../fixtures/zip-writer.ts';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

const GERMAN = 'Front,Back\nHund,dog\nKatze,cat\n';
const FRENCH = 'chien\tdog\nchat\tcat\n';
const CONTRAST = 'contrast-deck: 1\ndeck: Verbs\nconcepts: ser | estar\n\n[contrast use]\ndimension: Use\nser: lasting\nestar: passing\n';

function putAll(session: ImportSession, files: Readonly<Record<string, string | Buffer>>): string {
  const root = join(session.folder, 'dropped');
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return root;
}

async function expand(session: ImportSession, path: string): Promise<readonly { ticket: FileTicket; fileName: string; sizeBytes: number }[]> {
  return await session.client.call('import.expand', { ticket: session.backend.offerFile(path) });
}

async function importTicket(session: ImportSession, ticket: FileTicket): Promise<void> {
  const from = session.events.length;
  await session.client.call('import.start', { ticket, options: {} });
  const ended = (): boolean => session.events.slice(from).some((event) => event.type === 'job' && event.status.status === 'done');
  while (!ended()) await new Promise((resolve) => setTimeout(resolve, 10));
  // The ticket is used up right after.
  await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('a dropped folder', () => {
  test('of decks becomes those decks, from all its levels, without what is no deck', async () => {
    const session = openImportSession();
    const root = putAll(session, {
      'b/French 10.txt': FRENCH,
      'b/French 2.txt': FRENCH,
      'German.csv': GERMAN,
      'README.txt': 'These are decks for a course.\nThey come without any warranty.\n',
      'cover.png': 'not really',
      '.git/config.txt': FRENCH,
      'node_modules/x/data.csv': GERMAN,
      'verbs.md': CONTRAST,
    });
    const parts = await expand(session, root);
    expect(parts.map(({ fileName }) => fileName)).toEqual(['French 2.txt', 'French 10.txt', 'German.csv', 'verbs.md']);
    expect(parts[0]?.sizeBytes).toBe(FRENCH.length);
  });

  test('is left where it is when its decks have been imported', async () => {
    const session = openImportSession();
    const root = putAll(session, { 'German.csv': GERMAN, 'French.txt': FRENCH });
    for (const { ticket } of await expand(session, root)) await importTicket(session, ticket);
    expect(readdirSync(root)).toEqual(['French.txt', 'German.csv']);
    expect(session.query('SELECT 1 FROM notes')).toHaveLength(4);
  });

  test('that was sent for this once is deleted when the last of its decks has been imported, and no sooner', async () => {
    const session = openImportSession();
    const root = putAll(session, { 'German.csv': GERMAN, 'French.txt': FRENCH });
    const ticket = session.backend.offerFile(root, { deleteWhenDone: true });
    const parts = await session.client.call('import.expand', { ticket });
    expect(await session.client.call('import.expand', { ticket })).toEqual(parts);
    await importTicket(session, (parts[0] as { ticket: FileTicket }).ticket);
    expect(existsSync(root)).toBe(true);
    await importTicket(session, (parts[1] as { ticket: FileTicket }).ticket);
    expect(existsSync(root)).toBe(false);
  });

  test('names a damaged package too, so that the learner hears of it', async () => {
    const session = openImportSession();
    const root = putAll(session, { 'a.apkg': 'Not Found', 'German.csv': GERMAN });
    expect((await expand(session, root)).map(({ fileName }) => fileName)).toEqual(['a.apkg', 'German.csv']);
  });

  test('never leads outside by a link', async () => {
    const session = openImportSession();
    const outside = join(session.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.csv'), GERMAN);
    const root = putAll(session, { 'German.csv': GERMAN });
    symlinkSync(outside, join(root, 'link'));
    symlinkSync(join(outside, 'secret.csv'), join(root, 'linked.csv'));
    expect((await expand(session, root)).map(({ fileName }) => fileName)).toEqual(['German.csv']);
  });

  test('without any deck stays whole, and importing it says what was expected', async () => {
    const session = openImportSession();
    const root = putAll(session, { 'cover.png': 'x', 'notes.pdf': '%PDF' });
    const [only, ...others] = await expand(session, root);
    expect(others).toEqual([]);
    expect(only?.fileName).toBe('dropped');
    expect(await session.run(root)).toMatchObject({ status: 'failed', error: { code: 'format-unsupported' } });
  });
});

describe('a dropped archive', () => {
  test('of several decks becomes those decks, and nothing of it is left behind', async () => {
    const session = openImportSession();
    const path = await writeZip(join(session.folder, 'course.zip'), { 'one/German.csv': GERMAN, 'two/French.txt': FRENCH, 'LICENSE.txt': 'All rights reserved by nobody.\n', 'xx/evil.csv': GERMAN });
    writeFileSync(path, readFileSync(path, 'latin1').replaceAll('xx/evil.csv', '../evil.csv'), 'latin1');
    const parts = await expand(session, path);
    expect(parts.map(({ fileName }) => fileName)).toEqual(['German.csv', 'French.txt']);
    for (const { ticket } of parts) await importTicket(session, ticket);
    expect(session.query<{ name: string }>('SELECT name FROM decks ORDER BY name').map(({ name }) => name)).toEqual(expect.arrayContaining(['French', 'German']));
    expect(readdirSync(join(session.libraryDir, 'staging/arrivals'))).toEqual([]);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true });
  });

  test('around one deck is read as that deck', async () => {
    const session = openImportSession();
    const report = await session.importFile(await writeZip(join(session.folder, 'mail.zip'), { 'folder/German.csv': GERMAN }));
    expect(report).toMatchObject({ format: 'csv', notes: { added: 2 }, decks: [{ name: 'German', cards: 2 }] });
  });

  test('that is damaged stays whole', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'broken.zip');
    writeFileSync(path, Buffer.from('PK\u0003\u0004 and then nothing'));
    expect(await expand(session, path)).toHaveLength(1);
    expect(await session.run(path)).toMatchObject({ status: 'failed', error: { code: 'file-damaged' } });
  });
});

describe('a pasted text', () => {
  test('is imported as a file of its name, once', async () => {
    const session = openImportSession();
    const { ticket } = await session.client.call('import.text', { text: FRENCH, name: 'Pasted text' });
    expect(await session.client.call('import.preview', { ticket })).toMatchObject({ fileName: 'Pasted text', noteCount: 2, decks: [{ name: 'Pasted text', cards: 2 }] });
    await importTicket(session, ticket);
    expect(session.query('SELECT 1 FROM notes')).toHaveLength(2);
    await expect(session.client.call('import.preview', { ticket })).rejects.toMatchObject({ code: 'file-missing' });
  });

  test('takes the place of the one before, and of no other file', async () => {
    const session = openImportSession();
    const first = await session.client.call('import.text', { text: 'a', name: 'Pasted' });
    const second = await session.client.call('import.text', { text: FRENCH, name: 'Pasted', replaces: first.ticket });
    await expect(session.client.call('import.preview', { ticket: first.ticket })).rejects.toMatchObject({ code: 'file-missing' });
    const file = join(session.folder, 'German.csv');
    writeFileSync(file, GERMAN);
    const other = session.backend.offerFile(file);
    await session.client.call('import.text', { text: 'b', name: 'Pasted', replaces: other });
    await expect(session.client.call('import.preview', { ticket: other })).resolves.toMatchObject({ noteCount: 2 });
    await expect(session.client.call('import.preview', { ticket: second.ticket })).resolves.toMatchObject({ noteCount: 2 });
  });
});
