/** Note types, decks and notes as a backend would send them, and a backend that keeps one library's worth of them. */

import type { DeckNode, LibraryOverview } from '../../../src/contract/library.ts';
import type { NoteDetail, NoteRow } from '../../../src/contract/notes.ts';
import { BUILT_IN_NOTE_TYPES } from '../../../src/core/cards/built-in-note-types.ts';
import type { NoteType } from '../../../src/core/cards/model.ts';
import type { CardId, DeckId, NoteId, NoteTypeId } from '../../../src/core/ids.ts';
import { makeCard } from '../import/samples.ts';
import { createFakeBackend, type Answers, type FakeBackend } from './fake-backend.ts';

export const NOTE_TYPES: readonly NoteType[] = BUILT_IN_NOTE_TYPES.map((type, index) => ({ ...type, id: (index + 1) as NoteTypeId }));

export function findNoteType(name: string): NoteType {
  const found = NOTE_TYPES.find((type) => type.name === name);
  if (found === undefined) throw new Error(`no note type ${name}`);
  return found;
}

function makeDeck(id: number, name: string, children: readonly DeckNode[] = []): DeckNode {
  const counts = { new: 1, learning: 0, due: 0 };
  return { id: id as DeckId, name, label: name.split('::').at(-1) ?? name, depth: name.split('::').length - 1, counts, cardCount: 1, children };
}

export const OVERVIEW: LibraryOverview = {
  decks: [makeDeck(1, 'Spanish', [makeDeck(2, 'Spanish::Verbs')]), makeDeck(3, 'Ärzte & Recht')],
  noteCount: 1,
  cardCount: 1,
  reviewedToday: 0,
  studiedTodayMillis: 0,
  neverStudied: false,
  suggestedDeckId: null,
};

export const STORED_NOTE: NoteDetail = {
  id: 42 as NoteId,
  guid: 'guid42',
  noteTypeId: findNoteType('Basic').id,
  fields: ['hablar', 'to speak'],
  tags: ['verb'],
  createdAtMillis: 0,
  modifiedAtMillis: 0,
  cards: [{ cardId: 77 as CardId, ordinal: 0, deckId: 2 as DeckId, deckName: 'Spanish::Verbs' }],
};

export function makeRow(noteId: number, title: string): NoteRow {
  return { noteId: noteId as NoteId, title, tags: ['verb'], noteTypeName: 'Basic', deckName: 'Spanish', cardCount: 1 };
}

/** A backend whose drafts last from one editor to the next. */
export function createEditBackend(answers: Answers = {}): FakeBackend & { readonly drafts: Map<string, { body: unknown; savedAtMillis: number }> } {
  const drafts = new Map<string, { body: unknown; savedAtMillis: number }>();
  const backend = createFakeBackend({
    'noteType.list': () => NOTE_TYPES,
    'library.overview': () => OVERVIEW,
    'tag.list': () => ['noun', 'verb', 'verb::irregular'],
    'draft.get': ({ key }) => drafts.get(key) ?? null,
    'draft.save': ({ key, body }) => {
      drafts.set(key, { body, savedAtMillis: 1000 });
      return null;
    },
    'draft.discard': ({ key }) => {
      drafts.delete(key);
      return null;
    },
    'note.get': () => STORED_NOTE,
    'note.duplicates': () => [],
    'note.preview': ({ fields }) => [{ name: 'Card 1', card: makeCard(fields[0] ?? '', fields[1] ?? '') }],
    'note.add': () => ({ noteId: 43 as NoteId, cardCount: 1 }),
    'note.update': () => ({ cardCount: 1 }),
    'note.delete': () => ({ noteCount: 1 }),
    'undo.state': () => ({ undo: 'Delete note', redo: null }),
    ...answers,
  });
  return { ...backend, drafts };
}
