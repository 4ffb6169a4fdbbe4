/** The place of a file in a folder that a window sends file by file. */

import { AppError } from '../core/errors.ts';

const mostLevels = 64;
const mostLetters = 1000;

/** Returns the levels of the relative path. Throws AppError file-unsafe when it could lead out of its folder, on this system or another. */
export function splitFolderPath(path: string): readonly string[] {
  const levels = path.split('/');
  const isUnsafe = (level: string): boolean => level === '' || level === '.' || level === '..' || level.includes('\\') || level.includes('\0') || Buffer.byteLength(level) > 255;
  const hasDrive = process.platform === 'win32' && path.includes(':');
  if (path.length > mostLetters || levels.length > mostLevels || hasDrive || levels.some(isUnsafe)) {
    throw new AppError('file-unsafe', 'A file in this folder has a name that could lead elsewhere, so the folder was not taken in. Your cards are as they were.');
  }
  return levels;
}
