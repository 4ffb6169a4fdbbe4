/**
 * For end-to-end tests in the desktop window: launches what was built in the Electron that ELECTRON_OVERRIDE_DIST_PATH names (otherwise in the
 * installed package's), with Chromium's sandbox on, on a library and a user folder of their own. Where that Electron needs another build of the
 * SQLite addon than the published one, VERSUS_SQLITE_BINDING names it, and the app runs from a copy of the project's folder that has it.
 */

import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programIn } from '../../../src/launch/find-electron.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function copyWithAddon(addon: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'versus-app-'));
  for (const name of ['package.json', 'out', 'resources']) cpSync(join(root, name), join(folder, name), { recursive: true });
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== 'better-sqlite3' && !name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of ['package.json', 'lib']) {
    cpSync(join(root, 'node_modules', 'better-sqlite3', name), join(modules, 'better-sqlite3', name), { recursive: true });
  }
  mkdirSync(join(modules, 'better-sqlite3', 'build', 'Release'), { recursive: true });
  cpSync(addon, join(modules, 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node'));
  return folder;
}

export function electronProgram(): string {
  const path = programIn(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules', 'electron', 'dist'), process.platform);
  if (!existsSync(path)) throw new Error(`there is no Electron at ${path}: ELECTRON_OVERRIDE_DIST_PATH can name a folder that has one`);
  return path;
}

export interface Desktop {
  /** A folder for this test alone. */
  readonly dir: string;
  readonly libraryDir: string;
  /** The arguments that start the app on this test's library and user folder, with these files. */
  readonly argumentsFor: (files?: readonly string[]) => string[];
  /** Starts the app and waits for its window. What still runs at the end of the test is ended. */
  readonly launch: (files?: readonly string[]) => Promise<{ readonly app: ElectronApplication; readonly page: Page }>;
}

export const test = base.extend<{ readonly desktop: Desktop }, { readonly appFolder: string }>({
  appFolder: [
    async ({ browserName: _ }, use) => {
      const addon = process.env['VERSUS_SQLITE_BINDING'];
      const folder = addon === undefined ? root : copyWithAddon(addon);
      await use(folder);
      if (folder !== root) rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  desktop: async ({ appFolder }, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'versus-desktop-'));
    const libraryDir = join(dir, 'library');
    const running: ElectronApplication[] = [];
    const argumentsFor = (files: readonly string[] = []): string[] => [
      `--user-data-dir=${join(dir, 'user')}`,
      appFolder,
      `--library=${libraryDir}`,
      ...files,
    ];
    await use({
      dir,
      libraryDir,
      argumentsFor,
      launch: async (files) => {
        const app = await _electron.launch({ executablePath: electronProgram(), args: argumentsFor(files), chromiumSandbox: true });
        running.push(app);
        return { app, page: await app.firstWindow() };
      },
    });
    for (const app of running) await app.close().catch(() => undefined);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect } from '@playwright/test';
