/** A set's discriminations with what the cards alone foretold of each, for comparing their predictions with the pair's own memory. */

import type { Database } from 'better-sqlite3';
import type { ReplayAnswer } from '../core/contrast/replay-pairs.ts';
import type { CardId, ConceptSetId, NoteId } from '../core/ids.ts';
import type { Fsrs } from '../core/scheduling/fsrs.ts';
import { DAY_MILLIS } from '../core/scheduling/study-day.ts';
import { readDiscriminations } from './discriminations.ts';
import { prepareOnce } from './prepare-once.ts';

interface Remembered {
  readonly cardId: CardId;
  readonly reviewedAtMillis: number;
  readonly stability: number;
  readonly difficulty: number;
}

const statements = prepareOnce((database) => ({
  cardsOfNotes: database.prepare<[string], { id: CardId; noteId: NoteId }>(
    'SELECT id, note_id AS noteId FROM cards WHERE note_id IN (SELECT value FROM json_each(?))',
  ),
  memories: database.prepare<[string], Remembered>(
    `SELECT card_id AS cardId, reviewed_at_millis AS reviewedAtMillis, stability_after AS stability, difficulty_after AS difficulty
     FROM review_log WHERE card_id IN (SELECT value FROM json_each(?)) AND stability_after IS NOT NULL ORDER BY reviewed_at_millis, id`,
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
  const answers = readDiscriminations(database, setId);
  const cards = statements(database).cardsOfNotes.all(JSON.stringify([...new Set(answers.flatMap(({ noteId }) => noteId ?? []))]));
  const noteOf = new Map(cards.map(({ id, noteId }) => [id, noteId]));
  const cardIds = new Set([...noteOf.keys(), ...answers.flatMap(({ cardId }) => cardId ?? [])]);
  const reviews = statements(database).memories.all(JSON.stringify([...cardIds]));
  const ofCard = new Map<CardId, Remembered>();
  const ofNote = new Map<NoteId, Remembered>();
  let read = 0;
  return answers.map(({ asked, answered, answeredAtMillis, cardId, noteId }) => {
    for (let review = reviews[read]; review !== undefined && review.reviewedAtMillis < answeredAtMillis; review = reviews[read]) {
      ofCard.set(review.cardId, review);
      const note = noteOf.get(review.cardId);
      if (note !== undefined) ofNote.set(note, review);
      read += 1;
    }
    const before = cardId !== null ? ofCard.get(cardId) : noteId !== null ? ofNote.get(noteId) : undefined;
    const cardRecall = before === undefined ? null : retrievability(before, (answeredAtMillis - before.reviewedAtMillis) / DAY_MILLIS);
    return { asked, answered, day: dayOf(answeredAtMillis), cardRecall };
  });
}
