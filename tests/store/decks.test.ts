import { expect, test } from 'vitest';
import type { AppError } from '../../src/core/errors.ts';
import type { DeckId } from '../../src/core/ids.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import { countCardsByDeck, createDeck, deleteDeck, ensureDeck, findDeck, listDecks, listDeckWithDescendants, renameDeck } from '../../src/store/decks.ts';
import type { Library } from '../../src/store/library.ts';
import { addNote } from '../../src/store/notes.ts';
import { assignPreset, insertPreset } from '../../src/store/presets.ts';
import { addBasicNote, dumpLibrary, NOW_MILLIS, noteTypeIdOf, openTemporaryLibrary } from './temporary-library.ts';

function make(library: Library, ...names: string[]): DeckId[] {
  return library.write('Make decks', () => names.map((name) => ensureDeck(library.database, name, NOW_MILLIS)));
}

function namesOf(library: Library): string[] {
  return listDecks(library.database).map(({ name }) => name);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return (thrown as AppError).code;
  }
  return 'nothing thrown';
}

test('creating a deck makes the levels above it, trims each, and gives them the parent’s preset', () => {
  const library = openTemporaryLibrary();
  const [parent] = make(library, 'Languages');
  const presetId = insertPreset(library.database, 'Fast', DEFAULT_PRESET, NOW_MILLIS);
  assignPreset(library.database, parent as DeckId, presetId, NOW_MILLIS);
  createDeck(library.database, ' Languages :: Spanish::Verbs ', NOW_MILLIS);
  expect(listDecks(library.database).map(({ name, presetId: id }) => [name, id])).toEqual([
    ['Languages', presetId],
    ['Languages::Spanish', presetId],
    ['Languages::Spanish::Verbs', presetId],
  ]);
});

test('a name that is taken, also in another Unicode form, and an empty level are refused', () => {
  const library = openTemporaryLibrary();
  make(library, 'Käse');
  expect(codeOf(() => createDeck(library.database, 'Ka\u0308se', NOW_MILLIS))).toBe('conflict');
  for (const name of ['', '::', 'A::', '::A', 'A:: ::B']) expect(codeOf(() => createDeck(library.database, name, NOW_MILLIS))).toBe('bad-input');
});

test('renaming takes the decks below along, and no deck whose name merely begins alike', () => {
  const library = openTemporaryLibrary();
  const [deck] = make(library, 'A', 'A::x', 'A::x::y', 'A2', 'A:z', 'B');
  renameDeck(library.database, deck as DeckId, 'C', NOW_MILLIS);
  expect(namesOf(library)).toEqual(['A2', 'A:z', 'B', 'C', 'C::x', 'C::x::y']);
});

test('moving below a deck that is not there makes it; moving up out of the parent works', () => {
  const library = openTemporaryLibrary();
  const [, deck] = make(library, 'A', 'A::B', 'A::B::C');
  renameDeck(library.database, deck as DeckId, 'New::Home::B', NOW_MILLIS);
  expect(namesOf(library)).toEqual(['A', 'New', 'New::Home', 'New::Home::B', 'New::Home::B::C']);
  renameDeck(library.database, deck as DeckId, 'B', NOW_MILLIS);
  expect(namesOf(library)).toEqual(['A', 'B', 'B::C', 'New', 'New::Home']);
});

test('a deck cannot move into itself, onto another, or where a deck below it would meet its namesake', () => {
  const library = openTemporaryLibrary();
  const [deck] = make(library, 'A', 'A::x', 'B', 'C::x');
  library.database.exec("DELETE FROM decks WHERE name = 'C'");
  const before = dumpLibrary(library.database);
  for (const name of ['A::x::deeper', 'B', 'C']) expect(codeOf(() => renameDeck(library.database, deck as DeckId, name, NOW_MILLIS))).toBe('conflict');
  expect(dumpLibrary(library.database)).toEqual(before);
});

test('renaming to the same name changes nothing', () => {
  const library = openTemporaryLibrary();
  const [deck] = make(library, 'A');
  library.write('Rename', () => renameDeck(library.database, deck as DeckId, ' A ', NOW_MILLIS + 1));
  expect(library.undoState().undo).toBe('Make decks');
});

test('deleting a deck takes its cards, the decks below and the notes left without cards; notes with a card elsewhere stay', () => {
  const library = openTemporaryLibrary();
  const { deckId } = addBasicNote(library, 'A', 'gone');
  addBasicNote(library, 'A::below', 'gone too');
  addBasicNote(library, 'AB', 'stays');
  const elsewhere = findDeck(library.database, 'AB');
  const noteTypeId = noteTypeIdOf(library.database, 'Basic (and reversed)');
  library.write('Add', () => addNote(library.database, { guid: 'two cards', noteTypeId, deckId, fields: ['1', '2'], tags: [] }, NOW_MILLIS));
  library.write('Move one', () =>
    library.database.prepare("UPDATE cards SET deck_id = ? WHERE ordinal = 1 AND note_id = (SELECT id FROM notes WHERE guid = 'two cards')").run(elsewhere?.id),
  );
  const before = dumpLibrary(library.database);
  expect(library.write('Delete', () => deleteDeck(library.database, deckId))).toEqual({ cardCount: 3, noteCount: 2 });
  expect(namesOf(library)).toEqual(['AB']);
  expect(library.database.prepare('SELECT fields FROM notes ORDER BY id').pluck().all()).toEqual(['stays\u001f', '1\u001f2']);
  library.undo();
  expect(dumpLibrary(library.database)).toEqual(before);
});

test('the decks below a deck are those whose names begin with its levels, and cards are counted deck by deck', () => {
  const library = openTemporaryLibrary();
  const [deck] = make(library, 'A', 'A::x', 'A::x::y', 'A!', 'A;');
  expect(listDeckWithDescendants(library.database, deck as DeckId)).toHaveLength(3);
  addBasicNote(library, 'A::x', 'one');
  expect([...countCardsByDeck(library.database).values()]).toEqual([1]);
});
