/**
 * Media: bytes lie in `media/<two hex digits>/<sha-256>`, names in the table. A file under its hash is complete or absent,
 * and bytes are never changed in place.
 */

import type { Database } from 'better-sqlite3';
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareOnce } from './prepare-once.ts';

export interface MediaFile {
  /** NFC. */
  readonly name: string;
  /** 64 hex digits, lower case. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

const statements = prepareOnce((database) => ({
  find: database.prepare<[string], MediaFile>('SELECT name, sha256, size_bytes AS sizeBytes FROM media WHERE name = ?'),
  put: database.prepare<[string, string, number, number]>(
    `INSERT INTO media (name, sha256, size_bytes, added_at_millis) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes, added_at_millis = excluded.added_at_millis
     WHERE sha256 <> excluded.sha256`,
  ),
  hashes: database.prepare<[], string>('SELECT DISTINCT sha256 FROM media').pluck(),
  all: database.prepare<[], MediaFile>('SELECT name, sha256, size_bytes AS sizeBytes FROM media ORDER BY name'),
}));

/** Absolute path of the bytes with that hash, whether they are there or not. */
export function mediaPathOf(mediaDir: string, sha256: string): string {
  return join(mediaDir, sha256.slice(0, 2), sha256);
}

/** Stores the bytes under their hash, on disk when it returns. Bytes that are there already are not written again. */
export function putMediaBytes(mediaDir: string, bytes: Uint8Array): { readonly sha256: string; readonly isNew: boolean } {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = mediaPathOf(mediaDir, sha256);
  if (sizeOf(path) === bytes.byteLength) return { sha256, isNew: false };
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.partial`;
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (let written = 0; written < bytes.byteLength; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
  return { sha256, isNew: true };
}

/** Gives the bytes with that hash a name; a name that is taken points to the new bytes from then on. */
export function nameMedia(database: Database, file: MediaFile, nowMillis: number): void {
  statements(database).put.run(file.name.normalize('NFC'), file.sha256, file.sizeBytes, nowMillis);
}

export function findMedia(database: Database, name: string): MediaFile | null {
  return statements(database).find.get(name.normalize('NFC')) ?? null;
}

/** All names, sorted. */
export function listMedia(database: Database): readonly MediaFile[] {
  return statements(database).all.all();
}

/** The address under which hosts serve the file, or null when the library does not have it. */
export function mediaUrlOf(database: Database, name: string): string | null {
  const file = findMedia(database, name);
  return file === null ? null : `/media/${file.sha256}/${encodeURIComponent(file.name)}`;
}

/** Paths of files in the media folder that no name points to. Undo may still bring their names back, so delete them only at a start. */
export function listUnnamedMediaFiles(database: Database, mediaDir: string): readonly string[] {
  const named = new Set(statements(database).hashes.all());
  return readdirSync(mediaDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !named.has(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Bytes of the file, or null when there is none. */
export function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
