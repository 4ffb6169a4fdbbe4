/** `versus import`: one file after the other through the same job as the window's import. */

import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { ImportOptions, ImportReport, JobStatus } from '../contract/import.ts';
import { AppError, toErrorReport, type ErrorReport } from '../core/errors.ts';
import type { JobId } from '../core/ids.ts';
import type { OpenBackend } from './with-backend.ts';

export type FileOutcome =
  | ({ readonly file: string; readonly ok: true } & Omit<ImportReport, 'fileName' | 'skipped'> & { readonly skipped: ImportReport['skipped'] })
  | { readonly file: string; readonly ok: false; readonly error: ErrorReport };

export interface ImportRequest {
  readonly options: Pick<ImportOptions, 'deckName' | 'withSchedule' | 'onDuplicate'>;
  readonly dryRun: boolean;
  readonly onProgress: (file: string, status: JobStatus) => void;
  /** Aborting cancels the running import; the library stays as it was for that file. */
  readonly signal: AbortSignal;
}

function checkFile(path: string): void {
  if (!existsSync(path)) throw new AppError('file-missing', `There is no file at ${path}. Check the name and try again.`);
  if (!statSync(path).isFile()) throw new AppError('file-unreadable', `${path} is not a file. Give the path of a deck file.`);
}

async function waitForJob({ client }: OpenBackend, jobId: JobId, request: ImportRequest, file: string): Promise<ImportReport> {
  const cancel = (): void => void client.call('job.cancel', { jobId });
  const ended = await new Promise<JobStatus>((settle, fail) => {
    const look = (status: JobStatus): void => {
      request.onProgress(file, status);
      if (status.status === 'running') return;
      stop();
      settle(status);
    };
    const stop = client.onEvent((event) => {
      if (event.type === 'job' && event.jobId === jobId) look(event.status);
    });
    request.signal.addEventListener('abort', cancel, { once: true });
    if (request.signal.aborted) cancel();
    client.call('job.status', { jobId }).then((status) => {
      if (status.status !== 'running') look(status);
    }, fail);
  }).finally(() => request.signal.removeEventListener('abort', cancel));
  if (ended.status === 'done') return ended.report;
  if (ended.status === 'failed') throw new AppError(ended.error.code, ended.error.message);
  throw new AppError('cancelled', 'The import was cancelled. Your library is as it was.');
}

async function importFile(open: OpenBackend, file: string, request: ImportRequest): Promise<FileOutcome> {
  try {
    const path = resolve(file);
    checkFile(path);
    const ticket = open.backend.offerFile(path, { fileName: basename(path) });
    const { jobId } = await open.client.call('import.start', { ticket, options: request.options, dryRun: request.dryRun });
    const { fileName: _fileName, ...report } = await waitForJob(open, jobId, request, file);
    return { file, ok: true, ...report };
  } catch (thrown) {
    return { file, ok: false, error: toErrorReport(thrown) };
  }
}

/** Imports the files in turn; one that fails does not stop the others. An abort ends the list after the running file. */
export async function importFiles(open: OpenBackend, files: readonly string[], request: ImportRequest): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    if (request.signal.aborted) break;
    outcomes.push(await importFile(open, file, request));
  }
  return outcomes;
}
