/** One process per library: a lock that the operating system frees by itself when its holder ends, however it ends. */

import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { sqliteCodeOf } from './sqlite-errors.ts';

export interface LibraryLock {
  readonly release: () => void;
}

/** How long a second opener waits, in case the first is just closing. */
const WAIT_MILLIS = 1000;

/** Takes the lock of the library in `dir`. Throws AppError library-busy when another window or process holds it. */
export function lockLibrary(dir: string): LibraryLock {
  const database = new SqliteDatabase(join(dir, 'lock.sqlite'), { timeout: WAIT_MILLIS });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database.close();
    if (!sqliteCodeOf(thrown).startsWith('SQLITE_BUSY')) throw thrown;
    throw new AppError(
      'library-busy',
      `The library in ${dir} is already open in another window or program. Your cards are safe. Close it there, or choose another library, and try again.`,
      { cause: thrown },
    );
  }
  return {
    release: () => {
      if (database.inTransaction) database.exec('ROLLBACK');
      database.close();
    },
  };
}
