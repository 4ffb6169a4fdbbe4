/**
 * Damages files of every kind that can be imported and imports them: no crash, no hang, no file where none belongs, no change to
 * the library by an import that failed. The same seed gives the same cases.
 * Usage: npm run fuzz -- [--cases N] [--only NAME] [--seed N] [--from N]
 */

import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ChildMessage } from './child.ts';
import { SUBJECTS } from './seeds.ts';

/** What a case may take of a processor, however busy the machine is with other things. */
const MOST_CPU_MILLIS = 5000;
/** A case that has not ended by then never will. */
const HANG_MILLIS = 120_000;
/** Of so many cases some are read, if the seeds are sound. */
const ENOUGH_CASES = 25;
/** A process takes so many cases; then a fresh one goes on with a fresh library. */
const CASES_PER_CHILD = 2500;

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, only: { type: 'string' }, seed: { type: 'string', default: '1' }, from: { type: 'string', default: '0' } },
});
const cases = Number(values.cases);
const from = Number(values.from);

interface Tally {
  read: number;
  refused: number;
  slowestMillis: number;
  readonly failures: string[];
}

interface Batch {
  readonly name: string;
  readonly first: number;
  readonly count: number;
}

/** Runs a batch; where a case hangs or ends the process, the rest of the batch goes to a new one. */
async function runBatch(batch: Batch, tally: Tally): Promise<void> {
  let first = batch.first;
  const end = batch.first + batch.count;
  while (first < end) first = await runChild({ ...batch, first, count: end - first }, tally);
}

/** Resolves with the first case that is still to be run. */
function runChild({ name, first, count }: Batch, tally: Tally): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'versus-fuzz-'));
  for (const folder of ['cwd', 'home', 'tmp']) mkdirSync(join(dir, folder));
  const child = fork(join(import.meta.dirname, 'child.ts'), [name, String(first), String(count), values.seed, dir], {
    cwd: join(dir, 'cwd'),
    env: { ...process.env, HOME: join(dir, 'home'), TMPDIR: join(dir, 'tmp') },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve) => {
    let current = first - 1;
    let isEnded = false;
    let errors = '';
    let watchdog: NodeJS.Timeout | undefined;
    const fail = (why: string): void => void tally.failures.push(`case ${String(current)}: ${why}`);
    child.stderr?.on('data', (piece: Buffer) => (errors = `${errors}${piece.toString()}`.slice(-2000)));
    child.on('message', (message: ChildMessage) => {
      clearTimeout(watchdog);
      if (message.type === 'case') {
        current = message.index;
        watchdog = setTimeout(() => {
          fail(`no end after ${String(HANG_MILLIS / 1000)} seconds`);
          isEnded = true;
          child.kill('SIGKILL');
        }, HANG_MILLIS);
      } else if (message.type === 'outcome') {
        tally.slowestMillis = Math.max(tally.slowestMillis, message.cpuMillis);
        if (message.outcome.kind === 'failed') fail(message.outcome.why);
        else if (message.cpuMillis > MOST_CPU_MILLIS) fail(`it took ${(message.cpuMillis / 1000).toFixed(1)} seconds of a processor`);
        else tally[message.outcome.kind] += 1;
      } else {
        isEnded = true;
        for (const finding of message.findings) fail(finding);
        for (const folder of ['cwd', 'home', 'tmp']) for (const stray of readdirSync(join(dir, folder))) fail(`a file was written outside the library: ${folder}/${stray}`);
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog);
      if (!isEnded) fail(`the process ended (${signal ?? String(code)}): ${errors.slice(-1000)}`);
      rmSync(dir, { recursive: true, force: true });
      // A process that does not even begin will not begin the next time either.
      resolve(current < first ? first + count : current + 1);
    });
  });
}

function print(name: string, tally: Tally): void {
  const { read, refused, slowestMillis, failures } = tally;
  console.log(`${name.padEnd(26)} ${String(read).padStart(7)} ${String(refused).padStart(8)} ${String(failures.length).padStart(7)} ${slowestMillis.toFixed(0).padStart(11)}`);
  for (const failure of failures.slice(0, 20)) console.log(`    ${failure.replaceAll('\n', '\n    ')}`);
}

const subjects = SUBJECTS.filter(({ name }) => values.only === undefined || name.includes(values.only));
if (subjects.length === 0) throw new Error(`there is no reader ${String(values.only)}; there are ${SUBJECTS.map(({ name }) => name).join(', ')}`);
console.log(`${'format'.padEnd(26)} ${'read'.padStart(7)} ${'refused'.padStart(8)} ${'failed'.padStart(7)} ${'slowest, ms'.padStart(11)}`);
let failed = 0;
for (const { name } of subjects) {
  const tally: Tally = { read: 0, refused: 0, slowestMillis: 0, failures: [] };
  const batches: Batch[] = [];
  const size = Math.min(CASES_PER_CHILD, Math.ceil(cases / availableParallelism()));
  for (let first = from; first < from + cases; first += size) batches.push({ name, first, count: Math.min(size, from + cases - first) });
  const takeTurns = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) await runBatch(batch, tally);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeTurns));
  if (cases >= ENOUGH_CASES && tally.read === 0) tally.failures.push('not one damaged file was read: the seeds are broken');
  print(name, tally);
  failed += tally.failures.length;
}
console.log(failed === 0 ? `${String(subjects.length * cases)} cases, none failed.` : `${String(failed)} failed. Run one again with --only NAME --from CASE --cases 1.`);
process.exitCode = failed === 0 ? 0 : 1;
