/**
 * Packs files into a zip archive, one after the other: each is read to its end before the next is asked for. With zip-stream
 * 50,000 media of 4 KB cost 2 s of the processor and 0.2 GB; with @zip.js/zip.js 15 s and 0.8 GB, with yazl, whose time grows
 * with the square of their number, 10 s and 0.4 GB.
 */

import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import ZipStream from 'zip-stream';
import type { FileDataInput } from 'zip-stream';
import { AppError } from '../../../core/errors.ts';
import { BlockFile } from './block-file.ts';
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
const LARGEST_ENTRY_BYTES = 0xfffffffe;
/** Up to here a file is given whole: its size then stands before it, which readers want that go through an archive from its beginning. */
const WHOLE_BYTES = 4 * 1024 * 1024;
const COMPRESSION_LEVEL = 6;
/** Readable by all. */
const MODE = 0o644;

export interface ZipOptions {
  /** The time of every entry. */
  readonly nowMillis: number;
  readonly throwIfCancelled: () => void;
}

/** The path must be free. Throws what the files throw, AppError file-too-large for a file of 4 GiB, and the system's error when the disk is full. */
export async function writeZip(path: string, files: Iterable<ZippedFile> | AsyncIterable<ZippedFile>, options: ZipOptions): Promise<void> {
  const output = new BlockFile(await open(path, 'wx'));
  const archive = new ZipStream({ zlib: { level: COMPRESSION_LEVEL } });
  // Taken at once and not piped: the archive's directory comes in a million pieces without a pause, which a pipe would queue.
  archive.on('data', (bytes: Buffer) => {
    output.take(bytes);
  });
  try {
    for await (const file of files) {
      await packFile(archive, output, file, options);
      await output.writeFull();
      options.throwIfCancelled();
    }
    const ended = once(archive, 'end');
    archive.finish();
    await ended;
    await output.writeAll();
  } finally {
    archive.destroy();
    await output.close();
  }
}

async function packFile(archive: ZipStream, output: BlockFile, file: ZippedFile, { nowMillis, throwIfCancelled }: ZipOptions): Promise<void> {
  const store = !(file.compress ?? !PACKED.has(extname(file.path).toLowerCase()));
  const entry = { name: file.path, date: new Date(nowMillis), mode: MODE, store };
  const pieces = gatherPieces(file.pieces, throwIfCancelled);
  try {
    const { begun, isWhole } = await readBeginning(pieces);
    const source = isWhole ? Buffer.concat(begun) : Readable.from(readOn(begun, pieces, output, file.path), { objectMode: false });
    await addEntry(archive, source, entry);
  } finally {
    await pieces.return(undefined);
  }
}

async function readBeginning(pieces: AsyncGenerator<Buffer>): Promise<{ readonly begun: Buffer[]; readonly isWhole: boolean }> {
  const begun: Buffer[] = [];
  for (let bytes = 0; bytes <= WHOLE_BYTES; bytes += begun.at(-1)?.length ?? 0) {
    const next = await pieces.next();
    if (next.done === true) return { begun, isWhole: true };
    begun.push(next.value);
  }
  return { begun, isWhole: false };
}

/** Gives no piece before what came of those before is on the disk. */
async function* readOn(begun: Buffer[], pieces: AsyncGenerator<Buffer>, output: BlockFile, name: string): AsyncGenerator<Buffer> {
  let bytes = begun.reduce((sum, piece) => sum + piece.length, 0);
  yield* begun.splice(0);
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > LARGEST_ENTRY_BYTES) {
      throw new AppError('file-too-large', `“${name}” is larger than 4 GB, more than such a file can hold, so nothing was written.`);
    }
    await output.writeFull();
    yield piece;
  }
}

function addEntry(archive: ZipStream, source: Buffer | Readable, entry: FileDataInput): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry(source, entry, (thrown) => {
      if (thrown === null || thrown === undefined) resolve();
      else reject(thrown);
    });
  });
}
