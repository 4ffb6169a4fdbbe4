/** The write-ahead log of a library: when it is moved into the database, and on which thread. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';

/** Moving the log into the database costs more than a grade does; every 16 MB keeps that away from all but one grade in hundreds. */
const PAGES_PER_CHECKPOINT = 4000;

/** Calls checkpointLibraryFile on another thread, resolves at its end, and never rejects. */
export type MoveLog = () => Promise<void>;

export interface Checkpoints {
  /** Commits the running transaction of a write that may be large. */
  readonly commitLarge: () => void;
  /** Resolves when no other thread is at work on the log. */
  readonly settled: () => Promise<void>;
}

/** From now on the commit that finds the log long moves it into the database. A large write leaves that to `moveLog`, unless it is null. */
export function createCheckpoints(database: Database, moveLog: MoveLog | null): Checkpoints {
  const setPages = (pages: number): void => void database.pragma(`wal_autocheckpoint = ${String(pages)}`);
  setPages(PAGES_PER_CHECKPOINT);
  let moving: Promise<void> | null = null;

  const move = async (start: MoveLog, after: Promise<void> | null): Promise<void> => {
    await after;
    await start();
  };

  return {
    commitLarge: () => {
      if (moveLog === null) {
        database.exec('COMMIT');
        return;
      }
      setPages(0);
      try {
        database.exec('COMMIT');
      } catch (thrown) {
        if (moving === null) setPages(PAGES_PER_CHECKPOINT);
        throw thrown;
      }
      const mine = move(moveLog, moving).finally(() => {
        // Until then, a commit in between would move the whole log itself.
        if (moving !== mine) return;
        moving = null;
        if (database.open) setPages(PAGES_PER_CHECKPOINT);
      });
      moving = mine;
    },
    settled: async () => {
      while (moving !== null) await moving;
    },
  };
}

/** Moves the log into the database as far as nobody is in the way; others may read and write meanwhile. */
export function checkpointLibraryFile(path: string): void {
  const database = new SqliteDatabase(path, { fileMustExist: true });
  try {
    database.pragma('synchronous = FULL');
    database.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}
