/** The miner's worker: reads a deck from the library and hands back pairs; it writes nothing. */

import { parentPort, workerData } from 'node:worker_threads';
import type { JobProgress } from '../../contract/import.ts';
import { minePairs } from '../../core/contrast/mine-pairs.ts';
import { AppError, toErrorReport } from '../../core/errors.ts';
import { openToMine, readMinerNotes, readWrongAnswers } from '../../store/miner-notes.ts';
import type { ProposalDraft } from '../../store/pair-proposals.ts';
import { explainSqliteError } from '../../store/sqlite-errors.ts';
import type { MinerMessage, MinerRequest } from './miner-messages.ts';

const PROGRESS_INTERVAL_MILLIS = 100;
const MOST_LABEL_LETTERS = 80;

function post(message: MinerMessage): void {
  parentPort?.postMessage(message);
}

function run(request: MinerRequest): void {
  const flag = new Int32Array(request.cancelFlag);
  let lastAt = 0;
  const tell = (progress: JobProgress): void => {
    if (Atomics.load(flag, 0) !== 0) throw new AppError('cancelled', 'The search was cancelled.');
    const now = performance.now();
    if (now - lastAt < PROGRESS_INTERVAL_MILLIS) return;
    lastAt = now;
    post({ type: 'progress', progress });
  };
  const database = openToMine(request.libraryFile);
  try {
    const notes = readMinerNotes(database, request.deckId, (done) => {
      tell({ phase: 'reading-notes', done, total: null });
    });
    const pairs = minePairs(notes, {
      wrongAnswers: readWrongAnswers(database, request.deckId),
      mostPairs: request.mostPairs,
      onProgress: (done, total) => {
        tell({ phase: 'comparing', done, total });
      },
    });
    const proposals = pairs.map(
      ({ first, second, firstLabel, secondLabel, reasons, score }): ProposalDraft => ({
        firstNoteId: first.id,
        secondNoteId: second.id,
        firstLabel: firstLabel.slice(0, MOST_LABEL_LETTERS),
        secondLabel: secondLabel.slice(0, MOST_LABEL_LETTERS),
        reasons: reasons.map(({ kind, sentence }) => ({ kind, sentence })),
        score,
      }),
    );
    post({ type: 'mined', noteCount: notes.length, proposals });
  } finally {
    database.close();
  }
}

try {
  run(workerData as MinerRequest);
} catch (thrown) {
  const explained = explainSqliteError(thrown);
  const bug = explained instanceof AppError ? null : explained instanceof Error ? (explained.stack ?? explained.message) : String(explained);
  post({ type: 'failed', error: toErrorReport(explained), bug });
}
