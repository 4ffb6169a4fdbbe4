/** Packs files into a zip archive, one after the other: each is read to its end before the next is asked for. */

import { createWriteStream } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { gatherPieces } from './write-pieces.ts';
import type { Pieces } from './write-pieces.ts';

export interface ZippedFile {
  /** Relative, `/` between levels. */
  readonly path: string;
  readonly pieces: Pieces;
  /** Left out: unless its kind of file is compressed already. */
  readonly compress?: boolean;
}

/** Compressed already: squeezing them again costs time and wins nothing. */
const PACKED = new Set(['.jpg', '.jpeg', '.png', '.gif', '.webp', '.avif', '.mp3', '.m4a', '.aac', '.ogg', '.oga', '.opus', '.flac', '.mp4', '.m4v', '.webm', '.zip', '.woff2']);

/** The path must be free. `nowMillis` becomes the time of every entry. Throws what the files throw, and the system's error when the disk is full. */
export async function writeZip(
  path: string,
  files: Iterable<ZippedFile> | AsyncIterable<ZippedFile>,
  options: { readonly nowMillis: number; readonly throwIfCancelled: () => void },
): Promise<void> {
  const zip = new ZipFile();
  const output = createWriteStream(path, { flags: 'wx' });
  const abort = new AbortController();
  const written = pipeline(zip.outputStream, output, { signal: abort.signal });
  // Whoever is waiting hears of it below.
  written.catch(() => undefined);
  zip.on('error', (thrown) => {
    abort.abort(thrown);
  });
  try {
    for await (const file of files) {
      const stream = Readable.from(gatherPieces(file.pieces, options.throwIfCancelled), { objectMode: false });
      zip.addReadStream(stream, file.path, { mtime: new Date(options.nowMillis), compress: file.compress ?? !PACKED.has(extname(file.path).toLowerCase()) });
      // A disk that is full ends the archive while its file is still being read.
      await Promise.race([finished(stream, { writable: false }), written]);
      options.throwIfCancelled();
    }
    zip.end();
    await written;
  } catch (thrown) {
    abort.abort();
    await written.catch(() => undefined);
    if (!output.closed) {
      await new Promise<void>((resolve) => {
        output.once('close', () => resolve()).destroy();
      });
    }
    throw thrown;
  }
}
