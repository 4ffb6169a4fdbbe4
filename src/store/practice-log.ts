/** The log of practice, games, trials, pair reviews and exams: answers that move no schedule. */

import type { Database } from 'better-sqlite3';
import type { CardId, NoteId } from '../core/ids.ts';
import type { AnsweredChoice, StudyMode } from '../core/scheduling/model.ts';
import { prepareOnce } from './prepare-once.ts';

export interface PracticeEntry {
  readonly cardId: CardId | null;
  /** Null for what belongs to no one note: a scenario, a pairing. */
  readonly noteId: NoteId | null;
  readonly practisedAtMillis: number;
  readonly mode: StudyMode;
  readonly durationMillis: number;
  readonly answered: AnsweredChoice;
}

const statements = prepareOnce((database) => ({
  insert: database.prepare(
    `INSERT INTO practice_log (card_id, note_id, practised_at_millis, mode, correct, duration_millis, answered)
     VALUES (@cardId, @noteId, @practisedAtMillis, @mode, @correct, @durationMillis, @answered)`,
  ),
  find: database.prepare<[number, number, string], number>('SELECT 1 FROM practice_log WHERE id = ? AND practised_at_millis = ? AND answered = ?').pluck(),
}));

/** What tells the row from any other that may come to stand under the same id. */
export interface LoggedPractice {
  readonly id: number;
  readonly practisedAtMillis: number;
  readonly answered: string;
}

export function logPractice(database: Database, entry: PracticeEntry): LoggedPractice {
  const answered = JSON.stringify(entry.answered);
  const { lastInsertRowid } = statements(database).insert.run({ ...entry, correct: Number(entry.answered.correct), answered });
  return { id: Number(lastInsertRowid), practisedAtMillis: entry.practisedAtMillis, answered };
}

/** False once the answer was taken back. */
export function hasPractice(database: Database, { id, practisedAtMillis, answered }: LoggedPractice): boolean {
  return statements(database).find.get(id, practisedAtMillis, answered) !== undefined;
}
