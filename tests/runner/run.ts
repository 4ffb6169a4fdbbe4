/** `npm test`: every check there is, two stages at a time, with one tally of them all as the last line. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.ts';
import { findElectron } from './find-electron.ts';
import { countAsOne, countInterop, countPlaywright, countVitest, readInterop, runStage, type Stage, type Tally } from './stage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'versus-tests-'));
// The Electron tests may run as another user, who writes a report here too.
chmodSync(reports, 0o777);
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const reportFile = (name: string): string => join(reports, `${name}.json`);

const browser = findBrowser(root);
const electron = findElectron(root);
const browserEnv = browser === null ? {} : { VERSUS_BROWSER: browser };

function vitest(name: string, project: string): Stage {
  const report = reportFile(project);
  return {
    name,
    command: [bin('vitest'), 'run', '-c', '.config/vitest.config.ts', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    env: browserEnv,
    count: countVitest(report),
  };
}

function playwright(name: string, project: string, runner: readonly string[], env: Readonly<Record<string, string>>): Stage {
  const report = reportFile(`e2e-${project}`);
  const command = [...runner, bin('playwright'), 'test', '-c', 'tests/e2e/playwright.config.ts', '--project', project, '--reporter=list,json'];
  return { name, command: command as [string, ...string[]], env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, count: countPlaywright(report) };
}

const build: Stage = { name: 'build', command: [bin('electron-vite'), 'build', '--logLevel', 'warn'], count: countAsOne };
const types: Stage = {
  name: 'type check',
  command: [bin('svelte-check'), '--tsconfig', 'tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  count: countAsOne,
};
const lint: Stage = { name: 'lint', command: [bin('eslint'), '-c', '.config/eslint.config.js', '.', '--max-warnings', '0'], count: countAsOne };

const interopReport = reportFile('interop');
const interop: Stage = {
  name: 'interoperation with Anki',
  command: [process.execPath, 'tests/interop/run.ts'],
  env: { VERSUS_INTEROP_REPORT: interopReport },
  count: countInterop(interopReport),
};

/** Lanes run side by side, the stages within one after the other. */
const lanes: Stage[][] = [
  [types, lint, vitest('unit', 'unit'), vitest('components', 'component'), interop],
  [vitest('contract, store, backend, hosts, command line', 'node')],
];
const withBrowser: Stage[] = [vitest('in a real browser', 'browser'), playwright('end to end in a real browser', 'browser', [], browserEnv)];
const withElectron: Stage[] = [
  playwright('end to end in Electron', 'electron', process.env['VERSUS_ELECTRON_RUNNER']?.split(' ').filter(Boolean) ?? [], {}),
];

async function runAll(): Promise<Tally> {
  const tallies = [await runStage(build, root)];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const stage of lane) tallies.push(await runStage(stage, root));
    }),
  );
  for (const stage of [...(browser === null ? [] : withBrowser), ...(electron.runs ? withElectron : [])]) tallies.push(await runStage(stage, root));
  // Without a browser the half of the suite that matters most to a learner did not run: that is a failure, not a pass.
  if (browser === null) tallies.push({ passed: 0, failed: 1, skipped: 0 });
  return tallies.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed, skipped: sum.skipped + one.skipped }));
}

const { passed, failed, skipped } = await runAll();
const checkedWithAnki = readInterop(interopReport);
rmSync(reports, { recursive: true, force: true });
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say('');
say(browser === null ? 'Browser tests: did not run, no browser was found or could be installed.' : `Browser tests: ran in ${browser}.`);
say(electron.runs ? `Electron tests: ran in Electron ${electron.version}.` : `Electron tests: did not run, ${electron.why}.`);
say(checkedWithAnki?.missing === null ? 'Interoperation with Anki: ran.' : `Interoperation with Anki: did not run, ${checkedWithAnki?.missing ?? 'it broke off'}.`);
if (skipped > 0) say(`${skipped} skipped, each saying why above.`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
