/** One stage of the test run: a program, its printed output, and how many checks in it passed and failed. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { InteropReport } from '../interop/run.ts';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Reads the tally after the program has ended; `clean` is whether it exited with 0. */
  readonly count: (clean: boolean) => Tally;
}

/** For a program that is one check as a whole. */
export function countAsOne(clean: boolean): Tally {
  return { passed: clean ? 1 : 0, failed: clean ? 0 : 1, skipped: 0 };
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** A run that broke down before or beside its tests counts as one failure more, so that it can never look green. */
function withBreakdown(tally: Tally, clean: boolean): Tally {
  return !clean && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

export function countVitest(path: string) {
  return (clean: boolean): Tally => {
    const report = readJson(path) as { numPassedTests: number; numFailedTests: number; numPendingTests: number } | null;
    if (report === null) return { passed: 0, failed: 1, skipped: 0 };
    return withBreakdown({ passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }, clean);
  };
}

export function countPlaywright(path: string) {
  return (clean: boolean): Tally => {
    const report = readJson(path) as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } } | null;
    if (report === null) return { passed: 0, failed: 1, skipped: 0 };
    const { expected, unexpected, flaky, skipped } = report.stats;
    return withBreakdown({ passed: expected + flaky, failed: unexpected, skipped }, clean);
  };
}

/** Of the interoperation test, which says in its report when it could not run and why. */
export function countInterop(path: string) {
  return (clean: boolean): Tally => {
    const report = readInterop(path);
    if (report === null) return { passed: 0, failed: 1, skipped: 0 };
    return withBreakdown({ passed: report.passed, failed: report.failed, skipped: report.missing === null ? 0 : 1 }, clean);
  };
}

export function readInterop(path: string): InteropReport | null {
  return readJson(path) as InteropReport | null;
}

/** Runs the stage and prints its output in one piece when it ends, so that stages that run side by side stay readable. */
export async function runStage(stage: Stage, root: string): Promise<Tally> {
  const started = performance.now();
  const [program, ...args] = stage.command;
  const output: Buffer[] = [];
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...stage.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
  const clean = await new Promise<boolean>((settle) => {
    child.on('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
  const tally = stage.count(clean);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`\n── ${stage.name} (${seconds} s)\n${Buffer.concat(output).toString()}`);
  return tally;
}
