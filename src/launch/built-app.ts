/** Builds the app when its sources are newer than what was built. */

import { spawn } from 'node:child_process';
import { globSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../host/places.ts';

/** Written when a build has succeeded; its time is the build's. */
const stampPath = join(appRoot, 'out', '.built');
const buildScript = join(appRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** True when a source file, the build's settings or the set of packages is newer than the last successful build. */
export function isBuildNeeded(root: string, stamp: string): boolean {
  const builtAtMillis = timeOf(stamp);
  const isNewer = (path: string): boolean => timeOf(join(root, path)) > builtAtMillis;
  if (builtAtMillis === 0 || ['package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'].some(isNewer)) return true;
  return globSync('src/**', { cwd: root }).some(isNewer);
}

function runBuild(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [buildScript, 'build', '--logLevel', 'error'], { cwd: appRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (status) => (status === 0 ? resolve() : reject(new Error('Versus could not be built; what went wrong stands above.'))));
  });
}

/** Builds if needed. Rejects when the build fails. */
export async function buildIfNeeded(): Promise<void> {
  if (!isBuildNeeded(appRoot, stampPath)) return;
  console.log('Building Versus …');
  rmSync(stampPath, { force: true });
  const startedAt = new Date();
  await runBuild();
  writeFileSync(stampPath, `${startedAt.toISOString()}\n`);
}
