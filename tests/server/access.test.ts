import { describe, expect, test } from 'vitest';
import { runServer } from './running-server.ts';

const json = { 'content-type': 'application/json' };
const call = JSON.stringify({ name: 'deck.delete', input: {} });

describe('the first visit', () => {
  test('with the token gets a cookie that scripts and other sites cannot use, and an address without the token', async () => {
    const { ask, server } = await runServer();
    const answer = await ask('GET', `/?token=${new URL(server.address).searchParams.get('token')}`);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/^versus_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(String(answer.headers['set-cookie'])).not.toContain(new URL(server.address).searchParams.get('token'));
  });

  test('works in a second browser too', async () => {
    const { ask, signIn } = await runServer();
    const [first, second] = [await signIn(), await signIn()];
    expect((await ask('GET', '/', { cookie: first })).status).toBe(200);
    expect((await ask('GET', '/', { cookie: second })).status).toBe(200);
  });

  test('without the token, or with a wrong one, reaches nothing', async () => {
    const { ask, calls, addMedia } = await runServer();
    for (const path of ['/', '/?token=', '/?token=guess', '/index.html', '/assets/index-abc.js', '/api/events', `/media/${addMedia('x')}/x.png`]) {
      const answer = await ask('GET', path);
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('open the address that Versus printed');
    }
    expect((await ask('POST', '/api/call', json, call)).status).toBe(401);
    expect((await ask('POST', '/api/files?name=a.csv', {}, 'a')).status).toBe(401);
    expect((await ask('POST', '/api/call', { ...json, cookie: 'versus=1; versus_1=2' }, call)).status).toBe(401);
    expect(calls).toEqual([]);
  });

  test('of another server’s cookie reaches nothing', async () => {
    const [one, other] = [await runServer(), await runServer()];
    const foreign = (await other.signIn()).replace(/^versus_\d+/, `versus_${one.server.port}`);
    expect((await one.ask('GET', '/', { cookie: foreign })).status).toBe(401);
  });
});

describe('a signed-in browser', () => {
  test('gets the screens and the media', async () => {
    const { ask, signIn, addMedia } = await runServer();
    const cookie = await signIn();
    expect((await ask('GET', '/', { cookie })).text).toContain('<title>Versus</title>');
    const image = await ask('GET', `/media/${addMedia('0123456789')}/a.mp3`, { cookie, range: 'bytes=0-3' });
    expect(image.status).toBe(206);
    expect(image.text).toBe('0123');
    expect(image.headers['content-security-policy']).toContain('sandbox');
  });

  test('is refused under a name that was rebound to this computer', async () => {
    const { ask, signIn, server, calls } = await runServer();
    const cookie = await signIn();
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', `127.0.0.1.evil.example:${server.port}`, `[::1]:${server.port}`]) {
      expect((await ask('GET', '/', { cookie, host })).status).toBe(421);
      expect((await ask('POST', '/api/call', { ...json, cookie, host }, call)).status).toBe(421);
    }
    expect(calls).toEqual([]);
  });

  test('is refused when another site’s page asks in its name', async () => {
    const { ask, signIn, host, calls, offered } = await runServer();
    const cookie = await signIn();
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `https://${host}` },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const stranger of strangers) {
      expect((await ask('POST', '/api/call', { ...json, cookie, ...stranger }, call)).status).toBe(403);
      expect((await ask('POST', '/api/files?name=a', { cookie, ...stranger }, 'a')).status).toBe(403);
    }
    expect((await ask('GET', '/api/events', { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).status).toBe(403);
    expect([calls, offered]).toEqual([[], []]);
  });

  test('is let in by its own pages, by typing the address, and by following a link to it', async () => {
    const { ask, signIn, host, calls } = await runServer();
    const cookie = await signIn();
    const own = { cookie, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    expect((await ask('POST', '/api/call', { ...json, ...own }, call)).status).toBe(200);
    expect(calls).toHaveLength(1);
    expect((await ask('GET', '/', { cookie, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(200);
    expect((await ask('GET', '/', { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status).toBe(200);
    expect((await ask('GET', '/', { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).status).toBe(403);
  });

  test('cannot leave the folders of screens and media', async () => {
    const { ask, signIn } = await runServer();
    const cookie = await signIn();
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '//secret.txt', '/%2e%2e%2fsecret.txt', '/media/..%2f..%2fsecret.txt/a', '//', '/api/nothing', 'http://evil.example/']) {
      const answer = await ask('GET', path, { cookie });
      expect([400, 404]).toContain(answer.status);
      expect(answer.text).not.toContain('nobody may read this');
    }
  });
});
