import { expect, test } from 'vitest';
import type { DeckId } from '../../src/core/ids.ts';
import type { Library } from '../../src/store/library.ts';
import { searchNotes, searchSql } from '../../src/store/search-notes.ts';
import { addBasicNote, openTemporaryLibrary } from './temporary-library.ts';

function find(library: Library, text: string, deckId: DeckId | null = null): string[] {
  return searchNotes(library.database, { text, deckId, limit: 100, offset: 0 }).rows.map(({ title }) => title);
}

test('all words must occur, in any field or tag, each as the beginning of a word, whatever the accents and capitals', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'Der <b>Käse</b> reift', 'cheese', ['food']);
  addBasicNote(library, 'Deck', 'Das Brot', 'bread', ['food']);
  expect(find(library, 'kase')).toEqual(['Der Käse reift']);
  expect(find(library, 'KÄS rei')).toEqual(['Der Käse reift']);
  expect(find(library, 'foo bre')).toEqual(['Das Brot']);
  expect(find(library, 'food')).toEqual(['Das Brot', 'Der Käse reift']);
  expect(find(library, 'käse brot')).toEqual([]);
  expect(find(library, 'äse')).toEqual([]);
});

test('the title of a note with gaps reads without their marks', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'Water boils at {{c1::100 °C::temperature}}', '');
  expect(find(library, 'water')).toEqual(['Water boils at 100 °C']);
});

test('in scripts without spaces a part of a word is found', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', '日本語を勉強する', 'to study Japanese');
  addBasicNote(library, 'Deck', 'ภาษาไทย', 'Thai');
  expect(find(library, '勉強')).toEqual(['日本語を勉強する']);
  expect(find(library, '勉強 study')).toEqual(['日本語を勉強する']);
  expect(find(library, 'ไทย')).toEqual(['ภาษาไทย']);
});

test.each(['"', "'", '*', 'AND', 'NOT x', 'a OR b', 'NEAR(a b)', '(', '-a', 'col:x', '^a', '%', '_', '\\', 'a"b', '++'])(
  'what is typed is never read as a query language: %s',
  (text) => {
    const library = openTemporaryLibrary();
    addBasicNote(library, 'Deck', 'plain words');
    expect(find(library, text)).toEqual([]);
  },
);

test('control characters part words and are not searched for', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'plain words');
  expect(find(library, 'wor\u0000pla\u0007')).toEqual(['plain words']);
  expect(find(library, 'other\u0000')).toEqual([]);
});

test('signs are found as they stand', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'C ++ and 100 %');
  addBasicNote(library, 'Deck', 'back\\slash _ line');
  expect(find(library, '++')).toEqual(['C ++ and 100 %']);
  expect(find(library, '%')).toEqual(['C ++ and 100 %']);
  expect(find(library, '\\')).toEqual(['back\\slash _ line']);
  expect(find(library, '_')).toEqual(['back\\slash _ line']);
});

test('a deck is searched with the decks below it, and no text finds all, newest first, page by page', () => {
  const library = openTemporaryLibrary();
  const { deckId } = addBasicNote(library, 'A', 'one');
  addBasicNote(library, 'A::b', 'two');
  addBasicNote(library, 'C', 'three');
  expect(find(library, '')).toEqual(['three', 'two', 'one']);
  expect(find(library, '', deckId)).toEqual(['two', 'one']);
  expect(find(library, 'o', deckId)).toEqual(['one']);
  const page = searchNotes(library.database, { text: '', deckId: null, limit: 1, offset: 1 });
  expect(page).toMatchObject({ total: 3, rows: [{ title: 'two', deckName: 'A::b', noteTypeName: 'Basic', cardCount: 1, tags: [] }] });
});

test('titles of long fields are shortened to 200 characters', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', '😀'.repeat(300));
  expect([...(find(library, '')[0] ?? '')]).toHaveLength(200);
});

test('words are looked up in the full-text index, newest first without sorting, and decks by their index', () => {
  const { database } = openTemporaryLibrary();
  const planOf = (sql: string, parameters: number): string =>
    database
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array.from({ length: parameters }, () => 'x'))
      .map(({ detail }) => detail)
      .join('\n');
  const words = planOf(searchSql(true, 0, false).rows, 3);
  expect(words).toMatch(/SCAN notes_fts VIRTUAL TABLE INDEX \d+:.*M/);
  expect(words).not.toMatch(/\bnotes\b/);
  const wordsAndFragments = planOf(searchSql(true, 1, false).rows, 4);
  expect(wordsAndFragments).toContain('SEARCH notes USING INTEGER PRIMARY KEY');
  expect(wordsAndFragments).not.toContain('TEMP B-TREE');
  expect(words).not.toContain('TEMP B-TREE');
  const inDecks = planOf(searchSql(true, 0, true).rows, 4);
  expect(inDecks).toContain('SEARCH cards USING');
  expect(inDecks).not.toMatch(/SCAN (notes|cards)\b(?!_)/);
  expect(inDecks).not.toContain('ORDER BY');
  const newest = planOf(searchSql(false, 0, false).rows, 2);
  expect(newest).not.toContain('TEMP B-TREE');
});
