import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostDoors } from '../../../src/contract/host-doors.ts';
import type { ImportPreview, JobStatus } from '../../../src/contract/import.ts';
import type { LibraryOverview } from '../../../src/contract/library.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { DeckId, FileTicket, JobId } from '../../../src/core/ids.ts';
import { chooseDeckToStudy, ImportSession } from '../../../src/renderer/features/import/import-session.svelte.ts';
import { createFakeBackend, settle, type Answers } from '../edit/fake-backend.ts';
import { makePreview, makeReport, makeTextPreview } from './samples.ts';

const RUNNING: JobStatus = { status: 'running', progress: { phase: 'reading-notes', done: 10, total: 100 } };
const DONE: JobStatus = { status: 'done', report: makeReport() };

function setUp(answers: Answers = {}, sendFolder: HostDoors['sendFolder'] = () => Promise.reject(new Error('no folders here'))) {
  let undo: string | null = null;
  let jobs = 0;
  const backend = createFakeBackend({
    'import.preview': ({ ticket }) => makePreview({ ticket: ticket as FileTicket, fileName: ticket.replace('ticket-of-', '') }),
    'import.expand': ({ ticket }) => [{ ticket: ticket as FileTicket, fileName: ticket, sizeBytes: 10 }],
    'import.start': () => ({ jobId: `job${(jobs += 1)}` as JobId }),
    'job.status': () => RUNNING,
    'job.cancel': () => null,
    'undo.state': () => ({ undo, redo: null }),
    'undo.undo': () => {
      const label = undo ?? '';
      undo = null;
      return { label };
    },
    ...answers,
  });
  const session = new ImportSession(backend.client, { sendFolder }, () => 0);
  return { ...backend, session, setUndo: (label: string | null) => (undo = label) };
}

function file(name: string): File {
  return new File(['x'], name);
}

