/**
 * `npm run test:interop`: Versus against Anki's own backend, both ways. Where Python or PyPI does not answer, it says so and passes.
 * The last line is a tally, as that of `npm test`, which finds it in the file that it names in VERSUS_INTEROP_REPORT.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANKI_VERSION, prepareAnki } from './anki-environment.ts';
import { openAnkiSide } from './anki-side.ts';
import type { AnkiSide } from './anki-side.ts';
import { listChecks } from './checks.ts';

// A zone with summer time, west of UTC: days are counted wrongly most easily there.
process.env['TZ'] ??= 'America/New_York';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm test` is told. */
export interface InteropReport {
  readonly passed: number;
  readonly failed: number;
  /** Why nothing was checked; null when it was. */
  readonly missing: string | null;
}

function report(found: InteropReport): void {
  const path = process.env['VERSUS_INTEROP_REPORT'];
  if (path !== undefined) writeFileSync(path, JSON.stringify(found));
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function runAll(anki: AnkiSide, folder: string): Promise<{ passed: number; failed: number }> {
  let passed = 0;
  let failed = 0;
  for (const check of listChecks(anki, folder)) {
    const startedAt = performance.now();
    try {
      const differences = await check.run();
      if (differences.length > 0) throw new Error(differences.join('\n    '));
      passed += 1;
      say(`  ok      ${check.name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    } catch (thrown) {
      failed += 1;
      say(`  FAILED  ${check.name}\n    ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  return { passed, failed };
}

const environment = prepareAnki(root);
if ('missing' in environment) {
  say(`Interoperation with Anki: skipped, ${environment.missing}.`);
  report({ passed: 0, failed: 0, missing: environment.missing });
} else {
  const folder = mkdtempSync(join(tmpdir(), 'versus-interop-'));
  mkdirSync(join(folder, 'made'));
  try {
    const { passed, failed } = await runAll(openAnkiSide(environment.python), folder);
    say(`Interoperation with Anki ${ANKI_VERSION}: ${String(passed)} passed, ${String(failed)} failed`);
    report({ passed, failed, missing: null });
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
