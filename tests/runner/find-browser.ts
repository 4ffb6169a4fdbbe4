/** Finds a Chromium to test in: one named by VERSUS_BROWSER, an installed one, Playwright's own; else installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const onPath = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge'];

function listInstalled(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const folders = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']].filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]);
  }
  const folders = (process.env['PATH'] ?? '').split(':');
  return onPath.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function findInstalled(): string | undefined {
  const candidates = [process.env['VERSUS_BROWSER'], ...listInstalled(), chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}

function run(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
}

function installFromDebian(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}

/** The browser's path, or null when there is none and none could be installed. */
export function findBrowser(root: string): string | null {
  let found = findInstalled();
  if (found !== undefined) return found;
  process.stdout.write('No Chrome, Chromium or Edge here: installing one for the browser tests.\n');
  installFromDebian();
  found = findInstalled();
  if (found !== undefined) return found;
  run(join(root, 'node_modules/.bin/playwright'), ['install', 'chromium']);
  return findInstalled() ?? null;
}
