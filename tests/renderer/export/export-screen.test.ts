import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportDescription, ExportReport, ExportScope } from '../../../src/contract/export.ts';
import type { HostDoors, SaveTarget } from '../../../src/contract/host-doors.ts';
import type { JobStatus } from '../../../src/contract/import.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { DeckId, FileTicket, JobId, SaveTicket } from '../../../src/core/ids.ts';
import type { App } from '../../../src/renderer/client/app-context.ts';
import ExportScreen from '../../../src/renderer/features/export/ExportScreen.svelte';
import AppHarness from '../edit/AppHarness.svelte';
import { createFakeBackend, type Answers } from '../edit/fake-backend.ts';
import { OVERVIEW } from '../edit/samples.ts';

const DESCRIBED: ExportDescription = {
  noteCount: 214,
  cardCount: 428,
  reviewCount: 1200,
  mediaCount: 3,
  mediaBytes: 2_400_000,
  suggestedName: 'Spanish.apkg',
  losses: [],
  refusal: null,
};
const REPORT: ExportReport = {
  format: 'apkg',
  fileName: 'Spanish.apkg',
  sizeBytes: 2_500_000,
  notes: 214,
  cards: 428,
  reviews: 1200,
  media: 3,
  losses: [],
  download: null,
  durationMillis: 900,
};
const RUNNING: JobStatus = { status: 'running', progress: { phase: 'writing-notes', done: 100, total: 214 } };
const EVERYTHING: ExportScope = { what: 'everything' };

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  window.location.hash = '';
});

interface Scene {
  readonly scope?: ExportScope;
  readonly target?: SaveTarget;
  readonly answers?: Answers;
}

function open({ scope = EVERYTHING, target = { kind: 'file', ticket: 'there' as SaveTicket }, answers = {} }: Scene = {}) {
  let status = RUNNING;
  const asked: string[] = [];
  const doors: HostDoors = {
    sendFolder: () => Promise.reject(new Error('no folders here')),
    printPdf: () => Promise.reject(new Error('no printer here')),
    chooseTarget: (name) => {
      asked.push(name);
      return Promise.resolve(target);
    },
  };
  const backend = createFakeBackend({
    'library.overview': () => OVERVIEW,
    'export.describe': () => DESCRIBED,
    'export.start': () => {
      status = RUNNING;
      return { jobId: 'job1' as JobId };
    },
    'job.status': () => status,
    'job.cancel': () => null,
    ...answers,
  });
  const onclose = vi.fn();
  let app: App | undefined;
  render(AppHarness, { client: backend.client, screen: ExportScreen, doors, screenProps: { scope, onclose }, onapp: (made: App) => (app = made) });
  const end = (final: JobStatus): void => {
    status = final;
    backend.emit({ type: 'job', jobId: 'job1' as JobId, status: final });
  };
  return { ...backend, asked, onclose, end, readScreen: () => app?.router.screen };
}

const exportButton = () => screen.findByRole<HTMLButtonElement>('button', { name: /^Export 214 notes/ });

