/** Merges staged cards and their reviews: missing ones are added, known ones take a schedule only from a later review. */

import type { Database } from 'better-sqlite3';
import { listCardOrdinals } from '../core/cards/card-ordinals.ts';
import type { NoteTypeId } from '../core/ids.ts';
import { checksumImportedContent } from './import-checksum.ts';
import type { BulkWrite } from './library.ts';
import { NOTE_ACTIONS } from './match-notes.ts';
import { sliceRanges } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { splitFields } from './note-text.ts';
import { getNoteType } from './note-types.ts';

export interface CardMerge {
  readonly added: number;
  readonly reviews: number;
}

/** Of a card's row, what its schedule consists of. */
const SCHEDULE = 'state, due_at_millis, due_day, stability, difficulty, last_reviewed_at_millis, interval_days, step, review_count, lapse_count, suspended';

/** Needs temp.import_notes and temp.import_decks; fills temp.import_cards (source_id, card_id, is_new). */
export function* mergeCards(
  database: Database,
  progress: MergeProgress,
  bulk: BulkWrite,
  options: { readonly withSchedule: boolean; readonly nowMillis: number },
): Slices<CardMerge> {
  database.exec('CREATE TEMP TABLE import_cards (source_id INTEGER PRIMARY KEY, card_id INTEGER NOT NULL, is_new INTEGER NOT NULL)');
  matchKnownCards(database);
  yield progress.advance(0);
  const added = yield* addNewCards(database, progress, bulk, options.nowMillis);
  if (options.withSchedule) yield* updateSchedules(database, progress, options.nowMillis);
  return { added, reviews: yield* addReviews(database, progress, bulk) };
}

function matchKnownCards(database: Database): void {
  database.exec(`
    INSERT INTO temp.import_cards
    SELECT s.source_id, c.id, 0 FROM temp.import_notes m JOIN main.cards c ON c.note_id = m.note_id
    JOIN incoming.cards s ON s.note_source_id = m.source_id AND s.ordinal = c.ordinal WHERE m.action <> ${String(NOTE_ACTIONS.added)}`);
}

function* addNewCards(database: Database, progress: MergeProgress, bulk: BulkWrite, nowMillis: number): Slices<number> {
  const firstId = 1 + (database.prepare<[], number>("SELECT max(ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'cards'), 0), ifnull((SELECT max(id) FROM main.cards), 0))").pluck().get() ?? 0);
  database.exec('CREATE TEMP TABLE import_closed_cards (source_id INTEGER PRIMARY KEY)');
  const close = database.prepare('INSERT INTO temp.import_closed_cards VALUES (?)');
  for (const sourceId of listClosedCards(database)) close.run(sourceId);
  const { changes } = database
    .prepare(
      `INSERT INTO temp.import_cards SELECT source_id, ? - 1 + row_number() OVER (ORDER BY source_id), 1 FROM incoming.cards
       WHERE source_id NOT IN (SELECT source_id FROM temp.import_cards) AND source_id NOT IN (SELECT source_id FROM temp.import_closed_cards)`,
    )
    .run(firstId);
  yield progress.advance(0);
  const insert = database.prepare<[number, number, number]>(
    `INSERT INTO main.cards (id, note_id, ordinal, deck_id, position, ${SCHEDULE}, buried_on_day, buried_by, flag, modified_at_millis)
       SELECT m.card_id, n.note_id, s.ordinal, d.deck_id, s.position, ${SCHEDULE}, s.buried_on_day, s.buried_by, s.flag, ifnull(s.modified_at_millis, ?)
       FROM temp.import_cards m JOIN incoming.cards s ON s.source_id = m.source_id JOIN temp.import_notes n ON n.source_id = s.note_source_id
       JOIN temp.import_decks d ON d.source_id = s.deck_source_id WHERE m.is_new = 1 AND m.source_id > ? AND m.source_id <= ? ORDER BY m.source_id`,
  );
  yield* sliceRanges(database, 'temp.import_cards', 'source_id', progress, (after, upTo) => insert.run(nowMillis, after, upTo));
  bulk.recordInserted('cards', firstId, firstId + changes - 1);
  return changes;
}

