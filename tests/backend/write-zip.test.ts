import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeZip } from '../../src/backend/jobs/export/write-zip.ts';
import type { ZippedFile } from '../../src/backend/jobs/export/write-zip.ts';
import { readZip } from './export-session.ts';

const OPTIONS = { nowMillis: Date.UTC(2026, 4, 20, 12), throwIfCancelled: () => undefined };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-zip-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

let written = 0;
async function pack(files: Iterable<ZippedFile>): Promise<string> {
  written += 1;
  const path = join(folder, `${String(written)}.zip`);
  await writeZip(path, files, OPTIONS);
  return path;
}

describe('an archive', () => {
  test('holds any files, in any pieces, as they were', async () => {
    const file = fc.record({
      path: fc.string({ unit: fc.constantFrom(...'abcä日 ._'), minLength: 1, maxLength: 20 }).map((name) => `files/${name}x.txt`),
      // About the size of the pieces that files are gathered in, about the size up to which they are given whole, and far from both.
      sizes: fc.array(
        fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 262_100, max: 262_200 }), fc.integer({ min: 4_194_200, max: 4_194_400 })),
        { maxLength: 3 },
      ),
      compress: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(file, { maxLength: 5, selector: ({ path }) => path }), async (files) => {
        const contents = new Map(files.map(({ path, sizes }, index) => [path, sizes.map((size) => Buffer.alloc(size, `content ${String(index)} ${path}`))]));
        const read = await readZip(await pack(files.map(({ path, compress }) => ({ path, compress, pieces: contents.get(path) ?? [] }))));
        expect([...read.keys()]).toEqual([...contents.keys()]);
        for (const [path, pieces] of contents) expect(read.get(path)?.equals(Buffer.concat(pieces))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('holds more files than the first zip archives could count', { timeout: 60_000 }, async () => {
    const count = 66_000;
    const names = Array.from({ length: count }, (_, index) => String(index));
    const path = await pack(names.map((name) => ({ path: name, pieces: [name], compress: false })));
    const bytes = readFileSync(path);
    // The zip64 end of the directory: its mark, and the count that the older record has no room for.
    const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x06, 0x06]));
    expect(bytes.readBigUInt64LE(end + 32)).toBe(BigInt(count));
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(0xffff);
  });

  test.each([
    [300_000, true],
    [300_000, false],
    [9_000_000, true],
    [9_000_000, false],
  ])('ends with what its files throw after %i bytes (compressed: %s), and closes them', async (bytes, compress) => {
    let isClosed = false;
    const thrown = new Error('the disk is gone');
    async function* failing(): AsyncGenerator<Buffer> {
      try {
        yield await Promise.resolve(Buffer.alloc(bytes));
        yield Buffer.alloc(300_000);
        throw thrown;
      } finally {
        isClosed = true;
      }
    }
    await expect(pack([{ path: 'a', pieces: failing(), compress }])).rejects.toBe(thrown);
    expect(isClosed).toBe(true);
  });

  test('is given up within a large file too, and asks for no other', async () => {
    const cancelled = new Error('cancelled');
    let given = 0;
    function* large(): Generator<Buffer> {
      for (; given < 100; given += 1) yield Buffer.alloc(1_000_000, given);
    }
    function* files(): Generator<ZippedFile> {
      yield { path: 'large', pieces: large(), compress: true };
      throw new Error('asked for another');
    }
    const throwIfCancelled = (): void => {
      if (given >= 20) throw cancelled;
    };
    await expect(writeZip(join(folder, 'cancelled.zip'), files(), { ...OPTIONS, throwIfCancelled })).rejects.toBe(cancelled);
    expect(given).toBeLessThan(25);
  });

  test('asks for a file when those before are read to their ends', async () => {
    const log: string[] = [];
    function* files(): Generator<ZippedFile> {
      for (const [path, bytes] of [['a', 10], ['b', 9_000_000], ['c', 0]] as const) {
        log.push(`asked for ${path}`);
        yield {
          path,
          pieces: (function* () {
            yield Buffer.alloc(bytes);
            log.push(`read ${path}`);
          })(),
        };
      }
    }
    await pack(files());
    expect(log).toEqual(['asked for a', 'read a', 'asked for b', 'read b', 'asked for c', 'read c']);
  });

  test('never replaces a file', async () => {
    const path = join(folder, 'there.zip');
    writeFileSync(path, 'there');
    await expect(writeZip(path, [], OPTIONS)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(path, 'utf8')).toBe('there');
  });

  test('is the same, byte for byte, whenever and in whatever zone it is written', async () => {
    const files = (): readonly ZippedFile[] => [
      { path: 'ä.txt', pieces: ['text'] },
      { path: 'b.png', pieces: [Buffer.alloc(5_000_000, 'picture')] },
    ];
    const first = readFileSync(await pack(files()));
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Kathmandu';
    try {
      expect(readFileSync(await pack(files())).equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    // MS-DOS date and time of the first entry: 20 May 2026, 12:00.
    expect(first.readUInt16LE(12)).toBe(((2026 - 1980) << 9) | (5 << 5) | 20);
    expect(first.readUInt16LE(10)).toBe(12 << 11);
  });

  test('has the size of what is stored before it, for readers that go through it from its beginning', async () => {
    const bytes = readFileSync(await pack([{ path: 'a.png', pieces: ['picture'] }]));
    expect(bytes.readUInt16LE(6) & 8).toBe(0);
    expect(bytes.readUInt32LE(18)).toBe(7);
    expect(bytes.readUInt32LE(22)).toBe(7);
  });
});
