import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '../../../src/core/errors.ts';
import type { DeckId, NoteId } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import EditScreen from '../../../src/renderer/features/edit/EditScreen.svelte';
import NoteList from '../../../src/renderer/features/edit/NoteList.svelte';
import AppHarness from '../../renderer/edit/AppHarness.svelte';
import type { Answers } from '../../renderer/edit/fake-backend.ts';
import { createEditBackend, findNoteType, makeRow, STORED_NOTE } from '../../renderer/edit/samples.ts';


afterEach(() => {
  cleanup();
  window.location.hash = '';
});

function open(noteId: NoteId | null, answers: Answers = {}, backend = createEditBackend(answers)) {
  const onclose = vi.fn();
  let app: App | undefined;
  render(AppHarness, {
    client: backend.client,
    screen: EditScreen,
    screenProps: { noteId, deckId: 1 as DeckId, onclose },
    onapp: (made: App) => (app = made),
  });
  return { ...backend, backend, onclose, readApp: () => app };
}

async function write(name: string, html: string): Promise<HTMLElement> {
  const box = await screen.findByRole('textbox', { name });
  box.innerHTML = html;
  await fireEvent.input(box);
  return box;
}

describe('adding a note', () => {
  it('begins in the first field, adds with Ctrl+Enter, and begins again in the first field', async () => {
    const { callsOf } = open(null);
    const front = await screen.findByRole('textbox', { name: 'Front' });
    await waitFor(() => expect(document.activeElement).toBe(front));
    await write('Front', 'hablar');
    const back = await write('Back', 'to <b>speak</b>');
    back.focus();
    await fireEvent.keyDown(back, { key: 'Enter', ctrlKey: true });
    expect(await screen.findByText('Added, 1 card.')).toBeTruthy();
    expect(callsOf('note.add')).toEqual([{ noteTypeId: 1, deckId: 1, fields: ['hablar', 'to <b>speak</b>'], tags: [] }]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Front' })));
    expect(screen.getByRole('textbox', { name: 'Front' }).innerHTML).toBe('');
  });

  it('says what is wrong beside the field and keeps the text', async () => {
    open(null, {
      'note.add': () => {
        throw new AppError('bad-input', 'This note would have no card. Fill in “Front”.');
      },
    });
    await write('Back', 'answer');
    await fireEvent.click(screen.getByRole('button', { name: /Add note/ }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('This note would have no card. Fill in “Front”.');
    expect(screen.getByRole('textbox', { name: 'Front' }).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('textbox', { name: 'Back' }).innerHTML).toBe('answer');
  });

  it('leads to the note that reads the same', async () => {
    const { readApp } = open(null, { 'note.duplicates': ({ firstField }) => (firstField === 'hablar' ? [makeRow(5, 'hablar')] : []) });
    await write('Front', 'hablar');
    await fireEvent.click(await screen.findByRole('button', { name: 'hablar' }));
    expect(readApp()?.router.screen).toEqual({ name: 'edit', noteId: 5, deckId: null });
  });

  it('says that it shows what was not saved, and starts over when asked', async () => {
    const backend = createEditBackend();
    backend.drafts.set('note:new', { body: { noteTypeId: 1, deckId: 1, fields: ['half', ''], tags: [] }, savedAtMillis: 1000 });
    open(null, {}, backend);
    expect(await screen.findByText(/what you had not saved/)).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Front' }).innerHTML).toBe('half');
    await fireEvent.click(screen.getByRole('button', { name: 'Start over' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Front' }).innerHTML).toBe(''));
  });

  it('completes a tag from those in use, and takes the last one off with Backspace', async () => {
    open(null);
    const input = await screen.findByRole('combobox', { name: 'Tags' });
    await fireEvent.input(input, { target: { value: 'irr' } });
    await fireEvent.keyDown(input, { key: 'ArrowDown' });
    await fireEvent.keyDown(input, { key: 'Enter' });
    expect(screen.getByRole('button', { name: 'Remove tag verb::irregular' })).toBeTruthy();
    await fireEvent.keyDown(input, { key: 'Backspace' });
    expect(screen.queryByRole('button', { name: 'Remove tag verb::irregular' })).toBeNull();
  });

  it('offers a choice of the two concepts or both for whose a statement is', async () => {
    const statement = findNoteType('Statement');
    const backend = createEditBackend();
    const fields = statement.fields.map((field) => (field.name === 'Concept A' ? 'Manager' : field.name === 'Concept B' ? 'Leader' : ''));
    backend.drafts.set('note:new', { body: { noteTypeId: statement.id, deckId: 1, fields, tags: [] }, savedAtMillis: 1000 });
    const { callsOf } = open(null, {}, backend);
    await write('Statement', 'plans');
    await fireEvent.click(screen.getByRole('radio', { name: 'Both' }));
    await fireEvent.click(screen.getByRole('radio', { name: 'Leader' }));
    await fireEvent.click(screen.getByRole('button', { name: /Add note/ }));
    await waitFor(() => expect(callsOf('note.add')).toHaveLength(1));
    const index = statement.fields.findIndex((field) => field.name === 'Belongs to');
    expect(callsOf('note.add')[0]?.fields[index]).toBe('Leader');
  });

  it('keeps what was written when it is left with Escape', async () => {
    const { onclose, drafts } = open(null);
    const front = await write('Front', 'unfinished');
    await fireEvent.keyDown(front, { key: 'Escape' });
    expect(onclose).toHaveBeenCalledOnce();
    cleanup();
    await waitFor(() => expect(drafts.get('note:new')?.body).toMatchObject({ fields: ['unfinished', ''] }));
  });
});

describe('writing in a field', () => {
  async function openField() {
    const opened = open(null, {
      'media.add': ({ ticket }) => ({ name: ticket.replace('ticket-of-', '') }),
      'media.find': ({ names }) => names.map((name) => `data:image/gif;base64,R0lGODlhAQABAAAAACw=#${name}`),
    });
    const cloze = findNoteType('Cloze');
    opened.drafts.set('note:new', { body: { noteTypeId: cloze.id, deckId: 1, fields: ['', ''], tags: [] }, savedAtMillis: 1000 });
    cleanup();
    const again = open(null, {}, opened.backend);
    const box = await screen.findByRole('textbox', { name: 'Text' });
    await waitFor(() => expect(document.activeElement).toBe(box));
    const readDraft = async (): Promise<string> => {
      await fireEvent.blur(box);
      await waitFor(() => expect(again.drafts.get('note:new')).toBeDefined());
      return (again.drafts.get('note:new')?.body as { fields: string[] }).fields[0] ?? '';
    };
    return { ...again, box, readDraft };
  }

  function select(box: HTMLElement, text: string): void {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(text);
      if (at !== -1) window.getSelection()?.setBaseAndExtent(node, at, node, at + text.length);
    }
  }

  function paste(box: HTMLElement, fill: (data: DataTransfer) => void): void {
    const clipboardData = new DataTransfer();
    fill(clipboardData);
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }

  it('numbers new gaps on from the last, and shares the last number when asked', async () => {
    const { box, readDraft } = await openField();
    await userEvent.keyboard('Madrid is in Spain and in Europe');
    select(box, 'Madrid');
    await fireEvent.keyDown(box, { key: 'C', code: 'KeyC', ctrlKey: true, shiftKey: true });
    select(box, 'Spain');
    await fireEvent.keyDown(box, { key: 'C', code: 'KeyC', ctrlKey: true, shiftKey: true });
    select(box, 'Europe');
    await fireEvent.keyDown(box, { key: 'C', code: 'KeyC', ctrlKey: true, shiftKey: true, altKey: true });
    expect(await readDraft()).toBe('{{c1::Madrid}} is in {{c2::Spain}} and in {{c2::Europe}}');
  });

  it('makes text bold by its key and by its button', async () => {
    const { box, readDraft } = await openField();
    await userEvent.keyboard('one two');
    select(box, 'one');
    await fireEvent.keyDown(box, { key: 'b', code: 'KeyB', ctrlKey: true });
    select(box, 'two');
    await fireEvent.click(screen.getByRole('button', { name: 'Bold' }));
    expect(await readDraft()).toBe('<b>one</b> <b>two</b>');
  });

  it('writes the spaces that were typed as plain spaces', async () => {
    const { readDraft } = await openField();
    await userEvent.keyboard('one ');
    await userEvent.keyboard('{Control>}b{/Control}two{Control>}b{/Control} three');
    expect(await readDraft()).toBe('one <b>two</b> three');
  });

  it('breaks lines with Enter without a box around each', async () => {
    const { readDraft } = await openField();
    await userEvent.keyboard('one{Enter}two');
    expect(await readDraft()).toBe('one<br>two');
  });

  it('takes pasted text without its looks', async () => {
    const { box, readDraft } = await openField();
    paste(box, (data) => {
      data.setData('text/html', '<p style="color: red">so <b onclick="x()">bold</b></p>');
      data.setData('text/plain', 'so bold');
    });
    expect(await readDraft()).toContain('so <b>bold</b>');
    expect(box.innerHTML).not.toContain('onclick');
  });

  it('takes a pasted picture into the library and refers to it by its name', async () => {
    const { box, callsOf, readDraft } = await openField();
    paste(box, (data) => data.items.add(new File(['x'], 'hund.png', { type: 'image/png' })));
    await waitFor(() => expect(box.querySelector('img')?.getAttribute('src')).toMatch(/^data:/));
    expect(callsOf('media.add')).toEqual([{ ticket: 'ticket-of-hund.png' }]);
    expect(await readDraft()).toBe('<img src="hund.png">');
  });
});

describe('changing a note', () => {
  it('shows its cards, saves with Ctrl+Enter and goes back', async () => {
    const { callsOf, onclose } = open(STORED_NOTE.id);
    expect(await screen.findByText('1 card in Spanish::Verbs: Card 1.')).toBeTruthy();
    const back = await write('Back', 'to talk');
    await fireEvent.keyDown(back, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(callsOf('note.update')).toEqual([{ noteId: 42, noteTypeId: 1, fields: ['hablar', 'to talk'], tags: ['verb'] }]);
  });

  it('deletes it, offers to undo, and goes back', async () => {
    const { callsOf, onclose, readApp } = open(STORED_NOTE.id);
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete note' }));
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(callsOf('note.delete')).toEqual([{ noteIds: [42] }]);
    expect(readApp()?.toasts.list.at(-1)).toMatchObject({ text: 'Note deleted with 1 card.', action: { label: 'Undo' } });
  });

  it('shows a field whose HTML cannot be edited in place as it is written, and loses nothing of it', async () => {
    const fields = ['<svg onload="x()"></svg><b>hola</b>', 'hello'];
    const { callsOf } = open(STORED_NOTE.id, { 'note.get': () => ({ ...STORED_NOTE, fields }) });
    const source = await screen.findByRole('textbox', { name: 'Front' });
    expect(source.tagName).toBe('TEXTAREA');
    const back = await write('Back', 'hi');
    await fireEvent.keyDown(back, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(callsOf('note.update')[0]?.fields).toEqual([fields[0], 'hi']));
  });
});

describe('the list of notes', () => {
  function openList(total: number) {
    const backend = createEditBackend({
      'note.search': ({ text, offset, limit }) => {
        const count = text === '' ? total : 2;
        return { rows: Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, place) => makeRow(offset + place + 1, `${text} note ${offset + place}`)), total: count };
      },
    });
    let app: App | undefined;
    const onclose = vi.fn();
    render(AppHarness, {
      client: backend.client,
      screen: NoteList,
      screenProps: { deckId: null, onclose },
      onapp: (made: App) => (app = made),
    });
    return { ...backend, onclose, readApp: () => app };
  }

  it('puts no more rows on the page than are in sight, however many there are', async () => {
    openList(100_000);
    expect(await screen.findByText('100,000 notes')).toBeTruthy();
    await screen.findByText('note 0');
    expect(screen.getAllByRole('listitem').length).toBeLessThan(60);
  });

  it('is searched and opened by keys alone', async () => {
    const { readApp } = openList(500);
    const search = await screen.findByRole('searchbox', { name: 'Find notes' });
    await waitFor(() => expect(document.activeElement).toBe(search));
    await fireEvent.input(search, { target: { value: 'casa' } });
    expect(await screen.findByText('casa note 1')).toBeTruthy();
    await fireEvent.keyDown(search, { key: 'ArrowDown' });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('casa note 0'));
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowDown' });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('casa note 1'));
    await fireEvent.click(document.activeElement ?? document.body);
    expect(readApp()?.router.screen).toEqual({ name: 'edit', noteId: 2, deckId: null });
  });

  it('deletes the chosen note and offers to undo', async () => {
    const { callsOf, readApp } = openList(5);
    const search = await screen.findByRole('searchbox', { name: 'Find notes' });
    await screen.findByText('note 0');
    await fireEvent.keyDown(search, { key: 'ArrowDown' });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('note 0'));
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Delete' });
    await waitFor(() => expect(readApp()?.toasts.list.at(-1)?.action?.label).toBe('Undo'));
    expect(callsOf('note.delete')).toEqual([{ noteIds: [1] }]);
  });

  it('says what to do when there is no note yet', async () => {
    openList(0);
    expect(await screen.findByText('No notes here yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Import a deck' })).toBeTruthy();
  });
});
