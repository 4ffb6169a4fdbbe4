/** Damages a seed and makes a file of it: at times the finished file, at times a part before it is packed. */

import type { Random } from '../../src/core/clock.ts';
import { damageJson } from './damage-json.ts';
import { pack, packWithDamagedNames } from './damage-names.ts';
import { damageRows, isDatabase } from './damage-rows.ts';
import { mutate } from './mutate.ts';
import type { Seed, SeedPart } from './seed.ts';

/** How often the packed file itself is damaged instead of what it holds, and how often the names in it. */
const OUTSIDE_SHARE = 0.15;
const NAMES_SHARE = 0.1;
/** How often the values of a database or of JSON are damaged instead of its bytes. */
const VALUES_SHARE = 0.6;

export async function damage(seed: Seed, others: readonly Seed[], random: Random): Promise<Buffer> {
  const other = drawBytes(others, random);
  if (!seed.isZip) return damagePart(await packSeed(seed), random, other);
  const place = random();
  if (place < OUTSIDE_SHARE) return mutate(await packSeed(seed), random, other);
  if (place < OUTSIDE_SHARE + NAMES_SHARE) return await packWithDamagedNames(seed.parts, random);
  const paths = [...seed.parts.keys()];
  const damaged = paths[Math.floor(random() * paths.length)];
  const parts = new Map([...seed.parts].map(([path, part]): [string, SeedPart] => [path, path === damaged ? { ...part, bytes: damagePart(part.bytes, random, other) } : part]));
  return await packSeed({ ...seed, parts: seed.seal?.(parts) ?? parts });
}

function damagePart(bytes: Buffer, random: Random, other: Buffer): Buffer {
  if (random() < VALUES_SHARE) {
    if (isDatabase(bytes)) return damageRows(bytes, random, other);
    const damaged = damageJson(bytes, random);
    if (damaged !== null) return damaged;
  }
  return mutate(bytes, random, other);
}

/** The file as it is, undamaged. */
export async function packSeed(seed: Seed): Promise<Buffer> {
  return seed.isZip ? await pack([...seed.parts]) : ([...seed.parts.values()][0]?.bytes ?? Buffer.alloc(0));
}

function drawBytes(seeds: readonly Seed[], random: Random): Buffer {
  const parts = [...(seeds[Math.floor(random() * seeds.length)]?.parts.values() ?? [])];
  return parts[Math.floor(random() * parts.length)]?.bytes ?? Buffer.alloc(0);
}
