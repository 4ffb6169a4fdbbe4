/** Answers that move no schedule: practice, games, trials, pair reviews and exams. */

import type { Database } from 'better-sqlite3';
import type { CardId, NoteId } from '../core/ids.ts';
import type { AnsweredChoice, StudyMode } from '../core/scheduling/model.ts';
import { prepareOnce } from './prepare-once.ts';

export interface PracticeAnswer {
  readonly cardId: CardId | null;
  /** Null where the question is about no one note. */
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
  has: database.prepare<[number, number], number>('SELECT 1 FROM practice_log WHERE id = ? AND practised_at_millis = ?').pluck(),
}));

/** Adds the answer and returns the id of its row. */
export function insertPracticeAnswer(database: Database, answer: PracticeAnswer): number {
  const { answered, ...columns } = answer;
  const { lastInsertRowid } = statements(database).insert.run({ ...columns, correct: Number(answered.correct), answered: JSON.stringify(answered) });
  return Number(lastInsertRowid);
}

/** Whether the row is there: that of an answer that was taken back is not, and its id may belong to another answer by then. */
export function hasPracticeAnswer(database: Database, id: number, practisedAtMillis: number): boolean {
  return statements(database).has.get(id, practisedAtMillis) !== undefined;
}
