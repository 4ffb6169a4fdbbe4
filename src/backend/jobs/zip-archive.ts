/** A zip file opened for reading its entries by name, one at a time and in pieces. No entry's name ever becomes a path. */

import { closeSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '../../core/errors.ts';
import type { FileBytes } from '../../core/formats/import-sink.ts';
import { describeTooLarge } from '../../store/staging-media.ts';
import { allowedBytes, capBytes } from './unpack-limits.ts';
import type { UnpackLimits } from './unpack-limits.ts';

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
  const zip = await openZip(path);
  const file = openSync(path, 'r');
  try {
    return await listEntries(zip, file, limits);
  } catch (thrown) {
    zip.close();
    closeSync(file);
    throw thrown;
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (thrown) {
    throw describeDamagedZip(thrown);
  }
}

async function listEntries(zip: ZipFile, file: number, limits: UnpackLimits): Promise<ZipArchive> {
  if (zip.entryCount > limits.entries) {
    throw new AppError('file-too-large', `This file holds ${String(zip.entryCount)} entries, more than any real deck, so nothing was imported.`);
  }
  const entries = new Map<string, Entry>();
  const refusedNames: string[] = [];
  for await (const entry of readEntries(zip)) {
    const name = Buffer.from(entry.fileNameRaw).toString('utf8').replaceAll('\\', '/');
    if (name.endsWith('/')) continue;
    if (!isSafe(name) || entry.fileNameRaw.length > limits.nameBytes) refusedNames.push(name.slice(0, 100));
    else if (!entries.has(name)) entries.set(name, entry);
  }
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`no entry ${name}`);
    if (entry.isEncrypted()) {
      throw new AppError('file-encrypted', 'This file is protected by a password, so it could not be read. Unpack it with its password, or export it again without one.');
    }
    return entry;
  };
  return {
    names: [...entries.keys()],
    refusedNames,
    packedBytesOf: (name) => entries.get(name)?.compressedSize ?? 0,
    unpackedBytesOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    read: async (name) => {
      const entry = entryOf(name);
      try {
        return await zip.openReadStreamPromise(entry);
      } catch (thrown) {
        throw describeDamagedZip(thrown);
      }
    },
    readWhole: (name, maxBytes) => {
      const entry = entryOf(name);
      try {
        return inflateWhole(readPackedBytes(file, entry), entry.compressionMethod, maxBytes);
      } catch (thrown) {
        throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
      }
    },
    close: () => {
      zip.close();
      closeSync(file);
    },
  };
}

/** What a local file header is before its names (APPNOTE 4.3.7), and where in it the lengths of those are. */
const LOCAL_HEADER = { bytes: 30, signature: 0x04034b50, nameLengthAt: 26, extraLengthAt: 28 } as const;
/** Extra fields are seldom longer than the directory's own by more than this. */
const EXTRA_ROOM = 64;

/** In one read as a rule: the header says where the bytes begin, and its length is about what the directory's is. */
function readPackedBytes(file: number, entry: Entry): Buffer {
  const start = entry.relativeOffsetOfLocalHeader;
  const guess = Buffer.allocUnsafe(LOCAL_HEADER.bytes + entry.fileNameLength + entry.extraFieldLength + EXTRA_ROOM + entry.compressedSize);
  const held = readFrom(file, guess, start);
  if (held < LOCAL_HEADER.bytes || guess.readUInt32LE(0) !== LOCAL_HEADER.signature) throw new Error('the archive’s directory points at no entry');
  const skipped = LOCAL_HEADER.bytes + guess.readUInt16LE(LOCAL_HEADER.nameLengthAt) + guess.readUInt16LE(LOCAL_HEADER.extraLengthAt);
  if (held >= skipped + entry.compressedSize) return guess.subarray(skipped, skipped + entry.compressedSize);
  const bytes = Buffer.allocUnsafe(entry.compressedSize);
  if (readFrom(file, bytes, start + skipped) < bytes.length) throw new Error('the archive ends inside an entry');
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

/** 0: stored, 8: deflated; other methods are as rare as they are unreadable here. */
function inflateWhole(packed: Buffer, method: number, maxBytes: number): Uint8Array {
  if (method !== 0 && method !== 8) throw new Error(`unknown compression method ${String(method)}`);
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
