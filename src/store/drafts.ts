/** Unsaved work by key, kept so that it survives a crash; not part of undo. */

import type { Database } from 'better-sqlite3';
import { prepareOnce } from './prepare-once.ts';

export interface Draft {
  /** A JSON value, as the screen that saved it made it. */
  readonly body: unknown;
  readonly savedAtMillis: number;
}

const statements = prepareOnce((database) => ({
  get: database.prepare<[string], { body: string; savedAtMillis: number }>(
    'SELECT body, saved_at_millis AS savedAtMillis FROM drafts WHERE key = ?',
  ),
  save: database.prepare<[string, string, number]>('INSERT OR REPLACE INTO drafts (key, body, saved_at_millis) VALUES (?, ?, ?)'),
  discard: database.prepare<[string]>('DELETE FROM drafts WHERE key = ?'),
}));

export function getDraft(database: Database, key: string): Draft | null {
  const row = statements(database).get.get(key);
  return row === undefined ? null : { body: JSON.parse(row.body) as unknown, savedAtMillis: row.savedAtMillis };
}

/** Replaces what was saved under the key before. */
export function saveDraft(database: Database, key: string, body: unknown, nowMillis: number): void {
  statements(database).save.run(key, JSON.stringify(body ?? null), nowMillis);
}

export function discardDraft(database: Database, key: string): void {
  statements(database).discard.run(key);
}
