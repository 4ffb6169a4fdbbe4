/** A set's discriminations with what the cards alone foretold of each, for comparing their predictions with the pair's own memory. */

import type { Database } from 'better-sqlite3';
import type { ReplayAnswer } from '../core/contrast/replay-pairs.ts';
import type { CardId, ConceptSetId, NoteId } from '../core/ids.ts';
import type { Fsrs } from '../core/scheduling/fsrs.ts';
import { DAY_MILLIS } from '../core/scheduling/study-day.ts';
import { readDiscriminations } from './discriminations.ts';
import { prepareOnce } from './prepare-once.ts';

interface Remembered {
  readonly stability: number;
  readonly difficulty: number;
  readonly reviewedAtMillis: number;
}

const MEMORY = 'stability_after AS stability, difficulty_after AS difficulty, reviewed_at_millis AS reviewedAtMillis';

const statements = prepareOnce((database) => ({
  ofCard: database.prepare<[CardId, number], Remembered>(
    `SELECT ${MEMORY} FROM review_log WHERE card_id = ? AND reviewed_at_millis < ? AND stability_after IS NOT NULL ORDER BY reviewed_at_millis DESC LIMIT 1`,
  ),
  ofNote: database.prepare<[NoteId, number], Remembered>(
    `SELECT ${MEMORY} FROM cards CROSS JOIN review_log ON card_id = cards.id
     WHERE note_id = ? AND reviewed_at_millis < ? AND stability_after IS NOT NULL ORDER BY reviewed_at_millis DESC LIMIT 1`,
  ),
}));

/**
 * Oldest first. The card is the one that was graded; in practice it is the card of the same note that was reviewed last, for practice
 * has no card of its own. Null where there is none. `fsrs` is the model of the set's cards.
 */
export function readReplayAnswers(
  database: Database,
  setId: ConceptSetId,
  { retrievability }: Pick<Fsrs, 'retrievability'>,
  dayOf: (millis: number) => number,
): readonly ReplayAnswer[] {
  const { ofCard, ofNote } = statements(database);
  return readDiscriminations(database, setId).map(({ asked, answered, answeredAtMillis, cardId, noteId }) => {
    const before = cardId !== null ? ofCard.get(cardId, answeredAtMillis) : noteId !== null ? ofNote.get(noteId, answeredAtMillis) : undefined;
    const cardRecall = before === undefined ? null : retrievability(before, (answeredAtMillis - before.reviewedAtMillis) / DAY_MILLIS);
    return { asked, answered, day: dayOf(answeredAtMillis), cardRecall };
  });
}
