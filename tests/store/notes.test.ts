import { expect, test } from 'vitest';
import type { AppError } from '../../src/core/errors.ts';
import type { DeckId, NoteId } from '../../src/core/ids.ts';
import { listCardsOfNote } from '../../src/store/cards.ts';
import { checkLibrary } from '../../src/store/check-library.ts';
import { ensureDeck } from '../../src/store/decks.ts';
import type { Library } from '../../src/store/library.ts';
import { checksumFirstField, createGuid, joinTags } from '../../src/store/note-text.ts';
import { addNote, deleteNotes, findDuplicateNotes, getNote, listTags, updateNote } from '../../src/store/notes.ts';
import { addBasicNote, assertSearchIndexMatches, dumpLibrary, NOW_MILLIS, noteTypeIdOf, openTemporaryLibrary } from './temporary-library.ts';

function add(library: Library, noteType: string, fields: readonly string[], deck = 'Deck', tags: readonly string[] = []): NoteId {
  const { database } = library;
  return library.write('Add note', () => {
    const note = { guid: createGuid(Math.random), noteTypeId: noteTypeIdOf(database, noteType), deckId: ensureDeck(database, deck, NOW_MILLIS), fields, tags };
    return addNote(database, note, NOW_MILLIS).noteId;
  });
}

function ordinalsOf(library: Library, noteId: NoteId): number[] {
  return listCardsOfNote(library.database, noteId).map(({ ordinal }) => ordinal);
}

