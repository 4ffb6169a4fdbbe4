/** Kills a process that grades cards, again and again, and looks whether a grade that it had answered for was lost. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/backend/system-clock.ts';
import { checkLibrary } from '../../src/store/check-library.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { generateLibrary } from './study-library.ts';

const childScript = fileURLToPath(new URL('kill-study-child.ts', import.meta.url));
const CARDS = 5000;
const LONGEST_LIFE_MILLIS = 600;

export interface KillFindings {
  readonly rounds: number;
  /** Grades that were answered for before a kill; every one of them was found again. */
  readonly gradeCount: number;
}

/** Throws an Error that says what was lost or broken, in the round where it is found. */
export async function killWhileStudying(rounds: number): Promise<KillFindings> {
  const dir = mkdtempSync(join(tmpdir(), 'versus-kill-study-'));
  try {
    generateLibrary(dir, CARDS);
    const lastGenerated = readLastReview(dir);
    const printed = new Map<number, number>();
    let gradeCount = 0;
    let extraBefore = 0;
    for (let round = 1; round <= rounds; round += 1) {
      for (const [cardId, reviewCount] of await gradeUntilKilled(dir, round)) {
        printed.set(cardId, reviewCount);
        gradeCount += 1;
      }
      extraBefore = await examine(dir, { round, printed, gradeCount, extraBefore, lastGenerated });
    }
    return { rounds, gradeCount };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The pairs of card and review count that the process printed before it was killed. */
async function gradeUntilKilled(dir: string, round: number): Promise<readonly (readonly [number, number])[]> {
  const child = spawn(process.execPath, [childScript, dir, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let killing: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    output += chunk;
    // Counted from the first grade, so that starting up does not take the time away.
    killing ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_LIFE_MILLIS);
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, killedBy) => resolve(killedBy));
  });
  clearTimeout(killing);
  if (signal !== 'SIGKILL') throw new Error(`round ${round}: the process ended by itself: ${output.slice(-200)}`);
  // A line without its end was cut short by the kill; its grade counts as one that nobody was told of.
  const lines = output.split('\n').slice(0, -1);
  return lines.map((line) => {
    const [cardId = 0, reviewCount = 0] = line.split(' ').map(Number);
    return [cardId, reviewCount] as const;
  });
}

interface Expected {
  readonly round: number;
  /** The review count of each card when it was last printed. */
  readonly printed: ReadonlyMap<number, number>;
  readonly gradeCount: number;
  /** Grades of earlier rounds that were committed but not printed. */
  readonly extraBefore: number;
  /** Newest row of the log that no grade wrote. */
  readonly lastGenerated: number;
}

function readLastReview(dir: string): number {
  const library = openLibrary({ dir, clock: systemClock });
  const last = library.database.prepare<[], number>('SELECT max(id) FROM review_log').pluck().get() ?? 0;
  library.close();
  return last;
}

/** Opens the library as the next start would, and returns how many grades it holds beyond those printed. */
async function examine(dir: string, { round, printed, gradeCount, extraBefore, lastGenerated }: Expected): Promise<number> {
  const library = openLibrary({ dir, clock: systemClock });
  try {
    const { database } = library;
    const reviewCountOf = database.prepare<[number], number>('SELECT review_count FROM cards WHERE id = ?').pluck();
    for (const [cardId, reviewCount] of printed) {
      const stored = reviewCountOf.get(cardId) ?? 0;
      if (stored < reviewCount) throw new Error(`round ${round}: card ${cardId} was answered ${reviewCount} times and knows of ${stored}`);
    }
    const one = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
    const graded = one('SELECT ifnull(sum(new_count + review_count + learning_count), 0) FROM study_days');
    const logged = one(`SELECT count(*) FROM review_log WHERE id > ${lastGenerated}`);
    const extra = graded - gradeCount;
    if (extra < extraBefore) throw new Error(`round ${round}: ${gradeCount} grades were answered for and ${graded} are there`);
    if (extra > extraBefore + 1) throw new Error(`round ${round}: ${extra - extraBefore} grades were made that nobody was told of`);
    if (logged !== graded) throw new Error(`round ${round}: the log has ${logged} answers and the days have ${graded}`);
    const findings = await checkLibrary(library);
    if (!findings.ok) throw new Error(`round ${round}: ${findings.problems.join(' ')}`);
    return extra;
  } finally {
    library.close();
  }
}
