/** Opens a library: its folder, its lock, its database brought up to date, and the write path. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { closeSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { backUpLibrary, removePartialBackups } from './backup.ts';
import { createCheckpoints } from './checkpoint.ts';
import type { MoveLog } from './checkpoint.ts';
import { LIBRARY_FILE } from './library.ts';
import type { Library } from './library.ts';
import { lockLibrary } from './library-lock.ts';
import { APPLICATION_ID, migrate, readSchemaVersion } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { seedLibrary } from './seed.ts';
import { HOW_TO_RESTORE, isDamageCode, sqliteCodeOf } from './sqlite-errors.ts';
import { createWritePath } from './write-path.ts';

export { LIBRARY_FILE };

export interface OpenOptions {
  /** Made when missing, with the folders above it. */
  readonly dir: string;
  readonly clock: Clock;
  /** Default: those of this program. */
  readonly migrations?: readonly Migration[];
  /** Of the file that it is given. Default: large writes move the log themselves. */
  readonly moveLog?: (libraryFile: string) => ReturnType<MoveLog>;
}

/**
 * Opens the library in `dir`, making it when it is not there. Throws AppError library-busy (open elsewhere), library-newer
 * (last used with a newer Versus), library-damaged, or file-unreadable (the folder cannot be used); none of them changes the file.
 */
export function openLibrary(options: OpenOptions): Library {
  const dir = resolve(options.dir);
  makeFolder(dir, dir);
  const lock = translateFolderErrors(dir, () => lockLibrary(dir));
  try {
    return openLocked(dir, options, lock.release);
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

function openLocked(dir: string, options: OpenOptions, releaseLock: () => void): Library {
  const mediaDir = join(dir, 'media');
  const stagingDir = join(dir, 'staging');
  const path = join(dir, LIBRARY_FILE);
  refuseForeignFile(path, dir);
  const database = translateFolderErrors(dir, () => new SqliteDatabase(path));
  try {
    explainDamage(dir, () => {
      refuseForeignDatabase(database, dir);
      configure(database);
      migrate(database, {
        ...(options.migrations === undefined ? {} : { migrations: options.migrations }),
        beforeStep: () => backUpLibrary(database, dir, 'before-update', options.clock.nowMillis()),
      });
      database.pragma('journal_mode = WAL');
      database.transaction(() => seedLibrary(database, options.clock.nowMillis())).immediate();
    });
    removePartialBackups(dir);
    rmSync(stagingDir, { recursive: true, force: true });
    makeFolder(mediaDir, dir);
    makeFolder(stagingDir, dir);
    let reader: Database | null = null;
    const { moveLog } = options;
    const checkpoints = createCheckpoints(database, moveLog === undefined ? null : () => moveLog(path));
    const writes = createWritePath(database, { openReader: () => (reader ??= openReader(path)), commitLarge: checkpoints.commitLarge });
    let open = true;
    return {
      ...writes,
      get database() {
        return writes.database;
      },
      dir,
      mediaDir,
      stagingDir,
      logSettled: checkpoints.settled,
      close: () => {
        if (!open) return;
        open = false;
        reader?.close();
        try {
          database.pragma('optimize');
        } finally {
          database.close();
          releaseLock();
        }
      },
    };
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** A graded card survives a power cut (FULL), and deleting by REPLACE fires the triggers that search and undo rest on. */
function configure(database: Database): void {
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('recursive_triggers = ON');
  database.pragma('cache_size = -65536');
}

/** A connection for those who ask while a long write is under way: it sees the last state that was committed. */
function openReader(path: string): Database {
  const reader = new SqliteDatabase(path, { readonly: true });
  reader.pragma('cache_size = -16384');
  return reader;
}

const SQLITE_MAGIC = 'SQLite format 3\0';

/** Looks at the first bytes only, so that a file that is no database is never opened for writing. */
function refuseForeignFile(path: string, dir: string): void {
  const start = Buffer.alloc(SQLITE_MAGIC.length);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (thrown) {
    if (sqliteCodeOf(thrown) === 'ENOENT') return;
    throw describeFolderProblem(dir, thrown);
  }
  try {
    const length = readSync(file, start);
    if (length > 0 && start.toString('latin1') !== SQLITE_MAGIC) throw describeDamage(dir, undefined);
  } finally {
    closeSync(file);
  }
}

function refuseForeignDatabase(database: Database, dir: string): void {
  const tables = database.prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get() ?? 0;
  if (tables === 0 && readSchemaVersion(database) === 0) return;
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new AppError(
      'library-damaged',
      `${join(dir, LIBRARY_FILE)} is a database of another program, so Versus leaves it alone. Choose another folder for the library.`,
    );
  }
}

function explainDamage(dir: string, run: () => void): void {
  try {
    run();
  } catch (thrown) {
    throw isDamageCode(sqliteCodeOf(thrown)) ? describeDamage(dir, thrown) : thrown;
  }
}

function describeDamage(dir: string, cause: unknown): AppError {
  return new AppError(
    'library-damaged',
    `The library file ${join(dir, LIBRARY_FILE)} is damaged and was left as it is. ${HOW_TO_RESTORE} The backups are in ${join(dir, 'backups')}.`,
    { cause },
  );
}

function translateFolderErrors<Value>(dir: string, run: () => Value): Value {
  try {
    return run();
  } catch (thrown) {
    const code = sqliteCodeOf(thrown);
    if (isDamageCode(code)) throw describeDamage(dir, thrown);
    if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(code)) throw describeFolderProblem(dir, thrown);
    throw thrown;
  }
}

function makeFolder(folder: string, dir: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw describeFolderProblem(dir, thrown);
  }
}

function describeFolderProblem(dir: string, cause: unknown): AppError {
  return new AppError(
    'file-unreadable',
    `Versus cannot read and write in the folder ${dir}. Check that it is a folder of yours and that its disk is connected, or choose another folder for the library.`,
    { cause },
  );
}
