/** The exports of one library: starts them, knows how they stand, stops them. */

import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ExportDescription, ExportReport } from '../../../contract/export.ts';
import type { JobProgress, JobStatus } from '../../../contract/import.ts';
import { AppError, toErrorReport } from '../../../core/errors.ts';
import type { FileTicket, JobId, SaveTicket } from '../../../core/ids.ts';
import type { Library } from '../../../store/library.ts';
import type { HandlerContext } from '../../handler.ts';
import { drawTicket } from '../../tickets.ts';
import { discardDownload, makeDownload } from './downloads.ts';
import type { ExportRequest, WrittenExport } from './export-messages.ts';
import { startExportWorker } from './run-export-worker.ts';
import type { RunningExport } from './run-export-worker.ts';

/** Ended jobs whose outcome can still be asked for. */
const ENDED_JOBS_KEPT = 50;
/** How long the news of an export may wait for its scratch files to be deleted. */
const TIDY_MILLIS = 300;
/** Descriptions that are asked for again, as when formats are compared, need not be counted anew. */
const DESCRIPTIONS_KEPT = 40;

interface Job {
  status: JobStatus;
  cancel: () => void;
  readonly throwIfCancelled: () => void;
}

export interface ExportJobs {
  readonly start: (context: HandlerContext, request: ExportRequest, target: SaveTicket | null) => JobId;
  readonly describe: (context: HandlerContext, request: ExportRequest) => Promise<ExportDescription>;
  /** Null for jobs of another kind. */
  readonly statusOf: (jobId: JobId) => JobStatus | null;
  /** Does nothing for jobs of another kind. */
  readonly cancel: (jobId: JobId) => void;
}

const jobsByLibrary = new WeakMap<Library, ExportJobs>();

/** The exports of the context's library; when the backend closes, running ones are cancelled and waited for. */
export function exportJobsOf(context: HandlerContext): ExportJobs {
  const known = jobsByLibrary.get(context.library);
  if (known !== undefined) return known;
  const jobs = createExportJobs(context);
  jobsByLibrary.set(context.library, jobs);
  return jobs;
}

function createExportJobs(owner: HandlerContext): ExportJobs {
  const jobs = new Map<JobId, Job>();
  const running = new Set<RunningExport>();
  const descriptions = new Map<string, ExportDescription>();
  let turn: Promise<unknown> = Promise.resolve();
  let isClosing = false;

  owner.onClose(async () => {
    isClosing = true;
    for (const job of jobs.values()) job.cancel();
    for (const worker of running) worker.cancel();
    await turn;
    await Promise.allSettled([...running].map(({ ended }) => ended));
  });

  const track = (worker: RunningExport): RunningExport => {
    running.add(worker);
    void worker.ended.catch(() => undefined).then(() => running.delete(worker));
    if (isClosing) worker.cancel();
    return worker;
  };

  const forgetOldest = (): void => {
    const ended = [...jobs].filter(([, job]) => job.status.status !== 'running');
    for (const [jobId] of ended.slice(0, Math.max(ended.length - ENDED_JOBS_KEPT, 0))) jobs.delete(jobId);
  };

  const describe = async (context: HandlerContext, request: ExportRequest): Promise<ExportDescription> => {
    const key = JSON.stringify([context.library.changeCount(), request]);
    const known = descriptions.get(key);
    if (known !== undefined) return known;
    const outcome = await track(startExportWorker(context, request, { targetPath: null, onProgress: () => undefined })).outcome;
    if (outcome.type !== 'described') throw new Error('the worker answered another question');
    if (descriptions.size >= DESCRIPTIONS_KEPT) descriptions.clear();
    descriptions.set(key, outcome.description);
    return outcome.description;
  };

  /** Where the file is to be, and the ticket of a download. */
  const findPlace = async (context: HandlerContext, request: ExportRequest, targetPath: string | null): Promise<{ path: string; ticket: FileTicket | null }> => {
    if (targetPath !== null) return { path: targetPath, ticket: null };
    const { suggestedName, refusal } = await describe(context, request);
    if (refusal !== null) throw new AppError('format-unsupported', refusal);
    const ticket = drawTicket();
    return { path: await makeDownload(context.library.dir, ticket, suggestedName), ticket };
  };

  const run = async (context: HandlerContext, job: Job, request: ExportRequest, targetPath: string | null, tell: (status: JobStatus) => void): Promise<void> => {
    const startedAt = performance.now();
    let place: { path: string; ticket: FileTicket | null } | null = null;
    try {
      place = await findPlace(context, request, targetPath);
      job.throwIfCancelled();
      const onProgress = (progress: JobProgress): void => {
        tell({ status: 'running', progress });
      };
      const worker = track(startExportWorker(context, request, { targetPath: place.path, onProgress }));
      job.cancel = worker.cancel;
      const outcome = await worker.outcome.finally(() => Promise.race([worker.ended, setTimeout(TIDY_MILLIS)]));
      if (outcome.type !== 'written') throw new Error('the worker answered another question');
      tell({ status: 'written', report: makeReport(request, place, outcome.written, Math.round(performance.now() - startedAt)) });
    } catch (thrown) {
      const ticket = place?.ticket ?? null;
      if (ticket !== null) discardDownload(context.library.dir, ticket);
      if (thrown instanceof AppError && thrown.code === 'cancelled') {
        tell({ status: 'cancelled' });
        return;
      }
      if (!(thrown instanceof AppError)) context.logBug('export', thrown);
      tell({ status: 'failed', error: toErrorReport(thrown) });
    }
  };

  return {
    start: (context, request, target) => {
      const targetPath = target === null ? null : context.takeTarget(target);
      const jobId = randomUUID() as string as JobId;
      const job = createJob();
      const tell = (status: JobStatus): void => {
        if (job.status.status !== 'running') return;
        job.status = status;
        context.emit({ type: 'job', jobId, status });
      };
      jobs.set(jobId, job);
      forgetOldest();
      turn = turn.then(() => run(context, job, request, targetPath, tell));
      return jobId;
    },
    describe,
    statusOf: (jobId) => jobs.get(jobId)?.status ?? null,
    cancel: (jobId) => {
      jobs.get(jobId)?.cancel();
    },
  };
}

/** A job that has no worker yet: cancelling it is remembered. */
function createJob(): Job {
  let isCancelled = false;
  return {
    status: { status: 'running', progress: { phase: 'opening', done: 0, total: null } },
    cancel: () => {
      isCancelled = true;
    },
    throwIfCancelled: () => {
      if (isCancelled) throw new AppError('cancelled', 'The export was cancelled. Nothing was written.');
    },
  };
}

function makeReport(request: ExportRequest, place: { readonly path: string; readonly ticket: FileTicket | null }, written: WrittenExport, durationMillis: number): ExportReport {
  const { notes, cards, reviews, media } = written.counts;
  return {
    format: request.format,
    fileName: basename(place.path),
    sizeBytes: written.sizeBytes,
    notes,
    cards,
    reviews,
    media,
    losses: written.losses,
    download: place.ticket,
    durationMillis,
  };
}
