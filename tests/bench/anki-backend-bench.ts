/**
 * Writes a package of 100,000 notes and 50,000 media files, and lets Versus and Anki's own backend import that same file into
 * empty libraries, one after the other on the same disk. Where Python or PyPI does not answer, Anki's part is skipped.
 * Usage: node tests/bench/anki-backend-bench.ts [notes] [media files]
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAnkiPackage } from '../../src/backend/jobs/export/write-anki-package.ts';
import { ANKI_VERSION, prepareAnki } from '../interop/anki-environment.ts';
import { makeBenchSource } from './bench-source.ts';
import { importPackage } from './measure-import.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MEGABYTE = 1024 ** 2;

interface Measured {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly notes: number;
  readonly cards: number;
  readonly media: number;
  readonly peakMegabytes: number;
}

/** Each importer has a process of its own, so that none pays for what was there before. */
function measureIn(command: string, parameters: readonly string[]): Measured {
  const ran = spawnSync(command, parameters, { encoding: 'utf8', maxBuffer: 16 * MEGABYTE });
  if (ran.status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed:\n${ran.stderr}`);
  return JSON.parse(ran.stdout) as Measured;
}

async function importHere(packagePath: string, libraryDir: string): Promise<Measured> {
  const { report, millis, cpuMillis, peakMegabytes } = await importPackage(libraryDir, packagePath);
  return { seconds: millis / 1000, processorSeconds: cpuMillis / 1000, notes: report.notes.added, cards: report.cards.added, media: report.media.added, peakMegabytes };
}

function describe({ seconds, processorSeconds, notes, cards, media, peakMegabytes }: Measured): string {
  return `${seconds.toFixed(1).padStart(6)} s (processor ${processorSeconds.toFixed(1)} s, ${String(peakMegabytes)} MB at most; ${String(notes)} notes, ${String(cards)} cards, ${String(media)} media)`;
}

async function compare(noteCount: number, mediaCount: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'versus-anki-bench-'));
  try {
    const packagePath = join(folder, 'bench.apkg');
    const startedAt = performance.now();
    await writeAnkiPackage(makeBenchSource(noteCount, mediaCount), 'apkg', { scratchDir: folder, targetPath: packagePath });
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(`anki: a package of ${noteCount.toLocaleString('en')} notes and ${mediaCount.toLocaleString('en')} media files (${(statSync(packagePath).size / MEGABYTE).toFixed(0)} MB)`);
    console.log(`  written by Versus   ${seconds.toFixed(1).padStart(6)} s (${String(Math.round((process.resourceUsage().maxRSS * 1024) / MEGABYTE))} MB at most)`);
    const here = measureIn(process.execPath, [...process.execArgv, import.meta.filename, 'import', packagePath, join(folder, 'library')]);
    console.log(`  imported by Versus  ${describe(here)}`);
    const environment = prepareAnki(root);
    if ('missing' in environment) {
      console.log(`  imported by Anki    skipped, ${environment.missing}`);
      return;
    }
    const there = measureIn(environment.python, [fileURLToPath(new URL('anki_import.py', import.meta.url)), packagePath, join(folder, 'anki')]);
    console.log(`  imported by Anki    ${describe(there)}, ${ANKI_VERSION}`);
    console.log(`  ratio               ${(here.seconds / there.seconds).toFixed(2).padStart(6)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [first, second, third] = process.argv.slice(2);
if (first === 'import' && second !== undefined && third !== undefined) console.log(JSON.stringify(await importHere(second, third)));
else await compare(Number(first ?? 100_000), Number(second ?? 50_000));
