import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRoutes, splitPath } from '../../src/host/routes.ts';
import { makeHostFolders } from './host-folders.ts';

function makeRoutes() {
  const folders = makeHostFolders();
  const routes = createRoutes(folders);
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => routes(new Request(`app://versus${path}`, { headers }));
  return { ...folders, routes, get };
}

describe('the screens', () => {
  test('begin with index.html, under a policy that lets no foreign script run and nothing load from elsewhere', async () => {
    const { get } = makeRoutes();
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Versus</title>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  test('keep files whose name carries their hash for good', async () => {
    const { get } = makeRoutes();
    const script = await get('/assets/index-abc.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('are read only', async () => {
    const { routes } = makeRoutes();
    const answer = await routes(new Request('app://versus/', { method: 'POST', body: 'x' }));
    expect(answer.status).toBe(405);
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/%00',
    '/%ff',
    '/assets',
    '/missing.js',
    '/media/../../secret.txt',
    `/media/${'0'.repeat(64)}/..%2f..%2fsecret.txt`,
    `/media/..%2fsecret.txt/x`,
    `/media/${'A'.repeat(64)}/x.png`,
    `/media/${'0'.repeat(64)}/x.png`,
    `/media/${'0'.repeat(64)}`,
  ])('give nothing for %s', async (path) => {
    const { get } = makeRoutes();
    const answer = await get(path);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('nobody may read this');
  });

  test('paths come apart into decoded segments, or not at all', () => {
    expect(splitPath('/media/abc/na%20me%3F.png')).toEqual(['media', 'abc', 'na me?.png']);
    expect(splitPath('/a/../b')).toBeNull();
    expect(splitPath('/a%2Fb')).toBeNull();
  });
});

describe('media', () => {
  test('come by hash, for good, in a sandbox of their own', async () => {
    const { get, addMedia } = makeRoutes();
    const hash = addMedia('<svg xmlns="http://www.w3.org/2000/svg"/>');
    const image = await get(`/media/${hash}/a%20picture.svg`);
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toBe('image/svg+xml');
    expect(image.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(image.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(image.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await image.text()).toContain('<svg');
  });

  test('that are no media are saved and never shown', async () => {
    const { get, addMedia } = makeRoutes();
    const hash = addMedia('<script>alert(1)</script>');
    for (const name of ['page.html', 'page.xhtml', 'code.js', 'file', 'style.css', 'doc.pdf', 'x.svg.html']) {
      const answer = await get(`/media/${hash}/${name}`);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toBe('attachment');
    }
  });

  test('are served in ranges, so that sound can be sought', async () => {
    const { get, addMedia } = makeRoutes();
    const hash = addMedia('0123456789');
    const whole = await get(`/media/${hash}/a.mp3`);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('content-length')).toBe('10');
    const part = await get(`/media/${hash}/a.mp3`, { range: 'bytes=2-4' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(part.headers.get('content-length')).toBe('3');
    expect(await part.text()).toBe('234');
    const behind = await get(`/media/${hash}/a.mp3`, { range: 'bytes=10-' });
    expect(behind.status).toBe(416);
    expect(behind.headers.get('content-range')).toBe('bytes */10');
  });

  test('that the window knows already are not sent again', async () => {
    const { get, addMedia } = makeRoutes();
    const hash = addMedia('0123456789');
    expect((await get(`/media/${hash}/a.mp3`, { 'if-none-match': `"${hash}"` })).status).toBe(304);
  });

  test('may be empty', async () => {
    const { get, addMedia } = makeRoutes();
    const answer = await get(`/media/${addMedia('')}/a.png`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });

  test('are asked for without their bytes by HEAD', async () => {
    const { routes, addMedia } = makeRoutes();
    const answer = await routes(new Request(`app://versus/media/${addMedia('abc')}/a.png`, { method: 'HEAD' }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe('3');
    expect(await answer.text()).toBe('');
  });
});

describe('finished exports', () => {
  const ticket = '0a1b2c3d-0000-4000-8000-00000000abcd';

  test('are saved under their own name and never shown', async () => {
    const { get, exportsDir } = makeRoutes();
    mkdirSync(join(exportsDir, ticket));
    writeFileSync(join(exportsDir, ticket, "Žlutý (kůň)'s.versus"), 'bytes');
    const answer = await get(`/exports/${ticket}/${encodeURIComponent("Žlutý (kůň)'s.versus")}`);
    expect(await answer.text()).toBe('bytes');
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C5%BDlut%C3%BD%20%28k%C5%AF%C5%88%29%27s.versus");
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    `/exports/${ticket}/..%2f..%2fmedia`,
    `/exports/${ticket}/..`,
    `/exports/${ticket}`,
    `/exports/${ticket}/`,
    `/exports/..%2f${ticket}/x`,
    '/exports/not-a-ticket/library.sqlite',
    `/exports/${ticket}/missing.versus`,
  ])('give nothing for %s', async (path) => {
    const { get } = makeRoutes();
    const answer = await get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});
