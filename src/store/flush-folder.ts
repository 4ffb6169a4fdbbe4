/** Gets what was written to many files onto the disk. */

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** From so many files on, one flush of the file system is sooner done than one for each. */
const MANY_FILES = 64;
/** The disk flushes several files in hardly more time than one. */
const FLUSHES_AT_ONCE = 16;

export interface FlushOptions {
  /** The program that flushes the file system that its second argument lies on, and ends with 0 when it has. Null: there is none. */
  readonly program?: string | null;
}

/** GNU's and BusyBox's `sync -f` call syncfs(2), which waits for the disk. Elsewhere `sync` promises nothing, or is not there. */
const FLUSHING_PROGRAM = process.platform === 'linux' ? 'sync' : null;

/** Resolves when the bytes of all files that lie in the folder itself are on the disk. Throws what keeps them from it, ENOSPC for one. */
export async function flushFolder(folder: string, { program = FLUSHING_PROGRAM }: FlushOptions = {}): Promise<void> {
  const names = readdirSync(folder);
  if (program !== null && names.length >= MANY_FILES && (await flushFileSystem(program, folder))) return;
  const flushSome = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) await flushFile(join(folder, name));
  };
  await Promise.all(Array.from({ length: Math.min(FLUSHES_AT_ONCE, names.length) }, flushSome));
}

/** False when it could not be done or went wrong: each file will tell what is the matter with it. */
function flushFileSystem(program: string, folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, ['-f', folder], { stdio: 'ignore' });
    child.once('error', () => {
      resolve(false);
    });
    child.once('exit', (status) => {
      resolve(status === 0);
    });
  });
}

async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
