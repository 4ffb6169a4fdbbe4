/** Packs by Zstandard of Node’s own zlib, where the runtime has it. */

import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { AppError } from '../../../core/errors.ts';

export interface ZstdWriter {
  readonly packWhole: (bytes: Uint8Array) => Uint8Array;
  readonly createStream: () => Transform;
}

const CHUNK_BYTES = 64 * 1024;

export type ZstdCodec = Partial<Pick<typeof zlib, 'zstdCompressSync' | 'createZstdCompress'>>;

/** `codec`: what the runtime has. Throws AppError format-unsupported where that is no Zstandard. */
export function createZstdWriter(codec: ZstdCodec = zlib): ZstdWriter {
  const { zstdCompressSync, createZstdCompress } = codec;
  if (zstdCompressSync === undefined || createZstdCompress === undefined) {
    throw new AppError(
      'format-unsupported',
      'This build of Versus cannot write Anki’s newest format, so nothing was written. Choose “Anki package for older versions”, which every Anki reads.',
    );
  }
  return { packWhole: (bytes) => zstdCompressSync(bytes), createStream: () => createZstdCompress({ chunkSize: CHUNK_BYTES }) };
}
