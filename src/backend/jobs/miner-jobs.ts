/** The searches for confusable pairs of one library: starts them, knows how they stand, stops them, keeps what they found. */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JobStatus } from '../../contract/import.ts';
import { AppError, toErrorReport } from '../../core/errors.ts';
import type { DeckId, JobId } from '../../core/ids.ts';
import { getDeck } from '../../store/decks.ts';
import { LIBRARY_FILE } from '../../store/library.ts';
import type { Library } from '../../store/library.ts';
import { replaceProposals } from '../../store/pair-proposals.ts';
import type { HandlerContext } from '../handler.ts';
import { workerUrl } from '../worker-url.ts';
import type { MinerMessage, MinerRequest } from './miner-messages.ts';

const MOST_PAIRS = 300;
/** Ended searches whose outcome can still be asked for. */
const ENDED_JOBS_KEPT = 20;
/** How long a worker that was asked to stop may take to say so before it is believed. */
const CANCEL_GRACE_MILLIS = 300;

interface Job {
  status: JobStatus;
  readonly cancel: () => void;
  /** When its outcome is told and its worker is gone. */
  readonly ended: Promise<void>;
}

export interface MinerJobs {
  /** Throws AppError not-found for a missing deck. */
  readonly start: (context: HandlerContext, deckId: DeckId) => JobId;
  /** Null for jobs of another kind. */
  readonly statusOf: (jobId: JobId) => JobStatus | null;
  /** Does nothing for jobs of another kind. */
  readonly cancel: (jobId: JobId) => void;
}

const jobsByLibrary = new WeakMap<Library, MinerJobs>();

/** The searches of the context's library; when the backend closes, running ones are cancelled and waited for. */
export function minerJobsOf(context: HandlerContext): MinerJobs {
  const known = jobsByLibrary.get(context.library);
  if (known !== undefined) return known;
  const jobs = createMinerJobs(context);
  jobsByLibrary.set(context.library, jobs);
  return jobs;
}

function createMinerJobs(owner: HandlerContext): MinerJobs {
  const jobs = new Map<JobId, Job>();
  owner.onClose(async () => {
    for (const job of jobs.values()) job.cancel();
    await Promise.allSettled([...jobs.values()].map(({ ended }) => ended));
  });
  const forgetOldest = (): void => {
    const ended = [...jobs].filter(([, job]) => job.status.status !== 'running');
    for (const [jobId] of ended.slice(0, Math.max(ended.length - ENDED_JOBS_KEPT, 0))) jobs.delete(jobId);
  };
  return {
    start: (context, deckId) => {
      getDeck(context.library.database, deckId);
      const jobId = randomUUID() as string as JobId;
      const tell = (status: JobStatus): void => {
        const job = jobs.get(jobId);
        if (job === undefined || job.status.status !== 'running') return;
        job.status = status;
        context.emit({ type: 'job', jobId, status });
      };
      forgetOldest();
      const worker = startMinerWorker(context, deckId, (progress) => {
        tell({ status: 'running', progress });
      });
      const told = worker.outcome.then(
        async (mined) => {
          try {
            const nowMillis = context.clock.nowMillis();
            for (let wait = context.library.settled(); wait !== null; wait = context.library.settled()) await wait;
            const proposals = context.library.write(null, () => replaceProposals(context.library.database, deckId, mined.proposals, nowMillis));
            context.emit({ type: 'changed', topics: ['contrast'] });
            tell({ status: 'mined', report: { notes: mined.noteCount, proposals } });
          } catch (thrown) {
            fail(thrown);
          }
        },
        (thrown: unknown) => {
          fail(thrown);
        },
      );
      const fail = (thrown: unknown): void => {
        if (thrown instanceof AppError && thrown.code === 'cancelled') {
          tell({ status: 'cancelled' });
          return;
        }
        if (!(thrown instanceof AppError)) context.logBug('miner', thrown);
        tell({ status: 'failed', error: toErrorReport(thrown) });
      };
      jobs.set(jobId, { status: { status: 'running', progress: { phase: 'reading-notes', done: 0, total: null } }, cancel: worker.cancel, ended: told.then(() => worker.exited) });
      return jobId;
    },
    statusOf: (jobId) => jobs.get(jobId)?.status ?? null,
    cancel: (jobId) => {
      jobs.get(jobId)?.cancel();
    },
  };
}

type Mined = Extract<MinerMessage, { type: 'mined' }>;
type Progress = Extract<MinerMessage, { type: 'progress' }>['progress'];

const CANCELLED = 'The search was cancelled. Your cards are as they were.';
const DIED = 'The search for pairs stopped unexpectedly. Your cards are as they were; please try again.';

interface RunningMiner {
  /** Rejects with AppError: the worker's own, cancelled, or internal when it died. */
  readonly outcome: Promise<Mined>;
  readonly cancel: () => void;
  /** A thread must not be ended from outside while it is inside SQLite, so it comes to its own end. */
  readonly exited: Promise<void>;
}

function startMinerWorker(context: HandlerContext, deckId: DeckId, onProgress: (progress: Progress) => void): RunningMiner {
  const cancelFlag = new SharedArrayBuffer(4);
  const flag = new Int32Array(cancelFlag);
  const request: MinerRequest = { libraryFile: join(context.library.dir, LIBRARY_FILE), deckId, mostPairs: MOST_PAIRS, cancelFlag };
  const thread = new Worker(workerUrl('miner-worker'), { workerData: request });
  const exited = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      resolve();
    });
  });
  let graceTimer: NodeJS.Timeout | null = null;
  let giveUp: () => void = () => undefined;
  const isCancelled = (): boolean => Atomics.load(flag, 0) !== 0;
  const outcome = new Promise<Mined>((resolve, reject) => {
    giveUp = () => {
      reject(new AppError('cancelled', CANCELLED));
    };
    const die = (cause: unknown): void => {
      reject(isCancelled() ? new AppError('cancelled', CANCELLED) : new AppError('internal', DIED, { cause }));
    };
    thread.on('message', (message: MinerMessage) => {
      switch (message.type) {
        case 'progress':
          onProgress(message.progress);
          return;
        case 'failed':
          if (message.bug !== null) context.logBug('miner worker', message.bug);
          reject(new AppError(message.error.code, message.error.message));
          return;
        default:
          if (isCancelled()) reject(new AppError('cancelled', CANCELLED));
          else resolve(message);
      }
    });
    thread.on('error', (thrown) => {
      context.logBug('miner worker', thrown);
      die(thrown);
    });
    thread.on('exit', (code) => {
      die(new Error(`the worker ended with code ${String(code)}`));
    });
  }).finally(() => {
    if (graceTimer !== null) clearTimeout(graceTimer);
  });
  return {
    outcome,
    cancel: () => {
      Atomics.store(flag, 0, 1);
      // A worker deep in a sort answers late; the learner does not wait for it.
      graceTimer ??= setTimeout(giveUp, CANCEL_GRACE_MILLIS);
    },
    exited,
  };
}