function errorOf(run: () => unknown): AppError {
  try {
    run();
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('nothing was thrown');
}

test('a note yields the cards that its fields ask for', () => {
  const library = openTemporaryLibrary();
  expect(ordinalsOf(library, add(library, 'Basic', ['front', 'back']))).toEqual([0]);
  expect(ordinalsOf(library, add(library, 'Basic (and reversed)', ['front', 'back']))).toEqual([0, 1]);
  expect(ordinalsOf(library, add(library, 'Basic (and reversed)', ['front', '']))).toEqual([0]);
  expect(ordinalsOf(library, add(library, 'Cloze', ['{{c1::a}} {{c3::b}}']))).toEqual([0, 2]);
  expect(ordinalsOf(library, add(library, 'Contrast', ['Focus', 'Manager', 'the present', 'Leader', 'the future']))).toHaveLength(4);
});

test('a note that would yield no card is refused with a sentence that says what to fill in', () => {
  const library = openTemporaryLibrary();
  const before = dumpLibrary(library.database);
  const empty = errorOf(() => add(library, 'Basic', ['<br>', 'back']));
  expect([empty.code, empty.message]).toEqual(['bad-input', expect.stringContaining('“Front”') as string]);
  expect(errorOf(() => add(library, 'Cloze', ['no gap here'])).message).toContain('{{c1::');
  expect(errorOf(() => add(library, 'Basic', ['1', '2', '3'])).code).toBe('bad-input');
  expect(dumpLibrary(library.database)).toEqual(before);
});

test('new cards queue behind the deck’s other new cards, siblings side by side', () => {
  const library = openTemporaryLibrary();
  for (const front of ['a', 'b']) add(library, 'Basic (and reversed)', [front, 'back']);
  add(library, 'Basic', ['elsewhere', ''], 'Other');
  expect(library.database.prepare('SELECT position FROM cards ORDER BY id').pluck().all()).toEqual([1, 1, 2, 2, 1]);
});

test('editing keeps the schedule of cards that stay, removes those no longer asked for and adds new ones', () => {
  const library = openTemporaryLibrary();
  const noteId = add(library, 'Cloze', ['{{c1::a}} {{c2::b}}']);
  library.write('Study', () =>
    library.database.prepare('UPDATE cards SET state = 2, due_day = 7, stability = 3.5, difficulty = 5 WHERE note_id = ? AND ordinal = 0').run(noteId),
  );
  const [kept] = listCardsOfNote(library.database, noteId);
  library.write('Edit', () => updateNote(library.database, { noteId, fields: ['{{c1::a}} {{c4::d}}'], tags: ['x'] }, NOW_MILLIS + 1));
  expect(ordinalsOf(library, noteId)).toEqual([0, 3]);
  expect(listCardsOfNote(library.database, noteId)[0]?.id).toBe(kept?.id);
  expect(library.database.prepare('SELECT due_day FROM cards WHERE id = ?').pluck().get(kept?.id)).toBe(7);
  assertSearchIndexMatches(library.database);
});

test('an edit that changes nothing is no step and leaves the time of change', () => {
  const library = openTemporaryLibrary();
  const noteId = add(library, 'Basic', ['front', 'back'], 'Deck', ['b', 'a']);
  const { modifiedAtMillis } = getNote(library.database, noteId);
  library.write('Edit', () => updateNote(library.database, { noteId, fields: ['front', 'back'], tags: ['a', 'b', 'a'] }, NOW_MILLIS + 1));
  expect(library.undoState().undo).toBe('Add note');
  expect(getNote(library.database, noteId).modifiedAtMillis).toBe(modifiedAtMillis);
});

test('an edit can change the note type and move all cards', () => {
  const library = openTemporaryLibrary();
  const noteId = add(library, 'Basic', ['front', 'back']);
  const deckId = library.write('Make', () => ensureDeck(library.database, 'Other', NOW_MILLIS));
  const noteTypeId = noteTypeIdOf(library.database, 'Basic (and reversed)');
  library.write('Edit', () => updateNote(library.database, { noteId, noteTypeId, deckId, fields: ['front', 'back'], tags: [] }, NOW_MILLIS + 1));
  expect(listCardsOfNote(library.database, noteId).map((card) => [card.ordinal, card.deckId])).toEqual([
    [0, deckId],
    [1, deckId],
  ]);
  expect(errorOf(() => library.write('Edit', () => updateNote(library.database, { noteId, deckId: 99 as DeckId, fields: ['x'], tags: [] }, NOW_MILLIS))).code).toBe('not-found');
});

test('deleting notes takes their cards and leaves the review log', () => {
  const library = openTemporaryLibrary();
  const noteId = add(library, 'Basic (and reversed)', ['front', 'back']);
  const [card] = listCardsOfNote(library.database, noteId);
  library.database
    .prepare(
      `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, elapsed_days, interval_days, duration_millis) VALUES (?, 1, 3, 0, 0, 0, 0, 0)`,
    )
    .run(card?.id);
  const before = dumpLibrary(library.database);
  expect(library.write('Delete', () => deleteNotes(library.database, [noteId, 12345 as NoteId]))).toBe(1);
  expect(library.database.prepare('SELECT (SELECT count(*) FROM cards), (SELECT count(*) FROM review_log)').raw().get()).toEqual([0, 1]);
  assertSearchIndexMatches(library.database);
  library.undo();
  expect(dumpLibrary(library.database)).toEqual(before);
});

test('duplicates are notes of the type whose first field reads the same, markup aside', () => {
  const library = openTemporaryLibrary();
  const first = add(library, 'Basic', ['<b>Guten</b> Tag', '1']);
  const second = add(library, 'Basic', ['Guten Tag', '2']);
  add(library, 'Basic (and reversed)', ['Guten Tag', '3']);
  add(library, 'Basic', ['Guten Abend', '4']);
  const noteTypeId = noteTypeIdOf(library.database, 'Basic');
  expect(findDuplicateNotes(library.database, noteTypeId, '<i>Guten Tag</i>', null)).toEqual([first, second]);
  expect(findDuplicateNotes(library.database, noteTypeId, 'Guten Tag', second)).toEqual([first]);
  expect(findDuplicateNotes(library.database, noteTypeId, '<br>', null)).toEqual([]);
});

test('the checksum of a first field is Anki’s', () => {
  expect(checksumFirstField('hello')).toBe(2868168221);
  expect(checksumFirstField('<b>hello</b>')).toBe(2868168221);
});

test('tags are single words, each once, sorted; the list has every tag in use', () => {
  expect(joinTags(['b a', 'Verb', 'verb', ' ', 'a'])).toBe('Verb a b');
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one', '', ['chapter10', 'chapter2']);
  addBasicNote(library, 'Deck', 'two', '', ['chapter2', 'Ärger']);
  expect(listTags(library.database)).toEqual(['Ärger', 'chapter2', 'chapter10']);
});

test('a NUL in a field is taken out, because SQLite counts and searches a text only as far as it', async () => {
  const library = openTemporaryLibrary();
  const noteId = add(library, 'Basic', ['one\0two', '\0']);
  expect(getNote(library.database, noteId).fields).toEqual(['onetwo', '']);
  expect((await checkLibrary(library)).problems).toEqual([]);
});
