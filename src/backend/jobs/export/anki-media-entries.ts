/** Media on their way into a package: one file at a time, hashed and packed as it passes. */

import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MediaEntryOut } from '../../../core/formats/anki-out/package-parts-out.ts';
import type { ExportedMedia } from '../../../core/formats/export-source.ts';
import type { ZstdWriter } from './zstd-writer.ts';

/** Most images and sounds are smaller; packing those at once is much quicker than by a stream. */
const WHOLE_LIMIT_BYTES = 1024 * 1024;

export type PassedMedia = Omit<MediaEntryOut, 'name'>;

/** What is to be stored; `note` is told what passed, once all of it has. `zstd` null: the bytes as they are. */
export async function* packMedia(file: ExportedMedia, zstd: ZstdWriter | null, note: (passed: PassedMedia) => void): AsyncGenerator<Uint8Array> {
  const sha1 = createHash('sha1');
  let sizeBytes = 0;
  async function* watch(): AsyncGenerator<Uint8Array> {
    for await (const piece of file.readBytes()) {
      sha1.update(piece);
      sizeBytes += piece.length;
      yield piece;
    }
  }
  if (zstd === null) yield* watch();
  else if (file.sizeBytes > WHOLE_LIMIT_BYTES) yield* packStream(Readable.from(watch(), { objectMode: false }), zstd);
  else {
    const pieces: Uint8Array[] = [];
    for await (const piece of watch()) pieces.push(piece);
    yield zstd.packWhole(Buffer.concat(pieces));
  }
  // A copy, because a small buffer holds on to the larger block that it is cut from.
  note({ sizeBytes, sha1: new Uint8Array(sha1.digest()) });
}

/** Errors of the source come out of the packed bytes. */
export async function* packStream(source: Readable, zstd: ZstdWriter): AsyncGenerator<Uint8Array> {
  const packer = zstd.createStream();
  source.on('error', (thrown) => packer.destroy(thrown));
  yield* source.pipe(packer) as AsyncIterable<Uint8Array>;
}
