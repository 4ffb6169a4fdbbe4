import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { createBrowserDoors } from '../../../src/renderer/client/browser-doors.ts';
import { readChosenFolder } from '../../../src/renderer/shared/dropped-items.ts';

function listen(answer: (url: string) => unknown) {
  const sent: { url: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, body: init.body instanceof File ? await init.body.text() : (init.body ?? null) });
    return new Response(JSON.stringify(answer(url)), { headers: { 'content-type': 'application/json' } });
  });
  return sent;
}

/** As an input for folders gives it. */
function chosen(path: string, text = 'x'): File {
  const file = new File([text], path.split('/').at(-1) ?? '');
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
}

afterEach(() => vi.unstubAllGlobals());

describe('a folder sent from a browser', () => {
  it('is opened by its name and filled file by file, each with its place in it', async () => {
    const sent = listen(() => ({ ticket: 'folder-1' }));
    const folder = readChosenFolder([chosen('Mein Vault/a.md', 'one'), chosen('Mein Vault/bilder/b c.png', 'two')]);
    if (folder === null) throw new Error('no folder');
    expect(await createBrowserDoors().sendFolder(folder)).toBe('folder-1');
    expect(sent).toEqual([
      { url: '/api/folders?name=Mein%20Vault', body: null },
      { url: '/api/files?name=a.md&folder=folder-1', body: 'one' },
      { url: '/api/files?name=bilder%2Fb%20c.png&folder=folder-1', body: 'two' },
    ]);
  });

  it('goes without what programs keep for themselves', async () => {
    const folder = readChosenFolder([chosen('v/.git/config'), chosen('v/.obsidian/app.json'), chosen('v/notes/.DS_Store'), chosen('v/a.md')]);
    expect((await folder?.listFiles())?.map(({ path }) => path)).toEqual(['a.md']);
  });

  it('is refused with a sentence when there is nothing in it, or when the host takes no more', async () => {
    const sent = listen((url) => (url.startsWith('/api/folders') ? { ticket: 't' } : { ok: false, error: { code: 'file-too-large', message: 'Too much.' } }));
    const doors = createBrowserDoors();
    await expect(doors.sendFolder({ name: 'v', entry: null, listFiles: () => Promise.resolve([]) })).rejects.toThrow('There is nothing in “v”');
    expect(sent).toEqual([]);
    const full = doors.sendFolder({ name: 'v', entry: null, listFiles: () => Promise.resolve([{ path: 'a', file: new File(['x'], 'a') }]) });
    await expect(full).rejects.toThrow(new AppError('file-too-large', 'Too much.'));
  });
});

describe('an export from a browser', () => {
  it('is a download, without asking where to', async () => {
    expect(await createBrowserDoors().chooseTarget('a.apkg')).toEqual({ kind: 'download' });
  });
});
