import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoteRow } from '../../../src/contract/notes.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { DeckId, NoteId } from '../../../src/core/ids.ts';
import type { EditTarget } from '../../../src/renderer/features/edit/note-draft.ts';
import { NoteEditor } from '../../../src/renderer/features/edit/note-editor.svelte.ts';
import { settle, type Answers } from './fake-backend.ts';
import { createEditBackend, findNoteType, makeRow } from './samples.ts';

const ADD: EditTarget = { mode: 'add', deckId: 1 as DeckId };
const EDIT: EditTarget = { mode: 'edit', noteId: 42 as NoteId };

async function open(target: EditTarget, answers: Answers = {}, backend = createEditBackend(answers)) {
  const editor = new NoteEditor(backend.client, target);
  await editor.load();
  return { editor, ...backend, backend };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a new note', () => {
  it('is added to the deck it was opened for, and leaves deck, note type and tags for the next', async () => {
    const { editor, callsOf } = await open(ADD);
    editor.setNoteType(findNoteType('Cloze').id);
    editor.setField(0, '{{c1::Madrid}}');
    editor.setTags(['capital']);
    expect(await editor.save()).toBe(true);
    expect(callsOf('note.add')).toEqual([{ noteTypeId: findNoteType('Cloze').id, deckId: 1, fields: ['{{c1::Madrid}}', ''], tags: ['capital'] }]);
    expect(editor.fields).toEqual(['', '']);
    expect([editor.noteType?.name, editor.deckId, editor.tags]).toEqual(['Cloze', 1, ['capital']]);
    expect(editor.saved).toEqual({ noteId: 43, cardCount: 1, kind: 'added' });
  });

  it('keeps what was typed and says why when it cannot be added', async () => {
    const { editor } = await open(ADD, {
      'note.add': () => {
        throw new AppError('bad-input', 'This note would have no card: fill in the front.');
      },
    });
    editor.setField(1, 'only the back');
    expect(await editor.save()).toBe(false);
    expect(editor.problem?.message).toBe('This note would have no card: fill in the front.');
    expect(editor.fields[1]).toBe('only the back');
    editor.setField(0, 'front');
    expect(editor.problem).toBeNull();
  });

  it('is restored from its draft after a crash and says since when', async () => {
    const { editor, backend } = await open(ADD);
    editor.setField(0, 'half a thou');
    await vi.advanceTimersByTimeAsync(600);
    const again = (await open(ADD, {}, backend)).editor;
    expect(again.fields[0]).toBe('half a thou');
    expect(again.restoredAtMillis).toBe(1000);
    await again.discardDraft();
    expect(again.fields[0]).toBe('');
    expect(backend.drafts.size).toBe(0);
  });

  it('is kept as a draft at once when the screen is left', async () => {
    const { editor, drafts } = await open(ADD);
    editor.setField(0, 'quick');
    await editor.keepDraft();
    expect(drafts.get('note:new')?.body).toMatchObject({ fields: ['quick', ''] });
  });

  it('leaves no restored text behind once it was added, only deck and note type', async () => {
    const { editor, backend } = await open(ADD);
    editor.setNoteType(findNoteType('Cloze').id);
    editor.setField(0, '{{c1::x}}');
    editor.setTags(['t']);
    await editor.save();
    await vi.advanceTimersByTimeAsync(1000);
    const again = (await open({ mode: 'add', deckId: null }, {}, backend)).editor;
    expect(again.restoredAtMillis).toBeNull();
    expect([again.noteType?.name, again.deckId, again.fields, again.tags]).toEqual(['Cloze', 1, ['', ''], []]);
  });

  it('goes where the screen was opened for although the empty draft remembers another deck', async () => {
    const { editor, backend } = await open(ADD);
    editor.setField(0, 'x');
    await editor.save();
    const again = (await open({ mode: 'add', deckId: 3 as DeckId }, {}, backend)).editor;
    expect(again.deckId).toBe(3);
  });

  it('keeps the pair of concepts for the next contrast', async () => {
    const contrast = findNoteType('Contrast');
    const { editor, backend } = await open(ADD);
    editor.setNoteType(contrast.id);
    ['Risk', 'Manager', 'limits it', 'Leader', 'seeks it'].forEach((text, index) => editor.setField(index, text));
    await editor.save();
    expect(editor.fields).toEqual(['', 'Manager', '', 'Leader', '', '', '']);
    const again = (await open(ADD, {}, backend)).editor;
    expect([again.restoredAtMillis, again.fields[1]]).toEqual([null, 'Manager']);
  });

  it('ignores a draft that is not one', async () => {
    const backend = createEditBackend();
    backend.drafts.set('note:new', { body: { fields: 7, noteTypeId: 'x' }, savedAtMillis: 5 });
    const { editor } = await open(ADD, {}, backend);
    expect(editor.stage).toBe('ready');
    expect(editor.fields).toEqual(['', '']);
  });

  it('makes a deck that does not exist yet and goes into it', async () => {
    const { editor, callsOf } = await open(ADD, { 'deck.create': () => ({ deckId: 9 as DeckId }) });
    await editor.chooseDeckNamed('spanish::verbs');
    expect(editor.deckId).toBe(2);
    await editor.chooseDeckNamed('Latin');
    expect(callsOf('deck.create')).toEqual([{ name: 'Latin' }]);
    expect(editor.deckId).toBe(9);
  });
});

