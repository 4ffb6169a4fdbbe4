/** Brings the staged media into the library: bytes under their hash first, then names; where a name is taken by other bytes, under a new name. */

import type { Database } from 'better-sqlite3';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { distinguishMediaName } from '../core/formats/media-name.ts';
import { findMedia, mediaPathOf, nameMedia, sizeOf } from './media.ts';
import { sliceRows } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';

export interface MediaMerge {
  readonly added: number;
  readonly reused: number;
  /** Names in the file (NFC) to names in the library, where they differ. */
  readonly renames: ReadonlyMap<string, string>;
  /** Of those, the ones that had to make room for other bytes of the same name. */
  readonly collisions: number;
}

interface StagedRow {
  readonly sourceName: string;
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface MediaMergeOptions {
  readonly mediaDir: string;
  /** Holds the bytes under their hashes. */
  readonly stagedFolder: string;
  readonly nowMillis: number;
  readonly moveBytes: boolean;
}

/** Bytes without a name, should the merge be rolled back, do no harm. */
export function* mergeMedia(database: Database, progress: MergeProgress, options: MediaMergeOptions): Slices<MediaMerge> {
  const rows = database
    .prepare<[], StagedRow>('SELECT source_name AS sourceName, name, sha256, size_bytes AS sizeBytes FROM incoming.media ORDER BY source_name')
    .all();
  const mover = createMover(options);
  const renames = new Map<string, string>();
  let added = 0;
  let reused = 0;
  let collisions = 0;
  yield* sliceRows(rows, progress, (row) => {
    const taken = findMedia(database, row.name);
    const name = taken === null || taken.sha256 === row.sha256 ? row.name : distinguishMediaName(row.name, row.sha256);
    if (name !== row.name) collisions += 1;
    if (name !== row.sourceName) renames.set(row.sourceName, name);
    const isKnown = (name === row.name ? taken : findMedia(database, name))?.sha256 === row.sha256;
    if (options.moveBytes) mover.move(row.sha256, row.sizeBytes);
    if (isKnown) {
      reused += 1;
      return;
    }
    nameMedia(database, { name, sha256: row.sha256, sizeBytes: row.sizeBytes }, options.nowMillis);
    added += 1;
  });
  return { added, reused, renames, collisions };
}

interface Mover {
  /** Moves the staged bytes with that hash to their place, unless they are there. */
  readonly move: (sha256: string, sizeBytes: number) => void;
}

/** Both folders lie in the library's own, so a rename never crosses disks. Each folder is made and listed once. */
function createMover({ mediaDir, stagedFolder }: MediaMergeOptions): Mover {
  const listed = new Map<string, Set<string>>();
  const list = (folder: string): Set<string> => {
    const known = listed.get(folder);
    if (known !== undefined) return known;
    mkdirSync(folder, { recursive: true });
    const names = new Set(readdirSync(folder));
    listed.set(folder, names);
    return names;
  };
  return {
    move: (sha256, sizeBytes) => {
      const from = join(stagedFolder, sha256);
      const to = mediaPathOf(mediaDir, sha256);
      const names = list(dirname(to));
      if (names.has(sha256) && sizeOf(to) === sizeBytes) {
        rmSync(from, { force: true });
        return;
      }
      renameSync(from, to);
      names.add(sha256);
    },
  };
}

/** How many distinct files the staged notes refer to that neither came along nor are in the library. */
export function listMissingMedia(database: Database, renames: ReadonlyMap<string, string>): readonly string[] {
  const references = database
    .prepare<[], { name: string; otherSpelling: string | null }>('SELECT name, other_spelling AS otherSpelling FROM incoming.media_references ORDER BY name')
    .all();
  const isThere = (name: string | null): boolean => name !== null && (renames.has(name) || findMedia(database, name) !== null);
  return references.filter((reference) => !isThere(reference.name) && !isThere(reference.otherSpelling)).map((reference) => reference.name);
}
