/** Says in which Electron the desktop tests can run here, or why they cannot. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programIn } from '../../src/launch/find-electron.ts';

export type ElectronChoice = { readonly runs: true; readonly version: string; readonly dist: string } | { readonly runs: false; readonly why: string };

/** Asks the runtime itself, as the Node that it also is. */
function readVersion(dist: string): string {
  const { stdout } = spawnSync(programIn(dist, process.platform), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return /^\d+\.\d+\.\d+/.exec(stdout ?? '')?.[0] ?? 'of unknown version';
}

/**
 * Looks for ELECTRON_OVERRIDE_DIST_PATH, then for the installed package's own runtime. As root on Linux, Chromium's
 * sandbox refuses; VERSUS_ELECTRON_RUNNER then names a command that runs the tests as an ordinary user.
 */
export function findElectron(root: string): ElectronChoice {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const dist = given ?? join(root, 'node_modules/electron/dist');
  if (!existsSync(dist)) return { runs: false, why: 'no Electron runtime here (ELECTRON_OVERRIDE_DIST_PATH can name one)' };
  const runner = process.env['VERSUS_ELECTRON_RUNNER'];
  if (process.platform === 'linux' && runner === undefined) {
    if (process.getuid?.() === 0) return { runs: false, why: "Chromium's sandbox refuses root (VERSUS_ELECTRON_RUNNER can name a command that runs as an ordinary user)" };
    if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return { runs: false, why: 'there is no display' };
  }
  return { runs: true, version: readVersion(dist), dist };
}
