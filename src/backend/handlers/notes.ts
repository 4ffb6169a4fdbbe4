/** Handlers for notes, note types and the rendering of their cards. */

import type { notesContract, NoteDetail } from '../../contract/notes.ts';
import { readStudyMoment } from '../../core/scheduling/study-day.ts';
import { buryCard, flagCard, listCardsOfNote, suspendCard } from '../../store/cards.ts';
import { getDeck } from '../../store/decks.ts';
import { createGuid } from '../../store/note-text.ts';
import { mediaUrlOf } from '../../store/media.ts';
import { listNoteTypes } from '../../store/note-types.ts';
import { addNote, deleteNotes, findDuplicateNotes, getNote, listTags, updateNote } from '../../store/notes.ts';
import { describeNotes, searchNotes } from '../../store/search-notes.ts';
import { readDayStartsAtHour } from '../../store/settings.ts';
import { addMedia } from '../add-media.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { renderNotePreview, renderStoredCard } from '../render-card.ts';

export const notesHandlers: HandlersOf<typeof notesContract> = {
  'noteType.list': ({ library }) => listNoteTypes(library.database),
  'note.get': ({ library: { database } }, { noteId }): NoteDetail => ({
    ...getNote(database, noteId),
    cards: listCardsOfNote(database, noteId).map(({ id, ordinal, deckId }) => ({ cardId: id, ordinal, deckId, deckName: getDeck(database, deckId).name })),
  }),
  'note.search': ({ library }, input) => searchNotes(library.database, input),
  'note.duplicates': ({ library: { database } }, { noteTypeId, firstField, exceptNoteId }) =>
    describeNotes(database, findDuplicateNotes(database, noteTypeId, firstField, exceptNoteId)),
  'note.add': ({ library, clock, random }, input) => addNote(library.database, { ...input, guid: createGuid(random) }, clock.nowMillis()),
  'note.update': ({ library, clock }, input) => updateNote(library.database, input, clock.nowMillis()),
  'note.delete': ({ library, describe }, { noteIds }) => {
    const noteCount = deleteNotes(library.database, noteIds);
    describe(noteCount === 1 ? 'Delete note' : `Delete ${noteCount} notes`);
    return { noteCount };
  },
  'card.render': ({ library }, { cardId }) => renderStoredCard(library.database, cardId),
  'note.preview': ({ library }, input) => renderNotePreview(library.database, input),
  'card.flag': ({ library, clock, describe }, { cardId, flag }) => {
    flagCard(library.database, cardId, flag, clock.nowMillis());
    describe(flag === 0 ? 'Remove flag' : 'Flag card');
    return null;
  },
  'card.suspend': ({ library, clock, describe }, { cardId, suspended }) => {
    suspendCard(library.database, cardId, suspended, clock.nowMillis());
    describe(suspended ? 'Suspend card' : 'Unsuspend card');
    return null;
  },
  'card.bury': ({ library, clock }, { cardId }) => {
    const { nowMillis, today } = readStudyMoment(clock, readDayStartsAtHour(library.database));
    buryCard(library.database, cardId, today, nowMillis);
    return null;
  },
  'media.add': ({ library, clock, fileOf, releaseFile }, { ticket }) => {
    const name = addMedia(library, fileOf(ticket), clock.nowMillis());
    releaseFile(ticket);
    return { name };
  },
  'media.find': ({ library }, { names }) => names.map((name) => mediaUrlOf(library.database, name)),
  'tag.list': ({ library }) => listTags(library.database),
};

export const notesRules = {
  'note.add': { label: 'Add note', topics: ['notes', 'cards', 'decks'] },
  'note.update': { label: 'Edit note', topics: ['notes', 'cards', 'decks'] },
  'note.delete': { label: 'Delete note', topics: ['notes', 'cards', 'decks'] },
  // Outside undo: taking the note back leaves a file that nothing shows, and bringing it back needs it.
  'media.add': { label: null, topics: ['media'] },
  'card.flag': { label: 'Flag card', topics: ['cards'] },
  'card.suspend': { label: 'Suspend card', topics: ['cards', 'decks'] },
  'card.bury': { label: 'Bury card', topics: ['cards', 'decks'] },
} satisfies Partial<CommandRules>;
