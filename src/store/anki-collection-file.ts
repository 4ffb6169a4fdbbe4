/** Writes a collection database that Anki opens, of schema 11 or 18, from an export. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { hash } from 'node:crypto';
import { FIELD_SEPARATOR } from '../core/cards/model.ts';
import { replaceMediaReferences } from '../core/cards/media-references.ts';
import { stripForChecksum } from '../core/cards/strip-markup.ts';
import { createIdClaims } from '../core/formats/anki-out/anki-ids.ts';
import { toAnkiCard } from '../core/formats/anki-out/card-row.ts';
import type { CollectionOutline } from '../core/formats/anki-out/collection-outline.ts';
import { toAnkiReview } from '../core/formats/anki-out/review-row.ts';
import type { ExportedNote, ExportedReview, ExportSource } from '../core/formats/export-source.ts';
import { COMMON_INDEXES, COMMON_TABLES } from './anki-collection-schema.ts';
import { finishSchema11, finishSchema18, prepareSchema11, prepareSchema18 } from './anki-collection-outline.ts';

export type AnkiSchema = 11 | 18;

/** Anki’s check wants the moment of the last answer (`lrt`) with every card that has one in the log, cards reset to new among them. */
const LAST_REVIEWS = `
  UPDATE cards SET data = json_set(data, '$.lrt', (SELECT max(id) / 1000 FROM revlog WHERE cid = cards.id AND ease > 0))
  WHERE json_extract(data, '$.lrt') IS NULL AND EXISTS (SELECT 1 FROM revlog WHERE cid = cards.id AND ease > 0)
`;

const ROWS_PER_CHECK = 256;
/** Not yet sent to any server. */
const UNSENT = -1;

/** What of an export the rows are made of. */
export type AnkiRowSource = Pick<ExportSource, 'notes' | 'reviews' | 'moment' | 'counts' | 'progress' | 'throwIfCancelled'>;

/** `path` must not exist. Throws AppError cancelled through the source; the caller removes the file then. */
export function writeAnkiCollectionFile(path: string, schema: AnkiSchema, outline: CollectionOutline, source: AnkiRowSource): void {
  const database = new SqliteDatabase(path);
  try {
    // A scratch file: when the machine stops, it is worth nothing.
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.exec('BEGIN');
    database.exec(COMMON_TABLES);
    if (schema === 11) prepareSchema11(database);
    else prepareSchema18(database);
    const written = writeNotes(database, outline, source);
    writeReviews(database, written.cardIds, source);
    database.exec(COMMON_INDEXES);
    database.exec(LAST_REVIEWS);
    if (schema === 11) finishSchema11(database, outline, written);
    else finishSchema18(database, outline, written);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

export interface WrittenNotes {
  /** Our card ids to those in the file. */
  readonly cardIds: ReadonlyMap<number, number>;
  readonly tags: ReadonlySet<string>;
  readonly highestPosition: number;
}

function writeNotes(database: Database, outline: CollectionOutline, source: AnkiRowSource): WrittenNotes {
  const insertNote = database.prepare(`INSERT OR IGNORE INTO notes VALUES (?, ?, ?, ?, ${String(UNSENT)}, ?, ?, ?, ?, 0, '')`);
  const insertCard = database.prepare(`INSERT OR IGNORE INTO cards VALUES (?, ?, ?, ?, ?, ${String(UNSENT)}, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)`);
  const noteIds = createIdClaims();
  const cardIds = createIdClaims();
  const idsOfCards = new Map<number, number>();
  const tags = new Set<string>();
  const { renameMedia } = outline;
  let done = 0;
  let highestPosition = 0;
  for (const note of source.notes()) {
    if (done % ROWS_PER_CHECK === 0) {
      source.throwIfCancelled();
      source.progress('writing-notes', done, source.counts.notes);
    }
    done += 1;
    const noteId = noteIds.claim(note.createdAtMillis, storeNote(note));
    for (const tag of note.tags) tags.add(tag);
    for (const card of note.cards) {
      const row = toAnkiCard(card, { calendar: outline.calendar, dayOf: source.moment.dayOf, preset: outline.presetOf(card.deckId) });
      if (row.type === 0) highestPosition = Math.max(highestPosition, row.due);
      const cardId = cardIds.claim(note.createdAtMillis, (id) => {
        const values = [row.type, row.queue, row.due, row.ivl, row.factor, row.reps, row.lapses, row.left, row.flags, row.data];
        return insertCard.run(id, noteId, outline.deckIdOf(card.deckId), row.ord, toSeconds(card.modifiedAtMillis), ...values).changes === 1;
      });
      idsOfCards.set(card.id, cardId);
    }
  }
  source.progress('writing-notes', done, source.counts.notes);
  return { cardIds: idsOfCards, tags, highestPosition };

  function storeNote(note: ExportedNote): (id: number) => boolean {
    const parts = note.fields.map((field) => field.replaceAll(FIELD_SEPARATOR, ''));
    const fields = renameMedia === null ? parts : parts.map((field) => replaceMediaReferences(field, renameMedia));
    const first = stripForChecksum(fields[0] ?? '');
    const checksum = hash('sha1', first, 'buffer').readUInt32BE(0);
    const joinedTags = note.tags.length === 0 ? '' : ` ${note.tags.join(' ')} `;
    const noteTypeId = outline.noteTypeIdOf(note.noteTypeId);
    return (id) => insertNote.run(id, note.guid, noteTypeId, toSeconds(note.modifiedAtMillis), joinedTags, fields.join(FIELD_SEPARATOR), first, checksum).changes === 1;
  }
}

function toSeconds(millis: number): number {
  return Math.floor(millis / 1000);
}

/** Entries of cards that do not go out are left behind. */
function writeReviews(database: Database, cardIds: ReadonlyMap<number, number>, source: AnkiRowSource): void {
  const insert = database.prepare(`INSERT OR IGNORE INTO revlog VALUES (?, ?, ${String(UNSENT)}, ?, ?, ?, ?, ?, ?)`);
  const ids = createIdClaims();
  let previous: ExportedReview | null = null;
  let done = 0;
  for (const review of source.reviews()) {
    if (done % ROWS_PER_CHECK === 0) {
      source.throwIfCancelled();
      source.progress('writing-reviews', done, source.counts.reviews);
    }
    done += 1;
    const cardId = cardIds.get(review.cardId);
    if (cardId === undefined) continue;
    const row = toAnkiReview(review, previous?.cardId === review.cardId ? previous : null);
    ids.claim(review.reviewedAtMillis, (id) => insert.run(id, cardId, row.ease, row.ivl, row.lastIvl, row.factor, row.time, row.type).changes === 1);
    previous = review;
  }
  source.progress('writing-reviews', done, source.counts.reviews);
}
