import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate, readSchemaVersion } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/all.ts';
import type { Migration } from '../../src/store/migrations/migration.ts';
import { LIBRARY_FILE, openLibrary } from '../../src/store/open-library.ts';
import { seedLibrary } from '../../src/store/seed.ts';
import { addBasicNote, atTestEnd, dumpLibrary, fixedClock, makeTemporaryFolder, openTemporaryLibrary } from './temporary-library.ts';

const newest = MIGRATIONS.at(-1)?.version ?? 0;

/** A step as the next version could bring one: a column more, filled from what is there. */
const next: Migration = {
  version: newest + 1,
  sql: "ALTER TABLE decks ADD COLUMN icon TEXT NOT NULL DEFAULT ''; UPDATE decks SET icon = substr(name, 1, 1);",
};
/** A table made anew, as SQLite asks for where ALTER TABLE is not enough. */
const afterNext: Migration = {
  version: newest + 2,
  sql: `CREATE TABLE decks_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, preset_id INTEGER NOT NULL REFERENCES presets (id),
      description TEXT NOT NULL DEFAULT '', icon TEXT NOT NULL, created_at_millis INTEGER NOT NULL, modified_at_millis INTEGER NOT NULL) STRICT;
    INSERT INTO decks_new SELECT id, name, preset_id, description, icon, created_at_millis, modified_at_millis FROM decks;
    DROP TABLE decks; ALTER TABLE decks_new RENAME TO decks; CREATE INDEX decks_by_preset ON decks (preset_id);`,
};

function makeDatabase(): Database {
  const database = new SqliteDatabase(':memory:');
  atTestEnd(() => database.close());
  database.pragma('foreign_keys = ON');
  return database;
}

function readSchema(database: Database): unknown {
  return database
    .prepare<[], { name: string; sql: string }>("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all();
}

test('the versions follow one another from 1', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});

test.each(MIGRATIONS.map(({ version }) => version))('a library of version %i minus one comes to the same schema as a new one', (version) => {
  const stepwise = makeDatabase();
  migrate(stepwise, { migrations: MIGRATIONS.slice(0, version - 1) });
  expect(readSchemaVersion(stepwise)).toBe(version - 1);
  migrate(stepwise);
  const fresh = makeDatabase();
  migrate(fresh);
  expect(readSchemaVersion(stepwise)).toBe(newest);
  expect(readSchema(stepwise)).toEqual(readSchema(fresh));
});

test('a migration keeps every row, makes its backup first, and gives the same schema as a fresh library', () => {
  const dir = makeTemporaryFolder();
  const old = openTemporaryLibrary(dir);
  addBasicNote(old, 'Spanish::Verbs', 'ser', 'to be');
  const before = dumpLibrary(old.database);
  old.close();

  const migrated = openLibrary({ dir, clock: fixedClock, migrations: [...MIGRATIONS, next, afterNext] });
  atTestEnd(migrated.close);
  expect(readSchemaVersion(migrated.database)).toBe(newest + 2);
  expect(migrated.database.prepare('SELECT name, icon FROM decks ORDER BY name').all()).toEqual([
    { name: 'Spanish', icon: 'S' },
    { name: 'Spanish::Verbs', icon: 'S' },
  ]);
  const { decks: _decks, ...rest } = dumpLibrary(migrated.database);
  const { decks: _before, ...restBefore } = before;
  expect(rest).toEqual(restBefore);
  expect(migrated.database.pragma('foreign_keys', { simple: true })).toBe(1);

  const fresh = openLibrary({ dir: makeTemporaryFolder(), clock: fixedClock, migrations: [...MIGRATIONS, next, afterNext] });
  atTestEnd(fresh.close);
  expect(readSchema(migrated.database)).toEqual(readSchema(fresh.database));

  const backups = readdirSync(join(dir, 'backups'));
  expect(backups.length).toBeGreaterThan(0);
  const backup = new SqliteDatabase(join(dir, 'backups', backups[0] ?? ''), { readonly: true });
  atTestEnd(() => backup.close());
  expect(readSchemaVersion(backup)).toBe(newest);
  expect(dumpLibrary(backup)).toEqual(before);
});

test('a library from before concept sets keeps its notes, its logs and its practice when it is opened', () => {
  const dir = makeTemporaryFolder();
  const old = new SqliteDatabase(join(dir, LIBRARY_FILE));
  migrate(old, { migrations: MIGRATIONS.slice(0, 1) });
  old.transaction(() => seedLibrary(old, 1))();
  old.exec(`
    INSERT INTO decks (id, name, preset_id, created_at_millis, modified_at_millis) VALUES (1, 'Deck', 1, 1, 1);
    INSERT INTO notes (id, guid, note_type_id, fields, plain_text, first_field_checksum, created_at_millis, modified_at_millis)
      VALUES (5, 'five', 1, 'front' || char(31) || 'back', 'front back', 1, 1, 1);
    INSERT INTO cards (id, note_id, ordinal, deck_id, modified_at_millis) VALUES (7, 5, 0, 1, 1);
    INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, elapsed_days, interval_days, duration_millis)
      VALUES (7, 1000, 3, 0, 0, 0, 1, 900);
    INSERT INTO practice_log (card_id, note_id, practised_at_millis, mode, correct, duration_millis, answered)
      VALUES (7, 5, 2000, 'sort', 1, 800, '{"asked":"a","answered":"a","correct":true}');
  `);
  const before = dumpLibrary(old);
  old.close();
  const opened = openTemporaryLibrary(dir);
  expect(readSchemaVersion(opened.database)).toBe(newest);
  expect(dumpLibrary(opened.database)).toEqual({
    ...before,
    ...Object.fromEntries(
      ['concept_sets', 'concepts', 'scenarios', 'pair_memories', 'contrast_trials', 'pair_proposals', 'experiment_arms', 'exam_reports', 'note_origins', 'import_conflicts'].map((name) => [name, []]),
    ),
  });
  expect(opened.database.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a migration that fails leaves the library at the version before, with every row', () => {
  const dir = makeTemporaryFolder();
  const old = openTemporaryLibrary(dir);
  addBasicNote(old, 'Deck', 'one');
  const before = dumpLibrary(old.database);
  old.close();
  const broken: Migration = { version: newest + 1, sql: 'DELETE FROM notes; ALTER TABLE missing ADD COLUMN x TEXT;' };
  expect(() => openLibrary({ dir, clock: fixedClock, migrations: [...MIGRATIONS, broken] })).toThrow('no such table: missing');
  const orphaning: Migration = { version: newest + 1, sql: 'DELETE FROM notes;' };
  expect(() => openLibrary({ dir, clock: fixedClock, migrations: [...MIGRATIONS, orphaning] })).toThrow('without the row they refer to');
  const again = openTemporaryLibrary(dir);
  expect(readSchemaVersion(again.database)).toBe(newest);
  expect(dumpLibrary(again.database)).toEqual(before);
});

test('a library without notes is migrated without a backup', () => {
  const dir = makeTemporaryFolder();
  openTemporaryLibrary(dir).close();
  openLibrary({ dir, clock: fixedClock, migrations: [...MIGRATIONS, next] }).close();
  expect(readdirSync(dir)).not.toContain('backups');
});
