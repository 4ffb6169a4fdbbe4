/**
 * A process that damages and imports files of one kind, a range of cases: it tells of each case before it begins, so that
 * whoever started it knows where it hangs. Usage: node tests/fuzz/child.ts SUBJECT FIRST COUNT SEED DIR
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkLibrary } from '../../src/store/check-library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { runCase } from './cases.ts';
import type { CaseOutcome } from './cases.ts';
import { checkSeeds } from './check-seeds.ts';
import { drawCase } from './draw-case.ts';
import { SUBJECTS } from './seeds.ts';

export type ChildMessage =
  | { readonly type: 'case'; readonly index: number }
  | { readonly type: 'outcome'; readonly index: number; readonly outcome: CaseOutcome; readonly cpuMillis: number }
  /** Findings after the last case: files where none belong, a library that is not sound. */
  | { readonly type: 'end'; readonly findings: readonly string[] };

const [name = '', first = '0', count = '0', seedText = '1', dir = ''] = process.argv.slice(2);
const tell = (message: ChildMessage): void => void process.send?.(message);

const subject = SUBJECTS.find((candidate) => candidate.name === name);
if (subject === undefined) throw new Error(`there is no subject ${name}`);
const workDir = join(dir, 'work');
mkdirSync(workDir, { recursive: true });
const seeds = await subject.makeSeeds(join(dir, 'seeds'));
rmSync(join(dir, 'seeds'), { recursive: true, force: true });
await checkSeeds(subject, seeds, workDir);
const filesBefore = listFiles(dir);
const library = openLibrary({ dir: join(dir, 'library'), clock: { nowMillis: () => Date.now(), zoneOffsetMinutesAt: () => 0 } });

for (let index = Number(first); index < Number(first) + Number(count); index += 1) {
  const drawn = await drawCase(subject, seeds, { run: Number(seedText), index });
  tell({ type: 'case', index });
  const before = process.cpuUsage();
  const outcome = await runCase(library, workDir, drawn);
  const { user, system } = process.cpuUsage(before);
  tell({ type: 'outcome', index, outcome, cpuMillis: (user + system) / 1000 });
}

const report = await checkLibrary(library, { importRunning: false });
library.close();
const strays = listFiles(dir).filter((path) => !filesBefore.includes(path) && !path.startsWith('library') && path !== join('work', 'input'));
tell({ type: 'end', findings: [...report.problems, ...strays.map((path) => `a file was left at ${path}`)] });
process.disconnect();

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
