/** Asks Anki's own backend, in a Python process, for what anki_side.py can do. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Described, DescribedNote } from './described.ts';

const SCRIPT = fileURLToPath(new URL('anki_side.py', import.meta.url));
const LIMIT_MILLIS = 120_000;

export type ImportLog = Readonly<Record<'new' | 'updated' | 'duplicate' | 'conflicting' | 'missing_notetype' | 'missing_deck' | 'empty_first_field', number>>;

export interface AnkiReading {
  readonly described: Described;
  /** Of packages: what Anki said at the first and at the second import of the same file. */
  readonly log: { readonly first: ImportLog; readonly second: ImportLog } | null;
  readonly isSameAgain: boolean;
  /** Anki's database check after it. */
  readonly check: { readonly isFine: boolean; readonly report: string; readonly isSame: boolean };
}

export interface AnkiSide {
  /** Makes newest.apkg, legacy.apkg, oldest.apkg, newest.colpkg, legacy.colpkg and notes.txt in the folder. */
  readonly make: (folder: string) => Described;
  readonly read: (packagePath: string, folder: string) => AnkiReading;
  /** `packagePath`: whose note types the text needs. */
  readonly readText: (path: string, folder: string, packagePath?: string) => Readonly<Record<string, DescribedNote>>;
}

export function openAnkiSide(python: string): AnkiSide {
  const run = (...parameters: readonly string[]): unknown => {
    const ran = spawnSync(python, [SCRIPT, ...parameters], { encoding: 'utf8', timeout: LIMIT_MILLIS, maxBuffer: 1024 ** 3 });
    if (ran.status !== 0) throw new Error(`Anki's side failed (${parameters.join(' ')}):\n${ran.stderr}`);
    return JSON.parse(ran.stdout);
  };
  return {
    make: (folder) => run('make', folder) as Described,
    read: (packagePath, folder) => run('read', packagePath, folder) as AnkiReading,
    readText: (path, folder, packagePath) => run('text', path, folder, ...(packagePath === undefined ? [] : [packagePath])) as Readonly<Record<string, DescribedNote>>,
  };
}
