/** Imports as jobs: progress, cancelling, previews, dry runs, several at once, and closing in the middle of one. */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBackend } from '../../src/backend/create-backend.ts';
import type { JobStatus } from '../../src/contract/import.ts';
import type { JobId } from '../../src/core/ids.ts';
import { BASIC, makeBasicCollection } from '../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import { openImportSession, utcClock } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'versus-jobs-'));
const large = join(folder, 'large.apkg');
const small = join(folder, 'small.apkg');

beforeAll(async () => {
  const words = Array.from({ length: 20_000 }, (_, index) => `note ${String(index)} ${'word '.repeat(20)}`);
  await writeAnkiPackage(large, makeBasicCollection(words), { generation: 3 });
  const media = [{ name: 'a.png', bytes: Buffer.from('a') }];
  await writeAnkiPackage(small, makeBasicCollection(['one <img src="a.png">', 'two', 'three']), { generation: 3, media });
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function statusesOf(session: ImportSession, jobId: JobId): JobStatus[] {
  return session.events.flatMap((event) => (event.type === 'job' && event.jobId === jobId ? [event.status] : []));
}

async function waitForEnd(session: ImportSession, jobId: JobId): Promise<JobStatus> {
  for (;;) {
    const status = await session.client.call('job.status', { jobId });
    if (status.status !== 'running') return status;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function start(session: ImportSession, path: string, dryRun = false): Promise<JobId> {
  return (await session.client.call('import.start', { ticket: session.backend.offerFile(path), options: {}, dryRun })).jobId;
}

describe('an import', () => {
  test('tells its phases in order and ends with its report, which can be asked for afterwards', async () => {
    const session = openImportSession();
    const jobId = await start(session, large);
    const end = await waitForEnd(session, jobId);
    expect(end).toMatchObject({ status: 'done', report: { notes: { added: 20_000 } } });
    const statuses = statusesOf(session, jobId);
    expect(statuses.at(-1)).toEqual(end);
    const phases = statuses.flatMap((status) => (status.status === 'running' ? [status.progress.phase] : []));
    expect([...new Set(phases)]).toEqual(['opening', 'reading-notes', 'reading-cards', 'reading-media', 'merging']);
    for (const status of statuses) {
      if (status.status === 'running' && status.progress.total !== null) expect(status.progress.done).toBeLessThanOrEqual(status.progress.total);
    }
    expect(session.events.at(-1)).toEqual({ type: 'job', jobId, status: end });
    expect(session.events.some((event) => event.type === 'changed' && event.topics.includes('notes'))).toBe(true);
  });

  test('that is cancelled leaves the library and the staging folder as they were', async () => {
    const session = openImportSession();
    await session.importFile(small);
    const before = session.dump();
    const jobId = await start(session, large);
    while (!statusesOf(session, jobId).some((status) => status.status === 'running' && status.progress.phase === 'reading-notes')) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await session.client.call('job.cancel', { jobId });
    expect(await waitForEnd(session, jobId)).toEqual({ status: 'cancelled' });
    expect(session.dump()).toEqual(before);
    expect(readdirSync(join(session.libraryDir, 'staging'))).toEqual([]);
    await session.client.call('job.cancel', { jobId });
    expect(await session.client.call('job.status', { jobId })).toEqual({ status: 'cancelled' });
  });

  test('that is cancelled while it waits for its turn never begins', async () => {
    const session = openImportSession();
    const first = await start(session, large);
    const second = await start(session, small);
    await session.client.call('job.cancel', { jobId: second });
    expect(await waitForEnd(session, second)).toEqual({ status: 'cancelled' });
    expect((await waitForEnd(session, first)).status).toBe('done');
    expect(statusesOf(session, second)).toEqual([{ status: 'cancelled' }]);
  });

  test('takes its turn after another, and each is a step of its own', async () => {
    const session = openImportSession();
    const jobs = await Promise.all([start(session, small), start(session, large), start(session, small)]);
    const ends = await Promise.all(jobs.map((jobId) => waitForEnd(session, jobId)));
    expect(ends.map((end) => end.status)).toEqual(['done', 'done', 'done']);
    // Both files have notes of the same ids: each later file updates those of the one before.
    expect(session.query('SELECT count(*) AS count FROM notes')).toEqual([{ count: 20_000 }]);
    for (const name of ['small', 'large', 'small']) {
      expect((await session.client.call('undo.undo', {})).label).toBe(`Import “${name}.apkg”`);
    }
    expect(session.query('SELECT count(*) AS count FROM notes')).toEqual([{ count: 0 }]);
  });

  test('makes a backup of what was there before', async () => {
    const session = openImportSession();
    await session.importFile(small);
    const backups = (): string[] => readdirSync(join(session.libraryDir, 'backups')).filter((name) => name.includes('before-import'));
    expect(existsSync(join(session.libraryDir, 'backups')) ? backups() : []).toEqual([]);
    await session.importFile(large);
    expect(backups()).toHaveLength(1);
  });

  test('of a file that was offered as a temporary upload deletes it when done', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'upload.csv');
    writeFileSync(path, 'front,back\na,b\n');
    const ticket = session.backend.offerFile(path, { deleteWhenDone: true });
    const { jobId } = await session.client.call('import.start', { ticket, options: {}, dryRun: false });
    expect((await waitForEnd(session, jobId)).status).toBe('done');
    expect(existsSync(path)).toBe(false);
    await expect(session.client.call('import.preview', { ticket })).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('a dry run', () => {
  test('reports what an import would do, and does nothing', async () => {
    const session = openImportSession();
    const before = session.dump();
    const dry = await session.importFile(small, {}, { dryRun: true });
    expect(session.dump()).toEqual(before);
    expect(readdirSync(join(session.libraryDir, 'media'))).toEqual([]);
    expect(await session.client.call('undo.state', {})).toEqual({ undo: null, redo: null });
    expect(session.query('SELECT 1 FROM imports')).toEqual([]);
    const real = await session.importFile(small);
    expect({ ...dry, durationMillis: 0 }).toEqual({ ...real, durationMillis: 0, importId: null });
  });
});

describe('a preview', () => {
  test('shows counts, decks, note types and up to five cards, and touches nothing', async () => {
    const session = openImportSession();
    const before = session.dump();
    const ticket = session.backend.offerFile(small);
    const preview = await session.client.call('import.preview', { ticket, options: { deckName: 'Mine' } });
    expect(preview).toMatchObject({
      ticket,
      fileName: 'small.apkg',
      format: 'apkg',
      generation: 3,
      summary: 'Anki package with 3 notes in 1 deck',
      noteCount: 3,
      cardCount: 3,
      reviewCount: 0,
      mediaCount: 1,
      decks: [{ name: 'Mine::Things', cards: 3 }],
      noteTypes: [BASIC.name],
      text: null,
    });
    expect(preview.samples).toHaveLength(3);
    expect(preview.samples[1]?.question.html).toContain('two');
    expect(session.dump()).toEqual(before);
    expect(readdirSync(join(session.libraryDir, 'staging'))).toEqual([]);
  });

  test('of a bad file says what is wrong with it', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'deck.apkg');
    writeFileSync(path, '');
    await expect(session.client.call('import.preview', { ticket: session.backend.offerFile(path) })).rejects.toMatchObject({ code: 'file-empty' });
  });

  test('of a file nobody offered says that it is not at hand', async () => {
    const session = openImportSession();
    await expect(session.client.call('import.preview', { ticket: 'unknown' as never })).rejects.toMatchObject({ code: 'file-missing' });
  });
});

describe('closing', () => {
  test('in the middle of an import leaves the library as it was, ready to be opened again', async () => {
    const libraryDir = join(mkdtempSync(join(folder, 'closing-')), 'library');
    const options = { libraryDir, clock: utcClock, random: () => 0.5, withStarterDeck: false };
    const backend = createBackend(options);
    const reply = await backend.call('import.start', { ticket: backend.offerFile(large), options: {}, dryRun: false });
    expect(reply.ok).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await backend.close();
    const again = createBackend(options);
    expect(await again.call('library.check', {})).toMatchObject({ ok: true, value: { ok: true, problems: [], notes: 0 } });
    await again.close();
  });
});
