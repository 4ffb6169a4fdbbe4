import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startBackend } from '../../src/backend/start-backend.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'versus-worker-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a library that cannot be opened is refused with the code and sentence of the worker, and the thread ends', async () => {
  const libraryDir = makeFolder();
  writeFileSync(join(libraryDir, 'library.sqlite'), 'no database');
  await expect(startBackend({ libraryDir })).rejects.toMatchObject({ name: 'AppError', code: 'library-damaged', message: expect.stringContaining('backups') as string });
});

test('a second worker on one library is refused until the first has closed', async () => {
  const libraryDir = makeFolder();
  const first = await startBackend({ libraryDir, withStarterDeck: false });
  await expect(startBackend({ libraryDir })).rejects.toMatchObject({ code: 'library-busy' });
  expect(await first.call('library.overview', {})).toMatchObject({ ok: true, value: { decks: [] } });
  await first.close();
  const second = await startBackend({ libraryDir });
  expect(await second.call('library.overview', {})).toMatchObject({ ok: true, value: { decks: [{ name: 'Manager versus leader' }] } });
  await second.close();
});

test('calls under way when it closes, and calls after that, are answered', async () => {
  const backend = await startBackend({ libraryDir: makeFolder(), withStarterDeck: false });
  const pending = Array.from({ length: 20 }, (_, index) => backend.call('deck.create', { name: `Deck ${index}` }));
  await Promise.all([backend.close(), backend.close()]);
  expect((await Promise.all(pending)).map(({ ok }) => ok)).toEqual(pending.map(() => true));
  expect(await backend.call('library.overview', {})).toMatchObject({ ok: false });
});

test('input that cannot be sent is answered and logged', async () => {
  const libraryDir = makeFolder();
  const backend = await startBackend({ libraryDir, withStarterDeck: false });
  onTestFinished(backend.close);
  expect(await backend.call('deck.create', { name: () => 'a function' })).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(readFileSync(join(libraryDir, 'versus.log'), 'utf8')).toContain('sending deck.create');
});
