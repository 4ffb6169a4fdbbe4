/** What SQLite's own failures mean to the learner. */

import { AppError } from '../core/errors.ts';

/** What to do about a damaged library file. The write-ahead log must go with it, or SQLite would apply it to the backup. */
export const HOW_TO_RESTORE =
  'Close Versus, move library.sqlite and any library.sqlite-wal out of the library’s folder, and put the newest file from its backups folder there under the name library.sqlite.';

/** SQLite's result code (`SQLITE_FULL` …) of a thrown error, or the empty string. */
export function sqliteCodeOf(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('code' in thrown)) return '';
  const { code } = thrown;
  return typeof code === 'string' ? code : '';
}

export function isDamageCode(code: string): boolean {
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

/** What SQLite complains of in a file of another program, as AppError file-damaged with this sentence; anything else is returned as it is. */
export function explainForeignDamage(thrown: unknown, sentence: string): unknown {
  const code = sqliteCodeOf(thrown);
  const isTheFiles = isDamageCode(code) || code === 'SQLITE_ERROR' || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR');
  return isTheFiles ? new AppError('file-damaged', sentence, { cause: thrown }) : thrown;
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
      `A part of the library file cannot be read, so this was not done. ${HOW_TO_RESTORE}`,
      { cause: thrown },
    );
  }
  return thrown;
}
