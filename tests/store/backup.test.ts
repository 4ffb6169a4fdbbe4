import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backUpLibrary, backUpLibraryFile, BACKUPS_KEPT, listBackups } from '../../src/store/backup.ts';
import { addBasicNote, atTestEnd, dumpLibrary, makeTemporaryFolder, NOW_MILLIS, openTemporaryLibrary } from './temporary-library.ts';

test('a backup holds every row, search included', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'needle in the hay');
  const path = backUpLibrary(library.database, library.dir, 'before-import', NOW_MILLIS);
  if (path === null) throw new Error('no backup was made');
  const backup = new SqliteDatabase(path, { readonly: true });
  atTestEnd(() => backup.close());
  expect(dumpLibrary(backup)).toEqual(dumpLibrary(library.database));
  expect(backup.prepare("SELECT rowid FROM notes_fts WHERE notes_fts MATCH 'needle'").all()).toHaveLength(1);
  expect(backup.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a backup can be made beside the open library, over a connection that only reads', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one');
  const path = backUpLibraryFile(library.dir, 'before-import', NOW_MILLIS);
  const backup = new SqliteDatabase(path ?? '', { readonly: true });
  atTestEnd(() => backup.close());
  expect(dumpLibrary(backup)).toEqual(dumpLibrary(library.database));
});

test('an empty library needs no backup', () => {
  const library = openTemporaryLibrary();
  expect(backUpLibrary(library.database, library.dir, 'before-import', NOW_MILLIS)).toBeNull();
  expect(listBackups(library.dir)).toEqual([]);
});

test('the newest ten backups stay, also of the same moment, and files of other names are never touched', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one');
  const backupsDir = join(library.dir, 'backups');
  mkdirSync(backupsDir);
  writeFileSync(join(backupsDir, 'my own copy.sqlite'), 'x');
  for (let count = 0; count < BACKUPS_KEPT + 3; count += 1) backUpLibrary(library.database, library.dir, 'before-import', NOW_MILLIS + Math.max(0, count - 1) * 1000);
  const kept = listBackups(library.dir);
  expect(kept).toHaveLength(BACKUPS_KEPT);
  expect(kept[0]).toBe('library-20260520-120011-000-before-import.sqlite');
  expect(kept.at(-1)).toBe('library-20260520-120002-000-before-import.sqlite');
  expect(readdirSync(backupsDir)).toContain('my own copy.sqlite');
});

test('a backup that cannot be made leaves nothing that looks like one', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one');
  expect(() => library.write('Back up inside a write', () => backUpLibrary(library.database, library.dir, 'before-import', NOW_MILLIS))).toThrow(
    'cannot VACUUM',
  );
  expect(readdirSync(join(library.dir, 'backups'))).toEqual([]);
});

test('what a backup that was cut short has left is removed at the next start', () => {
  const dir = makeTemporaryFolder();
  openTemporaryLibrary(dir).close();
  mkdirSync(join(dir, 'backups'));
  writeFileSync(join(dir, 'backups', 'library-20260520-120000-000-before-import.sqlite.partial'), 'half');
  openTemporaryLibrary(dir);
  expect(readdirSync(join(dir, 'backups'))).toEqual([]);
});

test('a damaged library is brought back by doing what its message says', () => {
  const dir = makeTemporaryFolder();
  const library = openTemporaryLibrary(dir);
  addBasicNote(library, 'Deck', 'kept');
  backUpLibrary(library.database, dir, 'before-import', NOW_MILLIS);
  const before = dumpLibrary(library.database);
  addBasicNote(library, 'Deck', 'since then');
  // As a crash leaves it: the log stays beside the file.
  const log = readFileSync(join(dir, 'library.sqlite-wal'));
  library.close();
  writeFileSync(join(dir, 'library.sqlite'), 'damaged');
  writeFileSync(join(dir, 'library.sqlite-wal'), log);
  expect(() => openTemporaryLibrary(dir)).toThrow(/library\.sqlite-wal out of .* backups folder .* library\.sqlite\./);
  for (const name of ['library.sqlite', 'library.sqlite-wal']) renameSync(join(dir, name), join(dir, `${name}.away`));
  copyFileSync(join(dir, 'backups', listBackups(dir)[0] ?? ''), join(dir, 'library.sqlite'));
  expect(dumpLibrary(openTemporaryLibrary(dir).database)).toEqual(before);
});
