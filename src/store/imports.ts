/** What was imported and when, with the report that was shown. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import { prepareOnce } from './prepare-once.ts';

export interface ImportRecord {
  readonly fileName: string;
  readonly format: string;
  readonly importedAtMillis: number;
  /** A JSON value: the import's report. */
  readonly report: unknown;
}

type StoredRow = Omit<ImportRecord, 'report'> & { readonly report: string };

const statements = prepareOnce((database) => ({
  // An import that was taken back may come again, so its number is given to no other while its notes' fates are kept.
  nextId: database
    .prepare<[], number>('SELECT 1 + max(ifnull((SELECT max(id) FROM imports), 0), ifnull((SELECT max(import_id) FROM import_fates), 0))')
    .pluck(),
  insert: database.prepare<[number, string, string, number, string]>(
    'INSERT INTO imports (id, file_name, format, imported_at_millis, report) VALUES (?, ?, ?, ?, ?)',
  ),
  get: database.prepare<[number], StoredRow>('SELECT file_name AS fileName, format, imported_at_millis AS importedAtMillis, report FROM imports WHERE id = ?'),
}));

/** The number for the next import. */
export function nextImportId(database: Database): number {
  return statements(database).nextId.get() ?? 1;
}

export function insertImport(database: Database, importId: number, record: ImportRecord): void {
  statements(database).insert.run(importId, record.fileName, record.format, record.importedAtMillis, JSON.stringify(record.report));
}

/** Throws AppError not-found, also for imports that were taken back. */
export function getImport(database: Database, importId: number): ImportRecord {
  const row = statements(database).get.get(importId);
  if (row === undefined) throw new AppError('not-found', 'This import is not in the library’s history. It may have been taken back; Redo brings it again.');
  return { ...row, report: JSON.parse(row.report) as unknown };
}
