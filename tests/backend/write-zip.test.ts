import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeZip } from '../../src/backend/jobs/export/write-zip.ts';
import type { ZippedFile } from '../../src/backend/jobs/export/write-zip.ts';
import { makeCentralHeader, makeEnd } from '../../src/backend/jobs/export/zip-records.ts';
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
      // About the size of the pieces that files are gathered in, and far from it.
      sizes: fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 262_100, max: 262_200 })), { maxLength: 3 }),
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

  test('tells of places beyond four gigabytes in the records made for them', () => {
    const offset = 5 * 1024 ** 3;
    const header = makeCentralHeader({ name: 'a', isDeflated: false, crc: 1, packedBytes: 2, plainBytes: 2, offset }, OPTIONS.nowMillis);
    expect(header.readUInt32LE(42)).toBe(0xffffffff);
    expect(header.readBigUInt64LE(header.length - 8)).toBe(BigInt(offset));
    expect(makeEnd(1, { offset, bytes: 60 }).readBigUInt64LE(48)).toBe(BigInt(offset));
    expect(makeEnd(1, { offset: 100, bytes: 60 })).toHaveLength(22);
  });

  test('ends with what its files throw, and closes them', async () => {
    let isClosed = false;
    async function* failing(): AsyncGenerator<Buffer> {
      try {
        yield await Promise.resolve(Buffer.alloc(300_000));
        yield Buffer.alloc(300_000);
        throw new Error('the disk is gone');
      } finally {
        isClosed = true;
      }
    }
    await expect(pack([{ path: 'a', pieces: failing() }])).rejects.toThrow('the disk is gone');
    expect(isClosed).toBe(true);
  });
});
