import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkpointLibraryFile } from '../../src/store/checkpoint.ts';
import { LIBRARY_FILE } from '../../src/store/library.ts';
import type { Library } from '../../src/store/library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { writeSetting } from '../../src/store/settings.ts';
import { atTestEnd, fixedClock, makeTemporaryFolder } from './temporary-library.ts';

/** More than commits let pile up in the log. */
const LARGE = 'x'.repeat(20 * 1024 ** 2);

interface Moving {
  readonly library: Library;
  readonly dir: string;
  /** Moves the log now, as the other thread does. */
  readonly move: () => void;
}

function openMoving(): Moving {
  const dir = makeTemporaryFolder();
  const waiting: (() => void)[] = [];
  const library = openLibrary({
    dir,
    clock: fixedClock,
    moveLog: (file) =>
      new Promise((resolve) => {
        waiting.push(() => {
          checkpointLibraryFile(file);
          resolve();
        });
      }),
  });
  atTestEnd(library.close);
  return {
    library,
    dir,
    move: () => {
      waiting.shift()?.();
    },
  };
}

/** The database's own file, without the log. */
const isInDatabase = (dir: string, text: string): boolean => readFileSync(join(dir, LIBRARY_FILE)).includes(text);

const writeLarge = (library: Library, key: string): Promise<void> =>
  library.writeBulkInSlices(
    key,
    function* () {
      writeSetting(library.database, key, LARGE);
      yield { done: 1, total: 1 };
    },
    () => Promise.resolve(),
  );

test('a large write is committed into the log, and neither it nor the writes after it move that into the database', async () => {
  const { library, dir, move } = openMoving();
  await writeLarge(library, 'large-one');
  library.write('Small', () => writeSetting(library.database, 'small-one', 1));
  expect(isInDatabase(dir, 'large-one')).toBe(false);
  move();
  await library.logSettled();
  expect(isInDatabase(dir, 'large-one')).toBe(true);
  expect(isInDatabase(dir, 'small-one')).toBe(true);
});

test('after the log was moved, commits move it themselves again when it has grown', async () => {
  const { library, dir, move } = openMoving();
  await writeLarge(library, 'large-one');
  move();
  await library.logSettled();
  library.write('Grown', () => writeSetting(library.database, 'grown-one', LARGE));
  expect(isInDatabase(dir, 'grown-one')).toBe(true);
});

test('logs of two large writes are moved one after the other, and both are awaited', async () => {
  const { library, dir, move } = openMoving();
  await writeLarge(library, 'large-one');
  await writeLarge(library, 'large-two');
  let isSettled = false;
  const settled = library.logSettled().then(() => (isSettled = true));
  move();
  await new Promise(setImmediate);
  expect(isSettled).toBe(false);
  move();
  await settled;
  expect(isInDatabase(dir, 'large-two')).toBe(true);
});

test('where no other thread moves the log, a large write does so itself', async () => {
  const dir = makeTemporaryFolder();
  const library = openLibrary({ dir, clock: fixedClock });
  atTestEnd(library.close);
  await writeLarge(library, 'large-one');
  expect(isInDatabase(dir, 'large-one')).toBe(true);
});