interface MissingCard {
  readonly cardSourceId: number;
  readonly ordinal: number;
  readonly action: number;
  readonly noteTypeId: NoteTypeId;
  readonly fields: string;
  readonly tags: string;
  readonly stagedChecksum: number;
}

/**
 * Cards of known notes that are missing for a reason: the learner's version stands and reads otherwise, or is of another type.
 * Of a note that was put together from both versions, those come that it asks for now.
 */
function listClosedCards(database: Database): readonly number[] {
  const missing = database
    .prepare<[], MissingCard>(
      `SELECT s.source_id AS cardSourceId, s.ordinal, m.action, n.note_type_id AS noteTypeId, n.fields, n.tags, i.content_checksum AS stagedChecksum
       FROM temp.import_notes m JOIN incoming.cards s ON s.note_source_id = m.source_id JOIN incoming.notes i ON i.source_id = m.source_id JOIN main.notes n ON n.id = m.note_id
       WHERE m.action <> ${String(NOTE_ACTIONS.added)} AND s.source_id NOT IN (SELECT source_id FROM temp.import_cards)`,
    )
    .all();
  return missing.filter((card) => !isOpen(database, card)).map((card) => card.cardSourceId);
}

function isOpen(database: Database, card: MissingCard): boolean {
  if (card.action === NOTE_ACTIONS.apart) return false;
  if (checksumImportedContent(card.fields, card.tags) === card.stagedChecksum) return true;
  return card.action === NOTE_ACTIONS.updated && listCardOrdinals(getNoteType(database, card.noteTypeId), splitFields(card.fields)).includes(card.ordinal);
}

function* updateSchedules(database: Database, progress: MergeProgress, nowMillis: number): Slices<void> {
  const columns = SCHEDULE.split(', ');
  const update = database.prepare<[number, number, number]>(
    `UPDATE main.cards SET ${columns.map((column) => `${column} = s.${column}`).join(', ')}, modified_at_millis = ?
     FROM temp.import_cards m JOIN incoming.cards s ON s.source_id = m.source_id
     WHERE main.cards.id = m.card_id AND m.is_new = 0 AND m.source_id > ? AND m.source_id <= ? AND s.last_reviewed_at_millis IS NOT NULL
       AND (main.cards.last_reviewed_at_millis IS NULL OR s.last_reviewed_at_millis > main.cards.last_reviewed_at_millis)`,
  );
  yield* sliceRanges(database, 'temp.import_cards', 'source_id', progress, (after, upTo) => update.run(nowMillis, after, upTo));
}

/** Reviews whose card the file has lost are kept for the statistics, under the negative of the number that the file has for it. */
function* addReviews(database: Database, progress: MergeProgress, bulk: BulkWrite): Slices<number> {
  const firstId = 1 + (database.prepare<[], number>('SELECT ifnull(max(id), 0) FROM main.review_log').pluck().get() ?? 0);
  let added = 0;
  const insert = database.prepare<[number, number]>(
    `INSERT INTO main.review_log (card_id, reviewed_at_millis, rating, kind, state_before, difficulty_after, elapsed_days, interval_days, duration_millis, imported)
       SELECT ifnull(m.card_id, -abs(r.card_source_id)), r.reviewed_at_millis, r.rating, r.kind, r.state_before, r.difficulty_after, r.elapsed_days, r.interval_days, r.duration_millis, 1
       FROM incoming.reviews r LEFT JOIN temp.import_cards m ON m.source_id = r.card_source_id WHERE r.rowid > ? AND r.rowid <= ? ORDER BY r.rowid
       ON CONFLICT (card_id, reviewed_at_millis) DO NOTHING`,
  );
  yield* sliceRanges(database, 'incoming.reviews', 'rowid', progress, (after, upTo) => {
    added += insert.run(after, upTo).changes;
  });
  bulk.recordInserted('review_log', firstId, firstId + added - 1);
  return added;
}
