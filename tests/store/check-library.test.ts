import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkLibrary } from '../../src/store/check-library.ts';
import type { Library } from '../../src/store/library.ts';
import { mediaPathOf, nameMedia, putMediaBytes } from '../../src/store/media.ts';
import { addBasicNote, assertSearchIndexMatches, NOW_MILLIS, openTemporaryLibrary } from './temporary-library.ts';

function addMedia(library: Library, name: string): string {
  const content = Buffer.from(name);
  const { sha256 } = putMediaBytes(library.mediaDir, content);
  library.write('Name', () => nameMedia(library.database, { name, sha256, sizeBytes: content.length }, NOW_MILLIS));
  return mediaPathOf(library.mediaDir, sha256);
}

async function problemsOf(library: Library): Promise<readonly string[]> {
  const report = await checkLibrary(library);
  expect(report.ok).toBe(report.problems.length === 0);
  return report.problems;
}

test('a sound library has no problems and is counted', async () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one');
  addMedia(library, 'a.png');
  expect(await checkLibrary(library)).toEqual({ ok: true, problems: [], notes: 1, cards: 1, reviews: 0, media: 1 });
});

test('a search index that lacks a note is told of and built anew', async () => {
  const library = openTemporaryLibrary();
  const { noteId } = addBasicNote(library, 'Deck', 'needle');
  library.database
    .prepare("INSERT INTO notes_fts (notes_fts, rowid, plain_text, tags) SELECT 'delete', id, plain_text, tags FROM notes WHERE id = ?")
    .run(noteId);
  expect(await problemsOf(library)).toEqual([expect.stringContaining('built anew')]);
  assertSearchIndexMatches(library.database);
  expect(await problemsOf(library)).toEqual([]);
  expect(library.undoState().undo).toBe('Add note');
});

test('rows without the row they refer to, notes without cards, cards without template and notes with wrong fields are told of', async () => {
  const library = openTemporaryLibrary();
  for (const front of ['a', 'b', 'c', 'd']) addBasicNote(library, 'Deck', front);
  library.database.pragma('foreign_keys = OFF');
  library.database.exec(`
    UPDATE cards SET deck_id = 77 WHERE note_id = 1;
    DELETE FROM cards WHERE note_id = 2;
    UPDATE cards SET ordinal = 5 WHERE note_id = 3;
    UPDATE notes SET fields = 'only one' WHERE id = 4;
  `);
  library.database.pragma('foreign_keys = ON');
  expect(await problemsOf(library)).toEqual([
    expect.stringContaining('refers to a row of decks'),
    expect.stringContaining('Notes without any card: 1'),
    expect.stringContaining('Cards without a template in their note type: 1'),
    expect.stringContaining('fewer fields than their note type: 1'),
  ]);
});

test('concept sets that cannot be asked, and trials of concepts that are gone, are told of', async () => {
  const library = openTemporaryLibrary();
  const { deckId } = addBasicNote(library, 'Deck', 'a');
  library.database.exec(`
    INSERT INTO concept_sets (id, deck_id, name, created_at_millis, modified_at_millis) VALUES (1, ${deckId}, 'Whole', 1, 1), (2, ${deckId}, 'Half', 1, 1);
    INSERT INTO concepts (id, set_id, ordinal, label, colour, shape, key) VALUES
      (1, 1, 0, 'A', 'slate', 'square', 'a'), (2, 1, 1, 'B', 'amber', 'circle', 'b'), (3, 2, 0, 'C', 'slate', 'square', 'c');
    INSERT INTO contrast_trials (set_id, concept_a_id, concept_b_id, dimension, raised_at_millis) VALUES (1, 1, 2, 'd', 1), (1, 1, 9, 'd', 1), (1, 1, 9, 'e', 1);
    UPDATE contrast_trials SET done_at_millis = 2 WHERE dimension = 'e';
  `);
  expect(await problemsOf(library)).toEqual([
    expect.stringContaining('Concept sets with fewer than two concepts: 1'),
    expect.stringContaining('Side-by-side trials of concepts that are gone: 1'),
  ]);
});

test('media that are missing, cut short or changed are told of by name', async () => {
  const library = openTemporaryLibrary();
  addMedia(library, 'sound.mp3');
  rmSync(addMedia(library, 'missing.png'));
  writeFileSync(addMedia(library, 'shorter.png'), 'sh');
  writeFileSync(addMedia(library, 'changed.png'), 'CHANGED.png');
  expect(await problemsOf(library)).toEqual([
    expect.stringMatching(/“changed\.png” has changed/),
    expect.stringMatching(/“missing\.png” is missing/),
    expect.stringMatching(/“shorter\.png” has changed/),
  ]);
});

test('what an import has left behind is told of, unless one is running', async () => {
  const library = openTemporaryLibrary();
  mkdirSync(join(library.stagingDir, 'job'));
  expect(await problemsOf(library)).toEqual([expect.stringContaining('unfinished imports')]);
  expect((await checkLibrary(library, { importRunning: true })).ok).toBe(true);
});
