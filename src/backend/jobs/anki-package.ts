/** Unpacks an Anki package of any of its three generations: its collection to a scratch file, its media one by one. */

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/errors.ts';
import { NEWEST_GENERATION, readMediaList, readMediaMapJson, readPackageVersion } from '../../core/formats/anki/package-parts.ts';
import type { AnkiGeneration, MediaEntry } from '../../core/formats/anki/package-parts.ts';
import type { FileBytes } from '../../core/formats/import-sink.ts';
import { allowedBytes, capBytes } from './unpack-limits.ts';
import type { UnpackLimits } from './unpack-limits.ts';
import { describeDamagedZip, isSmallEntry, readZipEntry, unpackAtOnce } from './zip-archive.ts';
import type { ZipArchive } from './zip-archive.ts';
import { unpackZstd, unpackZstdWhole } from './zstd.ts';

export interface AnkiPackage {
  readonly generation: AnkiGeneration;
  /** Media that the package lists and holds; bytes are read when iterated. */
  readonly media: readonly (MediaEntry & { readonly bytes: FileBytes })[];
  /** Listed, but without bytes in the package. */
  readonly absentMedia: readonly string[];
  /** True when there are files that look like media but no list of their names. */
  readonly isMediaListMissing: boolean;
  readonly refusedNames: readonly string[];
}

/** Newest first: where there are several, the older ones are stubs for old programs. */
const COLLECTIONS: readonly { readonly name: string; readonly generation: AnkiGeneration }[] = [
  { name: 'collection.anki21b', generation: 3 },
  { name: 'collection.anki21', generation: 2 },
  { name: 'collection.anki2', generation: 1 },
];

/** Whether there is one in it, at the top or below a folder. */
export function holdsAnkiCollection(names: readonly string[]): boolean {
  return findCollection(names) !== null;
}

/**
 * Writes the collection to `collectionPath`; media are read from the archive later. Throws AppError with what is wrong and
 * what to do, and what `throwIfCancelled` throws.
 */
export async function unpackAnkiPackage(zip: ZipArchive, collectionPath: string, limits: UnpackLimits, throwIfCancelled: () => void): Promise<AnkiPackage> {
  const found = findCollection(zip.names);
  if (found === null) throw new AppError('format-unsupported', 'This zip file holds no Anki collection, so nothing was imported.');
  const { folder } = found;
  const names = new Set(zip.names);
  if (names.has(`${folder}meta`)) {
    const version = readPackageVersion(await readAll(zip, `${folder}meta`, limits));
    if (version !== null && version > NEWEST_GENERATION) {
      throw new AppError('file-newer-version', 'This deck was made by a newer Anki than Versus knows. Update Versus, or export it from Anki again with “Support older Anki versions” ticked.');
    }
  }
  await writeCollection(readPacked(zip, found.entryName, limits.collectionBytes, limits), collectionPath, throwIfCancelled);
  const listed = names.has(`${folder}media`) ? readMediaEntries(await readAll(zip, `${folder}media`, limits)) : null;
  const isPresent = (entry: MediaEntry): boolean => names.has(folder + entry.entryName);
  return {
    generation: found.generation,
    media: (listed ?? []).filter(isPresent).map((entry) => ({ ...entry, bytes: bytesOf(zip, folder + entry.entryName, limits) })),
    absentMedia: (listed ?? []).filter((entry) => !isPresent(entry)).map((entry) => entry.name),
    isMediaListMissing: listed === null && zip.names.some((name) => /^\d+$/.test(name.slice(folder.length))),
    refusedNames: zip.refusedNames,
  };
}

/** Writes the pieces to a file. Throws what reading them throws, and what `throwIfCancelled` throws. */
export async function writeCollection(pieces: AsyncIterable<Uint8Array>, path: string, throwIfCancelled: () => void): Promise<void> {
  async function* interruptible(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      throwIfCancelled();
      yield piece;
    }
  }
  await pipeline(Readable.from(interruptible()), createWriteStream(path));
}

/** At the top, or below one folder when somebody packed the folder again. */
function findCollection(names: readonly string[]): { entryName: string; folder: string; generation: AnkiGeneration } | null {
  for (const { name, generation } of COLLECTIONS) {
    const entryName = names.filter((entry) => entry === name || (entry.endsWith(`/${name}`) && !entry.startsWith('__MACOSX/'))).sort((left, right) => left.length - right.length)[0];
    if (entryName !== undefined) return { entryName, folder: entryName.slice(0, -name.length), generation };
  }
  return null;
}

/** Read when they are asked for: the list of media outlives its reading, and a generator that has ended still holds what it yielded. */
function bytesOf(zip: ZipArchive, name: string, limits: UnpackLimits): FileBytes {
  const pieces = (): AsyncGenerator<Uint8Array> => readPacked(zip, name, Number.POSITIVE_INFINITY, limits);
  if (!isSmallEntry(zip, name)) return { [Symbol.asyncIterator]: pieces };
  return { [Symbol.asyncIterator]: pieces, readSmall: () => readSmallEntry(zip, name, Number.POSITIVE_INFINITY, limits) };
}

function readSmallEntry(zip: ZipArchive, name: string, maxBytes: number, limits: UnpackLimits): Uint8Array {
  const allowed = allowedBytes(zip.packedBytesOf(name), maxBytes, limits);
  try {
    const packed = zip.readWhole(name, allowed);
    return unpackAtOnce(() => unpackZstdWhole(packed, allowed));
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
  }
}

/** An entry's bytes, unpacked twice where Zstandard lies inside the zip; never more than the limits allow. */
async function* readPacked(zip: ZipArchive, name: string, maxBytes: number, limits: UnpackLimits): AsyncGenerator<Uint8Array> {
  try {
    if (isSmallEntry(zip, name)) {
      yield readSmallEntry(zip, name, maxBytes, limits);
      return;
    }
    yield* capBytes(unpackZstd(readZipEntry(zip, name, maxBytes, limits)), zip.packedBytesOf(name), maxBytes, limits);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
  }
}

async function readAll(zip: ZipArchive, name: string, limits: UnpackLimits): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readPacked(zip, name, limits.mediaListBytes, limits)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** JSON or protobuf, whichever it is; an unreadable list counts as none. */
function readMediaEntries(bytes: Buffer): readonly MediaEntry[] | null {
  if (bytes.length === 0) return [];
  const first = bytes.toString('latin1', 0, 64).trimStart()[0];
  if (first === '{') return readMediaMapJson(bytes.toString('utf8'));
  try {
    return readMediaList(bytes);
  } catch {
    return null;
  }
}
