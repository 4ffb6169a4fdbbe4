/**
 * Packs files into a zip archive, one after the other: each is read to its end before the next is asked for. Written here
 * because an archive of 50,000 media may cost neither memory nor time for each entry that is done, as the libraries' do.
 */

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import { AppError } from '../../../core/errors.ts';
import { gatherPieces } from './write-pieces.ts';
import type { Pieces } from './write-pieces.ts';
import { makeCentralHeader, makeEnd, makeLocalHeader } from './zip-records.ts';
import type { ZipEntry } from './zip-records.ts';

export interface ZippedFile {
  /** Relative, `/` between levels. */
  readonly path: string;
  readonly pieces: Pieces;
  /** Left out: unless its kind of file is compressed already. */
  readonly compress?: boolean;
}

/** Compressed already: squeezing them again costs time and wins nothing. */
const PACKED = new Set(['.jpg', '.jpeg', '.png', '.gif', '.webp', '.avif', '.mp3', '.m4a', '.aac', '.ogg', '.oga', '.opus', '.flac', '.mp4', '.m4v', '.webm', '.zip', '.woff2']);
const BUFFERED_BYTES = 1024 * 1024;
const LARGEST_ENTRY_BYTES = 0xfffffffe;

export interface ZipOptions {
  /** The time of every entry. */
  readonly nowMillis: number;
  readonly throwIfCancelled: () => void;
}

/** The path must be free. Throws what the files throw, AppError file-too-large for a file of 4 GiB, and the system's error when the disk is full. */
export async function writeZip(path: string, files: Iterable<ZippedFile> | AsyncIterable<ZippedFile>, options: ZipOptions): Promise<void> {
  const output = new BufferedFile(await open(path, 'wx'));
  try {
    const entries: ZipEntry[] = [];
    for await (const file of files) {
      entries.push(await writeEntry(output, file, options));
      options.throwIfCancelled();
    }
    const offset = output.position;
    for (const entry of entries) await output.write(makeCentralHeader(entry, options.nowMillis));
    await output.write(makeEnd(entries.length, { offset, bytes: output.position - offset }));
    await output.flush();
  } finally {
    await output.close();
  }
}

/** Gathers small writes into large ones. */
class BufferedFile {
  readonly #file: FileHandle;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  /** Where the next byte goes. */
  position = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.position += bytes.length;
    if (this.#waitingBytes >= BUFFERED_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    await writeFully(this.#file, bytes, this.position - bytes.length);
  }

  /** Over bytes that are written already. */
  async rewrite(bytes: Buffer, at: number): Promise<void> {
    await this.flush();
    await writeFully(this.#file, bytes, at);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

async function writeFully(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}

/** What fits into one piece is written at once; the header of a longer file is put right when its end is known. */
async function writeEntry(output: BufferedFile, file: ZippedFile, options: ZipOptions): Promise<ZipEntry> {
  const isDeflated = file.compress ?? !PACKED.has(extname(file.path).toLowerCase());
  const pieces = gatherPieces(file.pieces, options.throwIfCancelled);
  try {
    return await writePieces(output, { name: file.path, isDeflated }, pieces, options);
  } finally {
    await pieces.return(undefined);
  }
}

async function writePieces(
  output: BufferedFile,
  { name, isDeflated }: Pick<ZipEntry, 'name' | 'isDeflated'>,
  pieces: AsyncGenerator<Buffer>,
  options: ZipOptions,
): Promise<ZipEntry> {
  const offset = output.position;
  const first = await pieces.next();
  const second = first.done === true ? first : await pieces.next();
  if (second.done === true) {
    const plain = first.done === true ? Buffer.alloc(0) : first.value;
    const packed = isDeflated ? deflateRawSync(plain) : plain;
    const entry: ZipEntry = { name, isDeflated, crc: crc32(plain), packedBytes: packed.length, plainBytes: plain.length, offset };
    await output.write(makeLocalHeader(entry, options.nowMillis));
    await output.write(packed);
    return entry;
  }
  await output.write(makeLocalHeader({ name, isDeflated, crc: 0, packedBytes: 0, plainBytes: 0, offset }, options.nowMillis));
  const begin = output.position;
  let crc = 0;
  let plainBytes = 0;
  const watch = (piece: Buffer): Buffer => {
    crc = crc32(piece, crc);
    plainBytes += piece.length;
    if (plainBytes > LARGEST_ENTRY_BYTES) {
      throw new AppError('file-too-large', `“${name}” is larger than 4 GB, more than such a file can hold, so nothing was written.`);
    }
    return piece;
  };
  const begun = [first.value as Buffer, second.value];
  async function* watched(): AsyncGenerator<Buffer> {
    for (const piece of begun.splice(0)) yield watch(piece);
    for await (const piece of pieces) yield watch(piece);
  }
  for await (const packed of isDeflated ? deflate(watched()) : watched()) await output.write(packed);
  const entry: ZipEntry = { name, isDeflated, crc, packedBytes: output.position - begin, plainBytes, offset };
  await output.rewrite(makeLocalHeader(entry, options.nowMillis), offset);
  return entry;
}

async function* deflate(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(pieces, { objectMode: false });
  const packer = createDeflateRaw();
  source.on('error', (thrown) => packer.destroy(thrown));
  yield* source.pipe(packer) as AsyncIterable<Buffer>;
}
