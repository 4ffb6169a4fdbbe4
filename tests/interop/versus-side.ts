/** Versus as the interoperation test drives it: libraries in temporary folders, through the same door as its windows. */

import { mkdirSync } from 'node:fs';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { createClient } from '../../src/contract/client.ts';
import type { ExportFormat } from '../../src/contract/export.ts';
import type { JobStatus } from '../../src/contract/import.ts';
import { readStudyMoment } from '../../src/core/scheduling/study-day.ts';
import type { StudyMoment } from '../../src/core/scheduling/study-day.ts';
import { describeLibrary } from './describe-library.ts';
import type { Described } from './described.ts';

const DAY_STARTS_AT_HOUR = 4;

export function readMoment(): StudyMoment {
  return readStudyMoment(systemClock, DAY_STARTS_AT_HOUR);
}

async function withLibrary<Value>(libraryDir: string, use: (run: (start: (call: ReturnType<typeof createClient>['call'], backend: ReturnType<typeof createBackend>) => Promise<unknown>) => Promise<JobStatus>) => Promise<Value>): Promise<Value> {
  const backend = createBackend({ libraryDir, clock: systemClock, random: Math.random, withStarterDeck: false });
  const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('files are offered by their paths here')) });
  try {
    return await use(async (start) => {
      const ended = new Promise<JobStatus>((resolve) => {
        const off = backend.onEvent((event) => {
          if (event.type !== 'job' || event.status.status === 'running') return;
          off();
          resolve(event.status);
        });
      });
      await start(client.call, backend);
      return await ended;
    });
  } finally {
    await backend.close();
  }
}

/** Imports the file into a library in the folder, which is made when it is not there, and describes the library. */
export async function importIntoLibrary(libraryDir: string, path: string): Promise<Described> {
  mkdirSync(libraryDir, { recursive: true });
  const status = await withLibrary(libraryDir, (run) => run((call, backend) => call('import.start', { ticket: backend.offerFile(path), options: {} })));
  if (status.status !== 'done') throw new Error(`the import of ${path} ended otherwise: ${JSON.stringify(status)}`);
  return describeLibrary(libraryDir, readMoment());
}

export async function exportLibrary(libraryDir: string, format: ExportFormat, path: string): Promise<void> {
  const status = await withLibrary(libraryDir, (run) =>
    run((call, backend) => call('export.start', { scope: { what: 'everything' }, format, options: {}, target: backend.offerTarget(path) })),
  );
  if (status.status !== 'written') throw new Error(`the export to ${path} ended otherwise: ${JSON.stringify(status)}`);
}
