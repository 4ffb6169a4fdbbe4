/** What others can do while an import is being added to the library, and stopping it then. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobStatus } from '../../src/contract/import.ts';
import type { JobId } from '../../src/core/ids.ts';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

const ROWS = 12_000;

function writeTable(session: ImportSession): string {
  const path = join(session.folder, 'words.csv');
  writeFileSync(path, Array.from({ length: ROWS }, (_, index) => `word ${String(index)},meaning ${String(index)}`).join('\n'));
  return path;
}

/** Starts the import and calls back, once, when the merge has begun; resolves with the job's end. */
async function importAndMeet(session: ImportSession, onMerging: (jobId: JobId) => void): Promise<JobStatus> {
  const ticket = session.backend.offerFile(writeTable(session));
  const { jobId } = await session.client.call('import.start', { ticket, options: {} });
  let isMet = false;
  return await new Promise((resolve) => {
    session.backend.onEvent((event) => {
      if (event.type !== 'job' || event.jobId !== jobId) return;
      if (event.status.status !== 'running') resolve(event.status);
      else if (event.status.progress.phase === 'merging' && event.status.progress.total !== null && !isMet) {
        isMet = true;
        onMerging(jobId);
      }
    });
  });
}

test('cancelling in the middle of the merge leaves the library as it was', async () => {
  const session = openImportSession();
  await session.client.call('deck.create', { name: 'Mine' });
  const before = session.dump();
  const ended = await importAndMeet(session, (jobId) => void session.client.call('job.cancel', { jobId }));
  expect(ended).toEqual({ status: 'cancelled' });
  expect(session.dump()).toEqual(before);
  expect(await session.client.call('undo.state', {})).toEqual({ undo: 'Create deck “Mine”', redo: null });
  expect((await session.client.call('library.check', {})).problems).toEqual([]);
  expect(await session.importFile(writeTable(session))).toMatchObject({ notes: { added: ROWS } });
});

test('queries see the library as it was while the merge goes on, and commands come after it', async () => {
  const session = openImportSession();
  const seen: Promise<unknown>[] = [];
  const order: string[] = [];
  const ended = await importAndMeet(session, () => {
    seen.push(session.client.call('library.overview', {}).then(({ noteCount }) => order.push(`query of ${String(noteCount)} notes`)));
    seen.push(session.client.call('library.check', {}).then(({ problems }) => order.push(`check with ${String(problems.length)} problems`)));
    seen.push(session.client.call('deck.create', { name: 'Mine' }).then(() => order.push('command')));
  });
  expect(ended).toMatchObject({ status: 'done' });
  await Promise.all(seen);
  expect(order).toEqual(expect.arrayContaining(['command', 'check with 0 problems']));
  expect(order[0]).toBe('query of 0 notes');
  const { undo } = await session.client.call('undo.state', {});
  expect(undo).toBe('Create deck “Mine”');
  await session.client.call('undo.undo', {});
  expect(await session.client.call('undo.state', {})).toMatchObject({ undo: 'Import “words.csv”' });
});

test('the merge tells how far it is', async () => {
  const session = openImportSession();
  await importAndMeet(session, () => undefined);
  const merging = session.events.flatMap((event) => (event.type === 'job' && event.status.status === 'running' && event.status.progress.phase === 'merging' ? [event.status.progress] : []));
  const told = merging.filter(({ total }) => total !== null);
  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ done, total }) => done <= Number(total))).toBe(true);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((left, right) => left - right));
});
