/** Damages a seed and makes a file of it: at times the finished file, at times a part before it is packed. */

import { zstdCompressSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Random } from '../../src/core/clock.ts';
import { mutate } from './mutate.ts';
import type { Seed, SeedPart } from './seeds.ts';

/** How often the packed file itself is damaged instead of what it holds. */
const OUTSIDE_SHARE = 0.2;

export async function damage(seed: Seed, others: readonly Seed[], random: Random): Promise<Buffer> {
  const other = drawBytes(others, random);
  const isOutside = !seed.isZip || random() < OUTSIDE_SHARE;
  if (isOutside) return mutate(await packSeed(seed), random, other);
  const paths = [...seed.parts.keys()];
  const damaged = paths[Math.floor(random() * paths.length)];
  const parts = new Map([...seed.parts].map(([path, part]): [string, SeedPart] => [path, path === damaged ? { ...part, bytes: mutate(part.bytes, random, other) } : part]));
  return await packSeed({ ...seed, parts: seed.seal?.(parts) ?? parts });
}

/** The file as it is, undamaged. */
export async function packSeed(seed: Seed): Promise<Buffer> {
  if (!seed.isZip) return [...seed.parts.values()][0]?.bytes ?? Buffer.alloc(0);
  const zip = new ZipFile();
  for (const [path, { bytes, zstd }] of seed.parts) zip.addBuffer(zstd ? zstdCompressSync(bytes) : bytes, path, { compress: bytes.length > 1000, mtime: new Date(0) });
  zip.end();
  return await buffer(zip.outputStream);
}

function drawBytes(seeds: readonly Seed[], random: Random): Buffer {
  const parts = [...(seeds[Math.floor(random() * seeds.length)]?.parts.values() ?? [])];
  return parts[Math.floor(random() * parts.length)]?.bytes ?? Buffer.alloc(0);
}
