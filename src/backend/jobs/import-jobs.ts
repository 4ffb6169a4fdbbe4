/** The imports of one library: starts them, knows how they stand, stops them; at the end of each, merges what was staged. */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ImportOptions, ImportPreview, ImportReport, JobStatus } from '../../contract/import.ts';
import { AppError, toErrorReport } from '../../core/errors.ts';
import type { FileTicket, JobId } from '../../core/ids.ts';
import { insertImport } from '../../store/imports.ts';
import type { Library, SliceProgress } from '../../store/library.ts';
import { mergeStaging } from '../../store/merge-staging.ts';
import type { MergeResult } from '../../store/merge-staging.ts';
import type { HandlerContext, OfferedFile } from '../handler.ts';
import { startImportWorker } from './run-import-worker.ts';
import type { RunningWorker } from './run-import-worker.ts';
import { mappingOf, rememberMapping } from './saved-mappings.ts';
import type { SavedMapping } from './saved-mappings.ts';
import { throttleProgress } from './throttle-progress.ts';
import { JOB_FILES } from './worker-messages.ts';
import type { StagedFile } from './worker-messages.ts';

/** Ended jobs whose outcome can still be asked for. */
const ENDED_JOBS_KEPT = 100;
/** How long the news of an import that failed or was cancelled may wait for its files to be deleted. */
const TIDY_MILLIS = 300;

interface Job {
  status: JobStatus;
  cancel: () => void;
}

export interface StartInput {
  readonly ticket: FileTicket;
  readonly options: ImportOptions;
  readonly dryRun: boolean;
}

export interface ImportJobs {
  readonly start: (context: HandlerContext, input: StartInput) => JobId;
  readonly preview: (context: HandlerContext, ticket: FileTicket, options: ImportOptions) => Promise<ImportPreview>;
  /** Throws AppError not-found. */
  readonly statusOf: (jobId: JobId) => JobStatus;
  readonly cancel: (jobId: JobId) => void;
  readonly isRunning: () => boolean;
}

const jobsByLibrary = new WeakMap<Library, ImportJobs>();

/** The jobs of the context's library; when the backend closes, running ones are cancelled and waited for. */
export function importJobsOf(context: HandlerContext): ImportJobs {
  const known = jobsByLibrary.get(context.library);
  if (known !== undefined) return known;
  const jobs = createImportJobs(context);
  jobsByLibrary.set(context.library, jobs);
  return jobs;
}

