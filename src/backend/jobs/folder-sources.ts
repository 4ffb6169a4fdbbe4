/** The three things that readers of text, XML and JSON see as a folder: one on the disk, an archive, and a single file. */

import { createReadStream, readFileSync } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { decodePieces, decodeText, detectEncoding, detectEncodingOfPieces } from '../../core/formats/delimited/detect-encoding.ts';
import type { FolderSource } from '../../core/formats/folder-source.ts';
import type { FileBytes } from '../../core/formats/import-sink.ts';
import { capBytes, UNPACK_LIMITS } from './unpack-limits.ts';
import { readZipEntry } from './zip-archive.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A text is read as a whole, and a string of JavaScript holds no more than half a thousand million characters. */
export const LARGEST_TEXT_BYTES = 256 * 1024 * 1024;
/** All texts of one folder or archive together. */
const MOST_TEXT_BYTES = 2 * 1024 ** 3;
const HEAD_BYTES = 65_536;
/** Several readers look at the same heads; beyond this many characters they are read again. */
const CACHED_HEAD_CHARACTERS = 64 * 1024 * 1024;
/** Notes of a vault are small, and there are thousands. */
const WHOLE_BYTES = 1024 * 1024;
/** Above the 32 MB up to which the C library may keep what it is given back. */
const BLOCK_BYTES = 36 * 1024 * 1024;
const STATS_AT_ONCE = 64;
const MOST_FILES = 100_000;
const DEEPEST_FOLDER = 40;
/** Never part of a deck, and some of them enormous. Names with a dot in front are left out anyway. */
const IGNORED_FOLDERS = new Set(['node_modules', '__MACOSX', '$RECYCLE.BIN', 'System Volume Information']);
const IGNORED_FILES = new Set(['Thumbs.db', 'desktop.ini']);

interface SourceFiles {
  readonly paths: Iterable<string>;
  readonly sizeBytesOf: (path: string) => number;
  readonly open: (path: string) => FileBytes;
}

/** A file of this name as a folder that holds nothing else. Throws AppError file-unreadable. */
export async function openSingleFile(path: string, fileName: string): Promise<FolderSource> {
  try {
    const { size } = await stat(path);
    return createSource(fileName, { paths: [fileName], sizeBytesOf: () => size, open: () => openDiskFile(path, size) });
  } catch (thrown) {
    throw describeUnreadable(thrown);
  }
}

/**
 * A folder with everything below it but what is hidden, links, and folders of programs. Throws AppError file-too-large
 * past the limits on count, and file-unreadable.
 */
export async function openDiskFolder(path: string, name: string): Promise<FolderSource> {
  const sizesOf = new Map<string, number>();
  const paths = await listDiskFiles(path);
  for (let start = 0; start < paths.length; start += STATS_AT_ONCE) {
    const some = paths.slice(start, start + STATS_AT_ONCE).map((relative) => ({ relative, full: join(path, ...relative.split('/')) }));
    const sizes = await Promise.all(some.map(({ full }) => stat(full).then(({ size }) => size, () => null)));
    some.forEach(({ relative }, index) => {
      const size = sizes[index];
      if (typeof size === 'number') sizesOf.set(relative, size);
    });
  }
  const sizeBytesOf = (relative: string): number => sizesOf.get(relative) ?? 0;
  return createSource(name, {
    paths: sizesOf.keys(),
    sizeBytesOf,
    open: (relative) => openDiskFile(join(path, ...relative.split('/')), sizeBytesOf(relative)),
  });
}

function openDiskFile(path: string, sizeBytes: number): FileBytes {
  const readSmall = (): Uint8Array => {
    try {
      return readFileSync(path);
    } catch (thrown) {
      throw describeUnreadable(thrown);
    }
  };
  return { [Symbol.asyncIterator]: () => readDisk(path), ...(sizeBytes <= WHOLE_BYTES ? { readSmall } : {}) };
}

/** Paths of the files below a folder, relative, with `/`; links are not followed, so that nothing outside is ever read. */
export async function listDiskFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string, prefix: string, depth: number): Promise<void> => {
    for await (const entry of await opendir(folder)) {
      if (isIgnoredName(entry.name)) continue;
      if (entry.isDirectory()) {
        if (depth < DEEPEST_FOLDER) await walk(join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1);
      } else if (entry.isFile()) {
        found.push(prefix + entry.name);
        if (found.length > MOST_FILES) {
          throw new AppError('file-too-large', `This folder holds more than ${MOST_FILES.toLocaleString('en')} files, more than any real deck, so nothing was imported. Choose the folder of the deck itself.`);
        }
      }
    }
  };
  try {
    await walk(root, '', 0);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : describeUnreadable(thrown);
  }
  return found.sort();
}

/** What lies hidden, or was put there by a system or a program. */
export function isIgnoredName(name: string): boolean {
  return name.startsWith('.') || IGNORED_FOLDERS.has(name) || IGNORED_FILES.has(name);
}