describe('export screen', () => {
  it('exports with the button that has the focus, and says what was written', async () => {
    const { callsOf, asked, end } = open({ scope: { what: 'deck', deckId: 2 as DeckId, withSubdecks: true } });
    const button = await exportButton();
    await waitFor(() => expect(document.activeElement).toBe(button));
    expect(screen.getByText('Nothing is lost.')).toBeTruthy();
    await fireEvent.click(button);
    expect(await screen.findByText('Writing notes…')).toBeTruthy();
    expect(screen.getByText('100 of 214')).toBeTruthy();
    expect(asked).toEqual(['Spanish.apkg']);
    expect(callsOf('export.start')).toEqual([
      { scope: { what: 'deck', deckId: 2, withSubdecks: true }, format: 'apkg', options: { withSchedule: true, withMedia: true }, target: 'there' },
    ]);
    screen.getByRole('button', { name: /^Back/ }).focus();
    end({ status: 'written', report: REPORT });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Done'));
    const report = await screen.findByRole('region', { name: 'Export report' });
    expect(report.textContent).toContain('Spanish.apkg');
    expect(report.textContent).toContain('214 notes, 428 cards, 1,200 past answers, 3 pictures and sounds');
  });

  it('tells every loss before anything is written, anew with each choice', async () => {
    const { callsOf } = open({
      answers: {
        'export.describe': ({ format, options }) => ({
          ...DESCRIBED,
          // As the backend has it: what was left out by choice is no loss.
          losses: format === 'quizlet' && options.withMedia ? [{ code: 'no-images', message: 'Quizlet text has no images: 14 cards lose theirs.' }] : [],
        }),
      },
    });
    await exportButton();
    await fireEvent.click(screen.getByLabelText('With pictures and sounds'));
    await fireEvent.click(screen.getByLabelText('Quizlet text'));
    expect(await screen.findByText('Quizlet text has no images: 14 cards lose theirs.')).toBeTruthy();
    expect(screen.queryByLabelText('With my progress')).toBeNull();
    expect(callsOf('export.describe').at(-1)?.options).toEqual({ withSchedule: true, withMedia: true });
    expect(callsOf('export.start')).toEqual([]);
  });

  it('has the name of the deck selected, so that what is typed takes its place', async () => {
    open();
    await exportButton();
    const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'What' });
    field.focus();
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 'All decks'.length]);
    field.setSelectionRange(3, 3);
    await fireEvent.click(field);
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 'All decks'.length]);
  });

  it('does not export what a format refuses, and says why', async () => {
    open({ answers: { 'export.describe': ({ format }) => ({ ...DESCRIBED, refusal: format === 'colpkg' ? 'A collection holds everything only.' : null }) } });
    await exportButton();
    await fireEvent.click(screen.getByLabelText('Anki collection'));
    expect(await screen.findByText('A collection holds everything only.')).toBeTruthy();
    await waitFor(async () => expect((await exportButton()).disabled).toBe(true));
  });

  it('comes back to the choices when no place was chosen', async () => {
    const { callsOf } = open({ target: { kind: 'cancelled' } });
    await fireEvent.click(await exportButton());
    expect(await exportButton()).toBeTruthy();
    expect(callsOf('export.start')).toEqual([]);
  });

  it('fetches a download under its name, once, and again when asked', async () => {
    const links: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      links.push(`${new URL(this.href).pathname} as ${this.download}`);
    });
    const { callsOf, end } = open({ target: { kind: 'download' } });
    await fireEvent.click(await exportButton());
    await screen.findByText('Writing notes…');
    expect(callsOf('export.start')[0]?.target).toBeNull();
    end({ status: 'written', report: { ...REPORT, fileName: 'Español 1.apkg', download: 'd1' as FileTicket } });
    const again = await screen.findByRole('button', { name: 'Download again' });
    expect(links).toEqual(['/exports/d1/Espa%C3%B1ol%201.apkg as Español 1.apkg']);
    await fireEvent.click(again);
    expect(links).toHaveLength(2);
  });

  it('stops when asked to, and says what went wrong in words', async () => {
    const { callsOf, end } = open();
    await fireEvent.click(await exportButton());
    await screen.findByRole('region', { name: 'Export in progress' });
    await fireEvent.click(screen.getByRole('button', { name: /^Cancel/ }));
    await waitFor(() => expect(callsOf('job.cancel')).toEqual([{ jobId: 'job1' }]));
    end({ status: 'cancelled' });
    await fireEvent.click(await exportButton());
    await screen.findByRole('region', { name: 'Export in progress' });
    end({ status: 'failed', error: { code: 'disk-full', message: 'The disk is full.' } });
    expect(await screen.findByText('The disk is full.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Back to the choices' }));
    expect(await exportButton()).toBeTruthy();
  });

  it('keeps the choices when the job cannot begin', async () => {
    open({
      answers: {
        'export.start': () => {
          throw new AppError('library-busy', 'Another export is under way.');
        },
      },
    });
    await fireEvent.click(await exportButton());
    expect(await screen.findByText('Another export is under way.')).toBeTruthy();
  });

  it('leads to the sheet for paper, and remembers the format for the next time', async () => {
    const { readScreen, callsOf } = open();
    await exportButton();
    await fireEvent.click(screen.getByLabelText('Sheet to print'));
    await fireEvent.click(await screen.findByRole('button', { name: /^Show 428 cards as a sheet/ }));
    expect(readScreen()).toEqual({ name: 'sheet', scope: EVERYTHING });
    expect(callsOf('export.start')).toEqual([]);
    cleanup();
    open();
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Sheet to print').checked).toBe(true));
  });

  it('keeps the search that led here among what can go out', async () => {
    const { readScreen } = open({ scope: { what: 'search', text: ' verbs ', deckId: null } });
    await exportButton();
    expect(screen.getByLabelText<HTMLInputElement>('What').value).toBe('Notes found by “verbs”');
    expect(readScreen()?.name).toBe('library');
  });
});
