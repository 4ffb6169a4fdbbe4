/** Anki's own backend, from PyPI, in a virtual environment that is made once and kept beside the installed packages. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The release that the tests hold Versus against. */
export const ANKI_VERSION = '26.9.3';

const PROBE_SECONDS = 5;
const INSTALL_MILLIS = 240_000;

export type AnkiEnvironment = { readonly python: string } | { readonly missing: string };

function pythonIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

function canImport(python: string): boolean {
  return existsSync(python) && spawnSync(python, ['-c', 'import anki.collection'], { timeout: 60_000 }).status === 0;
}

/** Where Python or PyPI does not answer within seconds, the reason is given in place of the environment. */
export function prepareAnki(root: string): AnkiEnvironment {
  const folder = join(root, 'node_modules', '.cache', `anki-${ANKI_VERSION}`);
  const python = pythonIn(folder);
  if (canImport(python)) return { python };
  const making = `${folder}.making-${String(process.pid)}`;
  try {
    mkdirSync(join(folder, '..'), { recursive: true });
    const made = [process.env['PYTHON'] ?? 'python3', 'python'].some((command) => spawnSync(command, ['-m', 'venv', making], { timeout: 60_000 }).status === 0);
    if (!made) return { missing: 'Python 3 with its module venv was not found' };
    const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input', '--timeout', String(PROBE_SECONDS), '--retries', '0', 'install', '--quiet', `anki==${ANKI_VERSION}`];
    const installed = spawnSync(pythonIn(making), pip, { timeout: INSTALL_MILLIS, encoding: 'utf8' });
    if (installed.status !== 0) return { missing: `pip could not install anki ${ANKI_VERSION} from PyPI` };
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
    return canImport(python) ? { python } : { missing: `anki ${ANKI_VERSION} does not run on this machine` };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}
