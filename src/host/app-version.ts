/** The version of the app, read from its package.json. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from './places.ts';

/** Returns the version, such as `0.1.0`. */
export function readAppVersion(): string {
  const { version } = JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8')) as { version: string };
  return version;
}
