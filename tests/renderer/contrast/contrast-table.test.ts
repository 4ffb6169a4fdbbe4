import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { ConceptSetDetail } from '../../../src/contract/contrast.ts';
import type { ConceptSetId, DeckId } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import ContrastScreen from '../../../src/renderer/features/contrast/ContrastScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import type { Answers } from '../edit/fake-backend.ts';
import { createContrastBackend, LEADER, makeRow, makeSet, MANAGER, type ContrastBackend } from './samples.ts';

afterEach(() => {
  cleanup();
  localStorage.clear();
  window.location.hash = '';
});

function open(set: ConceptSetDetail | null = makeSet(), answers: Answers = {}, backend: ContrastBackend = createContrastBackend(set, answers)) {
  let app: App | undefined;
  const onclose = vi.fn();
  const { unmount } = render(AppHarness, {
    client: backend.client,
    screen: ContrastScreen,
    screenProps: { deckId: 1 as DeckId, setId: null as ConceptSetId | null, onclose },
    onapp: (made: App) => (app = made),
  });
  const readToasts = (): readonly string[] => app?.toasts.list.map(({ text }) => text) ?? [];
  return { backend, callsOf: backend.callsOf, onclose, unmount, readScreen: () => app?.router.screen, readToasts, undo: () => app?.toasts.list.at(-1)?.action?.run() };
}

async function findCell(name: string): Promise<HTMLTextAreaElement> {
  return screen.findByRole<HTMLTextAreaElement>('textbox', { name });
}

async function type(name: string, text: string): Promise<HTMLTextAreaElement> {
  const cell = await findCell(name);
  cell.focus();
  await fireEvent.input(cell, { target: { value: text } });
  cell.setSelectionRange(text.length, text.length);
  return cell;
}

async function press(key: string, options: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...options });
}

async function expectFocus(name: string): Promise<void> {
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe(name));
}

function readTable(): string[][] {
  return screen.getAllByRole('row').slice(1).map((row) => [...row.querySelectorAll('textarea')].map((cell) => cell.value));
}

