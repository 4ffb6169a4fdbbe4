/** Backups of the library's database: each one is complete or absent, and only so many are kept. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY_FILE } from './library.ts';

export const BACKUPS_KEPT = 10;

const BACKUP_NAME = /^library-\d{8}-\d{6}-\d{3}-.*\.sqlite$/;
const PARTIAL_SUFFIX = '.partial';

/** Why a backup was made; stands in its name. */
export type BackupReason = 'before-update' | 'before-import';

/**
 * Writes a copy of the database into `<dir>/backups` and removes the oldest beyond ten. Returns its path, or null when
 * there is nothing worth keeping yet (no notes). Must not be called inside a transaction.
 */
export function backUpLibrary(database: Database, dir: string, reason: BackupReason, nowMillis: number): string | null {
  if (!hasNotes(database)) return null;
  const backupsDir = join(dir, 'backups');
  mkdirSync(backupsDir, { recursive: true });
  const path = freePath(backupsDir, reason, nowMillis);
  const partial = `${path}${PARTIAL_SUFFIX}`;
  rmSync(partial, { force: true });
  try {
    database.prepare('VACUUM main INTO ?').run(partial);
    flushFile(partial);
    renameSync(partial, path);
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  }
  for (const name of listBackups(dir).slice(BACKUPS_KEPT)) rmSync(join(backupsDir, name), { force: true });
  return path;
}

/** As backUpLibrary, over a connection of its own that only reads: for another thread than the one that holds the library. */
export function backUpLibraryFile(dir: string, reason: BackupReason, nowMillis: number): string | null {
  const database = new SqliteDatabase(join(dir, LIBRARY_FILE), { readonly: true });
  try {
    return backUpLibrary(database, dir, reason, nowMillis);
  } finally {
    database.close();
  }
}

/** Names of the backups, newest first. */
export function listBackups(dir: string): readonly string[] {
  return readNames(join(dir, 'backups'))
    .filter((name) => BACKUP_NAME.test(name))
    .sort()
    .reverse();
}

/** Removes what a backup that was cut short has left behind. */
export function removePartialBackups(dir: string): void {
  const backupsDir = join(dir, 'backups');
  for (const name of readNames(backupsDir)) if (name.endsWith(PARTIAL_SUFFIX)) rmSync(join(backupsDir, name), { force: true });
}

/** Two backups of the same moment stand one after the other. */
function freePath(backupsDir: string, reason: BackupReason, nowMillis: number): string {
  let path: string;
  let millis = nowMillis;
  do {
    path = join(backupsDir, `library-${formatMoment(millis)}-${reason}.sqlite`);
    millis += 1;
  } while (existsSync(path));
  return path;
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function hasNotes(database: Database): boolean {
  const table = database.prepare("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'notes'").get();
  return table !== undefined && database.prepare('SELECT 1 FROM main.notes LIMIT 1').get() !== undefined;
}

/** `20260131-235959-123` in UTC, which sorts by time. */
function formatMoment(millis: number): string {
  return new Date(millis).toISOString().replace(/[-:Z]/g, '').replace('T', '-').replace('.', '-');
}

function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
