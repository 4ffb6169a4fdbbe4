/** Runs the export worker once and waits for its outcome; a worker that dies is a failure like any other. */

import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { JobProgress } from '../../../contract/import.ts';
import { AppError } from '../../../core/errors.ts';
import { readAppVersion } from '../../app-version.ts';
import type { HandlerContext } from '../../handler.ts';
import { workerUrl } from '../../worker-url.ts';
import { sampleZone } from '../zone-table.ts';
import type { ExportMessage, ExportRequest, ExportWorkerRequest } from './export-messages.ts';

/** How long a worker that was asked to stop may take to say so before it is believed. */
const CANCEL_GRACE_MILLIS = 500;

export type ExportOutcome = Extract<ExportMessage, { type: 'described' | 'written' }>;

export interface RunningExport {
  /** Rejects with AppError: the worker's own, cancelled, or internal when it died. */
  readonly outcome: Promise<ExportOutcome>;
  readonly cancel: () => void;
  /** When the worker is gone and its scratch folder with it. */
  readonly ended: Promise<void>;
}

const CANCELLED = 'The export was cancelled. Nothing was written.';
const DIED = 'The export stopped unexpectedly, so nothing was written. Your cards are as they were; please try again.';

export function startExportWorker(
  context: HandlerContext,
  request: ExportRequest,
  options: { readonly targetPath: string | null; readonly onProgress: (progress: JobProgress) => void },
): RunningExport {
  const { library, clock } = context;
  const cancelFlag = new SharedArrayBuffer(4);
  const flag = new Int32Array(cancelFlag);
  const isCancelled = (): boolean => Atomics.load(flag, 0) !== 0;
  const scratchDir = join(library.stagingDir, `export-${randomUUID()}`);
  const workerRequest: ExportWorkerRequest = {
    ...request,
    task: options.targetPath === null ? 'describe' : 'write',
    libraryDir: library.dir,
    targetPath: options.targetPath,
    scratchDir,
    nowMillis: clock.nowMillis(),
    zone: sampleZone(clock),
    appVersion: readAppVersion(),
    cancelFlag,
  };
  let graceTimer: NodeJS.Timeout | null = null;
  let giveUp: () => void = () => undefined;
  let ended: Promise<void> = Promise.resolve();

  const run = async (): Promise<ExportOutcome> => {
    await mkdir(scratchDir, { recursive: true });
    const thread = new Worker(workerUrl('export-worker'), { workerData: workerRequest });
    const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    ended = exited.then(() => rm(scratchDir, { recursive: true, force: true }));
    try {
      return await new Promise<ExportOutcome>((resolve, reject) => {
        giveUp = () => {
          reject(new AppError('cancelled', CANCELLED));
        };
        const die = (cause: unknown): void => {
          reject(isCancelled() ? new AppError('cancelled', CANCELLED) : new AppError('internal', DIED, { cause }));
        };
        thread.on('message', (message: ExportMessage) => {
          switch (message.type) {
            case 'progress':
              options.onProgress(message.progress);
              return;
            case 'failed':
              if (message.bug !== null) context.logBug('export worker', message.bug);
              reject(new AppError(message.error.code, message.error.message));
              return;
            default:
              resolve(message);
          }
        });
        thread.on('error', (thrown) => {
          context.logBug('export worker', thrown);
          die(thrown);
        });
        thread.on('exit', (code) => {
          die(new Error(`the worker ended with code ${String(code)}`));
        });
      });
    } finally {
      if (graceTimer !== null) clearTimeout(graceTimer);
    }
  };

  const outcome = run();
  return {
    outcome,
    cancel: () => {
      Atomics.store(flag, 0, 1);
      // A worker deep in SQLite or in packing answers late; the learner does not wait for it.
      graceTimer ??= setTimeout(() => {
        giveUp();
      }, CANCEL_GRACE_MILLIS);
    },
    ended: outcome.then(
      () => ended,
      () => ended,
    ),
  };
}
