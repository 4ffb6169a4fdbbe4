/** A little of `npm run fuzz` with every run of the tests: a few damaged files for each reader, and the run itself once. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { IMPORT_FORMATS } from '../../src/core/formats/import-format.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { runCase } from '../fuzz/cases.ts';
import { checkSeeds } from '../fuzz/check-seeds.ts';
import { drawCase } from '../fuzz/draw-case.ts';
import { SUBJECTS } from '../fuzz/seeds.ts';

const CASES = 15;
const RUN = 1;
const LONG_ENOUGH_MILLIS = 120_000;

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'versus-fuzz-'));
  folders.push(folder);
  mkdirSync(join(folder, 'work'));
  return folder;
}

describe('damaged files', () => {
  it('are made for every format that can be imported', () => {
    expect(IMPORT_FORMATS.filter((format) => SUBJECTS.every(({ reads }) => reads !== format))).toEqual([]);
  });

  it.each(SUBJECTS.map((subject) => [subject.name, subject] as const))('of %s are read, or refused in a sentence', async (_, subject) => {
    const folder = makeFolder();
    const seeds = await subject.makeSeeds(join(folder, 'seeds'));
    await checkSeeds(subject, seeds, folder);
    const library = openLibrary({ dir: join(folder, 'library'), clock: { nowMillis: () => Date.now(), zoneOffsetMinutesAt: () => 0 } });
    try {
      const failures: string[] = [];
      for (let index = 0; index < CASES; index += 1) {
        const outcome = await runCase(library, join(folder, 'work'), await drawCase(subject, seeds, { run: RUN, index }));
        if (outcome.kind === 'failed') failures.push(`case ${String(index)}: ${outcome.why}`);
      }
      expect(failures).toEqual([]);
    } finally {
      library.close();
    }
  }, LONG_ENOUGH_MILLIS);

  it('are counted by the fuzz run, which says that none failed', () => {
    const said = execFileSync(process.execPath, [join(import.meta.dirname, '../fuzz/run.ts'), '--only', 'cuecard', '--cases', String(CASES)], { encoding: 'utf8' });
    expect(said).toContain(`${String(CASES)} cases, none failed.`);
  }, LONG_ENOUGH_MILLIS);
});
