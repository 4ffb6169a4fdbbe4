/** The rows of a staging database: each record that a reader tells, written in the library's own columns. */

import type { Database, Statement } from 'better-sqlite3';
import type { ImportedCard, ImportedReview } from '../core/formats/import-sink.ts';
import type { CardState, ReviewKind } from '../core/scheduling/model.ts';

const STATES: Readonly<Record<CardState, number>> = { new: 0, learning: 1, review: 2, relearning: 3 };
const KINDS: Readonly<Record<ReviewKind, number>> = { learning: 0, review: 1, relearning: 2, filtered: 3, manual: 4, rescheduled: 5 };

export interface StagingRows {
  /** source_id, name, settings */
  readonly preset: Statement;
  /** source_id, name, description, preset_source_id */
  readonly deck: Statement;
  /** source_id, definition */
  readonly noteType: Statement;
  /** In the order of the table's columns. */
  readonly note: Statement;
  /** source_name, name, sha256, size_bytes */
  readonly media: Statement;
  /** deck_source_id, concepts */
  readonly conceptSet: Statement;
  /** name, other_spelling */
  readonly reference: Statement;
  /** part, body */
  readonly archiveRow: Statement;
  /** after_source_id, title, reason */
  readonly skipped: Statement;
  /** `place` is the position of a card that comes without a schedule. False when there is a card of that source id already. */
  readonly card: (card: ImportedCard, place: number) => boolean;
  readonly review: (review: ImportedReview) => void;
}

/** The last moment that a Date can tell, either way. */
const FARTHEST_MILLIS = 8.64e15;
const FARTHEST_DAY = FARTHEST_MILLIS / 86_400_000;
const MOST_REVIEWS = 2 ** 31;

/** Damaged files have numbers that no column takes and no calendar knows: they become the nearest that can be. */
function bound(value: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), -most), most) : 0;
}

/** A moment as columns take it. */
export function boundMillis(millis: number): number {
  return bound(millis, FARTHEST_MILLIS);
}

function boundOrNull(value: number | null | undefined, most: number): number | null {
  return value === null || value === undefined ? null : bound(value, most);
}

function boundInterval(days: number): number {
  return Number.isFinite(days) ? Math.min(Math.max(days, 0), FARTHEST_DAY) : 0;
}

export function prepareStagingRows(database: Database): StagingRows {
  const card = database.prepare('INSERT OR IGNORE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  // Cards never studied, which shared decks mostly consist of, have nothing in the other columns.
  const freshCard = database.prepare('INSERT OR IGNORE INTO cards (source_id, note_source_id, ordinal, deck_source_id, position, flag) VALUES (?, ?, ?, ?, ?, ?)');
  const review = database.prepare('INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    preset: database.prepare('INSERT OR IGNORE INTO presets VALUES (?, ?, ?)'),
    deck: database.prepare('INSERT OR IGNORE INTO decks VALUES (?, ?, ?, ?)'),
    noteType: database.prepare('INSERT OR IGNORE INTO note_types VALUES (?, ?)'),
    note: database.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    media: database.prepare('INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?)'),
    conceptSet: database.prepare('INSERT INTO concept_sets VALUES (?, ?)'),
    archiveRow: database.prepare('INSERT INTO archive_rows (part, body) VALUES (?, ?)'),
    reference: database.prepare('INSERT OR IGNORE INTO media_references VALUES (?, ?)'),
    skipped: database.prepare('INSERT INTO skipped (after_source_id, title, reason) VALUES (?, ?, ?)'),
    card: (row, place) => {
      const { sourceId, noteSourceId, ordinal, deckSourceId, schedule } = row;
      const position = bound(schedule?.position ?? place, Number.MAX_SAFE_INTEGER);
      if (isFresh(row)) {
        return freshCard.run(sourceId, noteSourceId, ordinal, deckSourceId, position, row.flag ?? 0).changes === 1;
      }
      const { changes } = card.run(
        sourceId,
        noteSourceId,
        ordinal,
        deckSourceId,
        STATES[schedule?.state ?? 'new'],
        position,
        boundOrNull(schedule?.dueAtMillis, FARTHEST_MILLIS),
        boundOrNull(schedule?.dueDay, FARTHEST_DAY),
        schedule?.memory?.stability ?? null,
        schedule?.memory?.difficulty ?? null,
        boundOrNull(schedule?.lastReviewedAtMillis, FARTHEST_MILLIS),
        boundInterval(schedule?.intervalDays ?? 0),
        bound(schedule?.step ?? 0, MOST_REVIEWS),
        bound(schedule?.reviewCount ?? 0, MOST_REVIEWS),
        bound(schedule?.lapseCount ?? 0, MOST_REVIEWS),
        row.suspended === true ? 1 : 0,
        row.buried?.onDay ?? null,
        row.buried === undefined || row.buried === null ? null : row.buried.by === 'siblings' ? 1 : 2,
        row.flag ?? 0,
        boundOrNull(row.modifiedAtMillis, FARTHEST_MILLIS),
      );
      return changes === 1;
    },
    review: (row) => {
      review.run(
        row.cardSourceId,
        boundMillis(row.reviewedAtMillis),
        row.rating,
        KINDS[row.kind],
        STATES[row.stateBefore],
        boundInterval(row.elapsedDays),
        boundInterval(row.intervalDays),
        boundMillis(row.durationMillis),
        row.difficultyAfter ?? null,
      );
    },
  };
}

function isFresh(card: ImportedCard): boolean {
  const { schedule } = card;
  const isUnstudied = schedule === null || (schedule.state === 'new' && schedule.reviewCount === 0 && schedule.lapseCount === 0);
  return isUnstudied && card.modifiedAtMillis === undefined && card.suspended !== true && (card.buried === undefined || card.buried === null);
}
