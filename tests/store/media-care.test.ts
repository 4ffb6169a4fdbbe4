/** What nothing uses, what is missing, and what was left behind: found, and removed only when nobody can need it any more. */
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backUpLibrary } from '../../src/store/backup.ts';
import { saveDraft } from '../../src/store/drafts.ts';
import type { Library } from '../../src/store/library.ts';
import { describeLeftovers, sweepLeftovers } from '../../src/store/media-leftovers.ts';
import { readMediaUse, removeUnusedMedia } from '../../src/store/media-use.ts';
import { findMedia, mediaPathOf, nameMedia, putMediaBytes } from '../../src/store/media.ts';
import { deleteNotes } from '../../src/store/notes.ts';
import { addBasicNote, makeTemporaryFolder, NOW_MILLIS, openTemporaryLibrary } from './temporary-library.ts';

/** Each name has bytes of its own. */
function addMedia(library: Library, ...names: readonly string[]): void {
  library.write('Add media', () => {
    for (const name of names) {
      const bytes = Buffer.from(`bytes of ${name}`);
      nameMedia(library.database, { name, sha256: putMediaBytes(library.mediaDir, bytes).sha256, sizeBytes: bytes.byteLength }, NOW_MILLIS);
    }
  });
}

function pathOf(library: Library, name: string): string {
  const file = findMedia(library.database, name);
  if (file === null) throw new Error(`no ${name}`);
  return mediaPathOf(library.mediaDir, file.sha256);
}

const unusedOf = (library: Library): readonly string[] => readMediaUse(library.database).unused.map(({ name }) => name);

test('a file counts as used wherever a text refers to it, however that is spelt', () => {
  const library = openTemporaryLibrary();
  addMedia(library, 'note.png', 'a b.png', 'Käse.png', 'sound.mp3', 'type.png', 'style.png', '_kept.ttf', 'deck.png', 'draft.png', 'waiting.png', 'nobody.png');
  const { noteId, deckId } = addBasicNote(library, 'Deck', '<img src="note.png"> <img src="a%20b.png">', '<img src=Ka\u0308se.png> [sound:sound.mp3]');
  const { database } = library;
  library.write(null, () => {
    database.prepare("UPDATE card_templates SET answer_format = answer_format || '<img src=\"type.png\">' WHERE rowid = (SELECT min(rowid) FROM card_templates)").run();
    database.prepare("UPDATE note_types SET css = css || '.card { background: url(style.png) }' WHERE id = (SELECT min(id) FROM note_types)").run();
    database.prepare('UPDATE decks SET description = ? WHERE id = ?').run('<img src="deck.png">', deckId);
    database.prepare("INSERT INTO import_conflicts SELECT id, note_type_id, ?, '', 0 FROM notes WHERE id = ?").run('<img src="waiting.png">\u001fback', noteId);
    saveDraft(database, 'note:new', { fields: ['', '<img src="draft.png">'] }, NOW_MILLIS);
  });
  expect(unusedOf(library)).toEqual(['nobody.png']);
});

test('a file that cards ask for and the library does not have is told once, with the number of those who ask', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', '<img src="gone.png"> <img src="gone.png">', '[sound:away.mp3]');
  addBasicNote(library, 'Deck', 'again', '<img src="gone.png">');
  addBasicNote(library, 'Deck', '<img src="https://example.org/x.png">', '');
  expect(readMediaUse(library.database).missing).toEqual([
    { name: 'away.mp3', uses: 1 },
    { name: 'gone.png', uses: 2 },
  ]);
});

test('unused names are taken out as a step that can be undone, and their bytes stay as long as it can be', () => {
  const dir = makeTemporaryFolder();
  const library = openTemporaryLibrary(dir);
  addMedia(library, 'used.png', 'unused.png');
  const { noteId } = addBasicNote(library, 'Deck', '<img src="used.png">');
  const [used, unused] = [pathOf(library, 'used.png'), pathOf(library, 'unused.png')];
  library.write('Delete note', () => deleteNotes(library.database, [noteId]));
  expect(library.write('Remove', () => removeUnusedMedia(library.database)).map(({ name }) => name)).toEqual(['unused.png', 'used.png']);
  expect(describeLeftovers(library)).toMatchObject({ count: 2, heldByBackups: 0, canBeSwept: false });
  expect(sweepLeftovers(library).count).toBe(0);
  expect([used, unused].map((path) => existsSync(path))).toEqual([true, true]);
  library.undo();
  library.undo();
  expect(unusedOf(library)).toEqual(['unused.png']);
  library.close();
  const later = openTemporaryLibrary(dir);
  expect(describeLeftovers(later)).toMatchObject({ count: 0 });
  later.write('Remove', () => removeUnusedMedia(later.database));
  later.close();
  const last = openTemporaryLibrary(dir);
  expect(sweepLeftovers(last)).toMatchObject({ count: 1, sizeBytes: 'bytes of unused.png'.length });
  expect([used, unused].map((path) => existsSync(path))).toEqual([true, false]);
});

test('what a backup would need stays until the backup is gone', () => {
  const dir = makeTemporaryFolder();
  const library = openTemporaryLibrary(dir);
  addMedia(library, 'kept.png', 'free.png');
  addBasicNote(library, 'Deck', 'front');
  const [kept, free] = [pathOf(library, 'kept.png'), pathOf(library, 'free.png')];
  library.write(null, () => library.database.prepare("DELETE FROM media WHERE name = 'free.png'").run());
  expect(backUpLibrary(library.database, dir, 'before-import', NOW_MILLIS)).not.toBeNull();
  library.write(null, () => library.database.prepare('DELETE FROM media').run());
  library.close();
  const later = openTemporaryLibrary(dir);
  expect(sweepLeftovers(later)).toMatchObject({ count: 1, heldByBackups: 1 });
  expect([kept, free].map((path) => existsSync(path))).toEqual([true, false]);
  expect(readdirSync(`${dir}/backups`)).toHaveLength(1);
});
