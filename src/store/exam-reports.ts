/** Reports of exams, as they were marked; they are kept until their set goes. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { ConceptSetId } from '../core/ids.ts';
import { prepareOnce } from './prepare-once.ts';

export interface ExamHeading {
  readonly id: number;
  readonly title: string;
  readonly takenAtMillis: number;
  readonly correct: number;
  readonly total: number;
}

const statements = prepareOnce((database) => ({
  insert: database.prepare('INSERT INTO exam_reports (set_id, title, taken_at_millis, correct, total, report) VALUES (@setId, @title, @takenAtMillis, @correct, @total, @report)'),
  list: database.prepare<[ConceptSetId], ExamHeading>(
    'SELECT id, title, taken_at_millis AS takenAtMillis, correct, total FROM exam_reports WHERE set_id = ? ORDER BY taken_at_millis DESC, id DESC',
  ),
  get: database.prepare<[number], string>('SELECT report FROM exam_reports WHERE id = ?').pluck(),
}));

/** `report` must be a JSON value. */
export function insertExamReport(database: Database, setId: ConceptSetId, report: Omit<ExamHeading, 'id'>): void {
  const { title, takenAtMillis, correct, total } = report;
  statements(database).insert.run({ setId, title, takenAtMillis, correct, total, report: JSON.stringify(report) });
}

/** Newest first. */
export function listExamReports(database: Database, setId: ConceptSetId): readonly ExamHeading[] {
  return statements(database).list.all(setId);
}

/** The report as it was stored. Throws AppError not-found. */
export function getExamReport(database: Database, id: number): unknown {
  const report = statements(database).get.get(id);
  if (report === undefined) throw new AppError('not-found', 'This exam is no longer kept. It went with its concept set; Undo brings both back.');
  return JSON.parse(report) as unknown;
}
