/** An archive of a library with the starter deck, in its parts; sealed anew after each damage, so that the reader looks further than its checksums. */

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { openZipArchive } from '../../src/backend/jobs/zip-archive.ts';
import { UNPACK_LIMITS } from '../../src/backend/jobs/unpack-limits.ts';
import { createClient } from '../../src/contract/client.ts';
import type { Seed, SeedPart } from './seed.ts';

export async function makeArchiveSeed(scratchDir: string): Promise<Seed> {
  const dir = join(scratchDir, 'archive');
  mkdirSync(dir, { recursive: true });
  const target = join(dir, 'library.versus');
  const backend = createBackend({ libraryDir: join(dir, 'library'), clock: systemClock, random: () => 0.5 });
  try {
    const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no uploads here')) });
    const ended = new Promise<void>((resolve, reject) => {
      backend.onEvent((event) => {
        if (event.type !== 'job' || event.status.status === 'running') return;
        if (event.status.status === 'written') resolve();
        else reject(new Error(JSON.stringify(event.status)));
      });
    });
    await client.call('export.start', { scope: { what: 'everything' }, format: 'versus-archive', options: {}, target: backend.offerTarget(target) });
    await ended;
    const zip = await openZipArchive(target, UNPACK_LIMITS);
    const parts = new Map<string, SeedPart>();
    for (const name of zip.names) parts.set(name, { bytes: await buffer(await zip.read(name)), zstd: false });
    zip.close();
    return { fileName: 'library.versus', parts, isZip: true, seal };
  } finally {
    await backend.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Manifest {
  readonly parts?: readonly { readonly path: string; readonly sha256: string }[];
}

/** Makes the manifest's checksums those of the parts, where it can still be read. */
function seal(parts: ReadonlyMap<string, SeedPart>): ReadonlyMap<string, SeedPart> {
  const manifest = parts.get('versus.json');
  if (manifest === undefined) return parts;
  try {
    const read = JSON.parse(manifest.bytes.toString('utf8')) as Manifest;
    const sealed = { ...read, parts: (read.parts ?? []).map((part) => ({ ...part, ...describe(parts.get(part.path)) })) };
    return new Map([...parts, ['versus.json', { ...manifest, bytes: Buffer.from(JSON.stringify(sealed)) }]]);
  } catch {
    return parts;
  }
}

function describe(part: SeedPart | undefined): { readonly sha256?: string; readonly records?: number } {
  if (part === undefined) return {};
  return { sha256: createHash('sha256').update(part.bytes).digest('hex'), records: part.bytes.filter((byte) => byte === 10).length };
}
