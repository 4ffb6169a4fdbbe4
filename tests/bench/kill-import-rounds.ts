/** Kills a process that imports, again and again, and looks whether the library holds all of the import or nothing of it. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/backend/system-clock.ts';
import { checkLibrary } from '../../src/store/check-library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { makeBasicCollection } from '../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import { generateLibrary } from './study-library.ts';

const childScript = fileURLToPath(new URL('kill-import-child.ts', import.meta.url));
const CARDS_BEFORE = 1000;
const MEDIA_FILES = 200;

export interface ImportKillFindings {
  readonly rounds: number;
  /** Rounds in which the kill came before the import was in the library, and after. */
  readonly untouched: number;
  readonly imported: number;
}

/** What the process prints when it has begun to read the file, and when it begins to write the library. */
type Mark = 'started' | 'merging';

interface Ended {
  readonly output: string;
  /** How long it was from each mark to the end of the import. */
  readonly lifeAfter: Readonly<Record<Mark, number>>;
}

/** Throws an Error that says what was lost or broken, in the round where it is found. */
export async function killWhileImporting(rounds: number, noteCount = 5000): Promise<ImportKillFindings> {
  const folder = mkdtempSync(join(tmpdir(), 'versus-kill-import-'));
  try {
    const before = join(folder, 'before');
    generateLibrary(before, CARDS_BEFORE);
    const file = join(folder, 'words.apkg');
    const fronts = Array.from({ length: noteCount }, (_, index) => `word ${index} <img src="picture${index % MEDIA_FILES}.png">`);
    const media = Array.from({ length: MEDIA_FILES }, (_, index) => ({ name: `picture${index}.png`, bytes: Buffer.from(`picture number ${index} `.repeat(500)) }));
    await writeAnkiPackage(file, makeBasicCollection(fronts), { generation: 3, media });

    const dir = join(folder, 'library');
    const start = async (kill: Kill | null): Promise<Ended> => {
      rmSync(dir, { recursive: true, force: true });
      cpSync(before, dir, { recursive: true });
      return importUntilKilled(dir, file, kill);
    };
    const whole = await start(null);
    const found = { untouched: 0, imported: 0 };
    for (let round = 1; round <= rounds; round += 1) {
      // Every other kill falls into the writing of the library, which is the shorter and the riskier part.
      const mark: Mark = round % 2 === 0 ? 'merging' : 'started';
      const { output } = await start({ mark, afterMillis: Math.random() * whole.lifeAfter[mark] * 1.3 });
      const isImported = await examine(dir, round, noteCount);
      if (output.includes('done') && !isImported) throw new Error(`round ${round}: the import was reported as done and is not there`);
      found[isImported ? 'imported' : 'untouched'] += 1;
    }
    return { rounds, ...found };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Kill {
  readonly mark: Mark;
  readonly afterMillis: number;
}

async function importUntilKilled(dir: string, file: string, kill: Kill | null): Promise<Ended> {
  const child = spawn(process.execPath, [childScript, dir, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const markedAt: Record<Mark, number> = { started: 0, merging: 0 };
  let doneAt = 0;
  let killing: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    output += chunk;
    if (output.includes('done') && doneAt === 0) doneAt = performance.now();
    for (const mark of ['started', 'merging'] as const) {
      if (markedAt[mark] > 0 || !output.includes(mark)) continue;
      markedAt[mark] = performance.now();
      if (kill?.mark === mark) killing = setTimeout(() => child.kill('SIGKILL'), kill.afterMillis);
    }
  });
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  clearTimeout(killing);
  if (kill === null && !output.includes('done')) throw new Error(`the import without a kill ended so: ${output}`);
  return { output, lifeAfter: { started: doneAt - markedAt.started, merging: doneAt - markedAt.merging } };
}

/** Opens the library as the next start would; true when all of the import is in it, false when nothing is. */
async function examine(dir: string, round: number, noteCount: number): Promise<boolean> {
  const library = openLibrary({ dir, clock: systemClock });
  try {
    const count = (table: string): number => library.database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    const findings = await checkLibrary(library);
    if (!findings.ok) throw new Error(`round ${round}: ${findings.problems.join(' ')}`);
    const left = readdirSync(library.stagingDir);
    if (left.length > 0) throw new Error(`round ${round}: left over in the staging folder: ${left.join(', ')}`);
    const added = { notes: count('notes') - CARDS_BEFORE, cards: count('cards') - CARDS_BEFORE, media: count('media'), imports: count('imports') };
    const whole = { notes: noteCount, cards: noteCount, media: MEDIA_FILES, imports: 1 };
    const nothing = { notes: 0, cards: 0, media: 0, imports: 0 };
    const told = JSON.stringify(added);
    if (told !== JSON.stringify(whole) && told !== JSON.stringify(nothing)) throw new Error(`round ${round}: part of the import is in the library: ${told}`);
    return told === JSON.stringify(whole);
  } finally {
    library.close();
  }
}
