import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runServer } from './running-server.ts';

const json = { 'content-type': 'application/json' };

describe('a call', () => {
  test('carries a name and an input to the backend and brings its reply back', async () => {
    const { ask, signIn, calls } = await runServer();
    const cookie = await signIn();
    const answer = await ask('POST', '/api/call', { ...json, cookie }, JSON.stringify({ name: 'deck.get', input: { deckId: 1, text: 'ä – 漢' } }));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: { echoed: { deckId: 1, text: 'ä – 漢' } } });
    expect(calls).toEqual([{ name: 'deck.get', input: { deckId: 1, text: 'ä – 漢' } }]);
  });

  test.each([
    ['text/plain', '{"name":"a","input":{}}'],
    ['application/x-www-form-urlencoded', 'name=a'],
    ['application/json', '{"name":'],
    ['application/json', '[]'],
    ['application/json', 'null'],
    ['application/json', '{"name":7}'],
  ])('as %s with body %s is refused with a sentence', async (type, body) => {
    const { ask, signIn, calls } = await runServer();
    const answer = await ask('POST', '/api/call', { 'content-type': type, cookie: await signIn() }, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(calls).toEqual([]);
  });

  test('beyond the limit is refused, whether it declares its length or not', async () => {
    const { ask, signIn, calls } = await runServer({ callLimitBytes: 100 });
    const cookie = await signIn();
    const body = JSON.stringify({ name: 'a', input: 'x'.repeat(200) });
    const declared = await ask('POST', '/api/call', { ...json, cookie, 'content-length': String(body.length) }, body);
    const chunked = await ask('POST', '/api/call', { ...json, cookie, 'transfer-encoding': 'chunked' }, body);
    for (const answer of [declared, chunked]) {
      expect(answer.status).toBe(413);
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'file-too-large' } });
    }
    expect(calls).toEqual([]);
  });
});

describe('an upload', () => {
  test('is kept in a file that the backend deletes when it is done, under its own name', async () => {
    const { ask, signIn, offered } = await runServer();
    const answer = await ask('POST', `/api/files?name=${encodeURIComponent('Español – 1.apkg')}`, { cookie: await signIn() }, 'the bytes');
    expect(JSON.parse(answer.text)).toEqual({ ticket: 'ticket-1' });
    expect(offered).toMatchObject([{ fileName: 'Español – 1.apkg', deleteWhenDone: true, text: 'the bytes' }]);
  });

  test('cannot choose where it lies by its name', async () => {
    const { ask, signIn, offered } = await runServer();
    const cookie = await signIn();
    for (const name of ['../../evil.csv', '..\\..\\evil.csv', '/etc/evil.csv']) await ask('POST', `/api/files?name=${encodeURIComponent(name)}`, { cookie }, 'x');
    expect(offered.map(({ fileName }) => fileName)).toEqual(['evil.csv', 'evil.csv', 'evil.csv']);
    expect(new Set(offered.map(({ path }) => dirname(path))).size).toBe(1);
    expect(offered.some(({ path }) => path.includes('evil'))).toBe(false);
  });

  test('beyond the limit is refused and leaves nothing behind', async () => {
    const { ask, signIn, offered } = await runServer({ uploadLimitBytes: 1000 });
    const cookie = await signIn();
    const declared = await ask('POST', '/api/files?name=a', { cookie, 'content-length': '2000' }, 'x'.repeat(2000));
    const chunked = await ask('POST', '/api/files?name=a', { cookie, 'transfer-encoding': 'chunked' }, 'x'.repeat(2000));
    expect([declared.status, chunked.status]).toEqual([413, 413]);
    expect(offered).toEqual([]);
  });

  test('is gone when the server has stopped', async () => {
    const { ask, signIn, offered, server } = await runServer();
    await ask('POST', '/api/files?name=a', { cookie: await signIn() }, 'x');
    expect(existsSync(offered[0]?.path ?? '')).toBe(true);
    await server.close();
    expect(existsSync(dirname(offered[0]?.path ?? ''))).toBe(false);
  });
});

describe('events', () => {
  async function listen(running: Awaited<ReturnType<typeof runServer>>) {
    const response = await fetch(`http://${running.host}/api/events`, { headers: { cookie: await running.signIn() } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    const readUntil = async (text: string): Promise<string> => {
      while (!seen.includes(text)) {
        const next = await reader?.read();
        if (next === undefined || next.done) return `${seen}(ended)`;
        seen += next.value;
      }
      return seen;
    };
    return { response, readUntil };
  }

  test('reach every window that is open', async () => {
    const running = await runServer();
    const windows = [await listen(running), await listen(running)];
    expect(windows[0]?.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await Promise.all(windows.map((window) => window.readUntil('retry')));
    running.emit({ type: 'changed', topics: ['decks', 'cards'] });
    for (const window of windows) expect(await window.readUntil('topics')).toContain('data: {"type":"changed","topics":["decks","cards"]}\n\n');
  });

  test('are kept alive by a heartbeat', async () => {
    const window = await listen(await runServer({ heartbeatMillis: 20 }));
    expect(await window.readUntil(': still here')).toContain(': still here\n\n');
  });

  test('tell the first window of files that were named at the start, once', async () => {
    const running = await runServer();
    running.server.openFiles(['/somewhere/deck.apkg']);
    const [first, second] = [await listen(running), await listen(running)];
    expect(await first.readUntil('files-opened')).toContain('{"type":"files-opened","tickets":["ticket-1"]}');
    running.emit({ type: 'menu', action: 'import' });
    expect(await second.readUntil('menu')).not.toContain('files-opened');
  });

  test('end when the server stops, and the backend is no longer listened to', async () => {
    const running = await runServer();
    const window = await listen(running);
    await window.readUntil('retry');
    await running.server.close();
    expect(await window.readUntil('never')).toContain('(ended)');
    expect(running.listeners.size).toBe(0);
  });
});
