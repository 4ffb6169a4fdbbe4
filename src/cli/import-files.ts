/** `versus import`: one deck after the other through the same job as the window's import; folders and archives of decks are taken apart first. */

import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ImportReport, JobStatus } from '../contract/import.ts';
import { AppError, toErrorReport, type ErrorReport } from '../core/errors.ts';
import type { FileTicket, JobId } from '../core/ids.ts';
import { chooseOptions } from './choose-text.ts';
import type { ImportChoices } from './import-flags.ts';
import { waitForJob } from './wait-for-job.ts';
import type { OpenBackend } from './with-backend.ts';

export type FileOutcome =
  /** `settled`: for how many notes whose text both changed the choice was made. */
  | ({ readonly file: string; readonly ok: true; readonly settled: number } & Omit<ImportReport, 'fileName'>)
  | { readonly file: string; readonly ok: false; readonly error: ErrorReport };

export interface ImportRequest {
  readonly choices: ImportChoices;
  readonly dryRun: boolean;
  readonly onProgress: (file: string, status: JobStatus) => void;
  /** Aborting cancels the running import; the library stays as it was for that file. */
  readonly signal: AbortSignal;
}

interface Deck {
  /** As it was given, or that and the name of the part. */
  readonly file: string;
  readonly ticket: FileTicket;
}

/** The decks at a path: the file itself, or those in a folder or archive. Throws AppError. */
async function findDecks(open: OpenBackend, file: string): Promise<readonly Deck[]> {
  const path = resolve(file);
  if (!existsSync(path)) throw new AppError('file-missing', `There is no file at ${path}. Check the name and try again.`);
  const given = open.backend.offerFile(path, { fileName: basename(path) });
  const parts = await open.client.call('import.expand', { ticket: given });
  return parts.map(({ ticket, fileName }) => ({ ticket, file: ticket === given ? file : join(file, fileName) }));
}

async function waitForReport(open: OpenBackend, jobId: JobId, request: ImportRequest, file: string): Promise<ImportReport> {
  const ended = await waitForJob(open, jobId, {
    signal: request.signal,
    onProgress: (status) => {
      request.onProgress(file, status);
    },
  });
  if (ended.status === 'done') return ended.report;
  if (ended.status === 'failed') throw new AppError(ended.error.code, ended.error.message);
  throw new AppError('cancelled', 'The import was cancelled. Your library is as it was.');
}

async function importDeck(open: OpenBackend, { file, ticket }: Deck, request: ImportRequest): Promise<FileOutcome> {
  try {
    const options = await chooseOptions(open.client, ticket, request.choices);
    const { jobId } = await open.client.call('import.start', { ticket, options, dryRun: request.dryRun });
    const { fileName: _fileName, ...report } = await waitForReport(open, jobId, request, file);
    return { file, ok: true, settled: await settleConflicts(open, report, request.choices), ...report };
  } catch (thrown) {
    return { file, ok: false, error: toErrorReport(thrown) };
  }
}

async function settleConflicts({ client }: OpenBackend, { importId, fates }: Pick<ImportReport, 'importId' | 'fates'>, { onConflict }: ImportChoices): Promise<number> {
  if (onConflict === null || importId === null || fates.conflict === 0) return 0;
  return (await client.call('import.resolve', { importId, noteId: null, take: onConflict })).settled;
}

/** Imports the decks of files and folders in turn; one that fails does not stop the others. An abort ends the list after the running one. */
export async function importFiles(open: OpenBackend, files: readonly string[], request: ImportRequest): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const file of files) {
    if (request.signal.aborted) break;
    try {
      for (const deck of await findDecks(open, file)) {
        if (!request.signal.aborted) outcomes.push(await importDeck(open, deck, request));
      }
    } catch (thrown) {
      outcomes.push({ file, ok: false, error: toErrorReport(thrown) });
    }
  }
  return outcomes;
}
