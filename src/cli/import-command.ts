/** `versus import`: what it prints, and the status that it ends with. */

import { resolveLibraryDir } from '../host/library-dir.ts';
import { describeOutcome, describeProgress } from './describe-outcome.ts';
import { readImportFlags } from './import-flags.ts';
import type { ImportFlags } from './import-flags.ts';
import { importFiles } from './import-files.ts';
import { complain, print, printJson } from './outside.ts';
import { withBackend } from './with-backend.ts';
import { writeFates } from './write-fates.ts';

/** 0 when every file came in, else 1. Throws CommanderError for wrong usage, AppError when the library cannot be opened or the fates not be written. */
export async function importCommand(files: readonly string[], flags: ImportFlags): Promise<number> {
  const choices = readImportFlags(flags);
  const dryRun = flags.dryRun === true;
  const showProgress = flags.json !== true && process.stderr.isTTY;
  const abort = new AbortController();
  const onInterrupt = (): void => abort.abort();
  process.once('SIGINT', onInterrupt);
  const onProgress = (line: string): void => {
    if (showProgress) process.stderr.write(`\r\u001b[K${line}`);
  };
  try {
    const outcomes = await withBackend(resolveLibraryDir(flags.library), async (open) => {
      const ended = await importFiles(open, files, { choices, dryRun, signal: abort.signal, onProgress: (file, status) => onProgress(describeProgress(file, status)) });
      onProgress('');
      if (flags.json === true) printJson(ended);
      else for (const outcome of ended) (outcome.ok ? print : complain)(describeOutcome(outcome, dryRun));
      if (flags.fates !== undefined) await writeFates(open.client, flags.fates, ended);
      return ended;
    });
    return !abort.signal.aborted && outcomes.every((outcome) => outcome.ok) ? 0 : 1;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}
