/** Adds many notes to the full-text index at once: one statement instead of a trigger for each. */

import type { Database } from 'better-sqlite3';
import { sliceRanges } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';

const TRIGGER = 'notes_fts_insert';

/** Runs `insert` with the trigger gone, then indexes the notes that it added and puts the trigger back. Must run inside a transaction. */
export function* withoutSearchTrigger<Value>(database: Database, progress: MergeProgress, insert: () => Slices<Value>): Slices<Value> {
  const sql = database.prepare<[string], string>("SELECT sql FROM main.sqlite_schema WHERE type = 'trigger' AND name = ?").pluck().get(TRIGGER);
  if (sql === undefined) throw new Error(`the trigger ${TRIGGER} is missing`);
  const lastId = database.prepare<[], number>('SELECT ifnull(max(id), 0) FROM main.notes').pluck().get() ?? 0;
  database.exec(`DROP TRIGGER main.${TRIGGER}`);
  const value = yield* insert();
  const index = database.prepare<[number, number]>(
    'INSERT INTO main.notes_fts (rowid, plain_text, tags) SELECT id, plain_text, tags FROM main.notes WHERE id > ? AND id <= ? ORDER BY id',
  );
  yield* sliceRanges(database, 'main.notes', 'id', progress, (after, upTo) => index.run(after, upTo), lastId);
  database.exec(sql);
  return value;
}
