/** The floor of an import: the bare SQLite inserts of the very rows that it brought, full-text index included, on the same disk. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { systemClock } from '../../src/backend/system-clock.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { cpuMillis } from './measure-import.ts';

/** Of the library in `sourceDir`, inserted anew into one in the empty folder `floorDir`. Reads the rows into memory first, so that only the inserts are timed. */
export function measureFloor(sourceDir: string, floorDir: string): { readonly millis: number; readonly cpuMillis: number } {
  openLibrary({ dir: floorDir, clock: systemClock }).close();
  const source = new SqliteDatabase(join(sourceDir, 'library.sqlite'), { readonly: true });
  const target = new SqliteDatabase(join(floorDir, 'library.sqlite'));
  try {
    target.pragma('journal_mode = WAL');
    target.pragma('synchronous = FULL');
    target.pragma('cache_size = -65536');
    for (const table of ['note_types', 'decks', 'presets']) copyTable(source, target, table);
    const tables = ['notes', 'cards', 'review_log'].map((table) => ({ table, rows: source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][] }));
    target.exec('DROP TRIGGER notes_fts_insert');
    const startedAt = performance.now();
    const cpuBefore = cpuMillis();
    target.exec('BEGIN');
    for (const { table, rows } of tables) insertRows(target, table, rows);
    target.exec('INSERT INTO notes_fts (rowid, plain_text, tags) SELECT id, plain_text, tags FROM notes ORDER BY id');
    target.exec('COMMIT');
    return { millis: performance.now() - startedAt, cpuMillis: cpuMillis() - cpuBefore };
  } finally {
    source.close();
    target.close();
  }
}

function insertRows(target: Database, table: string, rows: readonly (readonly unknown[])[]): void {
  if (rows.length === 0) return;
  const insert = target.prepare(`INSERT INTO ${table} VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(...row);
}

function copyTable(source: Database, target: Database, table: string): void {
  const rows = source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][];
  target.pragma('foreign_keys = OFF');
  target.exec(`DELETE FROM ${table}`);
  insertRows(target, table, rows);
  target.pragma('foreign_keys = ON');
}
