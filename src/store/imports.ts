/** What was imported and when, with the report that was shown. */

import type { Database } from 'better-sqlite3';
import { prepareOnce } from './prepare-once.ts';

export interface ImportRecord {
  readonly fileName: string;
  readonly format: string;
  readonly importedAtMillis: number;
  /** A JSON value: the import's report. */
  readonly report: unknown;
}

const statements = prepareOnce((database) => ({
  insert: database.prepare<[string, string, number, string]>(
    'INSERT INTO imports (file_name, format, imported_at_millis, report) VALUES (?, ?, ?, ?)',
  ),
  list: database.prepare<[], Omit<ImportRecord, 'report'> & { report: string }>(
    'SELECT file_name AS fileName, format, imported_at_millis AS importedAtMillis, report FROM imports ORDER BY id DESC',
  ),
}));

export function insertImport(database: Database, record: ImportRecord): void {
  statements(database).insert.run(record.fileName, record.format, record.importedAtMillis, JSON.stringify(record.report));
}

/** Newest first. */
export function listImports(database: Database): readonly ImportRecord[] {
  return statements(database)
    .list.all()
    .map((row) => ({ ...row, report: JSON.parse(row.report) as unknown }));
}
