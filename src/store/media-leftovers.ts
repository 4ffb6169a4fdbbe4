/** Bytes in the media folder that no name points to: of imports that were undone or ended in the middle, and of media that were removed. */

import SqliteDatabase from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listBackups } from './backup.ts';
import type { Library } from './library.ts';
import { listUnnamedMediaFiles, sizeOf } from './media.ts';

export interface Leftovers {
  readonly count: number;
  readonly sizeBytes: number;
  /** Files beside those that a backup would need; they go when the backup goes. */
  readonly heldByBackups: number;
  /** False while undo or redo could still bring a name back. */
  readonly canBeSwept: boolean;
}

interface Found {
  readonly leftovers: Leftovers;
  readonly paths: readonly string[];
}

function findLeftovers(library: Library): Found {
  const unnamed = listUnnamedMediaFiles(library.database, library.mediaDir);
  const held = unnamed.length === 0 ? new Set<string>() : readHashesOfBackups(library.dir);
  const paths = unnamed.filter((path) => !held.has(basename(path)));
  const { undo, redo } = library.undoState();
  return {
    paths,
    leftovers: {
      count: paths.length,
      sizeBytes: paths.reduce((sum, path) => sum + (sizeOf(path) ?? 0), 0),
      heldByBackups: unnamed.length - paths.length,
      canBeSwept: undo === null && redo === null && library.settled() === null,
    },
  };
}

export function describeLeftovers(library: Library): Leftovers {
  return findLeftovers(library).leftovers;
}

/**
 * Deletes them, and returns what was deleted; nothing while `canBeSwept` is false. Must not be called while an import is under way, whose
 * bytes lie in the folder before their names are known.
 */
export function sweepLeftovers(library: Library): Leftovers {
  const { leftovers, paths } = findLeftovers(library);
  if (!leftovers.canBeSwept) return { ...leftovers, count: 0, sizeBytes: 0 };
  for (const path of paths) rmSync(path, { force: true });
  return leftovers;
}

/** Throws when a backup cannot be read: what it needs is not known then. */
function readHashesOfBackups(dir: string): ReadonlySet<string> {
  const hashes = new Set<string>();
  for (const name of listBackups(dir)) {
    const backup = new SqliteDatabase(join(dir, 'backups', name), { readonly: true });
    try {
      for (const hash of backup.prepare<[], string>('SELECT DISTINCT sha256 FROM media').pluck().iterate()) hashes.add(hash);
    } finally {
      backup.close();
    }
  }
  return hashes;
}
