/**
 * Imports a large file of each format through the backend: the time beside the floor of bare SQLite inserts of the same rows,
 * the peak of memory, how long a question to the backend had to wait meanwhile, and how long Cancel took to be answered, while
 * the file was read (at 30 % of the time) and while it was merged. Files are made, and each is imported, in processes of their own.
 * Usage: node tests/bench/formats-bench.ts [notes] [media files] [format …]
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LARGE_FORMATS, makeLargeFile } from './make-large-file.ts';
import type { LargeFormat } from './make-large-file.ts';
import { measureFloor } from './measure-floor.ts';
import { cancelImport, importPackage } from './measure-import.ts';
import type { MeasuredCancel, Wait } from './measure-import.ts';

const MEGABYTE = 1024 ** 2;
const CANCEL_SHARE = 0.3;
const COLUMNS = ['format', 'file MB', 'notes', 'media', 'import s', '(cpu)', 'floor s', '(cpu)', 'ratio', 'memory MB', 'wait ms', '(cpu)', 'cancel ms', 'in merge', 'tidy ms', 'in merge'];

function runHere(parameters: readonly string[]): number {
  return spawnSync(process.execPath, [...process.execArgv, import.meta.filename, ...parameters], { stdio: 'inherit' }).status ?? 1;
}

function measureAll(notes: number, media: number, wanted: readonly string[]): number {
  console.log(`formats: ${notes.toLocaleString('en')} notes, and ${media.toLocaleString('en')} media files where the format carries them`);
  console.log(line(COLUMNS));
  for (const format of LARGE_FORMATS) {
    if (wanted.length > 0 && !wanted.includes(format.name)) continue;
    const folder = mkdtempSync(join(tmpdir(), 'versus-formats-bench-'));
    try {
      const path = join(folder, `bench${format.extension}`);
      const status = runHere(['make', format.name, String(notes), String(format.hasMedia ? media : 0), path]) || runHere(['import', format.name, path, folder]);
      if (status !== 0) return status;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return 0;
}

function line(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(12) : cell.padStart(10))).join('');
}

async function measure({ name }: LargeFormat, path: string, folder: string): Promise<void> {
  const dirOf = (part: string): string => {
    const dir = join(folder, part);
    mkdirSync(dir, { recursive: true });
    return dir;
  };
  const imported = await importPackage(dirOf('library'), path);
  const floor = measureFloor(dirOf('library'), dirOf('floor'));
  const whileReading = await cancelImport(dirOf('cancelled'), path, imported.millis * CANCEL_SHARE);
  const whileMerging = await cancelImport(dirOf('cancelled-later'), path, 'merging');
  const seconds = (millis: number): string => (millis / 1000).toFixed(2);
  const millisOf = (value: number | null): string => (value === null ? '-' : value.toFixed(0));
  const wait: Wait = imported.longestWait;
  const cancels: readonly MeasuredCancel[] = [whileReading, whileMerging];
  console.log(
    line([
      name,
      (statSync(path).size / MEGABYTE).toFixed(0),
      String(imported.report.notes.added),
      String(imported.report.media.added),
      seconds(imported.millis),
      seconds(imported.cpuMillis),
      seconds(floor.millis),
      seconds(floor.cpuMillis),
      (imported.millis / floor.millis).toFixed(2),
      String(imported.peakMegabytes),
      millisOf(wait.millis),
      millisOf(wait.cpuMillis),
      ...cancels.map(({ millis }) => millisOf(millis)),
      ...cancels.map(({ tidyMillis }) => millisOf(tidyMillis)),
    ]),
  );
}

function formatNamed(name: string | undefined): LargeFormat {
  const format = LARGE_FORMATS.find((candidate) => candidate.name === name);
  if (format === undefined) throw new Error(`there is no format ${String(name)}; there are ${LARGE_FORMATS.map((known) => known.name).join(', ')}`);
  return format;
}

const [first, second, ...rest] = process.argv.slice(2);
if (first === 'make') await makeLargeFile(formatNamed(second), Number(rest[0]), Number(rest[1]), rest[2] ?? '');
else if (first === 'import') await measure(formatNamed(second), rest[0] ?? '', rest[1] ?? '');
else process.exitCode = measureAll(Number(first ?? 100_000), Number(second ?? 50_000), rest.map((name) => formatNamed(name).name));
