/** What the desktop app was started with: the library, and the files to open. */

import { isAbsolute, resolve } from 'node:path';

export interface StartArguments {
  /** As named by `--library`, or undefined. */
  readonly library: string | undefined;
  /** Absolute. */
  readonly files: readonly string[];
}

/**
 * Reads `process.argv`: options of Chromium and Electron are passed over, `appPath` (the folder Electron was told to run) is no file to open,
 * and relative paths are taken from `workingDir`.
 */
export function readStartArguments(argv: readonly string[], appPath: string, workingDir: string): StartArguments {
  let library: string | undefined;
  const files: string[] = [];
  const rest = argv.slice(1);
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (argument === '--library') library = rest[(index += 1)];
    else if (argument.startsWith('--library=')) library = argument.slice('--library='.length);
    else if (argument !== '' && !argument.startsWith('-')) files.push(isAbsolute(argument) ? argument : resolve(workingDir, argument));
  }
  return { library, files: files.filter((file) => resolve(file) !== resolve(appPath)) };
}