describe('import session', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows a preview for each file that is added and selects the first', async () => {
    const { session } = setUp();
    session.addFiles([file('a.apkg'), file('b.apkg')]);
    expect(session.files.map((item) => item.stage)).toEqual(['reading', 'reading']);
    await settle();
    expect(session.files.map((item) => [item.name, item.stage])).toEqual([
      ['a.apkg', 'ready'],
      ['b.apkg', 'ready'],
    ]);
    expect(session.selected?.name).toBe('a.apkg');
  });

  it('reads one file after the other, and none that was taken off the list before its turn', async () => {
    const waiting: (() => void)[] = [];
    const { session, callsOf } = setUp({
      'import.preview': ({ ticket }) => new Promise((resolve) => waiting.push(() => resolve(makePreview({ ticket: ticket as FileTicket })))),
    });
    session.addFiles([file('a.apkg'), file('b.apkg'), file('c.apkg')]);
    await settle();
    expect(callsOf('import.preview').map((input) => input.ticket)).toEqual(['ticket-of-a.apkg']);
    const second = session.files[1];
    if (second !== undefined) session.remove(second);
    waiting[0]?.();
    await settle();
    expect(callsOf('import.preview').map((input) => input.ticket)).toEqual(['ticket-of-a.apkg', 'ticket-of-c.apkg']);
  });

  it('imports one file after the other, and a bad one does not stop the others', async () => {
    const { session, emit, callsOf, setUndo } = setUp();
    session.addFiles([file('a.apkg'), file('b.apkg'), file('c.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    expect(callsOf('import.start').map((input) => input.ticket)).toEqual(['ticket-of-a.apkg']);
    emit({ type: 'job', jobId: 'job1' as JobId, status: { status: 'failed', error: { code: 'file-damaged', message: 'Broken.' } } });
    await settle();
    expect(callsOf('import.start').map((input) => input.ticket)).toEqual(['ticket-of-a.apkg', 'ticket-of-b.apkg']);
    setUndo('Import b.apkg');
    emit({ type: 'job', jobId: 'job2' as JobId, status: DONE });
    await settle();
    emit({ type: 'job', jobId: 'job3' as JobId, status: { status: 'cancelled' } });
    await finished;
    expect(session.files.map((item) => item.stage)).toEqual(['failed', 'done', 'cancelled']);
    expect(session.selected?.name).toBe('b.apkg');
  });

  it('keeps a file that cannot be recognised with the sentence of the backend', async () => {
    const { session } = setUp({
      'import.preview': () => {
        throw new AppError('file-encrypted', 'The file is locked.');
      },
    });
    session.addFiles([file('a.apkg')]);
    await settle();
    expect(session.files[0]?.stage).toBe('failed');
    expect(session.files[0]?.error).toEqual({ code: 'file-encrypted', message: 'The file is locked.' });
  });

  it('learns the end of a job by asking when its event was missed', async () => {
    let status: JobStatus = RUNNING;
    const { session } = setUp({ 'job.status': () => status });
    session.addFiles([file('a.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    expect(session.running?.progress?.phase).toBe('reading-notes');
    status = DONE;
    await vi.advanceTimersByTimeAsync(1100);
    await finished;
    expect(session.files[0]?.report?.notes.added).toBe(210);
  });

  it('does not go back to running when an old answer arrives after the end', async () => {
    const { session, emit } = setUp();
    session.addFiles([file('a.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    emit({ type: 'job', jobId: 'job1' as JobId, status: DONE });
    emit({ type: 'job', jobId: 'job1' as JobId, status: RUNNING });
    await finished;
    expect(session.files[0]?.stage).toBe('done');
  });

  it('cancels the running job, and takes a waiting file out of the queue', async () => {
    const { session, emit, callsOf } = setUp();
    session.addFiles([file('a.apkg'), file('b.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    const [first, second] = session.files;
    await second?.cancel();
    await first?.cancel();
    expect(callsOf('job.cancel')).toEqual([{ jobId: 'job1' }]);
    emit({ type: 'job', jobId: 'job1' as JobId, status: { status: 'cancelled' } });
    await finished;
    expect(session.files.map((item) => item.stage)).toEqual(['cancelled', 'cancelled']);
    expect(callsOf('import.start')).toHaveLength(1);
  });

  it('cancels an import that was stopped before its job had a name, and asks once', async () => {
    let begin = (): void => undefined;
    const { session, emit, callsOf } = setUp({
      'import.start': () => new Promise((resolve) => (begin = () => resolve({ jobId: 'job1' as JobId }))),
    });
    session.addFiles([file('a.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    await session.files[0]?.cancel();
    await session.files[0]?.cancel();
    begin();
    await settle();
    expect(callsOf('job.cancel')).toEqual([{ jobId: 'job1' }]);
    emit({ type: 'job', jobId: 'job1' as JobId, status: { status: 'cancelled' } });
    await finished;
    expect(session.files[0]?.stage).toBe('cancelled');
  });

  it('takes an import back only while it is the last thing done', async () => {
    const { session, emit, setUndo, callsOf } = setUp();
    session.addFiles([file('a.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    setUndo('Import a.apkg');
    emit({ type: 'job', jobId: 'job1' as JobId, status: DONE });
    await finished;
    const imported = session.files[0];
    if (imported === undefined) throw new Error('no file');
    expect(session.undoable).toEqual([imported]);
    setUndo('Grade card');
    emit({ type: 'changed', topics: ['undo'] });
    await settle();
    expect(session.undoable).toEqual([]);
    expect(await session.undo(imported)).toBe(false);
    expect(callsOf('undo.undo')).toHaveLength(0);
    setUndo('Import a.apkg');
    expect(await session.undo(imported)).toBe(true);
    expect(imported.stage).toBe('undone');
  });

  it('offers no undo for an import that changed nothing', async () => {
    const { session, emit, setUndo } = setUp();
    session.addFiles([file('a.apkg')]);
    await settle();
    setUndo('Import a.apkg');
    const finished = session.importAll();
    await settle();
    const unchanged = makeReport({
      notes: { added: 0, updated: 0, unchanged: 214, skipped: 0 },
      cards: { added: 0 },
      reviews: 0,
      media: { added: 0, reused: 0, missing: 0, rejected: 0 },
    });
    emit({ type: 'job', jobId: 'job1' as JobId, status: { status: 'done', report: unchanged } });
    await finished;
    expect(session.undoable).toEqual([]);
  });

  it('takes in a file that the host has only once', async () => {
    const { session } = setUp();
    session.addTickets(['ticket-of-x.csv' as FileTicket]);
    await settle();
    expect(session.files.map((item) => item.name)).toEqual(['x.csv']);
    session.addTickets(['ticket-of-x.csv' as FileTicket, 'ticket-of-y.csv' as FileTicket]);
    expect(session.files).toHaveLength(2);
  });

  it('says when an import has ended', async () => {
    const { session, emit } = setUp();
    const heard: string[] = [];
    session.onEnd((ended) => heard.push(`${ended.name} ${ended.stage}`));
    session.addFiles([file('a.apkg')]);
    await settle();
    const finished = session.importAll();
    await settle();
    emit({ type: 'job', jobId: 'job1' as JobId, status: DONE });
    await finished;
    expect(heard).toEqual(['a.apkg done']);
  });

  it('replaces the finished list when new files come, and adds to an unfinished one', async () => {
    const { session } = setUp({
      'import.preview': ({ ticket }) => {
        if (ticket.includes('bad')) throw new AppError('file-damaged', 'Broken.');
        return makePreview();
      },
    });
    session.addFiles([file('bad.apkg')]);
    await settle();
    session.addFiles([file('good.apkg')]);
    await settle();
    session.addFiles([file('more.apkg')]);
    expect(session.files).toHaveLength(2);
    expect(session.files.some((item) => item.name === 'bad.apkg')).toBe(false);
  });
});

describe('options of a delimited text', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A text with its first preview, whose further ones wait to be answered. */
  async function setUpHeld() {
    const waiting: ((preview: ImportPreview) => void)[] = [];
    let held = false;
    const { session, callsOf } = setUp({
      'import.preview': () => (held ? new Promise<ImportPreview>((resolve) => waiting.push(resolve)) : makeTextPreview()),
    });
    session.addFiles([file('words.csv')]);
    await settle();
    held = true;
    return { item: session.files[0], callsOf, waiting };
  }

  it('previews again after a pause, and an overtaken preview does not come back', async () => {
    const { item, callsOf, waiting } = await setUpHeld();
    item?.chooseText({ delimiter: ';' });
    item?.chooseText({ delimiter: '\t' });
    await vi.advanceTimersByTimeAsync(300);
    expect(callsOf('import.preview')).toHaveLength(2);
    expect(callsOf('import.preview')[1]?.options?.text?.delimiter).toBe('\t');
    item?.chooseText({ hasHeaderRow: false });
    await vi.advanceTimersByTimeAsync(300);
    waiting[1]?.(makeTextPreview({ delimiter: '\t', hasHeaderRow: false }));
    await settle();
    waiting[0]?.(makeTextPreview({ delimiter: '\t' }));
    await settle();
    expect(item?.options.text?.hasHeaderRow).toBe(false);
    expect(item?.refreshing).toBe(false);
  });

  it('waits for the columns to be guessed again before it starts', async () => {
    const { session, callsOf } = setUp({
      'import.preview': ({ options }) => makeTextPreview(options?.text?.delimiter === ';' ? { delimiter: ';', columns: [{ role: 'field', field: 'Front' }] } : {}),
    });
    session.addFiles([file('words.csv')]);
    await settle();
    session.files[0]?.chooseText({ delimiter: ';' });
    void session.importAll();
    await settle();
    expect(callsOf('import.start')[0]?.options.text?.columns).toEqual([{ role: 'field', field: 'Front' }]);
  });

  it('takes tags and deck along without a new preview, also when an older one arrives after them', async () => {
    const { item, callsOf, waiting } = await setUpHeld();
    item?.chooseText({ hasHeaderRow: false });
    await vi.advanceTimersByTimeAsync(300);
    item?.chooseText({ tags: ['mine'] });
    item?.chooseText({ deckName: 'Other' });
    await vi.advanceTimersByTimeAsync(300);
    waiting[0]?.(makeTextPreview({ hasHeaderRow: false }));
    await settle();
    expect(callsOf('import.preview')).toHaveLength(2);
    expect(item?.options.text).toMatchObject({ tags: ['mine'], deckName: 'Other', hasHeaderRow: false });
  });

  it('keeps the last good preview when a change cannot be shown', async () => {
    let broken = false;
    const { session } = setUp({
      'import.preview': () => {
        if (broken) throw new AppError('bad-input', 'No row could be read.');
        return makeTextPreview();
      },
    });
    session.addFiles([file('words.csv')]);
    await settle();
    broken = true;
    const item = session.files[0];
    item?.chooseText({ encoding: 'utf-16le' });
    await vi.advanceTimersByTimeAsync(300);
    expect(item?.stage).toBe('ready');
    expect(item?.preview?.text?.rows).toHaveLength(2);
    expect(item?.previewError?.message).toBe('No row could be read.');
  });
});

describe('the deck to study after an import', () => {
  it('is the deck above all that came', () => {
    expect(chooseDeckToStudy([{ name: 'A::B', cards: 1 }, { name: 'A::C', cards: 5 }])).toBe('A');
  });

  it('is the deck with most cards when they have nothing in common', () => {
    expect(chooseDeckToStudy([{ name: 'A', cards: 1 }, { name: 'B', cards: 5 }, { name: 'C', cards: 0 }])).toBe('B');
  });

  it('is none when no card came', () => {
    expect(chooseDeckToStudy([{ name: 'A', cards: 0 }])).toBeNull();
  });

  it('is found in the library by its full name', async () => {
    const counts = { new: 1, learning: 0, due: 0 };
    const child = { id: 7 as DeckId, name: 'A::B', label: 'B', depth: 1, counts, cardCount: 1, children: [] };
    const overview: LibraryOverview = {
      decks: [{ id: 3 as DeckId, name: 'A', label: 'A', depth: 0, counts, cardCount: 1, children: [child] }],
      noteCount: 1,
      cardCount: 1,
      reviewedToday: 0,
      studiedTodayMillis: 0,
      neverStudied: true,
      suggestedDeckId: null,
    };
    const { session } = setUp({ 'library.overview': () => overview });
    expect(await session.findDeckToStudy(makeReport({ decks: [{ name: 'A::B', cards: 2 }] }))).toBe(7);
  });
});
