/** What SQLite's own failures mean to the learner. */

import { AppError } from '../core/errors.ts';

/** SQLite's result code (`SQLITE_FULL` …) of a thrown error, or the empty string. */
export function sqliteCodeOf(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('code' in thrown)) return '';
  const { code } = thrown;
  return typeof code === 'string' ? code : '';
}

export function isDamageCode(code: string): boolean {
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

/** Turns a full disk and a damaged file into the AppError that says so; anything else is returned as it is. */
export function explainSqliteError(thrown: unknown): unknown {
  const code = sqliteCodeOf(thrown);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('disk-full', 'The disk is full, so this change was not saved; all earlier work is. Free some space and try again.', { cause: thrown });
  }
  if (isDamageCode(code)) {
    return new AppError(
      'library-damaged',
      'A part of the library file cannot be read, so this was not done. Close Versus, then put the newest file from the library’s backups folder in its place.',
      { cause: thrown },
    );
  }
  return thrown;
}