function createImportJobs(owner: HandlerContext): ImportJobs {
  const jobs = new Map<JobId, Job>();
  const running = new Map<RunningWorker, Promise<unknown>>();
  // Merges and workers of several imports take turns, so that each backup and each undo step is of one import.
  let turn: Promise<unknown> = Promise.resolve();

  owner.onClose(async () => {
    for (const job of jobs.values()) job.cancel();
    for (const worker of running.keys()) worker.cancel();
    await turn;
    // What an import leaves behind is deleted after its end.
    while (running.size > 0) await Promise.allSettled([...running.values()]);
  });

  const track = async <Value>(worker: RunningWorker, work: Promise<Value>): Promise<Value> => {
    running.set(worker, work);
    try {
      return await work;
    } catch (thrown) {
      await Promise.race([end(worker), setTimeout(TIDY_MILLIS)]);
      throw thrown;
    }
  };

  /** Deletes what the worker has left behind. */
  const end = (worker: RunningWorker): Promise<void> => {
    const tidied = worker.cleanUp().finally(() => running.delete(worker));
    running.set(worker, tidied);
    return tidied;
  };

  const forgetOldest = (): void => {
    const ended = [...jobs].filter(([, job]) => job.status.status !== 'running');
    for (const [jobId] of ended.slice(0, Math.max(ended.length - ENDED_JOBS_KEPT, 0))) jobs.delete(jobId);
  };

  const run = async (context: HandlerContext, jobId: JobId, job: Job, input: StartInput, file: OfferedFile): Promise<void> => {
    const startedAt = performance.now();
    const tell = (status: JobStatus): void => {
      // A worker that was given up may still be talking.
      if (job.status.status !== 'running') return;
      job.status = status;
      context.emit({ type: 'job', jobId, status });
    };
    try {
      const worker = startImportWorker(context, {
        task: 'stage',
        file,
        options: input.options,
        backUp: !input.dryRun,
        onProgress: (progress) => {
          tell({ status: 'running', progress });
        },
      });
      job.cancel = worker.cancel;
      let mapping: SavedMapping | null = null;
      const report = await track(worker, (async () => {
        const outcome = await worker.outcome;
        if (outcome.type !== 'staged') throw new Error('the worker answered another question');
        mapping = mappingOf(input.options, outcome.staged.outcome, { fileName: file.fileName, nowMillis: context.clock.nowMillis() });
        tell({ status: 'running', progress: { phase: 'merging', done: 0, total: null } });
        await setImmediate();
        worker.throwIfCancelled();
        const tellMerging = throttleProgress<'merging'>((progress) => {
          tell({ status: 'running', progress });
        });
        const between = async ({ done, total }: SliceProgress): Promise<void> => {
          tellMerging('merging', done, total);
          await setImmediate();
          worker.throwIfCancelled();
        };
        return await merge(context, file, input, { jobDir: worker.jobDir, staged: outcome.staged, startedAt, between });
      })());
      if (!input.dryRun) {
        if (mapping !== null) rememberMapping(context.library, mapping);
        context.releaseFile(input.ticket);
        context.emit({ type: 'changed', topics: ['decks', 'notes', 'cards', 'noteTypes', 'presets', 'media', 'undo'] });
      }
      tell({ status: 'done', report });
      await end(worker);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'cancelled') {
        tell({ status: 'cancelled' });
        return;
      }
      if (!(thrown instanceof AppError)) context.logBug('import', thrown);
      tell({ status: 'failed', error: toErrorReport(thrown) });
    }
  };

  return {
    start: (context, input) => {
      const file = context.fileOf(input.ticket);
      const jobId = randomUUID() as string as JobId;
      let isCancelled = false;
      const job: Job = {
        status: { status: 'running', progress: { phase: 'opening', done: 0, total: null } },
        cancel: () => {
          isCancelled = true;
        },
      };
      jobs.set(jobId, job);
      forgetOldest();
      turn = turn.then(async () => {
        if (!isCancelled) {
          await run(context, jobId, job, input, file);
          return;
        }
        job.status = { status: 'cancelled' };
        context.emit({ type: 'job', jobId, status: job.status });
      });
      return jobId;
    },
    preview: async (context, ticket, options) => {
      const worker = startImportWorker(context, { task: 'preview', file: context.fileOf(ticket), options, backUp: false, onProgress: () => undefined });
      const outcome = await track(worker, worker.outcome);
      await end(worker);
      if (outcome.type !== 'preview') throw new Error('the worker answered another question');
      return { ...outcome.preview, ticket };
    },
    statusOf: (jobId) => {
      const job = jobs.get(jobId);
      if (job === undefined) throw new AppError('not-found', 'This import is no longer known. It may have been started before Versus was last closed.');
      return job.status;
    },
    cancel: (jobId) => {
      jobs.get(jobId)?.cancel();
    },
    isRunning: () => running.size > 0,
  };
}

interface MergeInput {
  readonly jobDir: string;
  readonly staged: StagedFile;
  readonly startedAt: number;
  readonly between: (progress: SliceProgress) => Promise<void>;
}

async function merge(context: HandlerContext, file: OfferedFile, input: StartInput, { jobDir, staged, startedAt, between }: MergeInput): Promise<ImportReport> {
  const { library } = context;
  const nowMillis = context.clock.nowMillis();
  const describe = (result: MergeResult): ImportReport => makeReport(file, staged, result, Math.round(performance.now() - startedAt));
  const result = await mergeStaging(library, {
    label: `Import “${file.fileName}”`,
    stagingPath: join(jobDir, JOB_FILES.staging),
    stagedMediaFolder: join(jobDir, JOB_FILES.media),
    deckName: input.options.deckName,
    withSchedule: input.options.withSchedule,
    onDuplicate: input.options.onDuplicate,
    matchBy: input.options.matchBy,
    matchField: input.options.matchField,
    noteTypes: input.options.noteTypes,
    nowMillis,
    between,
    dryRun: input.dryRun,
    record: (merged, importId) => {
      const report = describe(merged);
      insertImport(library.database, importId, { fileName: file.fileName, format: report.format, importedAtMillis: nowMillis, report });
    },
  });
  return describe(result);
}

const SKIPPED_LIMIT = 1000;

function makeReport(file: OfferedFile, staged: StagedFile, result: MergeResult, durationMillis: number): ImportReport {
  const { outcome, summary } = staged;
  const { fates } = result;
  return {
    fileName: file.fileName,
    format: outcome.format,
    generation: outcome.generation,
    importId: result.importId,
    fates: { ...fates, skipped: summary.skippedCount },
    notes: { added: fates.added, updated: fates.updated + fates.merged, unchanged: fates.unchanged, skipped: summary.skippedCount + fates.kept + fates.conflict },
    skipped: [...summary.skipped, ...result.kept].slice(0, SKIPPED_LIMIT),
    cards: { added: result.cardsAdded },
    reviews: result.reviews,
    decks: result.decks,
    noteTypes: result.noteTypes,
    media: { ...result.media, rejected: summary.mediaRejected },
    warnings: [...summary.warnings, ...result.warnings],
    durationMillis,
  };
}
