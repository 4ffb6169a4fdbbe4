/** The worker of one export: reads the library through a connection of its own and writes the file; it changes nothing else. */

import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toErrorReport } from '../../core/errors.ts';
import type { ExportPhase } from '../../core/formats/export-source.ts';
import { openToExport } from '../../store/export-scope.ts';
import { openExportSource } from '../../store/export-source.ts';
import { LIBRARY_FILE } from '../../store/library.ts';
import { explainSqliteError } from '../../store/sqlite-errors.ts';
import { countWritten, describeExport, listLosses, refuseExport, sayLoss } from './export/describe-export.ts';
import type { ExportMessage, ExportWorkerRequest } from './export/export-messages.ts';
import { replaceFile } from './export/target-file.ts';
import { writeExport } from './export/write-export.ts';
import { throttleProgress } from './throttle-progress.ts';
import { zoneOffsetOf } from './zone-table.ts';

function post(message: ExportMessage): void {
  parentPort?.postMessage(message);
}

async function run(request: ExportWorkerRequest): Promise<void> {
  const flag = new Int32Array(request.cancelFlag);
  const throwIfCancelled = (): void => {
    if (Atomics.load(flag, 0) !== 0) throw new AppError('cancelled', 'The export was cancelled. Nothing was written.');
  };
  const database = openToExport(join(request.libraryDir, LIBRARY_FILE));
  try {
    const { source, facts } = openExportSource(database, {
      scope: request.scope,
      ...request.options,
      mediaDir: join(request.libraryDir, 'media'),
      clock: { nowMillis: () => request.nowMillis, zoneOffsetMinutesAt: zoneOffsetOf(request.zone) },
      throwIfCancelled,
      progress: throttleProgress<ExportPhase>((progress) => {
        post({ type: 'progress', progress });
      }),
    });
    if (request.targetPath === null) {
      post({ type: 'described', description: describeExport(request, source, facts) });
      return;
    }
    refuseExport(request, source);
    const losses = listLosses(request, source, facts);
    const { sizeBytes } = await replaceFile(request.targetPath, async (partialPath) => {
      await writeExport(request, database, source, partialPath);
      throwIfCancelled();
    });
    post({ type: 'written', written: { sizeBytes, counts: countWritten(request.format, source.counts, losses), losses: losses.map(sayLoss) } });
  } finally {
    database.close();
  }
}

try {
  await run(workerData as ExportWorkerRequest);
} catch (thrown) {
  const explained = explainSqliteError(thrown);
  const bug = explained instanceof AppError ? null : explained instanceof Error ? (explained.stack ?? explained.message) : String(explained);
  post({ type: 'failed', error: toErrorReport(explained), bug });
}
