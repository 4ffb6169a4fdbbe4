/** The worker of one import or preview: reads a file into a staging database, and never touches the library but to back it up. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toErrorReport } from '../../core/errors.ts';
import type { SinkPhase } from '../../core/formats/import-sink.ts';
import { readStudyMoment } from '../../core/scheduling/study-day.ts';
import { backUpLibraryFile } from '../../store/backup.ts';
import { previewNoteTypes } from '../../store/preview-note-types.ts';
import { explainSqliteError } from '../../store/sqlite-errors.ts';
import { createStagingDatabase } from '../../store/staging-database.ts';
import { createMediaStaging, MEDIA_LIMITS } from '../../store/staging-media.ts';
import { createStagingSink } from '../../store/staging-sink.ts';
import { describePreview } from './describe-preview.ts';
import { giveMemoryBack } from './give-memory-back.ts';
import { readFileInto } from './read-file.ts';
import { throttleProgress } from './throttle-progress.ts';
import { JOB_FILES } from './worker-messages.ts';
import type { WorkerMessage, WorkerRequest } from './worker-messages.ts';
import { zoneOffsetOf } from './zone-table.ts';

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

async function run(request: WorkerRequest): Promise<void> {
  const flag = new Int32Array(request.cancelFlag);
  const throwIfCancelled = (): void => {
    if (Atomics.load(flag, 0) !== 0) throw new AppError('cancelled', 'The import was cancelled. Your cards are as they were.');
  };
  const scratchDir = join(request.jobDir, JOB_FILES.scratch);
  mkdirSync(scratchDir, { recursive: true });
  const staging = createStagingDatabase(join(request.jobDir, JOB_FILES.staging));
  const isPreview = request.task === 'preview';
  const mediaStaging = isPreview ? null : createMediaStaging(join(request.jobDir, JOB_FILES.media), MEDIA_LIMITS, throwIfCancelled);
  const sink = createStagingSink(staging, {
    nowMillis: request.nowMillis,
    mediaStaging,
    onProgress: throttleProgress<SinkPhase>((progress) => {
      post({ type: 'progress', progress });
    }),
    throwIfCancelled,
  });
  const zoneOffsetMinutesAt = zoneOffsetOf(request.zone);
  const moment = readStudyMoment({ nowMillis: () => request.nowMillis, zoneOffsetMinutesAt }, request.dayStartsAtHour);
  const outcome = await readFileInto({ ...request, scratchDir, moment, zoneOffsetMinutesAt }, sink);
  const summary = sink.finish();
  await mediaStaging?.settle();
  if (isPreview) {
    const preview = describePreview(staging, request, outcome, summary);
    staging.close();
    const { matchBy, noteTypes } = request.options;
    const noteTypeMatches = previewNoteTypes(request.libraryDir, join(request.jobDir, JOB_FILES.staging), { matchBy, choices: noteTypes });
    post({ type: 'preview', preview: { ...preview, noteTypeMatches } });
    return;
  }
  staging.close();
  if (summary.notes === 0) throw new AppError('nothing-to-import', 'There are no notes in this file, so nothing was imported.');
  throwIfCancelled();
  if (request.backUpDir !== null) backUpLibraryFile(request.backUpDir, 'before-import', request.nowMillis);
  throwIfCancelled();
  post({ type: 'staged', staged: { outcome, summary } });
}

try {
  await run(workerData as WorkerRequest);
  // The merge, which now begins, is not to have the memory of the reading beside its own.
  await giveMemoryBack();
} catch (thrown) {
  const explained = explainSqliteError(thrown);
  const bug = explained instanceof AppError ? null : explained instanceof Error ? (explained.stack ?? explained.message) : String(explained);
  post({ type: 'failed', error: toErrorReport(explained), bug });
}
