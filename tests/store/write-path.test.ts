import { expect, test } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { writeSetting } from '../../src/store/settings.ts';
import { addBasicNote, dumpLibrary, openTemporaryLibrary } from './temporary-library.ts';

test('a full disk is said in words, and what was saved before stays', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one');
  const before = dumpLibrary(library.database);
  const pages = library.database.pragma('page_count', { simple: true }) as number;
  library.database.pragma(`max_page_count = ${pages}`);
  const fill = (): void => library.write('Fill', () => writeSetting(library.database, 'large', 'x'.repeat(1_000_000)));
  expect(fill).toThrow(AppError);
  expect(fill).toThrow('The disk is full');
  expect(dumpLibrary(library.database)).toEqual(before);
  expect(library.undoState().undo).toBe('Add note');
  library.database.pragma('max_page_count = 100000');
  fill();
  expect(library.undo()).toBe('Fill');
});

test('the label may be found while the write runs', () => {
  const library = openTemporaryLibrary();
  let label = 'before';
  library.write(
    () => label,
    () => {
      writeSetting(library.database, 'a', 1);
      label = 'after';
    },
  );
  expect(library.undoState().undo).toBe('after');
});
