/** Damages the names of an archive's entries: names that lead elsewhere, that no disk takes, that are there twice. */

import { buffer } from 'node:stream/consumers';
import { zstdCompressSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import type { Random } from '../../src/core/clock.ts';
import { mutate } from './mutate.ts';
import type { SeedPart } from './seed.ts';

const NAMES = [
  '../outside.txt', '/outside.txt', 'C:\\outside.txt', 'a/../../outside.txt', '..\\..\\outside.txt', '.', '..', '/', 'a//b', 'a/', 'con', '.hidden', '__MACOSX/._a', 'e\u0301.png', '\ufeff.md', '📚.png', 'a\u0000b', '\u202egnp.exe', `${'x'.repeat(300)}.png`, 'x/'.repeat(500),
];

/** Names are put into the finished file, because no program that packs takes such ones; their checksums are not damaged by that. */
export async function packWithDamagedNames(parts: ReadonlyMap<string, SeedPart>, random: Random): Promise<Buffer> {
  const names = [...parts.keys()];
  const index = Math.floor(random() * names.length);
  const kind = Math.floor(random() * 4);
  const given = names[index] ?? '';
  const other = names[Math.floor(random() * names.length)] ?? '';
  const drawn = Buffer.from([NAMES[Math.floor(random() * NAMES.length)] ?? '', other, `folder/${given}`, ''][kind] ?? '');
  const name = kind === 3 ? mutate(Buffer.from(given), random, Buffer.from(other)).subarray(0, 1000) : drawn;
  const standIn = '\u0001'.repeat(Math.max(1, name.length));
  const packed = await pack([...parts].map(([path, part]) => [path === given ? standIn : path, part]));
  return name.length === 0 ? packed : replaceAll(packed, Buffer.from(standIn), name);
}

export async function pack(entries: readonly (readonly [string, SeedPart])[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, { bytes, zstd }] of entries) zip.addBuffer(zstd ? zstdCompressSync(bytes) : bytes, path, { compress: bytes.length > 1000, mtime: new Date(0) });
  zip.end();
  return await buffer(zip.outputStream);
}

function replaceAll(bytes: Buffer, from: Buffer, to: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at !== -1; at = copy.indexOf(from, at + from.length)) to.copy(copy, at);
  return copy;
}
