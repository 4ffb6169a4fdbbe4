/** The options of `npm start` and `npm run dev`, which come after `--`. */

import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly library: string | undefined;
  readonly port: number;
  readonly open: boolean;
  /** Serve to a browser though a window could be opened. */
  readonly inBrowser: boolean;
  /** Absolute. */
  readonly files: readonly string[];
}

/** Reads the options; relative paths are taken from `workingDir`, the folder in which npm was called. Throws TypeError for unknown ones. */
export function readStartOptions(args: readonly string[], workingDir: string): StartOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { library: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' }, browser: { type: 'boolean' } },
  });
  const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(workingDir, path));
  return {
    library: values.library === undefined ? undefined : absolute(values.library),
    port: Number(values.port ?? 0),
    open: values['no-open'] !== true,
    inBrowser: values.browser === true,
    files: positionals.map(absolute),
  };
}
