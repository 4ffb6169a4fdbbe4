/** The name of a file that came from a window, without any folder it may claim. */

import { basename } from 'node:path';

/** Returns the last part of the name, whichever way its slashes lean; `file` when nothing is left. */
export function plainFileName(name: string): string {
  return basename(name.replaceAll('\\', '/')) || 'file';
}
