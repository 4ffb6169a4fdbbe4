import { expect, onTestFinished, test } from 'vitest';
import type { DeckId, NoteTypeId } from '../../src/core/ids.ts';
import { renderNotePreview, renderStoredCard } from '../../src/backend/render-card.ts';
import { listCardsOfNote } from '../../src/store/cards.ts';
import { ensureDeck } from '../../src/store/decks.ts';
import { nameMedia } from '../../src/store/media.ts';
import { findNoteType, insertNoteType } from '../../src/store/note-types.ts';
import { addNote } from '../../src/store/notes.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { BUILT_IN_NOTE_TYPES } from '../../src/core/cards/built-in-note-types.ts';
import { createHandClock, makeTestFolder } from '../fixtures/study-learner.ts';

const SHA = 'ab'.repeat(32);

function openWithTypes() {
  const clock = createHandClock();
  const library = openLibrary({ dir: makeTestFolder(), clock });
  onTestFinished(() => library.close());
  const { database } = library;
  const made = library.write(null, () => {
    for (const definition of BUILT_IN_NOTE_TYPES) {
      if (findNoteType(database, definition.name) === null) insertNoteType(database, definition, { builtIn: true, nowMillis: clock.now });
    }
    nameMedia(database, { name: 'caf\u00e9 1.jpg', sha256: SHA, sizeBytes: 3 }, clock.now);
    return { deckId: ensureDeck(database, 'Top::Below', clock.now) };
  });
  const typeOf = (name: string): NoteTypeId => {
    const type = findNoteType(database, name);
    if (type === null) throw new Error(`no note type ${name}`);
    return type.id;
  };
  const add = (name: string, fields: readonly string[], tags: readonly string[] = []) =>
    library.write(null, () => {
      const { noteId } = addNote(database, { guid: fields.join(), noteTypeId: typeOf(name), deckId: made.deckId, fields, tags }, clock.now);
      return listCardsOfNote(database, noteId).map(({ id }) => id);
    });
  return { database, typeOf, add, deckId: made.deckId as DeckId };
}

test('a stored card comes with its fields, the addresses of its media, and the names of those that are missing', () => {
  const { database, add } = openWithTypes();
  const [cardId] = add('Basic', ['<img src="cafe\u0301%201.jpg"><img src="gone.png">', 'back [sound:gone.mp3]']);
  if (cardId === undefined) throw new Error('no card');
  const card = renderStoredCard(database, cardId);
  expect(card.question.html).toContain(`src="/media/${SHA}/caf%C3%A9%201.jpg"`);
  expect(card.answer.html).toContain('back');
  expect(card.answer.sounds).toEqual([{ name: 'gone.mp3', url: null }]);
  expect(card.missingMedia).toEqual(['gone.png', 'gone.mp3']);
  expect(card.bodyClass).toMatch(/^card card1\b/);
});

test('each card of a note is its own', () => {
  const { database, add } = openWithTypes();
  const questions = add('Cloze', ['{{c1::one}} and {{c2::two}}', '']).map((cardId) => renderStoredCard(database, cardId).question.html.replace(/<[^>]*>/g, '').trim());
  expect(questions).toEqual(['[…] and two', 'one and […]']);
});

test('a card that does not exist is told apart from a failure', () => {
  const { database } = openWithTypes();
  expect(() => renderStoredCard(database, 999 as never)).toThrow(expect.objectContaining({ code: 'not-found' }));
});

test('a preview shows the cards that a note would have, named, and stores nothing', () => {
  const { database, typeOf, deckId } = openWithTypes();
  const preview = (name: string, fields: readonly string[]) => renderNotePreview(database, { noteTypeId: typeOf(name), deckId, fields, tags: [] });
  expect(preview('Basic (and reversed)', ['a', 'b']).map(({ card }) => card.question.html.replace(/<[^>]*>/g, '').trim())).toEqual(['a', 'b']);
  expect(preview('Cloze', ['{{c2::x}}', '']).map(({ name }) => name)).toEqual(['Gap 2']);
  expect(preview('Basic', ['', 'b'])).toEqual([]);
  expect(database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(0);
});
