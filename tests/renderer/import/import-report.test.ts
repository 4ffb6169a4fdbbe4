import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportConflict, ImportFateRow, ImportReport as Report, NoteFate } from '../../../src/contract/import.ts';
import type { NoteId } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import { compareField } from '../../../src/renderer/features/import/compare-conflict.ts';
import ImportReport from '../../../src/renderer/features/import/ImportReport.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend, type Answers } from '../edit/fake-backend.ts';
import { makeReport } from './samples.ts';

const FATES: Report['fates'] = { added: 90_000, updated: 9_000, merged: 3, unchanged: 0, kept: 0, conflict: 2, skipped: 995 };

function fateOf(index: number): NoteFate {
  return index < 90_000 ? 'added' : index < 99_005 ? 'updated' : 'skipped';
}

/** A report of a hundred thousand notes: the rows are made as they are asked for. */
function fates({ fate, text, offset, limit }: { fate: NoteFate | null; text: string; offset: number; limit: number }): { rows: ImportFateRow[]; total: number } {
  const total = text !== '' ? 1 : fate === null ? 100_000 : FATES[fate];
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, place): ImportFateRow => {
    const index = offset + place;
    return { noteId: (index + 1) as NoteId, title: text === '' ? `note ${index}` : `found ${text}`, fate: fate ?? fateOf(index), reason: fate === 'skipped' ? 'Its first field is empty.' : null, isSettled: false };
  });
  return { rows, total };
}

function conflict(id: number, patch: Partial<ImportConflict['fields'][number]> = {}): ImportConflict {
  return {
    noteId: id as NoteId,
    title: `word ${id}`,
    fields: [{ name: 'Back', then: 'the house', here: 'the big house', file: 'the <b>home</b>', ...patch }],
  };
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  window.location.hash = '';
});

function open(answers: Answers = {}, patch: Partial<Report> = {}) {
  const backend = createFakeBackend({
    'import.fates': fates,
    'import.conflicts': () => ({ rows: [], total: 0 }),
    'import.report-text': () => ({ fileName: 'spanish report.txt', text: 'every note' }),
    'undo.state': () => ({ undo: 'Take the file’s', redo: null }),
    ...answers,
  });
  let app: App | undefined;
  render(AppHarness, {
    client: backend.client,
    screen: ImportReport,
    screenProps: { report: makeReport({ fates: FATES, ...patch }), isUndone: false },
    onapp: (made: App) => (app = made),
  });
  return { ...backend, readApp: () => app };
}

describe('the list of every note', () => {
  it('holds a hundred thousand rows by fetching those in sight', async () => {
    const { callsOf } = open();
    expect(await screen.findByText('note 0')).toBeTruthy();
    expect(callsOf('import.fates')).toEqual([{ importId: 1, fate: null, text: '', offset: 0, limit: 100 }]);
    expect(screen.getByRole('list', { name: 'Notes of the file' }).querySelectorAll('[role=listitem]').length).toBeLessThan(100);
  });

  it('shows the notes of one fate, with its reason, and has no filter for fates that none met', async () => {
    const { callsOf } = open();
    const filters = await screen.findByRole('group', { name: 'Show' });
    expect(within(filters).getAllByRole('button').map((button) => button.textContent?.trim().replace(/\s+/g, ' '))).toEqual([
      'All 100,000',
      'Both changed 2',
      'Added 90,000',
      'Updated 9,000',
      'Merged 3',
      'Skipped 995',
    ]);
    await fireEvent.click(within(filters).getByRole('button', { name: /^Skipped/ }));
    expect((await screen.findAllByText('Its first field is empty.')).length).toBeGreaterThan(3);
    expect(callsOf('import.fates').at(-1)).toMatchObject({ fate: 'skipped', offset: 0 });
  });

  it('finds a note by its words', async () => {
    const { callsOf } = open();
    await fireEvent.input(await screen.findByLabelText('Find a note'), { target: { value: ' casa ' } });
    expect(await screen.findByText('found casa')).toBeTruthy();
    expect(callsOf('import.fates').at(-1)).toMatchObject({ text: 'casa', fate: null });
  });

  it('opens a note', async () => {
    const { readApp } = open();
    await fireEvent.click(await screen.findByText('note 2'));
    expect(readApp()?.router.screen).toEqual({ name: 'edit', noteId: 3, deckId: null });
  });

  it('can be saved as a text', async () => {
    const saved: string[] = [];
    vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    open();
    await fireEvent.click(await screen.findByRole('button', { name: 'Save as text…' }));
    await waitFor(() => expect(saved).toEqual(['spanish report.txt']));
  });
});