describe('hints while writing', () => {
  it('warns of a duplicate after a pause, and an overtaken answer does not come back', async () => {
    const waiting: ((rows: readonly NoteRow[]) => void)[] = [];
    const { editor, callsOf } = await open(ADD, { 'note.duplicates': () => new Promise((resolve) => waiting.push(resolve)) });
    editor.setField(0, 'habla');
    await vi.advanceTimersByTimeAsync(400);
    editor.setField(0, 'hablar');
    await vi.advanceTimersByTimeAsync(400);
    expect(callsOf('note.duplicates').map((input) => input.firstField)).toEqual(['habla', 'hablar']);
    waiting[1]?.([makeRow(5, 'hablar')]);
    await settle();
    waiting[0]?.([]);
    await settle();
    expect(editor.hints.duplicates.map((row) => row.noteId)).toEqual([5]);
  });

  it('shows how the cards will look', async () => {
    const { editor } = await open(ADD);
    editor.setField(0, 'hablar');
    await vi.advanceTimersByTimeAsync(400);
    expect(editor.hints.previews.map((preview) => preview.card.question.html)).toEqual(['hablar']);
  });
});

describe('a note that makes no card', () => {
  it('is known as such once it was previewed, and not while it is empty', async () => {
    const { editor } = await open(ADD, { 'note.preview': () => [] });
    await vi.advanceTimersByTimeAsync(400);
    expect(editor.hints.makesNoCard).toBe(false);
    editor.setField(0, 'no gap');
    await vi.advanceTimersByTimeAsync(400);
    expect(editor.hints.makesNoCard).toBe(true);
  });
});

describe('an existing note', () => {
  it('is loaded with its deck and changed in place', async () => {
    const { editor, callsOf } = await open(EDIT);
    expect([editor.fields, editor.tags, editor.deckId, editor.changed]).toEqual([['hablar', 'to speak'], ['verb'], 2, false]);
    editor.setField(1, 'to talk');
    expect(editor.changed).toBe(true);
    expect(await editor.save()).toBe(true);
    expect(callsOf('note.update')).toEqual([{ noteId: 42, noteTypeId: 1, fields: ['hablar', 'to talk'], tags: ['verb'] }]);
    expect(editor.changed).toBe(false);
  });

  it('moves its cards only when another deck was chosen', async () => {
    const { editor, callsOf } = await open(EDIT);
    editor.setDeck(3 as DeckId);
    await editor.save();
    expect(callsOf('note.update')[0]?.deckId).toBe(3);
  });

  it('puts back an unsaved change, and Start over shows the note as stored', async () => {
    const { editor, backend } = await open(EDIT);
    editor.setField(1, 'unsaved');
    await vi.advanceTimersByTimeAsync(600);
    const again = (await open(EDIT, {}, backend)).editor;
    expect([again.fields[1], again.restoredAtMillis]).toEqual(['unsaved', 1000]);
    await again.discardDraft();
    expect([again.fields[1], again.restoredAtMillis]).toEqual(['to speak', null]);
  });

  it('is deleted with its draft', async () => {
    const { editor, callsOf, drafts } = await open(EDIT);
    editor.setField(1, 'unsaved');
    await editor.keepDraft();
    expect(await editor.delete()).toBe(true);
    expect(callsOf('note.delete')).toEqual([{ noteIds: [42] }]);
    expect(drafts.size).toBe(0);
  });

  it('says what is wrong when it does not exist any more', async () => {
    const { editor } = await open(EDIT, {
      'note.get': () => {
        throw new AppError('not-found', 'This note was deleted.');
      },
    });
    expect([editor.stage, editor.problem?.message]).toEqual(['failed', 'This note was deleted.']);
  });
});
