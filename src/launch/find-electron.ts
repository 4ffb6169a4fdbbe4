/** Finds Electron's runtime and says whether a window can be opened with it here. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../host/places.ts';

export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The user's number; undefined on Windows. */
  readonly userId: number | undefined;
}

export type Runtime = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly why: string };

const probeMillis = 6_000;
const downloadLimitMillis = 10 * 60_000;
const packageDir = join(appRoot, 'node_modules', 'electron');

/** Why no window can be opened here whatever the runtime, or null. */
export function whyNoWindow({ platform, environment, userId }: Computer): string | null {
  if (platform === 'darwin' || platform === 'win32') return null;
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'there is no display for a window';
  return userId === 0 ? 'Chromium’s sandbox refuses to run as root' : null;
}

/** Where the program lies in an unpacked runtime. */
export function programIn(distDir: string, platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return join(distDir, 'Electron.app', 'Contents', 'MacOS', 'Electron');
    case 'win32':
      return join(distDir, 'electron.exe');
    default:
      return join(distDir, 'electron');
  }
}

/** The runtime that is here already: the one ELECTRON_OVERRIDE_DIST_PATH names, or the installed package's. */
export function findInstalledRuntime({ platform, environment }: Computer, distDir = join(packageDir, 'dist')): Runtime {
  const named = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = programIn(named === undefined || named === '' ? distDir : named, platform);
  if (existsSync(path)) return { ok: true, path };
  return { ok: false, why: named ? 'ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron' : 'Electron’s runtime is not installed' };
}

/** Asks the place that the package downloads from, so that a closed network costs seconds and not minutes. */
async function isDownloadReachable(environment: Computer['environment']): Promise<boolean> {
  if (environment['HTTPS_PROXY'] || environment['https_proxy']) return true;
  const place = environment['ELECTRON_MIRROR'] ?? environment['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/';
  try {
    await fetch(place, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeMillis) });
    return true;
  } catch {
    return false;
  }
}

/** Has the electron package download its runtime. Resolves to true when it did. */
function download(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageDir, 'install.js')], { stdio: 'ignore', timeout: downloadLimitMillis });
    child.on('error', () => resolve(false));
    child.on('close', (status) => resolve(status === 0));
  });
}

/** Finds the runtime, or has it fetched. Never throws. */
export async function findElectron(computer: Computer): Promise<Runtime> {
  const why = whyNoWindow(computer);
  if (why !== null) return { ok: false, why };
  const installed = findInstalledRuntime(computer);
  if (installed.ok || computer.environment['ELECTRON_OVERRIDE_DIST_PATH']) return installed;
  const cannot = { ok: false, why: 'Electron’s runtime is not installed and cannot be fetched' } as const;
  if (!existsSync(packageDir) || !(await isDownloadReachable(computer.environment))) return cannot;
  console.log(`Fetching the window’s runtime, Electron ${readElectronVersion()} (about 120 MB, only this once) …`);
  return (await download()) ? findInstalledRuntime(computer) : cannot;
}

function readElectronVersion(): string {
  return (JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }).version;
}

export function thisComputer(): Computer {
  return { platform: process.platform, environment: process.env, userId: process.getuid?.() };
}
