import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobStatus } from '../../../src/contract/import.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { DeckId, FileTicket, JobId } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import ImportScreen from '../../../src/renderer/features/import/ImportScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend, type Answers } from '../edit/fake-backend.ts';
import { OVERVIEW } from '../edit/samples.ts';
import { makePreview, makeReport, makeTextPreview } from './samples.ts';

// The frame of a card needs a real browser; it has tests of its own there.
vi.mock('../../../src/renderer/shared/CardSides.svelte', async () => ({ default: (await import('./NoCard.svelte')).default }));

afterEach(() => {
  cleanup();
  window.location.hash = '';
});

function open(tickets: readonly string[], answers: Answers = {}) {
  let status: JobStatus = { status: 'running', progress: { phase: 'reading-notes', done: 1200, total: 5000 } };
  let undo: string | null = null;
  const backend = createFakeBackend({
    'library.overview': () => OVERVIEW,
    'import.preview': ({ ticket }) => makePreview({ ticket: ticket as FileTicket }),
    'import.expand': ({ ticket }) => [{ ticket: ticket as FileTicket, fileName: ticket, sizeBytes: 10 }],
    'import.start': () => ({ jobId: 'job1' as JobId }),
    'job.status': () => status,
    'job.cancel': () => null,
    'import.fates': () => ({ rows: [{ noteId: null, title: 'vacío', fate: 'skipped', reason: 'Its first field is empty.', isSettled: false }], total: 1 }),
    'import.conflicts': () => ({ rows: [], total: 0 }),
    'undo.state': () => ({ undo, redo: null }),
    'undo.undo': () => {
      undo = null;
      return { label: 'Import' };
    },
    ...answers,
  });
  let app: App | undefined;
  const onclose = vi.fn();
  render(AppHarness, {
    client: backend.client,
    screen: ImportScreen,
    screenProps: { tickets: tickets as readonly FileTicket[], onclose },
    onapp: (made: App) => (app = made),
  });
  const end = (final: JobStatus): void => {
    status = final;
    undo = final.status === 'done' ? 'Import spanish.apkg' : null;
    backend.emit({ type: 'job', jobId: 'job1' as JobId, status: final });
  };
  return { ...backend, onclose, end, readScreen: () => app?.router.screen };
}

async function pressEnter(): Promise<void> {
  await fireEvent.keyDown(document.body, { key: 'Enter' });
}

describe('import screen', () => {
  it('says where decks come from when there is no file, with the way to choose one in focus', () => {
    open([]);
    expect(screen.getByRole('button', { name: /Choose files/ })).toBe(document.activeElement);
    expect(screen.getByText(/File → Export/)).toBeTruthy();
  });

  it('imports with Enter alone: what is in the file, progress, report, and on to studying', async () => {
    const { callsOf, end, readScreen } = open(['t1'], {});
    const start = await screen.findByRole('button', { name: /Import 214 notes/ });
    await waitFor(() => expect(document.activeElement).toBe(start));
    expect(screen.getByText('Anki package with 214 notes in 2 decks')).toBeTruthy();

    await pressEnter();
    expect(await screen.findByText('Reading notes…')).toBeTruthy();
    expect(screen.getByText('1,200 of 5,000')).toBeTruthy();
    expect(callsOf('import.start')).toMatchObject([{ ticket: 't1', options: { deckName: null, withSchedule: true, onDuplicate: 'update', text: null, format: null } }]);

    end({ status: 'done', report: makeReport({ decks: [{ name: 'Spanish::Verbs', cards: 200 }] }) });
    const study = await screen.findByRole('button', { name: /Study now/ });
    await waitFor(() => expect(document.activeElement).toBe(study));
    expect(screen.getByText('210 notes added, 2 updated')).toBeTruthy();
    expect(await screen.findByText('Its first field is empty.')).toBeTruthy();
    expect(screen.getByText('One picture is not in the package.')).toBeTruthy();

    await pressEnter();
    await waitFor(() => expect(readScreen()).toEqual({ name: 'study', deckId: 2 as DeckId }));
  });

  it('leaves progress behind when that is chosen', async () => {
    const { callsOf } = open(['t1']);
    await fireEvent.click(await screen.findByLabelText('Bring my progress along'));
    await pressEnter();
    await waitFor(() => expect(callsOf('import.start')).toHaveLength(1));
    expect(callsOf('import.start')[0]?.options).toMatchObject({ withSchedule: false, onDuplicate: 'update' });
  });

  it('does not start with Enter in a field, and does with Ctrl+Enter', async () => {
    const { callsOf } = open(['t1'], { 'import.preview': ({ options }) => makeTextPreview(options?.text ?? {}) });
    const tags = await screen.findByLabelText('Tags for every note');
    await fireEvent.input(tags, { target: { value: 'mine too' } });
    await fireEvent.keyDown(tags, { key: 'Enter' });
    expect(callsOf('import.start')).toHaveLength(0);
    await fireEvent.keyDown(tags, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(callsOf('import.start')).toHaveLength(1));
    expect(callsOf('import.start')[0]?.options.text?.tags).toEqual(['mine', 'too']);
  });

  it('says that nothing was imported when it is cancelled', async () => {
    const { end, callsOf } = open(['t1']);
    await screen.findByRole('button', { name: /Import 214 notes/ });
    await pressEnter();
    await fireEvent.click(await screen.findByRole('button', { name: /Cancel/ }));
    await waitFor(() => expect(callsOf('job.cancel')).toEqual([{ jobId: 'job1' }]));
    expect(screen.getByText('Stopping…')).toBeTruthy();
    end({ status: 'cancelled' });
    expect(await screen.findByText(/your library is as it was/)).toBeTruthy();
  });

  it('takes the import back and says so', async () => {
    const { end } = open(['t1']);
    await screen.findByRole('button', { name: /Import 214 notes/ });
    await pressEnter();
    await screen.findByText('Reading notes…');
    end({ status: 'done', report: makeReport() });
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo import' }));
    expect(await screen.findByText(/your library is as it was before/)).toBeTruthy();
  });

  it('shows the sentence for a bad file, and the others can still be imported', async () => {
    const { callsOf } = open(['bad', 'good'], {
      'import.preview': ({ ticket }) => {
        if (ticket === 'bad') throw new AppError('file-damaged', 'This file ends in the middle.');
        return makePreview({ ticket: ticket as FileTicket });
      },
    });
    expect(await screen.findByText('This file ends in the middle.')).toBeTruthy();
    await screen.findByRole('button', { name: /Import 214 notes/ });
    await pressEnter();
    await waitFor(() => expect(callsOf('import.start').map((input) => input.ticket)).toEqual(['good']));
  });

  it('lets the columns of a text be changed and never gives one field to two columns', async () => {
    const { callsOf } = open(['t1'], { 'import.preview': ({ options }) => makeTextPreview(options?.text ?? {}) });
    const third = await screen.findByLabelText('Column 3 is');
    await fireEvent.change(third, { target: { value: 'field:Back' } });
    await waitFor(() => expect(callsOf('import.preview')).toHaveLength(2));
    expect(callsOf('import.preview')[1]?.options?.text?.columns).toEqual([
      { role: 'field', field: 'Front' },
      { role: 'tags' },
      { role: 'field', field: 'Back' },
    ]);
  });

  it('leaves with Escape while the import goes on', async () => {
    const { onclose, callsOf } = open(['t1']);
    await screen.findByRole('button', { name: /Import 214 notes/ });
    await pressEnter();
    await screen.findByText('Reading notes…');
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(onclose).toHaveBeenCalledOnce();
    expect(callsOf('job.cancel')).toHaveLength(0);
  });
});
