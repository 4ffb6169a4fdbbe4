/** Merges the logs of an archive: reviews, practice and what was studied on each day. Importing the same archive again adds nothing. */

import type { Database } from 'better-sqlite3';
import { readStagedRecords } from './archive-rows.ts';
import type { ArchiveIds } from './archive-rows.ts';
import type { BulkWrite } from './library.ts';
import { sliceRows } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { CARD_STATES, REVIEW_KINDS } from './study-codes.ts';

/** Needs cards and concept sets to be merged. Returns how many reviews were added. */
export function* mergeArchiveLogs(database: Database, progress: MergeProgress, bulk: BulkWrite, ids: ArchiveIds): Slices<number> {
  yield* mergePractice(database, progress, ids);
  mergeStudyDays(database, ids);
  return yield* mergeReviews(database, progress, bulk, ids);
}

/** Reviews of cards that are gone are kept for the statistics, under the negative of the card's number in the archive. */
function* mergeReviews(database: Database, progress: MergeProgress, bulk: BulkWrite, ids: ArchiveIds): Slices<number> {
  const firstId = 1 + (database.prepare<[], number>('SELECT ifnull(max(id), 0) FROM main.review_log').pluck().get() ?? 0);
  const put = database.prepare(
    `INSERT INTO main.review_log (card_id, reviewed_at_millis, rating, kind, state_before, stability_before, difficulty_before, stability_after, difficulty_after,
       elapsed_days, interval_days, duration_millis, mode, answered, imported)
     VALUES (@cardId, @reviewedAtMillis, @rating, @kindCode, @stateCode, @stabilityBefore, @difficultyBefore, @stabilityAfter, @difficultyAfter,
       @elapsedDays, @intervalDays, @durationMillis, @mode, @answeredText, @isImported)
     ON CONFLICT (card_id, reviewed_at_millis) DO NOTHING`,
  );
  let added = 0;
  yield* sliceRows(readStagedRecords(database, 'reviews'), progress, ({ card, kind, stateBefore, answered, imported, ...review }) => {
    added += put.run({
      ...review,
      cardId: ids.cardOf(card) ?? -Math.abs(card),
      kindCode: codeOf(REVIEW_KINDS, kind),
      stateCode: codeOf(CARD_STATES, stateBefore),
      answeredText: renumberAnswer(answered, ids),
      isImported: Number(imported),
    }).changes;
  });
  bulk.recordInserted('review_log', firstId, firstId + added - 1);
  return added;
}

function* mergePractice(database: Database, progress: MergeProgress, ids: ArchiveIds): Slices<void> {
  const put = database.prepare(
    `INSERT INTO main.practice_log (card_id, note_id, practised_at_millis, mode, correct, duration_millis, answered)
     SELECT @cardId, @noteId, @practisedAtMillis, @mode, @isCorrect, @durationMillis, @answeredText WHERE NOT EXISTS (
       SELECT 1 FROM main.practice_log WHERE practised_at_millis = @practisedAtMillis AND mode = @mode AND note_id IS @noteId AND answered IS @answeredText)`,
  );
  yield* sliceRows(readStagedRecords(database, 'practice'), progress, ({ card, note, correct, answered, ...entry }) => {
    put.run({
      ...entry,
      cardId: card === null ? null : ids.cardOf(card),
      noteId: note === null ? null : ids.noteOf(note),
      isCorrect: Number(correct),
      answeredText: renumberAnswer(answered, ids),
    });
  });
}

/** Two libraries may both have counted a day; the larger count stands, so that merging twice counts once. */
function mergeStudyDays(database: Database, ids: ArchiveIds): void {
  const counts = ['new_count', 'extra_new', 'review_count', 'learning_count', 'duration_millis'];
  const put = database.prepare(
    `INSERT INTO main.study_days (deck_id, day, ${counts.join(', ')}) VALUES (@deckId, @day, @newCount, @extraNew, @reviewCount, @learningCount, @durationMillis)
     ON CONFLICT (deck_id, day) DO UPDATE SET ${counts.map((column) => `${column} = max(${column}, excluded.${column})`).join(', ')}`,
  );
  for (const { deck, ...day } of readStagedRecords(database, 'study-days')) {
    const deckId = ids.deckOf(deck);
    if (deckId !== null) put.run({ ...day, deckId });
  }
}

function codeOf(names: readonly string[], name: string): number {
  return Math.max(0, names.indexOf(name));
}

interface LoggedAnswer {
  readonly discriminations?: readonly { readonly setId: number; readonly asked: number | string; readonly answered: number | string }[];
}

/** The answer with the library's own numbers for sets and concepts; discriminations of sets that are gone are left out. */
function renumberAnswer(answered: unknown, ids: ArchiveIds): string | null {
  if (answered === null || answered === undefined) return null;
  const { discriminations, ...rest } = answered as LoggedAnswer;
  if (discriminations === undefined) return JSON.stringify(answered);
  const side = (value: number | string): number | string | undefined => (typeof value === 'number' ? ids.concepts.get(value) : value);
  const renumbered = discriminations.flatMap((one) => {
    const setId = ids.sets.get(one.setId);
    const asked = side(one.asked);
    const given = side(one.answered);
    return setId === undefined || asked === undefined || given === undefined ? [] : [{ ...one, setId, asked, answered: given }];
  });
  return JSON.stringify({ ...rest, discriminations: renumbered });
}
