/** Writes the pieces of a text or of bytes into a new file, gathered so that many small ones are not many small writes. */

import { open } from 'node:fs/promises';

/** Pieces of a file as writers give them. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const GATHERED_BYTES = 256 * 1024;

/** The same bytes in pieces of about a quarter of a megabyte. `throwIfCancelled` is asked before each. */
export async function* gatherPieces(pieces: Pieces, throwIfCancelled: () => void): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    waiting.push(bytes);
    size += bytes.byteLength;
    if (size < GATHERED_BYTES) continue;
    throwIfCancelled();
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  throwIfCancelled();
  if (size > 0) yield Buffer.concat(waiting);
}

/** The path must be free. */
export async function writePieces(path: string, pieces: Pieces, throwIfCancelled: () => void): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const bytes of gatherPieces(pieces, throwIfCancelled)) await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}
