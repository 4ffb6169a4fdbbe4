/** A zip file opened for reading its entries by name, one at a time and in pieces. No entry's name ever becomes a path. */

import { closeSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { fromRandomAccessReaderPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '../../core/errors.ts';
import type { FileBytes } from '../../core/formats/import-sink.ts';
import { describeTooLarge } from '../../store/staging-media.ts';
import { allowedBytes, capBytes } from './unpack-limits.ts';
import type { UnpackLimits } from './unpack-limits.ts';
import { ZipFileReader } from './zip-file-reader.ts';

export interface ZipArchive {
  /** Names of the files, with forward slashes; folders are not listed. */
  readonly names: readonly string[];
  /** Entries that were left out because their names lead out of the archive or are too long. */
  readonly refusedNames: readonly string[];
  readonly packedBytesOf: (name: string) => number;
  /** As the archive says; more is never read. */
  readonly unpackedBytesOf: (name: string) => number;
  /** Throws AppError file-encrypted or file-damaged. */
  readonly read: (name: string) => Promise<Readable>;
  /** The bytes as they lie in the archive unpacked by the zip's own method, at once: for small entries. Throws as `read` does, and file-too-large over `maxBytes`. */
  readonly readWhole: (name: string, maxBytes: number) => Uint8Array;
  readonly close: () => void;
}

const DAMAGED = 'This file is incomplete or damaged, so nothing was imported. Download or export it again.';

export function describeDamagedZip(cause: unknown): AppError {
  return new AppError('file-damaged', DAMAGED, { cause });
}

/** Throws AppError file-damaged or file-too-large. */
export async function openZipArchive(path: string, limits: UnpackLimits): Promise<ZipArchive> {
  const { zip, reader } = await openZip(path);
  try {
    return await listEntries(zip, reader, limits);
  } catch (thrown) {
    zip.close();
    throw thrown;
  }
}

interface OpenedZip {
  readonly zip: ZipFile;
  readonly reader: ZipFileReader;
}

async function openZip(path: string): Promise<OpenedZip> {
  try {
    const reader = new ZipFileReader(path);
    try {
      return { zip: await fromRandomAccessReaderPromise(reader, reader.sizeBytes, { lazyEntries: true, autoClose: false, decodeStrings: false }), reader };
    } catch (thrown) {
      closeSync(reader.file);
      throw thrown;
    }
  } catch (thrown) {
    throw describeDamagedZip(thrown);
  }
}

/** What is kept of each entry; an archive may hold a hundred thousand, and all that its directory says of one takes half a kilobyte. */
interface ListedEntry {
  readonly headerAt: number;
  /** Of the names and extra fields in the directory, which those before the bytes are about as long as. */
  readonly namesBytes: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly method: number;
  readonly isEncrypted: boolean;
}

function listedEntry(entry: Entry): ListedEntry {
  return {
    headerAt: entry.relativeOffsetOfLocalHeader,
    namesBytes: entry.fileNameLength + entry.extraFieldLength,
    packedBytes: entry.compressedSize,
    unpackedBytes: entry.uncompressedSize,
    method: entry.compressionMethod,
    isEncrypted: entry.isEncrypted(),
  };
}

async function listEntries(zip: ZipFile, reader: ZipFileReader, limits: UnpackLimits): Promise<ZipArchive> {
  if (zip.entryCount > limits.entries) {
    throw new AppError('file-too-large', `This file holds ${String(zip.entryCount)} entries, more than any real deck, so nothing was imported.`);
  }
  const entries = new Map<string, ListedEntry>();
  const refusedNames: string[] = [];
  for await (const entry of readEntries(zip)) {
    const name = Buffer.from(entry.fileNameRaw).toString('utf8').replaceAll('\\', '/');
    if (name.endsWith('/')) continue;
    if (!isSafe(name) || entry.fileNameRaw.length > limits.nameBytes) refusedNames.push(name.slice(0, 100));
    else if (!entries.has(name)) entries.set(name, listedEntry(entry));
  }
  reader.forget();
  const entryOf = (name: string): ListedEntry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`no entry ${name}`);
    if (entry.isEncrypted) {
      throw new AppError('file-encrypted', 'This file is protected by a password, so it could not be read. Unpack it with its password, or export it again without one.');
    }
    return entry;
  };
  return {
    names: [...entries.keys()],
    refusedNames,
    packedBytesOf: (name) => entries.get(name)?.packedBytes ?? 0,
    unpackedBytesOf: (name) => entries.get(name)?.unpackedBytes ?? 0,
    read: async (name) => {
      const entry = entryOf(name);
      try {
        return await openStream(zip, reader, entry);
      } catch (thrown) {
        throw describeDamagedZip(thrown);
      }
    },
    readWhole: (name, maxBytes) => {
      const entry = entryOf(name);
      try {
        return inflateWhole(readPackedBytes(reader.file, entry), entry.method, maxBytes);
      } catch (thrown) {
        throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
      }
    },
    close: () => {
      zip.close();
    },
  };
}

/** What a local file header is before its names (APPNOTE 4.3.7), and where in it the lengths of those are. */
const LOCAL_HEADER = { bytes: 30, signature: 0x04034b50, nameLengthAt: 26, extraLengthAt: 28 } as const;
/** Extra fields are seldom longer than the directory's own by more than this. */
const EXTRA_ROOM = 64;