describe('the contrast table', () => {
  it('shows each row with its sides in columns, other wordings behind a slash, and a place for the next row', async () => {
    open();
    await findCell('Dimension, row 1');
    expect(screen.getAllByRole('columnheader').slice(0, 5).map((head) => head.textContent?.trim())).toEqual(['Dimension', 'Manager M', 'Leader L', 'Why', 'Sources']);
    expect(readTable()).toEqual([
      ['Risk', 'keeps it small / avoids it', 'takes it', '', ''],
      ['Time', 'this quarter', 'the years ahead', '', ''],
      ['', '', '', '', ''],
    ]);
  });

  it('makes the next row with Enter in the last one, and goes down a column elsewhere', async () => {
    open();
    (await findCell('Manager, row 1')).focus();
    await press('Enter');
    await expectFocus('Manager, row 2');
    await press('Enter');
    await expectFocus('Dimension, row 3');
    await type('Dimension, row 3', 'Planning');
    await type('Leader, row 3', 'a direction');
    await press('Enter');
    await expectFocus('Dimension, row 4');
  });

  it('is walked by arrows, which leave a cell only at the end of its text', async () => {
    open();
    const cell = await findCell('Manager, row 1');
    cell.focus();
    cell.setSelectionRange(3, 3);
    await press('ArrowRight');
    expect(document.activeElement).toBe(cell);
    cell.setSelectionRange(cell.value.length, cell.value.length);
    await press('ArrowRight');
    await expectFocus('Leader, row 1');
    await press('ArrowDown');
    await expectFocus('Leader, row 2');
    (await findCell('Leader, row 2')).setSelectionRange(0, 0);
    await press('ArrowLeft');
    await expectFocus('Manager, row 2');
    await press('ArrowUp');
    await expectFocus('Manager, row 1');
  });

  it('saves with Ctrl+S from inside a cell, keeps the notes of the rows, and offers undo', async () => {
    const { callsOf, readToasts, undo } = open();
    await type('Dimension, row 3', 'Planning');
    await type('Manager, row 3', 'a plan');
    await type('Leader, row 3', 'a vision');
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(readToasts()).toEqual(['Saved: 1 note added.']));
    expect(callsOf('conceptSet.save-rows')[0]?.rows.map(({ noteId, dimension, sides }) => [noteId, dimension, sides])).toEqual([
      [11, 'Risk', ['keeps it small / avoids it', 'takes it']],
      [12, 'Time', ['this quarter', 'the years ahead']],
      [undefined, 'Planning', ['a plan', 'a vision']],
    ]);
    await expectFocus('Leader, row 3');
    undo();
    await waitFor(() => expect(readTable()).toHaveLength(3));
  });

  it('does not make the notes of a row again when it is saved twice', async () => {
    const { callsOf } = open();
    await type('Dimension, row 3', 'Planning');
    await type('Manager, row 3', 'a plan');
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(callsOf('conceptSet.get')).toHaveLength(1));
    await type('Leader, row 3', 'a vision');
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(callsOf('conceptSet.save-rows')).toHaveLength(2));
    expect(callsOf('conceptSet.save-rows')[1]?.rows.every(({ noteId }) => noteId !== undefined)).toBe(true);
  });

  it('keeps what was typed while a save was under way, and does not make its rows twice', async () => {
    let finish: (() => void) | undefined;
    const backend = createContrastBackend(makeSet());
    const slow = createContrastBackend(makeSet(), {
      'conceptSet.save-rows': async (input) => {
        const saved = await backend.client.call('conceptSet.save-rows', input);
        await new Promise<void>((resolve) => (finish = resolve));
        return saved;
      },
      'conceptSet.get': () => backend.read(),
      'conceptSet.list': () => [backend.read()],
    });
    open(makeSet(), {}, slow);
    await type('Dimension, row 3', 'Planning');
    await type('Manager, row 3', 'a plan');
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(finish).toBeDefined());
    await type('Leader, row 3', 'a vision');
    finish?.();
    await waitFor(() => expect(screen.queryByText('Saving…')).toBeNull());
    expect((await findCell('Leader, row 3')).value).toBe('a vision');
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(slow.callsOf('conceptSet.save-rows')).toHaveLength(2));
    expect(slow.callsOf('conceptSet.save-rows')[1]?.rows.map(({ noteId }) => noteId)).toEqual([11, 12, 101]);
    finish?.();
  });

  it('fills cells by pasting rows from a spreadsheet, without its heading, and takes that back', async () => {
    const { readToasts, undo } = open();
    const cell = await findCell('Dimension, row 3');
    cell.focus();
    await fireEvent.paste(cell, { clipboardData: { getData: () => 'Dimension\tManager\tLeader\nPlanning\ta plan\ta vision\nPeople\tposts\t"hearts\nand minds"\n' } });
    expect(readTable().slice(2)).toEqual([
      ['Planning', 'a plan', 'a vision', '', ''],
      ['People', 'posts', 'hearts\nand minds', '', ''],
      ['', '', '', '', ''],
    ]);
    expect(readToasts()).toEqual(['Pasted 2 rows.']);
    undo();
    await waitFor(() => expect(readTable()).toHaveLength(3));
  });

  it('leaves the pasting of one piece of text to the cell', async () => {
    open();
    const cell = await findCell('Manager, row 1');
    const isLeft = await fireEvent.paste(cell, { clipboardData: { getData: () => 'one sentence' } });
    expect(isLeft).toBe(true);
  });

  it('removes a row by its key and brings it back', async () => {
    const { undo, callsOf } = open();
    (await findCell('Dimension, row 1')).focus();
    await press('Backspace', { ctrlKey: true, shiftKey: true });
    expect(readTable().map(([dimension]) => dimension)).toEqual(['Time', '']);
    undo();
    await waitFor(() => expect(readTable().map(([dimension]) => dimension)).toEqual(['Risk', 'Time', '']));
    expect(callsOf('conceptSet.save-rows')).toEqual([]);
  });

  it('keeps what was not saved when the screen is left, and shows it again', async () => {
    const { backend, unmount, onclose } = open();
    await type('Manager, row 2', 'this month');
    await press('Escape');
    expect(onclose).toHaveBeenCalledOnce();
    unmount();
    await waitFor(() => expect(backend.drafts.size).toBe(1));
    open(null, {}, backend);
    expect(await screen.findByText(/This is what you had not saved/)).toBeTruthy();
    expect((await findCell('Manager, row 2')).value).toBe('this month');
    await fireEvent.click(screen.getByRole('button', { name: 'Show it as saved' }));
    expect((await findCell('Manager, row 2')).value).toBe('this quarter');
    await waitFor(() => expect(backend.drafts.size).toBe(0));
  });

  it('keeps what is typed when the set changes elsewhere', async () => {
    const { backend } = open();
    await type('Manager, row 2', 'this month');
    await backend.client.call('conceptSet.save', { deckId: 1 as DeckId, name: 'other name', concepts: [MANAGER, LEADER], allowsBoth: true, allowsNeither: false });
    expect(await findCell('Both, row 2')).toBeTruthy();
    expect((await findCell('Manager, row 2')).value).toBe('this month');
    expect((await findCell('Leader, row 2')).value).toBe('the years ahead');
  });

  it('says why it could not be saved and loses nothing', async () => {
    open(makeSet(), {
      'conceptSet.save-rows': () => {
        throw new AppError('disk-full', 'The library could not be written. Free some space, then save again.');
      },
    });
    await type('Manager, row 2', 'this month');
    await press('s', { ctrlKey: true });
    expect((await screen.findByRole('alert')).textContent).toContain('Free some space');
    expect((await findCell('Manager, row 2')).value).toBe('this month');
    expect(screen.getByText(/kept as a draft/)).toBeTruthy();
  });

  it('says what a row still needs before it can be asked', async () => {
    open(makeSet({ rows: [makeRow(11, '', 'keeps it small', 'takes it')] }));
    expect(await screen.findByText('Name the dimension along which they differ.')).toBeTruthy();
  });

  it('hides the reasons and goes on where the cells are', async () => {
    open();
    await findCell('Why, row 1');
    await fireEvent.click(screen.getByRole('button', { name: 'Hide reasons' }));
    expect(screen.queryByRole('textbox', { name: 'Why, row 1' })).toBeNull();
    expect(await findCell('Leader, row 1')).toBeTruthy();
  });
});

