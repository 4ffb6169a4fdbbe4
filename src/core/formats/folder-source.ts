/**
 * Where a reader finds what it reads, whatever holds it: a folder, an unpacked view of a zip archive, or a single file,
 * which is a folder of one. Readers see names and contents, never paths of the disk.
 */

import type { FileBytes } from './import-sink.ts';

export interface FolderSource {
  /** Of the file, archive or folder, with its extension. */
  readonly name: string;
  /** Of every file in it: relative, `/` between levels, sorted, never leading outside. */
  readonly paths: readonly string[];
  readonly sizeBytesOf: (path: string) => number;
  /** The whole file as text, its encoding detected, without a byte order mark. Throws AppError file-too-large, file-damaged, file-unreadable. */
  readonly readText: (path: string) => Promise<string>;
  /** The same text in pieces that can be gone through once: what was taken is held no longer. For formats whose files are large. */
  readonly readTextPieces: (path: string) => Promise<Iterable<string>>;
  /** The first 64 KiB of it as text, for telling formats apart. */
  readonly readHead: (path: string) => Promise<string>;
  /** The bytes in pieces, within the limits for unpacking. Iterating throws AppError as readText does. */
  readonly readBytes: (path: string) => FileBytes;
}
