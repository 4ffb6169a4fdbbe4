/** Settings by key, each a JSON value. Keys that begin with `window` are not part of undo. */

import type { Database } from 'better-sqlite3';
import { prepareOnce } from './prepare-once.ts';

const statements = prepareOnce((database) => ({
  read: database.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck(),
  write: database.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value',
  ),
}));

/** The stored value, or undefined when it was never set. */
export function readSetting(database: Database, key: string): unknown {
  const text = statements(database).read.get(key);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/** `value` must be a JSON value. */
export function writeSetting(database: Database, key: string, value: unknown): void {
  statements(database).write.run(key, JSON.stringify(value));
}

/** Anki's default, and ours: people who study past midnight are still in the day before. */
const DEFAULT_DAY_STARTS_AT_HOUR = 4;

/** The hour, local time, at which a new study day begins. */
export function readDayStartsAtHour(database: Database): number {
  const value = readSetting(database, 'dayStartsAtHour');
  return typeof value === 'number' ? value : DEFAULT_DAY_STARTS_AT_HOUR;
}