describe('notes that were changed both here and in the file', () => {
  function openConflicts() {
    let waiting = [conflict(1), conflict(2, { then: null, here: 'a cat', file: 'a dog' })];
    const scene = open({
      'import.conflicts': ({ limit }) => ({ rows: waiting.slice(0, limit), total: waiting.length }),
      'import.resolve': ({ noteId }) => {
        const settled = waiting.filter((row) => noteId === null || row.noteId === noteId).length;
        waiting = waiting.filter((row) => noteId !== null && row.noteId !== noteId);
        queueMicrotask(() => scene.emit({ type: 'changed', topics: ['notes', 'undo'] }));
        return { settled };
      },
    });
    return { ...scene, restore: () => (waiting = [conflict(1), conflict(2)]) };
  }

  it('are counted, and shown side by side with the words that differ marked', async () => {
    openConflicts();
    const part = await screen.findByRole('region', { name: 'Notes to decide' });
    expect(part.textContent).toContain('2 notes were changed both here and in the file');
    await fireEvent.click(within(part).getByRole('button', { name: 'Look at them' }));
    expect([...part.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['big ', 'home', 'cat', 'dog']);
  });

  it('are settled one by one or all at once, and come back when that is undone', async () => {
    const { callsOf, emit, restore } = openConflicts();
    const part = await screen.findByRole('region', { name: 'Notes to decide' });
    await fireEvent.click(within(part).getByRole('button', { name: 'Look at them' }));
    const [first] = within(part).getAllByRole('button', { name: 'Keep mine' });
    if (first === undefined) throw new Error('nothing to decide');
    await fireEvent.click(first);
    await waitFor(() => expect(part.textContent).toContain('1 note was changed both here'));
    const take = within(part).getAllByRole<HTMLButtonElement>('button', { name: 'Take the file’s' })[0];
    await waitFor(() => expect(take?.disabled).toBe(false));
    await fireEvent.click(take ?? part);
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Notes to decide' })).toBeNull());
    expect(callsOf('import.resolve')).toEqual([
      { importId: 1, noteId: 1, take: 'here' },
      { importId: 1, noteId: null, take: 'file' },
    ]);
    restore();
    emit({ type: 'changed', topics: ['notes'] });
    expect((await screen.findByRole('region', { name: 'Notes to decide' })).textContent).toContain('2 notes');
  });

  it('are all within reach, a page at a time, and the focus stays where the last choice was made', async () => {
    let waiting = Array.from({ length: 41 }, (_, index) => conflict(index + 1));
    const { emit } = open({
      'import.conflicts': ({ offset, limit }) => ({ rows: waiting.slice(offset, offset + limit), total: waiting.length }),
      'import.resolve': ({ noteId }) => {
        waiting = waiting.filter((row) => row.noteId !== noteId);
        queueMicrotask(() => emit({ type: 'changed', topics: ['notes', 'undo'] }));
        return { settled: 1 };
      },
    });
    const part = await screen.findByRole('region', { name: 'Notes to decide' });
    await fireEvent.click(within(part).getByRole('button', { name: 'Look at them' }));
    expect(part.textContent).toContain('1–20 of 41');
    await fireEvent.click(within(part).getByRole('button', { name: 'Later notes' }));
    await waitFor(() => expect(part.textContent).toContain('21–40 of 41'));
    await fireEvent.click(within(part).getByRole('button', { name: 'Later notes' }));
    await waitFor(() => expect(within(part).getAllByRole('heading', { level: 4 }).map((heading) => heading.textContent)).toEqual(['word 41']));
    await fireEvent.click(within(part).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(part.textContent).toContain('21–40 of 40'));
    const [, second] = within(part).getAllByRole('button', { name: 'Keep mine' });
    await waitFor(() => expect(second).toHaveProperty('disabled', false));
    await fireEvent.click(second ?? part);
    await waitFor(() => expect(part.textContent).toContain('21–39 of 39'));
    await waitFor(() => expect(document.activeElement?.closest('li')?.textContent).toContain('word 23'));
  });

  it('leave the focus with the report when the last is settled', async () => {
    let waiting = [conflict(1)];
    const { emit } = open({
      'import.conflicts': () => ({ rows: waiting, total: waiting.length }),
      'import.resolve': () => {
        waiting = [];
        queueMicrotask(() => emit({ type: 'changed', topics: ['notes', 'undo'] }));
        return { settled: 1 };
      },
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Keep mine' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Import report' })));
  });

  it('stand in the list of every note as settled once they are', async () => {
    let isSettled = false;
    const { emit } = open({ 'import.fates': () => ({ rows: [{ noteId: 1 as NoteId, title: 'word', fate: 'conflict', reason: 'Back was changed here and in the file.', isSettled }], total: 1 }) });
    expect(await screen.findByText('Back was changed here and in the file.')).toBeTruthy();
    isSettled = true;
    emit({ type: 'changed', topics: ['notes'] });
    expect(await screen.findByText('Settled')).toBeTruthy();
    expect(screen.queryByText('Back was changed here and in the file.')).toBeNull();
  });

  it('can be settled field by field where several differ', async () => {
    const two: ImportConflict = {
      noteId: 7 as NoteId,
      title: 'word',
      fields: [
        { name: 'Front', then: 'a', here: 'b', file: 'c' },
        { name: 'Same', then: 'd', here: 'e', file: 'e' },
        { name: 'Back', then: 'f', here: 'g', file: 'h' },
      ],
    };
    const { callsOf } = open({ 'import.conflicts': () => ({ rows: [two], total: 1 }), 'import.resolve': () => ({ settled: 1 }) });
    const part = await screen.findByRole('region', { name: 'Notes to decide' });
    await fireEvent.click(within(part).getByRole('button', { name: 'Look at them' }));
    expect(within(part).queryByRole('radiogroup', { name: 'Text for Same' })).toBeNull();
    await fireEvent.click(within(within(part).getByRole('radiogroup', { name: 'Text for Back' })).getByLabelText('The file’s'));
    await fireEvent.click(within(part).getByRole('button', { name: 'Take as chosen' }));
    await waitFor(() => expect(callsOf('import.resolve')).toEqual([{ importId: 1, noteId: 7, take: 'here', fields: ['here', 'here', 'file'] }]));
  });

  it('say so when only the formatting differs', () => {
    expect(compareField({ name: 'Back', then: 'house', here: '<b>house</b>', file: '<i>house</i>' }).onlyLookDiffers).toBe(true);
    expect(compareField({ name: 'Back', then: 'house', here: 'house', file: 'home' }).onlyLookDiffers).toBe(false);
  });
});