describe('concept sets of a deck', () => {
  it('begin with an example and a key that makes one', async () => {
    const { callsOf } = open(null);
    expect(await screen.findByRole('heading', { name: 'Give Spanish a concept set' })).toBeTruthy();
    await press('n');
    const first = await screen.findByRole('textbox', { name: 'Concept 1' });
    await waitFor(() => expect(document.activeElement).toBe(first));
    await fireEvent.input(first, { target: { value: 'affect' } });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Concept 2' }), { target: { value: 'effect' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Make the set' }));
    await waitFor(() => expect(callsOf('conceptSet.save')).toHaveLength(1));
    expect(callsOf('conceptSet.save')[0]).toEqual({
      deckId: 1,
      name: 'affect vs effect',
      concepts: [
        { label: 'affect', colour: 'slate', shape: 'square', key: 'a' },
        { label: 'effect', colour: 'amber', shape: 'circle', key: 'e' },
      ],
      allowsBoth: true,
      allowsNeither: false,
    });
    await expectFocus('Dimension, row 1');
  });

  it('are changed in place; concepts keep what they are', async () => {
    const { callsOf } = open();
    await findCell('Dimension, row 1');
    await press('e');
    const second = await screen.findByRole('textbox', { name: 'Concept 2' });
    await fireEvent.input(second, { target: { value: 'pioneer' } });
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(callsOf('conceptSet.save')).toHaveLength(1));
    expect(callsOf('conceptSet.save')[0]?.concepts).toEqual([MANAGER, { ...LEADER, label: 'pioneer' }]);
    expect(callsOf('conceptSet.save-rows')).toEqual([]);
  });

  it('refuse concepts that could not be told apart by their answers', async () => {
    const { callsOf } = open();
    await findCell('Dimension, row 1');
    await press('e');
    await fireEvent.input(await screen.findByRole('textbox', { name: 'Key of concept 2' }), { target: { value: 'm' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Save the set' }));
    expect((await screen.findByRole('alert')).textContent).toContain('answers two concepts');
    expect(callsOf('conceptSet.save')).toEqual([]);
  });

  it('let their scenarios be read, with whose they are behind each', async () => {
    open(makeSet({ scenarioCount: 1 }), {
      'conceptSet.scenarios': () => [{ key: 's1', situation: 'Ada moves the deadline and tells nobody why.', side: MANAGER.id, dimension: 'Time', why: 'She keeps the plan.', sources: '' }],
    });
    const more = await screen.findByRole('button', { name: 'More about this set' });
    more.focus();
    await press('Enter');
    const entry = await screen.findByRole('menuitem', { name: 'Read the scenarios…' });
    entry.focus();
    await press('Enter');
    const summary = await screen.findByText('Ada moves the deadline and tells nobody why.');
    expect(summary.closest('details')?.open).toBe(false);
    expect(summary.closest('details')?.textContent).toContain('manager');
  });

  it('lead to practice and to what gets mixed up by one key', async () => {
    const { readScreen } = open();
    await findCell('Dimension, row 1');
    await press('p');
    expect(readScreen()).toMatchObject({ name: 'quiz', setId: 1, confusion: null });
    await press('m');
    expect(readScreen()).toEqual({ name: 'insight', setId: 1 });
  });
});
