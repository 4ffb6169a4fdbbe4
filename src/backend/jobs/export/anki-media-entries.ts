/** Media on their way into a package: one file at a time, hashed and packed as it passes. */

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MediaEntryOut } from '../../../core/formats/anki-out/package-parts-out.ts';
import type { ExportedMedia } from '../../../core/formats/export-source.ts';
import type { ZstdWriter } from './zstd-writer.ts';

/** Most images and sounds are smaller; packing those at once is much quicker than by a stream. */
const WHOLE_LIMIT_BYTES = 1024 * 1024;

/** Resolves to what is to be stored; `note` is told what passed, once all of it has. `zstd` null: as it is. */
export async function openMediaEntry(file: ExportedMedia, zstd: ZstdWriter | null, note: (entry: Omit<MediaEntryOut, 'name'>) => void): Promise<Readable> {
  const sha1 = createHash('sha1');
  let sizeBytes = 0;
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const piece of file.readBytes()) {
      sha1.update(piece);
      sizeBytes += piece.length;
      yield piece;
    }
    note({ sizeBytes, sha1: sha1.digest() });
  }
  if (file.sizeBytes <= WHOLE_LIMIT_BYTES) {
    const pieces: Uint8Array[] = [];
    for await (const piece of watched()) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    return Readable.from([zstd === null ? whole : zstd.packWhole(whole)], { objectMode: false });
  }
  const source = Readable.from(watched(), { objectMode: false });
  if (zstd === null) return source;
  const packer = zstd.createStream();
  source.on('error', (thrown) => packer.destroy(thrown));
  return source.pipe(packer);
}
