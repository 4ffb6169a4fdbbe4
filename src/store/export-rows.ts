/** The notes and reviews of an export, read in batches, so that no library is ever held whole. */

import type { Database } from 'better-sqlite3';
import type { Flag } from '../core/cards/model.ts';
import type { ExportedCard, ExportedNote, ExportedReview } from '../core/formats/export-source.ts';
import type { CardId, DeckId, NoteId, NoteTypeId } from '../core/ids.ts';
import { newSchedule } from '../core/scheduling/new-schedule.ts';
import { splitFields, splitTags } from './note-text.ts';
import { selectSchedule, toSchedule } from './schedule-row.ts';
import type { ScheduleRow } from './schedule-row.ts';
import { cardStateOf, REVIEW_KINDS } from './study-codes.ts';

const NOTES_AT_ONCE = 500;
const REVIEWS_AT_ONCE = 2000;

interface NoteRow extends Omit<ExportedNote, 'fields' | 'tags' | 'cards'> {
  readonly fields: string;
  readonly tags: string;
}

interface CardRow extends ScheduleRow {
  readonly id: CardId;
  readonly noteId: NoteId;
  readonly ordinal: number;
  readonly deckId: DeckId;
  readonly suspended: number;
  readonly buriedOnDay: number | null;
  readonly buriedBy: number | null;
  readonly flag: Flag;
  readonly modifiedAtMillis: number;
}

interface ReviewRow extends Omit<ExportedReview, 'kind' | 'stateBefore'> {
  readonly kind: number;
  readonly stateBefore: number;
}

export interface RowOptions {
  /** False: cards come as never studied, without flags, and there are no reviews. */
  readonly withSchedule: boolean;
  readonly throwIfCancelled: () => void;
}

/** The notes of temp.export_notes with their cards of temp.export_cards, by id. */
export function* readNotes(database: Database, options: RowOptions): Generator<ExportedNote> {
  const notes = database.prepare<[number], NoteRow>(
    `SELECT id, guid, note_type_id AS noteTypeId, fields, tags, created_at_millis AS createdAtMillis, modified_at_millis AS modifiedAtMillis
     FROM temp.export_notes JOIN main.notes ON id = note_id WHERE id > ? ORDER BY id LIMIT ${String(NOTES_AT_ONCE)}`,
  );
  const cards = database.prepare<[number, number], CardRow>(
    `SELECT c.id, c.note_id AS noteId, c.ordinal, c.deck_id AS deckId, ${selectSchedule('c')},
       c.suspended, c.buried_on_day AS buriedOnDay, c.buried_by AS buriedBy, c.flag, c.modified_at_millis AS modifiedAtMillis
     FROM main.cards c JOIN temp.export_cards e ON e.card_id = c.id WHERE c.note_id BETWEEN ? AND ? ORDER BY c.note_id, c.ordinal`,
  );
  for (let lastId = 0; ; ) {
    options.throwIfCancelled();
    const batch = notes.all(lastId);
    const [first] = batch;
    const last = batch.at(-1);
    if (first === undefined || last === undefined) return;
    const byNote = new Map<NoteId, ExportedCard[]>(batch.map(({ id }) => [id, []]));
    for (const card of cards.all(first.id, last.id)) byNote.get(card.noteId)?.push(toCard(card, options.withSchedule));
    for (const { fields, tags, ...note } of batch) yield { ...note, fields: splitFields(fields), tags: splitTags(tags), cards: byNote.get(note.id) ?? [] };
    lastId = last.id;
  }
}

/** The reviews of the export's cards, by card and time. */
export function* readReviews(database: Database, options: RowOptions): Generator<ExportedReview> {
  if (!options.withSchedule) return;
  const reviews = database.prepare<[number, number], ReviewRow>(
    `SELECT r.card_id AS cardId, reviewed_at_millis AS reviewedAtMillis, rating, kind, state_before AS stateBefore, elapsed_days AS elapsedDays,
       interval_days AS intervalDays, difficulty_after AS difficultyAfter, duration_millis AS durationMillis
     FROM main.review_log r JOIN temp.export_cards e ON e.card_id = r.card_id WHERE (r.card_id, reviewed_at_millis) > (?, ?)
     ORDER BY r.card_id, reviewed_at_millis LIMIT ${String(REVIEWS_AT_ONCE)}`,
  );
  let last: Pick<ReviewRow, 'cardId' | 'reviewedAtMillis'> = { cardId: 0 as CardId, reviewedAtMillis: 0 };
  for (;;) {
    options.throwIfCancelled();
    const batch = reviews.all(last.cardId, last.reviewedAtMillis);
    for (const { kind, stateBefore, ...review } of batch) yield { ...review, kind: REVIEW_KINDS[kind] ?? 'manual', stateBefore: cardStateOf(stateBefore) };
    const end = batch.at(-1);
    if (end === undefined) return;
    last = end;
  }
}

export interface RowCounts {
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
}

export function countRows(database: Database, withSchedule: boolean): RowCounts {
  const count = (sql: string): number => database.prepare<[], number>(sql).pluck().get() ?? 0;
  return {
    notes: count('SELECT count(*) FROM temp.export_notes'),
    cards: count('SELECT count(*) FROM temp.export_cards'),
    reviews: withSchedule ? count('SELECT count(*) FROM main.review_log r JOIN temp.export_cards e ON e.card_id = r.card_id') : 0,
  };
}

/** Note types that notes of the export have. */
export function listNoteTypeIds(database: Database): ReadonlySet<NoteTypeId> {
  const ids = database.prepare<[], NoteTypeId>('SELECT DISTINCT note_type_id FROM temp.export_notes JOIN main.notes ON id = note_id').pluck().all();
  return new Set(ids);
}

/** Decks that cards of the export are in. */
export function listDeckIds(database: Database): ReadonlySet<DeckId> {
  const ids = database.prepare<[], DeckId>('SELECT DISTINCT deck_id FROM temp.export_cards JOIN main.cards ON id = card_id').pluck().all();
  return new Set(ids);
}

function toCard(row: CardRow, withSchedule: boolean): ExportedCard {
  const { id, noteId, ordinal, deckId, position, modifiedAtMillis } = row;
  const identity = { id, noteId, ordinal, deckId, modifiedAtMillis };
  if (!withSchedule) return { ...identity, schedule: newSchedule(position), suspended: false, buried: null, flag: 0 };
  return {
    ...identity,
    schedule: toSchedule(row),
    suspended: row.suspended === 1,
    buried: row.buriedOnDay === null ? null : { onDay: row.buriedOnDay, by: row.buriedBy === 1 ? 'siblings' : 'hand' },
    flag: row.flag,
  };
}
