import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { BUILT_IN_NOTE_TYPES } from '../../src/core/cards/built-in-note-types.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import { listNoteTypes } from '../../src/store/note-types.ts';
import { LIBRARY_FILE } from '../../src/store/library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { listPresets } from '../../src/store/presets.ts';
import { addBasicNote, atTestEnd, fixedClock, makeTemporaryFolder, openTemporaryLibrary } from './temporary-library.ts';

function refusalOf(dir: string): AppError {
  try {
    openLibrary({ dir, clock: fixedClock }).close();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('the library was opened');
}

function makeClosedLibrary(): string {
  const dir = makeTemporaryFolder();
  const library = openTemporaryLibrary(dir);
  addBasicNote(library, 'Deck', 'one');
  library.close();
  return dir;
}

test('a library is made with its folders, the default preset and the built-in note types', () => {
  const dir = join(makeTemporaryFolder(), 'not', 'yet', 'there');
  const library = openTemporaryLibrary(dir);
  expect(readdirSync(dir)).toEqual(expect.arrayContaining(['library.sqlite', 'lock.sqlite', 'media', 'staging']));
  expect(listPresets(library.database)).toEqual([{ id: 1, name: 'Default', settings: DEFAULT_PRESET }]);
  const stored = listNoteTypes(library.database).map(({ id: _id, ...definition }) => definition);
  expect(stored).toEqual(BUILT_IN_NOTE_TYPES);
});

test('what was written is there at the next start, and nothing is seeded twice', () => {
  const dir = makeClosedLibrary();
  const library = openTemporaryLibrary(dir);
  expect(library.database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(1);
  expect(listNoteTypes(library.database)).toHaveLength(BUILT_IN_NOTE_TYPES.length);
});

test('a commit is on disk when it returns: WAL, synchronous FULL, foreign keys, and triggers that fire for replaced rows', () => {
  const { database } = openTemporaryLibrary();
  const pragma = (name: string): unknown => database.pragma(name, { simple: true });
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('recursive_triggers')]).toEqual(['wal', 2, 1, 1]);
});

test('the staging folder is emptied at each start', () => {
  const dir = makeClosedLibrary();
  mkdirSync(join(dir, 'staging', 'job'), { recursive: true });
  writeFileSync(join(dir, 'staging', 'job', 'left.sqlite'), 'x');
  const library = openTemporaryLibrary(dir);
  expect(readdirSync(library.stagingDir)).toEqual([]);
});

test('a second opening in the same process is refused in words, and works once the first is closed', () => {
  const dir = makeTemporaryFolder();
  const first = openTemporaryLibrary(dir);
  expect(refusalOf(dir)).toMatchObject({ code: 'library-busy', message: expect.stringContaining('already open') as string });
  first.close();
  openTemporaryLibrary(dir).close();
});

test('a second process is refused, and the lock is free again when its holder is killed', async () => {
  const dir = makeTemporaryFolder();
  const holder = spawn(process.execPath, [fileURLToPath(new URL('hold-library.ts', import.meta.url)), dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  atTestEnd(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  expect(refusalOf(dir).code).toBe('library-busy');
  const ended = once(holder, 'exit');
  holder.kill('SIGKILL');
  await ended;
  const library = openTemporaryLibrary(dir);
  expect(listPresets(library.database)).toHaveLength(1);
});

test('a library of a newer Versus is refused with its file untouched', () => {
  const dir = makeClosedLibrary();
  const path = join(dir, LIBRARY_FILE);
  const database = new SqliteDatabase(path);
  database.pragma('user_version = 99');
  database.close();
  const before = readFileSync(path);
  expect(refusalOf(dir)).toMatchObject({ code: 'library-newer', message: expect.stringContaining('update Versus') as string });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.each([
  ['text', (path: string) => writeFileSync(path, 'this is no database, but somebody’s letter')],
  ['a file cut short', (path: string) => truncateSync(path, 20_000)],
  ['a file whose inside is overwritten', (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 100), Buffer.alloc(50_000, 7)]))],
])('%s in place of the library is refused as damaged, says where the backups are, and is left as it is', (_, damage) => {
  const dir = makeClosedLibrary();
  const path = join(dir, LIBRARY_FILE);
  damage(path);
  const before = readFileSync(path);
  expect(refusalOf(dir)).toMatchObject({ code: 'library-damaged', message: expect.stringContaining(join(dir, 'backups')) as string });
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test('the database of another program is left alone', () => {
  const dir = makeTemporaryFolder();
  const path = join(dir, LIBRARY_FILE);
  const database = new SqliteDatabase(path);
  database.exec('CREATE TABLE theirs (x)');
  database.close();
  const before = readFileSync(path);
  expect(refusalOf(dir)).toMatchObject({ code: 'library-damaged', message: expect.stringContaining('another program') as string });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a folder that is a file is refused in words', () => {
  const path = join(makeTemporaryFolder(), 'file');
  writeFileSync(path, '');
  expect(refusalOf(path)).toMatchObject({ code: 'file-unreadable', message: expect.stringContaining(path) as string });
});

test('an empty file, as a start that was cut short leaves it, becomes a library', () => {
  const dir = makeTemporaryFolder();
  writeFileSync(join(dir, LIBRARY_FILE), '');
  expect(listPresets(openTemporaryLibrary(dir).database)).toHaveLength(1);
});
