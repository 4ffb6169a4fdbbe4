import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runServer } from './running-server.ts';

const address = (name: string, ticket: string): string => `/api/files?name=${encodeURIComponent(name)}&folder=${encodeURIComponent(ticket)}`;

async function openFolder(options: Parameters<typeof runServer>[0] = {}) {
  const running = await runServer(options);
  const cookie = await running.signIn();
  const answer = await running.ask('POST', `/api/folders?name=${encodeURIComponent('Mein Vault')}`, { cookie });
  const { ticket } = JSON.parse(answer.text) as { ticket: string };
  const path = running.offered[0]?.path ?? '';
  const send = (name: string, body = 'x', to = ticket) => running.ask('POST', address(name, to), { cookie }, body);
  return { ...running, cookie, ticket, path, send };
}

describe('a folder that a page sends', () => {
  test('is one file of the backend, filled file by file, and deleted when it is done', async () => {
    const { send, offered, path, ticket } = await openFolder();
    expect((await send('Notiz.md', 'eins')).status).toBe(200);
    expect(JSON.parse((await send('bilder/über/a b.png', 'zwei')).text)).toEqual({ ticket });
    expect(offered).toMatchObject([{ fileName: 'Mein Vault', deleteWhenDone: true }]);
    expect(readFileSync(join(path, 'Notiz.md'), 'utf8')).toBe('eins');
    expect(readFileSync(join(path, 'bilder', 'über', 'a b.png'), 'utf8')).toBe('zwei');
  });

  test.each(['../out.md', 'a/../../out.md', '/etc/out.md', 'a//b.md', './a.md', 'a\\..\\..\\out.md', 'a\0.md', '', 'x'.repeat(300), 'a/'.repeat(80) + 'b'])(
    'takes no file called %j',
    async (name) => {
      const { send, path } = await openFolder();
      const answer = await send(name);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'file-unsafe' } });
      expect(readdirSync(path)).toEqual([]);
      expect(readdirSync(dirname(path))).toHaveLength(1);
    },
  );

  test('keeps the first of two files with one name, and takes no file where a folder is', async () => {
    const { send, path } = await openFolder();
    await send('a.md', 'first');
    expect((await send('a.md', 'second')).status).toBe(400);
    expect((await send('a.md/b.md')).status).toBe(400);
    expect(readFileSync(join(path, 'a.md'), 'utf8')).toBe('first');
  });

  test('has a limit for all its bytes together, and for how many files it has', async () => {
    const { send } = await openFolder({ uploadLimitBytes: 100, folderLimitFiles: 3 });
    expect((await send('a', 'x'.repeat(60))).status).toBe(200);
    expect((await send('b', 'x'.repeat(60))).status).toBe(413);
    expect((await send('c', 'x'.repeat(30))).status).toBe(200);
    expect((await send('d')).status).toBe(413);
  });

  test('must have been opened before, by a page that is signed in', async () => {
    const { send, ask, path } = await openFolder();
    expect(JSON.parse((await send('a.md', 'x', 'no-such-ticket')).text)).toMatchObject({ ok: false, error: { code: 'file-missing' } });
    expect((await ask('POST', '/api/folders?name=a')).status).toBe(401);
    expect((await ask('POST', '/api/folders?name=a', { origin: 'http://evil.example' })).status).toBe(403);
    expect(readdirSync(path)).toEqual([]);
  });

  test('is gone when the server has stopped', async () => {
    const { send, path, server } = await openFolder();
    await send('deep/a.md');
    writeFileSync(join(path, 'more'), 'x');
    await server.close();
    expect(existsSync(dirname(path))).toBe(false);
  });
});
