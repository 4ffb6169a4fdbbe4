import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readSetting, writeSetting } from '../../src/store/settings.ts';
import type { Library } from '../../src/store/library.ts';
import { dumpLibrary, openTemporaryLibrary } from './temporary-library.ts';

/** Writes a, b and c, a slice each; `seen` hears after each slice what others read then. */
function writeThree(library: Library, between: (done: number) => Promise<void>): Promise<string> {
  return library.writeBulkInSlices(
    'Three',
    function* () {
      for (const [index, key] of ['a', 'b', 'c'].entries()) {
        writeSetting(library.database, key, key);
        yield { done: index + 1, total: 3 };
      }
      return 'written';
    },
    async ({ done }) => {
      await between(done);
    },
  );
}

test('others read the library as it was while a sliced write is under way, and as it is afterwards', async () => {
  const library = openTemporaryLibrary();
  const seen: unknown[] = [];
  const written = writeThree(library, async () => {
    await setImmediate();
    seen.push(readSetting(library.database, 'a') ?? 'nothing');
  });
  await expect(written).resolves.toBe('written');
  expect(seen).toEqual(['nothing', 'nothing', 'nothing']);
  expect(readSetting(library.database, 'c')).toBe('c');
  expect(library.undo()).toBe('Three');
  expect(readSetting(library.database, 'a') ?? null).toBeNull();
});

test('what is thrown between two slices takes everything back', async () => {
  const library = openTemporaryLibrary();
  const before = dumpLibrary(library.database);
  const stopped = writeThree(library, (done) => (done === 2 ? Promise.reject(new Error('stop')) : Promise.resolve()));
  await expect(stopped).rejects.toThrow('stop');
  expect(dumpLibrary(library.database)).toEqual(before);
  expect(library.undoState()).toEqual({ undo: null, redo: null });
  library.write('After', () => writeSetting(library.database, 'z', 1));
  expect(library.undoState().undo).toBe('After');
});

test('other writes can wait for the end, and find what was written', async () => {
  const library = openTemporaryLibrary();
  const written = writeThree(library, async () => {
    await setImmediate();
  });
  expect(() => library.write('Too early', () => writeSetting(library.database, 'z', 1))).toThrow('inside another write');
  for (let wait = library.settled(); wait !== null; wait = library.settled()) await wait;
  library.write('After', () => writeSetting(library.database, 'z', readSetting(library.database, 'c')));
  await written;
  expect(readSetting(library.database, 'z')).toBe('c');
  expect(library.undo()).toBe('After');
  expect(library.undo()).toBe('Three');
});

test('two sliced writes take turns', async () => {
  const library = openTemporaryLibrary();
  const order: string[] = [];
  const pause = (name: string) => async (done: number) => {
    await setImmediate();
    order.push(`${name}${String(done)}`);
  };
  await Promise.all([writeThree(library, pause('x')), writeThree(library, pause('y'))]);
  expect(order).toEqual(['x1', 'x2', 'x3', 'y1', 'y2', 'y3']);
});

test('a sliced write without a name leaves no step to undo', async () => {
  const library = openTemporaryLibrary();
  await library.writeBulkInSlices(
    null,
    function* () {
      writeSetting(library.database, 'a', 'a');
      yield { done: 1, total: 1 };
    },
    () => Promise.resolve(),
  );
  expect(readSetting(library.database, 'a')).toBe('a');
  expect(library.undoState()).toEqual({ undo: null, redo: null });
});
