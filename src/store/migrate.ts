/** Brings a database from whatever schema version it has to the newest, one transaction per step. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';

/** Stands in the file's header (offset 68) and tells a Versus library from other SQLite files: "VRSS". */
export const APPLICATION_ID = 0x56525353;

export interface MigrateOptions {
  /** Default: those of this program. */
  readonly migrations?: readonly Migration[];
  /** Called before each step of a database that has a schema already; what it throws stops the migration. */
  readonly beforeStep?: (fromVersion: number) => void;
}

export function readSchemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/**
 * Runs the missing migrations and returns the version reached. Each step either happens as a whole, together with its
 * version number, or not at all. Throws AppError library-newer when the database was written by a newer Versus.
 */
export function migrate(database: Database, options: MigrateOptions = {}): number {
  const migrations = options.migrations ?? MIGRATIONS;
  const newest = migrations.at(-1)?.version ?? 0;
  const found = readSchemaVersion(database);
  if (found > newest) {
    throw new AppError(
      'library-newer',
      `This library was last used with a newer Versus (its format is ${found}, this program knows up to ${newest}). Nothing was changed. Please update Versus to open it.`,
    );
  }
  for (const migration of migrations) {
    const current = readSchemaVersion(database);
    if (migration.version <= current) continue;
    if (current > 0) options.beforeStep?.(current);
    runMigration(database, migration);
  }
  return readSchemaVersion(database);
}

function runMigration(database: Database, migration: Migration): void {
  // Rebuilding a table drops the old one; with enforcement on, that would cascade into its children.
  const enforced = database.pragma('foreign_keys', { simple: true });
  database.pragma('foreign_keys = OFF');
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(migration.sql);
    if ((database.pragma('foreign_key_check') as unknown[]).length > 0) {
      throw new Error(`migration ${migration.version} leaves rows without the row they refer to`);
    }
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${migration.version}`);
    database.exec('COMMIT');
  } catch (thrown) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw thrown;
  } finally {
    database.pragma(`foreign_keys = ${String(enforced)}`);
  }
}
