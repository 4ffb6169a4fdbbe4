/** Lists the tables of a database that is not ours, before anybody knows whose it is. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';

/** Empty for a database that cannot be read: its reader finds out why, and says so. */
export function listForeignTables(path: string): ReadonlySet<string> {
  let database: Database | null = null;
  try {
    database = new SqliteDatabase(path, { fileMustExist: true });
    database.pragma('trusted_schema = OFF');
    return new Set(database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
  } catch {
    return new Set();
  } finally {
    database?.close();
  }
}
