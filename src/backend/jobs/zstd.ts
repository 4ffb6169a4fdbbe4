/** Zstandard by Node's own zlib, asked for only when a file needs it, because older runtimes lack it. */

import { Readable } from 'node:stream';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { AppError } from '../../core/errors.ts';

const MAGIC: readonly number[] = [0x28, 0xb5, 0x2f, 0xfd];

/** Each piece goes through several hands on its way to the disk, so pieces are large. */
const CHUNK_BYTES = 64 * 1024;

/** Whether the bytes begin a Zstandard frame (RFC 8878). */
export function isZstd(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/** Throws AppError format-unsupported where the runtime has no Zstandard. */
export function createZstdReader(): Transform {
  const create = (zlib as Partial<typeof zlib>).createZstdDecompress;
  if (create === undefined) {
    throw describeMissingZstd();
  }
  return create({ chunkSize: CHUNK_BYTES });
}

function describeMissingZstd(): AppError {
  return new AppError(
    'format-unsupported',
    'This deck is in Anki’s newest format, which this build of Versus cannot unpack. Export it from Anki with “Support older Anki versions” ticked, or use a newer Versus.',
  );
}

/** As unpackZstd, at once: for small pieces. Throws AppError format-unsupported; and what zlib throws, over `maxBytes` too. */
export function unpackZstdWhole(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (!isZstd(bytes)) return bytes;
  const unpack = (zlib as Partial<typeof zlib>).zstdDecompressSync;
  if (unpack === undefined) throw describeMissingZstd();
  // For each call zlib sets aside a piece of this size, 128 KB if it is not told otherwise.
  return unpack(bytes, { maxOutputLength: maxBytes, chunkSize: Math.min(CHUNK_BYTES, Math.max(1024, 2 * bytes.byteLength)) });
}

/** Passes plain bytes through and unpacks Zstandard, whichever it is. */
export async function* unpackZstd(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const rest: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => iterator };
  if (!isZstd(first.value)) {
    yield first.value;
    yield* rest;
    return;
  }
  async function* joined(): AsyncGenerator<Uint8Array> {
    yield first.value as Uint8Array;
    yield* rest;
  }
  const source = Readable.from(joined(), { objectMode: false });
  const reader = createZstdReader();
  source.on('error', (thrown) => reader.destroy(thrown));
  yield* source.pipe(reader) as AsyncIterable<Uint8Array>;
}
