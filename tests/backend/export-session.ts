/** Exports of a test's library: start one, wait for its end, look into what it wrote. */

import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import type { ExportFormat, ExportOptions, ExportReport, ExportScope } from '../../src/contract/export.ts';
import type { JobStatus } from '../../src/contract/import.ts';
import type { JobId } from '../../src/core/ids.ts';
import type { ImportSession } from './import-session.ts';

export const EVERYTHING: ExportScope = { what: 'everything' };

export interface ExportParts {
  readonly scope?: ExportScope;
  readonly format: ExportFormat;
  readonly options?: Partial<ExportOptions>;
}

function waitForEnd(session: ImportSession, jobId: JobId): Promise<JobStatus> {
  return new Promise((resolve) => {
    const off = session.backend.onEvent((event) => {
      if (event.type !== 'job' || event.jobId !== jobId || event.status.status === 'running') return;
      off();
      resolve(event.status);
    });
  });
}

/** Starts an export and gives its job and its end, whatever that is. A null path leaves a download. */
export async function startExport(session: ImportSession, path: string | null, parts: ExportParts): Promise<{ readonly jobId: JobId; readonly ended: Promise<JobStatus> }> {
  const { jobId } = await session.client.call('export.start', {
    scope: parts.scope ?? EVERYTHING,
    format: parts.format,
    options: parts.options ?? {},
    target: path === null ? null : session.backend.offerTarget(path),
  });
  return { jobId, ended: waitForEnd(session, jobId) };
}

/** As startExport; fails the test unless the file is written. */
export async function exportFile(session: ImportSession, path: string | null, parts: ExportParts): Promise<ExportReport> {
  const { ended } = await startExport(session, path, parts);
  const status = await ended;
  if (status.status === 'written') return status.report;
  throw new Error(`the export ended otherwise: ${JSON.stringify(status)}`);
}

/** The files of a zip archive by name. */
export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  try {
    for await (const entry of zip.eachEntry()) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  } finally {
    zip.close();
  }
  return files;
}

/** The records of each part of an archive, by the part's name. */
export async function readArchiveParts(path: string): Promise<Readonly<Record<string, readonly Record<string, unknown>[]>>> {
  const parts: Record<string, readonly Record<string, unknown>[]> = {};
  for (const [name, bytes] of await readZip(path)) {
    if (!name.endsWith('.jsonl')) continue;
    const lines = bytes.toString('utf8').split('\n').slice(0, -1);
    parts[name.slice(0, -'.jsonl'.length)] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  return parts;
}

export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
