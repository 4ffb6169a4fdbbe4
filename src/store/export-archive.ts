/** The records of each part of an archive, read from the library in batches. */

import type { Database } from 'better-sqlite3';
import type { ArchivePart, ArchiveRecord } from '../core/formats/archive/parts.ts';
import type { ExportSource } from '../core/formats/export-source.ts';
import { listNoteTypes } from './note-types.ts';
import { splitFields, splitTags } from './note-text.ts';
import { cardStateOf, REVIEW_KINDS } from './study-codes.ts';

/** Which parts an archive has: a shared deck has neither its owner's history nor the settings. */
export interface ArchiveExtent {
  readonly isWhole: boolean;
  readonly withSchedule: boolean;
}

const ROWS_AT_ONCE = 2000;

type Row = Readonly<Record<string, unknown>>;

/** `sql` selects by rowid: `ID > ?` stands where the batch begins, and `rowKey` is what it goes on from. */
interface Selection {
  readonly sql: string;
  readonly toRecord?: (row: Row) => Row;
}

const DECKS = 'SELECT deck_id FROM temp.export_decks';
const SETS = `SELECT id FROM main.concept_sets WHERE deck_id IN (${DECKS})`;
const NOTES = 'SELECT note_id FROM temp.export_notes';

/** Of the parts that are rows of a table; each selects `rowKey` besides the record's fields. */
function selectPart(part: ArchivePart, extent: ArchiveExtent): Selection | null {
  const history = extent.withSchedule;
  switch (part) {
    case 'reviews': {
      const scope = extent.isWhole ? '' : 'JOIN temp.export_cards e ON e.card_id = r.card_id';
      return history
        ? {
            sql: `SELECT r.id AS rowKey, r.card_id AS card, reviewed_at_millis AS reviewedAtMillis, rating, kind, state_before AS stateBefore, stability_before AS stabilityBefore,
                difficulty_before AS difficultyBefore, stability_after AS stabilityAfter, difficulty_after AS difficultyAfter, elapsed_days AS elapsedDays,
                interval_days AS intervalDays, duration_millis AS durationMillis, mode, answered, imported FROM main.review_log r ${scope} WHERE r.id > ? ORDER BY r.id`,
            toRecord: (row) => ({
              ...row,
              kind: REVIEW_KINDS[Number(row['kind'])] ?? 'manual',
              stateBefore: cardStateOf(Number(row['stateBefore'])),
              answered: parseJson(row['answered']),
              imported: row['imported'] === 1,
            }),
          }
        : null;
    }
    case 'practice': {
      const scope = extent.isWhole ? '' : `AND note_id IN (${NOTES})`;
      return history
        ? {
            sql: `SELECT id AS rowKey, card_id AS card, note_id AS note, practised_at_millis AS practisedAtMillis, mode, correct, duration_millis AS durationMillis, answered
                FROM main.practice_log WHERE id > ? ${scope} ORDER BY id`,
            toRecord: (row) => ({ ...row, correct: row['correct'] === 1, answered: parseJson(row['answered']) }),
          }
        : null;
    }
    case 'study-days':
      return history && extent.isWhole
        ? {
            sql: `SELECT rowid AS rowKey, deck_id AS deck, day, new_count AS newCount, extra_new AS extraNew, review_count AS reviewCount, learning_count AS learningCount,
                duration_millis AS durationMillis FROM main.study_days WHERE rowid > ? ORDER BY rowid`,
          }
        : null;
    case 'concept-sets':
      return {
        sql: `SELECT id AS rowKey, id, deck_id AS deck, name, allows_both AS allowsBoth, allows_neither AS allowsNeither FROM main.concept_sets
              WHERE id > ? AND deck_id IN (${DECKS}) ORDER BY id`,
        toRecord: (row) => ({ ...row, allowsBoth: row['allowsBoth'] === 1, allowsNeither: row['allowsNeither'] === 1 }),
      };
    case 'concepts':
      return { sql: `SELECT id AS rowKey, id, set_id AS "set", ordinal, label, colour, shape, key FROM main.concepts WHERE id > ? AND set_id IN (${SETS}) ORDER BY id` };
    case 'scenarios':
      return {
        sql: `SELECT id AS rowKey, set_id AS "set", key, situation, concept_id AS concept, dimension, why, sources FROM main.scenarios WHERE id > ? AND set_id IN (${SETS}) ORDER BY id`,
      };
    case 'pair-memories':
      return history
        ? {
            sql: `SELECT m.rowid AS rowKey, concept_a_id AS conceptA, concept_b_id AS conceptB, stability, difficulty, last_day AS lastDay, due_day AS dueDay, day_count AS dayCount
                FROM main.pair_memories m JOIN main.concepts c ON c.id = concept_a_id WHERE m.rowid > ? AND c.set_id IN (${SETS}) ORDER BY m.rowid`,
          }
        : null;
    case 'trials':
      return history
        ? {
            sql: `SELECT id AS rowKey, set_id AS "set", concept_a_id AS conceptA, concept_b_id AS conceptB, dimension, raised_at_millis AS raisedAtMillis, done_at_millis AS doneAtMillis
                FROM main.contrast_trials WHERE id > ? AND set_id IN (${SETS}) ORDER BY id`,
          }
        : null;
    case 'proposals':
      return history
        ? {
            sql: `SELECT id AS rowKey, deck_id AS deck, first_note_id AS firstNote, second_note_id AS secondNote, first_label AS firstLabel, second_label AS secondLabel, reasons,
                score, status, proposed_at_millis AS proposedAtMillis FROM main.pair_proposals
                WHERE id > ? AND deck_id IN (${DECKS}) AND first_note_id IN (${NOTES}) AND second_note_id IN (${NOTES}) ORDER BY id`,
            toRecord: (row) => ({ ...row, reasons: parseJson(row['reasons']) }),
          }
        : null;
    case 'experiments':
      return history
        ? { sql: `SELECT rowid AS rowKey, set_id AS "set", dimension, arm, assigned_at_millis AS assignedAtMillis FROM main.experiment_arms WHERE rowid > ? AND set_id IN (${SETS}) ORDER BY rowid` }
        : null;
    case 'exam-reports':
      return history
        ? {
            sql: `SELECT id AS rowKey, set_id AS "set", title, taken_at_millis AS takenAtMillis, correct, total, report FROM main.exam_reports WHERE id > ? AND set_id IN (${SETS}) ORDER BY id`,
            toRecord: (row) => ({ ...row, report: parseJson(row['report']) }),
          }
        : null;
    case 'note-origins':
      return history
        ? {
            sql: `SELECT n.id AS rowKey, n.id AS note, n.imported_checksum AS checksum, o.note_type_id AS noteType, o.fields, o.tags
                FROM main.notes n JOIN temp.export_notes e ON e.note_id = n.id LEFT JOIN main.note_origins o ON o.note_id = n.id AND o.checksum = n.imported_checksum
                  AND o.note_type_id IN (SELECT note_type_id FROM main.notes)
                WHERE n.id > ? AND n.imported_checksum IS NOT NULL ORDER BY n.id`,
            toRecord: splitTexts,
          }
        : null;
    case 'conflicts':
      return history && extent.isWhole
        ? {
            sql: `SELECT note_id AS rowKey, note_id AS note, checksum, note_type_id AS noteType, fields, tags FROM main.import_conflicts
                WHERE note_id > ? AND note_type_id IN (SELECT note_type_id FROM main.notes) ORDER BY note_id`,
            toRecord: splitTexts,
          }
        : null;
    case 'settings':
      return extent.isWhole
        ? {
            sql: "SELECT rowid AS rowKey, key, value FROM main.settings WHERE rowid > ? AND key NOT LIKE 'window%' AND key NOT LIKE '%-pending' ORDER BY rowid",
            toRecord: (row) => ({ ...row, value: parseJson(row['value']) }),
          }
        : null;
    case 'imports':
      return extent.isWhole && history
        ? {
            sql: 'SELECT id AS rowKey, file_name AS fileName, format, imported_at_millis AS importedAtMillis, report FROM main.imports WHERE id > ? ORDER BY id',
            toRecord: (row) => ({ ...row, report: parseJson(row['report']) }),
          }
        : null;
    case 'presets':
    case 'decks':
    case 'note-types':
    case 'notes':
    case 'cards':
    case 'media':
      return null;
  }
}

