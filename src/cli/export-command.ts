/** The options of `versus export`, and what it prints. */

import { EXPORT_FORMATS } from '../core/formats/format-writer.ts';
import type { ExportFormat } from '../core/formats/format-writer.ts';
import { resolveLibraryDir } from '../host/library-dir.ts';
import { describeProgress } from './describe-outcome.ts';
import { countNotes, describeWish, exportToFile, exportToStream, findScope, formatOfPath, isText } from './export-deck.ts';
import type { ExportSteps, WantedScope } from './export-deck.ts';
import { complain, print, printJson } from './outside.ts';
import { withBackend } from './with-backend.ts';
import { wrongUsage } from './wrong-usage.ts';

export interface ExportFlags {
  readonly library?: string;
  readonly json?: boolean;
  readonly search?: string;
  readonly everything?: boolean;
  readonly dryRun?: boolean;
  readonly format?: ExportFormat;
  readonly subdecks: boolean;
  readonly schedule: boolean;
  readonly media: boolean;
  readonly output?: string;
}

/** Losses go to stderr before anything is written. Throws CommanderError for wrong usage, AppError for what fails. */
export async function exportCommand(deck: string | undefined, flags: ExportFlags): Promise<number> {
  const wanted = readScope(deck, flags);
  const format = readFormat(flags);
  const output = flags.output ?? null;
  const isDry = flags.dryRun === true;
  if (output === null && !isDry && flags.json === true) throw wrongUsage('export', '--json describes the file that was written: name it with --output');
  if (output === null && !isDry && !isText(format)) throw wrongUsage('export', `${format} is no text to print: name a file with --output`);
  const showProgress = flags.json !== true && output !== null && process.stderr.isTTY;
  const clearLine = (): void => {
    if (showProgress) process.stderr.write('\r\u001b[K');
  };
  const abort = new AbortController();
  const onInterrupt = (): void => abort.abort();
  process.once('SIGINT', onInterrupt);
  const steps: ExportSteps = {
    signal: abort.signal,
    onDescribed: ({ losses }) => {
      for (const { message } of losses) complain(`note: ${message}`);
    },
    onProgress: (status) => {
      clearLine();
      if (showProgress) process.stderr.write(describeProgress(output, status));
    },
  };
  try {
    await withBackend(resolveLibraryDir(flags.library), async (open) => {
      const wish = { scope: await findScope(open.client, wanted), format, options: { withSchedule: flags.schedule, withMedia: flags.media } };
      if (isDry) {
        const described = await describeWish(open.client, wish);
        steps.onDescribed(described);
        if (flags.json === true) printJson(described);
        else print(`would write ${countNotes(described.noteCount)}${output === null ? '' : ` to ${output}`}`);
        return;
      }
      const report = output === null ? await exportToStream(open, process.stdout, wish, steps) : await exportToFile(open, output, wish, steps);
      clearLine();
      if (flags.json === true) printJson({ ...report, output });
      else if (output !== null) print(`${countNotes(report.notes)} written to ${output}`);
    });
    return 0;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

function readScope(deck: string | undefined, flags: ExportFlags): WantedScope {
  const isWhole = flags.everything === true;
  if (isWhole ? deck !== undefined || flags.search !== undefined : deck === undefined && flags.search === undefined) {
    throw wrongUsage('export', 'name what to write: a deck, --search TEXT (in a deck, if one is named), or --everything');
  }
  if (!flags.subdecks && (deck === undefined || flags.search !== undefined)) throw wrongUsage('export', '--no-subdecks is for a deck that is written as a whole: leave it out');
  if (flags.search !== undefined) return { search: flags.search, deck: deck ?? null };
  return deck === undefined ? { everything: true } : { deck, withSubdecks: flags.subdecks };
}

function readFormat({ format, output }: ExportFlags): ExportFormat {
  const found = format ?? formatOfPath(output ?? null);
  if (found !== null) return found;
  throw wrongUsage('export', `say with --format what ${output ?? 'it'} is to be: ${EXPORT_FORMATS.join(', ')}`);
}
