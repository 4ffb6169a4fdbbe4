import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../src/backend/create-backend.ts';
import type { Backend } from '../../src/backend/backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let dir: string;
let backend: Backend;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'versus-add-media-'));
  backend = createBackend({ libraryDir: join(dir, 'library'), clock: systemClock, random: Math.random, withStarterDeck: false });
});
afterEach(async () => {
  await backend.close();
  rmSync(dir, { recursive: true, force: true });
});

async function add(fileName: string, bytes: Buffer) {
  const path = join(dir, 'upload');
  writeFileSync(path, bytes);
  return backend.call('media.add', { ticket: backend.offerFile(path, { fileName }) });
}

describe('putting a file into a note', () => {
  it('keeps its bytes under its name and tells where they are served', async () => {
    expect(await add('Hund Grün.png', PNG)).toEqual({ ok: true, value: { name: 'Hund Grün.png' } });
    const found = await backend.call('media.find', { names: ['Hund Grün.png', 'missing.png'] });
    expect(found).toMatchObject({ ok: true, value: [expect.stringMatching(/^\/media\/[0-9a-f]{64}\/Hund%20Gr/), null] });
    const sha256 = /[0-9a-f]{64}/.exec(JSON.stringify(found))?.[0] ?? '';
    expect(readFileSync(join(dir, 'library', 'media', sha256.slice(0, 2), sha256))).toEqual(PNG);
  });

  it('keeps one name for the same bytes and another for others', async () => {
    await add('a.png', PNG);
    expect(await add('a.png', PNG)).toMatchObject({ value: { name: 'a.png' } });
    expect(await add('a.png', Buffer.concat([PNG, Buffer.from('x')]))).toMatchObject({ value: { name: expect.stringMatching(/^a-[0-9a-f]{8}\.png$/) } });
  });

  it.each(['../../a.png', 'C:\\a.png', 'page.html', 'deck.apkg', 'noname'])('refuses what is no picture, sound or video: %s', async (fileName) => {
    expect(await add(fileName, PNG)).toMatchObject({ ok: false, error: { code: 'format-unsupported' } });
  });

  it('refuses an empty file', async () => {
    expect(await add('a.png', Buffer.alloc(0))).toMatchObject({ ok: false, error: { code: 'file-empty' } });
  });

  it('is no step of its own to undo', async () => {
    await add('a.png', PNG);
    expect(await backend.call('undo.state', {})).toMatchObject({ value: { undo: null } });
  });
});
