/** Where a learner's library lies: named by `--library` or VERSUS_LIBRARY, otherwise in the platform's folder for user data. */

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly workingDir: string;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

/** The platform's folder for an app's data: XDG data home, Application Support, or AppData\Roaming. */
function dataDir({ platform, environment, home }: Surroundings): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Versus');
    case 'win32':
      return join(nonEmpty(environment['APPDATA']) ?? join(home, 'AppData', 'Roaming'), 'Versus');
    default:
      return join(nonEmpty(environment['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'versus');
  }
}

/** The library used when none is named. */
export function defaultLibraryDir(surroundings: Surroundings = hereAndNow()): string {
  return join(dataDir(surroundings), 'library');
}

/** Returns the library's folder, absolute; it need not exist. What was named on the command line wins over VERSUS_LIBRARY, that over the default. */
export function resolveLibraryDir(named: string | undefined, surroundings: Surroundings = hereAndNow()): string {
  const chosen = nonEmpty(named) ?? nonEmpty(surroundings.environment['VERSUS_LIBRARY']);
  return chosen === undefined ? defaultLibraryDir(surroundings) : resolve(surroundings.workingDir, chosen);
}

function hereAndNow(): Surroundings {
  return { platform: process.platform, environment: process.env, home: homedir(), workingDir: process.cwd() };
}
