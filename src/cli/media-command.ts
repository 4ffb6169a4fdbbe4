/** `versus media`: which pictures and sounds nothing uses, which are missing, and what was left behind. */

import type { MediaReport } from '../contract/media.ts';
import { countWords } from '../core/formats/count-words.ts';
import { resolveLibraryDir } from '../host/library-dir.ts';
import { print, printJson } from './outside.ts';
import { withBackend } from './with-backend.ts';

export interface MediaFlags {
  readonly library?: string;
  readonly json?: boolean;
  readonly removeUnused?: boolean;
}

const MOST_TOLD = 20;

/** 0 when nothing is missing, else 1. */
export async function mediaCommand(flags: MediaFlags): Promise<number> {
  const dir = resolveLibraryDir(flags.library);
  const report = await withBackend(dir, ({ client }) => client.call('media.check', {}));
  if (flags.removeUnused !== true) {
    if (flags.json === true) printJson(report);
    else print(describeReport(report).join('\n'));
    return report.missingCount === 0 ? 0 : 1;
  }
  if (report.unused.count > 0) await withBackend(dir, ({ client }) => client.call('media.remove-unused', {}));
  // Opened anew, so that there is nothing to undo that would still need them.
  const swept = await withBackend(dir, ({ client }) => client.call('media.sweep', {}));
  if (flags.json === true) printJson({ ...report, removed: report.unused.count, swept });
  else {
    const held = swept.heldByBackups === 0 ? '' : `, ${countWords(swept.heldByBackups, 'file')} kept for the backups`;
    print([...describeMissing(report), `Removed ${countWords(report.unused.count, 'unused file')}; ${countWords(swept.count, 'file')} (${showSize(swept.sizeBytes)}) deleted from the disk${held}.`].join('\n'));
  }
  return report.missingCount === 0 ? 0 : 1;
}

function describeReport(report: MediaReport): readonly string[] {
  const { files, unused, leftovers } = report;
  const held = leftovers.heldByBackups === 0 ? '' : `, and ${countWords(leftovers.heldByBackups, 'file')} that backups need`;
  return [
    `${countWords(files, 'picture or sound', 'pictures and sounds')} in the library.`,
    ...describeMissing(report),
    unused.count === 0 ? 'Nothing is unused.' : `Unused: ${countWords(unused.count, 'file')} (${showSize(unused.sizeBytes)}). --remove-unused removes them.`,
    ...listSome(unused.names, unused.count),
    ...(leftovers.count === 0 && held === '' ? [] : [`Left behind on the disk: ${countWords(leftovers.count, 'file')} (${showSize(leftovers.sizeBytes)})${held}.`]),
  ];
}

function describeMissing({ missing, missingCount }: MediaReport): readonly string[] {
  if (missingCount === 0) return ['Nothing is missing.'];
  return [`Missing: ${countWords(missingCount, 'file')} that cards ask for.`, ...listSome(missing.map(({ name }) => name), missingCount)];
}

function listSome(names: readonly string[], count: number): readonly string[] {
  const told = names.slice(0, MOST_TOLD).map((name) => `  ${name}`);
  return count > told.length ? [...told, `  … and ${String(count - told.length)} more; --json lists them.`] : told;
}

function showSize(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(bytes < 10_000 ? 1 : 0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