/** An archive as a folder. Where everything lies below one folder, that folder is the deck. */
export function openZipFolder(zip: ZipArchive, name: string): FolderSource {
  const names = zip.names.filter((entry) => !entry.split('/').some(isIgnoredName));
  const prefix = commonFolder(names);
  return createSource(name, {
    paths: names.map((entry) => entry.slice(prefix.length)),
    sizeBytesOf: (path) => zip.unpackedBytesOf(prefix + path),
    open: (path) => readZipEntry(zip, prefix + path, Number.POSITIVE_INFINITY, UNPACK_LIMITS),
  });
}

function commonFolder(names: readonly string[]): string {
  const first = names[0] ?? '';
  const prefix = first.slice(0, first.indexOf('/') + 1);
  return prefix !== '' && names.every((name) => name.startsWith(prefix)) ? prefix : '';
}

async function* readDisk(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (thrown) {
    throw describeUnreadable(thrown);
  }
}

export function describeUnreadable(cause: unknown): AppError {
  return new AppError('file-unreadable', 'This file cannot be opened. Check that it is still there and that you may read it, then choose it again.', { cause });
}

function createSource(name: string, files: SourceFiles): FolderSource {
  const known = new Set(files.paths);
  const heads = new Map<string, string>();
  let cachedCharacters = 0;
  let textBytes = 0;
  const check = (path: string): string => {
    if (!known.has(path)) throw new Error(`no file ${path} in ${name}`);
    return path;
  };
  const readTextPieces = async (path: string): Promise<Iterable<string>> => {
    const sizeBytes = files.sizeBytesOf(check(path));
    textBytes += sizeBytes;
    if (sizeBytes > LARGEST_TEXT_BYTES || textBytes > MOST_TEXT_BYTES) throw describeLongText(path);
    const bytes = files.open(path);
    const small = bytes.readSmall?.();
    const pieces = small === undefined ? await collect(capBytes(bytes, sizeBytes, LARGEST_TEXT_BYTES, UNPACK_LIMITS), sizeBytes) : [small];
    return decodePieces(pieces, detectEncodingOfPieces(pieces));
  };
  return {
    name,
    paths: [...known].sort(),
    sizeBytesOf: (path) => files.sizeBytesOf(check(path)),
    readText: async (path) => Array.from(await readTextPieces(path)).join(''),
    readTextPieces,
    readHead: async (path) => {
      const cached = heads.get(path);
      if (cached !== undefined) return cached;
      const pieces = files.open(check(path));
      const bytes = pieces.readSmall?.().subarray(0, HEAD_BYTES) ?? (await collectHead(pieces));
      const head = decodeHead(bytes);
      if (cachedCharacters + head.length <= CACHED_HEAD_CHARACTERS) {
        heads.set(path, head);
        cachedCharacters += head.length;
      }
      return head;
    },
    readBytes: (path) => files.open(check(path)),
  };
}

export function describeLongText(fileName: string): AppError {
  return new AppError('file-too-large', `“${fileName}” is larger than 256 MB, which is more than Versus reads as text. Divide it into smaller files and import them one by one.`);
}

/** In few large blocks: memory taken in small parts would not go back to the system when the text has been read, but stay with the program. */
async function collect(pieces: AsyncIterable<Uint8Array>, sizeBytes: number): Promise<Uint8Array[]> {
  const blocks: Uint8Array[] = [];
  let block: Uint8Array = new Uint8Array(0);
  let used = 0;
  let total = 0;
  for await (const piece of pieces) {
    for (let taken = 0; taken < piece.length; ) {
      if (used === block.length) {
        block = Buffer.allocUnsafeSlow(Math.min(Math.max(sizeBytes - total, piece.length - taken), BLOCK_BYTES));
        blocks.push(block);
        used = 0;
      }
      const part = piece.subarray(taken, taken + block.length - used);
      block.set(part, used);
      used += part.length;
      taken += part.length;
      total += part.length;
    }
  }
  if (blocks.length > 0) blocks[blocks.length - 1] = block.subarray(0, used);
  return blocks;
}

async function collectHead(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const collected: Uint8Array[] = [];
  let total = 0;
  for await (const piece of pieces) {
    collected.push(piece);
    total += piece.byteLength;
    if (total >= HEAD_BYTES) break;
  }
  return Buffer.concat(collected).subarray(0, HEAD_BYTES);
}

/** The text of a file's beginning; a character that the cut went through is left out. */
export function decodeHead(bytes: Uint8Array): string {
  const whole = bytes.length < HEAD_BYTES ? bytes : bytes.subarray(0, lengthOfWholeCharacters(bytes));
  return decodeText(whole, detectEncoding(whole));
}

/** Without the last bytes that begin a character of UTF-8 and do not end it. */
function lengthOfWholeCharacters(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return ((bytes[start] ?? 0) & 0xc0) === 0xc0 ? start : bytes.length & ~1;
}
