/** The command line as a process of its own, with a library and a folder for each test. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, vi } from 'vitest';

// Each command is a process of its own, on machines that do other things too.
vi.setConfig({ testTimeout: 120_000 });

const entry = fileURLToPath(new URL('../../src/cli/index.ts', import.meta.url));

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A place in the test's folder. */
export function placeOf(...names: readonly string[]): string {
  return join(folder, ...names);
}

/** Runs a command on the test's library. */
export function versus(...args: string[]): Promise<Outcome> {
  return new Promise((settle) => {
    execFile(process.execPath, [entry, ...args], { env: { ...process.env, VERSUS_LIBRARY: placeOf('library') } }, (error, out, err) =>
      settle({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** Writes a file of these lines and returns its path. */
export function writeLines(name: string, lines: readonly string[]): string {
  const path = placeOf(name);
  writeFileSync(path, lines.join('\n'));
  return path;
}