/** Null for a part that such an archive does not have. The connection must be the source's own. */
export function readArchivePart(database: Database, source: ExportSource, part: ArchivePart, extent: ArchiveExtent): Iterable<Row> | null {
  switch (part) {
    case 'presets':
      return listArchivePresets(database, extent);
    case 'decks':
      return listArchiveDecks(database);
    case 'note-types':
      return listArchiveNoteTypes(database, source, extent);
    case 'notes':
      return readArchiveNotes(source);
    case 'cards':
      return readArchiveCards(source);
    case 'media':
      return source.withMedia ? listArchiveMedia(source) : null;
    default: {
      const selection = selectPart(part, extent);
      return selection === null ? null : readRows(database, source, selection);
    }
  }
}

function* readRows(database: Database, source: ExportSource, { sql, toRecord }: Selection): Generator<Row> {
  const batch = database.prepare<[number], Row>(`${sql} LIMIT ${String(ROWS_AT_ONCE)}`);
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    source.throwIfCancelled();
    const rows = batch.all(last);
    for (const { rowKey, ...row } of rows) {
      last = Number(rowKey);
      yield toRecord === undefined ? row : toRecord(row);
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

/** Of everything all of them, used or not; else those of the decks. */
function listArchivePresets(database: Database, extent: ArchiveExtent): readonly Row[] {
  const used = extent.isWhole ? '' : `WHERE id IN (SELECT preset_id FROM main.decks WHERE ${WITH_LEVELS_ABOVE})`;
  return database
    .prepare<[], Row>(`SELECT id, name, settings FROM main.presets ${used} ORDER BY id`)
    .all()
    .map((row): Row => ({ ...row, settings: parseJson(row['settings']) }));
}

/** The decks that are meant and all levels above them. */
const WITH_LEVELS_ABOVE = `EXISTS (SELECT 1 FROM temp.export_decks e JOIN main.decks inner_deck ON inner_deck.id = e.deck_id
  WHERE inner_deck.name = decks.name OR substr(inner_deck.name, 1, length(decks.name) + 2) = decks.name || '::')`;

function listArchiveDecks(database: Database): readonly Row[] {
  return database.prepare<[], Row>(`SELECT id, name, description, preset_id AS preset FROM main.decks WHERE ${WITH_LEVELS_ABOVE} ORDER BY name`).all();
}

function listArchiveNoteTypes(database: Database, source: ExportSource, extent: ArchiveExtent): readonly Row[] {
  const types = extent.isWhole ? listNoteTypes(database) : source.noteTypes;
  return types.map(({ id, name, kind, fields, templates, css, latexPre, latexPost }): Row => ({ id, name, kind, fields, templates, css, latexPre, latexPost }));
}

function* readArchiveNotes(source: ExportSource): Generator<Row> {
  let done = 0;
  for (const { id, guid, noteTypeId, fields, tags, createdAtMillis, modifiedAtMillis } of source.notes()) {
    yield { id, guid, noteType: noteTypeId, fields, tags, createdAtMillis, modifiedAtMillis } satisfies ArchiveRecord<'notes'>;
    done += 1;
    if (done % 100 === 0) source.progress('writing-notes', done, source.counts.notes);
  }
}

function* readArchiveCards(source: ExportSource): Generator<Row> {
  for (const { cards } of source.notes()) {
    for (const { id, noteId, ordinal, deckId, schedule, suspended, buried, flag, modifiedAtMillis } of cards) {
      const { memory, ...rest } = schedule;
      yield {
        ...rest,
        id,
        note: noteId,
        ordinal,
        deck: deckId,
        stability: memory?.stability ?? null,
        difficulty: memory?.difficulty ?? null,
        suspended,
        buriedOnDay: buried?.onDay ?? null,
        buriedBy: buried === null ? null : buried.by === 'siblings' ? 1 : 2,
        flag,
        modifiedAtMillis,
      } satisfies ArchiveRecord<'cards'>;
    }
  }
}

function* listArchiveMedia(source: ExportSource): Generator<Row> {
  for (const { name, sha256, sizeBytes } of source.media()) yield { name, sha256, sizeBytes } satisfies ArchiveRecord<'media'>;
}

function splitTexts(row: Row): Row {
  const { fields, tags } = row;
  return { ...row, fields: typeof fields === 'string' ? splitFields(fields) : null, tags: typeof tags === 'string' ? splitTags(tags) : null };
}

function parseJson(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : null;
}
