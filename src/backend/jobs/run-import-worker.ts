/** Runs the import worker for one file and waits for its outcome; a worker that dies is a failure like any other. */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import { randomUUID } from 'node:crypto';
import type { ImportOptions, JobProgress } from '../../contract/import.ts';
import { AppError } from '../../core/errors.ts';
import { listDecks } from '../../store/decks.ts';
import { listNoteTypes } from '../../store/note-types.ts';
import { readDayStartsAtHour } from '../../store/settings.ts';
import type { HandlerContext, OfferedFile } from '../handler.ts';
import { workerUrl } from '../worker-url.ts';
import { listMappings } from './saved-mappings.ts';
import type { WorkerMessage, WorkerRequest } from './worker-messages.ts';
import { sampleZone } from './zone-table.ts';

/** How long a worker that was asked to stop may take to say so before it is believed. */
const CANCEL_GRACE_MILLIS = 500;

/** How long a worker whose outcome is known may take to end. */
const LAST_RESORT_MILLIS = 15_000;

/**
 * A worker left to itself lets what is short-lived pile up to several times `maxYoungGenerationSizeMb` before it looks through it,
 * and all else to four times what is in use; below 2048 MB it looks at twice.
 */
const WORKER_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 2000 };

export type WorkerOutcome = Exclude<WorkerMessage, { type: 'progress' | 'failed' }>;

export interface RunningWorker {
  /** This run's folder in the staging folder. */
  readonly jobDir: string;
  /** Rejects with AppError: the worker's own, cancelled, or internal when it died. */
  readonly outcome: Promise<WorkerOutcome>;
  readonly cancel: () => void;
  /** Throws AppError cancelled once `cancel` was called. */
  readonly throwIfCancelled: () => void;
  /** Deletes the run's folder. */
  readonly cleanUp: () => Promise<void>;
}

export interface WorkerStart {
  readonly task: WorkerRequest['task'];
  readonly file: OfferedFile;
  readonly options: ImportOptions;
  readonly backUp: boolean;
  readonly onProgress: (progress: JobProgress) => void;
}

const CANCELLED = 'The import was cancelled. Your cards are as they were.';
const DIED = 'The import stopped unexpectedly, so nothing was imported and your cards are as they were. Please try again; if it happens again, the file may be too large for this computer’s memory.';

export function startImportWorker(context: HandlerContext, start: WorkerStart): RunningWorker {
  const { library, clock } = context;
  const jobDir = join(library.stagingDir, randomUUID());
  const cancelFlag = new SharedArrayBuffer(4);
  const flag = new Int32Array(cancelFlag);
  let ended: Promise<unknown> = Promise.resolve();
  let graceTimer: NodeJS.Timeout | null = null;
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = () => {
      reject(new AppError('cancelled', CANCELLED));
    };
  });
  // Whoever waits hears of it by the race below; when the worker was faster, nobody has to.
  givenUp.catch(() => undefined);

  const run = async (): Promise<WorkerOutcome> => {
    await mkdir(jobDir, { recursive: true });
    const request: WorkerRequest = {
      task: start.task,
      path: start.file.path,
      fileName: start.file.fileName,
      jobDir,
      options: start.options,
      nowMillis: clock.nowMillis(),
      dayStartsAtHour: readDayStartsAtHour(library.database),
      zone: sampleZone(clock),
      noteTypes: listNoteTypes(library.database),
      deckNames: listDecks(library.database).map((deck) => deck.name),
      savedMappings: start.options.useSavedMapping && start.options.text === null ? listMappings(library) : [],
      libraryDir: library.dir,
      backUpDir: start.backUp ? library.dir : null,
      cancelFlag,
    };
    const thread = new Worker(workerUrl('import-worker'), { workerData: request, resourceLimits: WORKER_LIMITS });
    ended = waitForExit(thread);
    try {
      const outcome = waitForOutcome(thread, () => Atomics.load(flag, 0) !== 0, start.onProgress, context);
      outcome.catch(() => undefined);
      return await Promise.race([outcome, givenUp]);
    } finally {
      if (graceTimer !== null) clearTimeout(graceTimer);
      // Nothing should keep it; but then, nothing that keeps it should keep the library from closing.
      const lastResort = setTimeout(() => void thread.terminate(), LAST_RESORT_MILLIS);
      void ended.then(() => {
        clearTimeout(lastResort);
      });
    }
  };

  return {
    jobDir,
    outcome: run(),
    cancel: () => {
      Atomics.store(flag, 0, 1);
      // A worker deep in SQLite answers late; the learner does not wait for it.
      graceTimer ??= setTimeout(giveUp, CANCEL_GRACE_MILLIS);
    },
    throwIfCancelled: () => {
      if (Atomics.load(flag, 0) !== 0) throw new AppError('cancelled', CANCELLED);
    },
    cleanUp: async () => {
      await ended;
      await rm(jobDir, { recursive: true, force: true });
    },
  };
}

/** A thread must not be ended from outside while it is inside SQLite, so it is given the time to come to its own end. */
function waitForExit(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
}

function waitForOutcome(
  worker: Worker,
  isCancelled: () => boolean,
  onProgress: (progress: JobProgress) => void,
  context: HandlerContext,
): Promise<WorkerOutcome> {
  return new Promise((resolve, reject) => {
    let isSettled = false;
    const die = (cause: unknown): void => {
      if (isSettled) return;
      isSettled = true;
      if (isCancelled()) {
        reject(new AppError('cancelled', CANCELLED));
        return;
      }
      context.logBug('import worker', cause);
      reject(new AppError('internal', DIED, { cause }));
    };
    worker.on('message', (message: WorkerMessage) => {
      switch (message.type) {
        case 'progress':
          onProgress(message.progress);
          return;
        case 'failed':
          isSettled = true;
          if (message.bug !== null) context.logBug('import worker', message.bug);
          reject(new AppError(message.error.code, message.error.message));
          return;
        default:
          isSettled = true;
          if (isCancelled()) reject(new AppError('cancelled', CANCELLED));
          else resolve(message);
      }
    });
    worker.on('error', die);
    worker.on('exit', (code) => {
      die(new Error(`the worker ended with code ${String(code)}`));
    });
  });
}