function refuseForeignMethod(method: number): void {
  // 0: stored, 8: deflated; other methods are as rare as they are unreadable here.
  if (method !== 0 && method !== 8) throw new Error(`unknown compression method ${String(method)}`);
}

/** How many bytes the header and its names take, before the entry's own. */
function readHeaderLength(held: Buffer): number {
  if (held.length < LOCAL_HEADER.bytes || held.readUInt32LE(0) !== LOCAL_HEADER.signature) throw new Error('the archive’s directory points at no entry');
  return LOCAL_HEADER.bytes + held.readUInt16LE(LOCAL_HEADER.nameLengthAt) + held.readUInt16LE(LOCAL_HEADER.extraLengthAt);
}

function openStream(zip: ZipFile, { file, sizeBytes }: ZipFileReader, { headerAt, method, packedBytes, unpackedBytes }: ListedEntry): Promise<Readable> {
  refuseForeignMethod(method);
  const header = Buffer.allocUnsafe(LOCAL_HEADER.bytes);
  const start = headerAt + readHeaderLength(header.subarray(0, readFrom(file, header, headerAt)));
  if (start + packedBytes > sizeBytes) throw new Error('the archive ends inside an entry');
  return new Promise((resolve, reject) => {
    zip.openReadStreamLowLevel(start, packedBytes, 0, packedBytes, method === 8, unpackedBytes, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
}

/** In one read as a rule: the header says where the bytes begin, and its length is about what the directory's is. */
function readPackedBytes(file: number, { headerAt, namesBytes, packedBytes }: ListedEntry): Buffer {
  const guess = Buffer.allocUnsafe(LOCAL_HEADER.bytes + namesBytes + EXTRA_ROOM + packedBytes);
  const held = readFrom(file, guess, headerAt);
  const skipped = readHeaderLength(guess.subarray(0, held));
  if (held >= skipped + packedBytes) return guess.subarray(skipped, skipped + packedBytes);
  const bytes = Buffer.allocUnsafe(packedBytes);
  if (readFrom(file, bytes, headerAt + skipped) < bytes.length) throw new Error('the archive ends inside an entry');
  return bytes;
}

/** Fills the buffer as far as the file goes, and says how far. */
function readFrom(file: number, buffer: Buffer, position: number): number {
  let read = 0;
  while (read < buffer.length) {
    const count = readSync(file, buffer, read, buffer.length - read, position + read);
    if (count === 0) break;
    read += count;
  }
  return read;
}

function inflateWhole(packed: Buffer, method: number, maxBytes: number): Uint8Array {
  refuseForeignMethod(method);
  if (method === 0) {
    if (packed.length > maxBytes) throw describeTooLarge();
    return packed;
  }
  return unpackAtOnce(() => inflateRawSync(packed, { maxOutputLength: maxBytes }));
}

/** Throws AppError file-too-large where zlib stops because the limit is reached. */
export function unpackAtOnce(unpack: () => Uint8Array): Uint8Array {
  try {
    return unpack();
  } catch (thrown) {
    throw thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE' ? describeTooLarge() : thrown;
  }
}

function isSafe(name: string): boolean {
  return name !== '' && !name.startsWith('/') && !/^[a-z]:/i.test(name) && !name.includes('\u0000') && !name.split('/').includes('..');
}

/** Entries as the directory at the file's end lists them. Throws AppError file-damaged. */
async function* readEntries(zip: ZipFile): AsyncGenerator<Entry> {
  const entries = zip.eachEntry();
  for (;;) {
    let next: IteratorResult<Entry>;
    try {
      next = await entries.next();
    } catch (thrown) {
      throw describeDamagedZip(thrown);
    }
    if (next.done === true) return;
    yield next.value;
  }
}

/** Entries up to here are read at once: an archive may hold tens of thousands of them, and a stream for each would take longer than their bytes. */
const SMALL_BYTES = 256 * 1024;

/** Whether an entry, as the archive has it, is small enough to be held whole. */
export function isSmallEntry(zip: ZipArchive, name: string): boolean {
  return zip.packedBytesOf(name) <= SMALL_BYTES && zip.unpackedBytesOf(name) <= SMALL_BYTES;
}

/** An entry's bytes, never more than the limits allow. Iterating throws AppError as `read` does, and file-too-large. */
export function readZipEntry(zip: ZipArchive, name: string, maxBytes: number, limits: UnpackLimits): FileBytes {
  const pieces = (): AsyncGenerator<Uint8Array> => readPieces(zip, name, maxBytes, limits);
  if (!isSmallEntry(zip, name)) return { [Symbol.asyncIterator]: pieces };
  return { [Symbol.asyncIterator]: pieces, readSmall: () => zip.readWhole(name, allowedBytes(zip.packedBytesOf(name), Math.min(maxBytes, SMALL_BYTES), limits)) };
}

async function* readPieces(zip: ZipArchive, name: string, maxBytes: number, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  const source = await zip.read(name);
  try {
    yield* capBytes(source, zip.packedBytesOf(name), maxBytes, limits);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
  } finally {
    source.destroy();
  }
}
