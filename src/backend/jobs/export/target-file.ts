/** Writes a file so that its place holds the old one whole or the new one whole, whatever happens in between. */

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../core/errors.ts';

const PARTIAL_SUFFIX = '.versus-part';
const NAME_LETTERS = 60;

/**
 * `write` makes a file at the path that it is given, beside the target; then that is put in the target's place. Returns its size.
 * When anything throws, what was written is deleted. Throws AppError disk-full and file-unreadable, and what `write` throws.
 */
export async function replaceFile(targetPath: string, write: (partialPath: string) => Promise<void>): Promise<{ readonly sizeBytes: number }> {
  const target = await realpath(targetPath).catch(() => targetPath);
  const folder = dirname(target);
  const prefix = `.${basename(target).slice(0, NAME_LETTERS)}.`;
  const partial = join(folder, `${prefix}${String(process.pid)}-${randomBytes(6).toString('hex')}${PARTIAL_SUFFIX}`);
  await sweepAbandoned(folder, prefix);
  try {
    await write(partial);
    const file = await open(partial, constants.O_RDWR);
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    const { size } = await stat(partial);
    await rename(partial, target);
    await flushFolder(folder);
    return { sizeBytes: size };
  } catch (thrown) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw explainWriteError(thrown, targetPath);
  }
}

/** What an export of the same name has left behind whose process is gone. */
async function sweepAbandoned(folder: string, prefix: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(prefix) || !name.endsWith(PARTIAL_SUFFIX)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (Number.isInteger(pid) && pid > 0 && !isRunning(pid)) await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) !== 'ESRCH';
  }
}

/** So that the new name survives a power cut too; systems that cannot flush a folder keep it safe themselves. */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(codeOf(thrown))) throw thrown;
  }
}

function explainWriteError(thrown: unknown, path: string): unknown {
  if (thrown instanceof AppError) return thrown;
  switch (codeOf(thrown)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
    case 'SQLITE_FULL':
      return new AppError('disk-full', 'There is not enough room on the disk, so nothing was written. A file that stood there stands as it was. Free some space, or choose another disk.', { cause: thrown });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
    case 'EBUSY':
    case 'ENAMETOOLONG':
      return new AppError('file-unreadable', `“${basename(path)}” cannot be written there. Check that the folder is there and that you may write in it, or choose another place.`, { cause: thrown });
    default:
      return thrown;
  }
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
