/** The records of an archive that wait in a staging database, and what the archive's numbers became in the library. */

import type { Database } from 'better-sqlite3';
import type { ArchiveManifest } from '../core/formats/archive/manifest.ts';
import type { ArchivePart, ArchiveRecord } from '../core/formats/archive/parts.ts';
import type { CardId, ConceptId, ConceptSetId, DeckId, NoteId, NoteTypeId } from '../core/ids.ts';
import { NOTE_ACTIONS } from './match-notes.ts';

const ROWS_AT_ONCE = 1000;

/** Null when what is staged is no archive of ours. */
export function readStagedManifest(database: Database): Pick<ArchiveManifest, 'isWhole' | 'withSchedule'> | null {
  const body = database.prepare<[], string>("SELECT body FROM incoming.archive_rows WHERE part = 'manifest'").pluck().get();
  return body === undefined ? null : (JSON.parse(body) as ArchiveManifest);
}

/** In the order of the file; the library may be written to meanwhile. */
export function* readStagedRecords<Part extends ArchivePart>(database: Database, part: Part): Generator<ArchiveRecord<Part>> {
  const batch = database.prepare<[string, number], { id: number; body: string }>(
    `SELECT id, body FROM incoming.archive_rows WHERE part = ? AND id > ? ORDER BY id LIMIT ${String(ROWS_AT_ONCE)}`,
  );
  for (let last = 0; ; ) {
    const rows = batch.all(part, last);
    for (const { id, body } of rows) {
      last = id;
      // Checked against the part's fields when it was read.
      yield JSON.parse(body) as ArchiveRecord<Part>;
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

/** The library's ids by the archive's, null for what did not come along. Sets and concepts are filled in as they are merged. */
export interface ArchiveIds {
  readonly deckOf: (source: number) => DeckId | null;
  readonly noteTypeOf: (source: number) => NoteTypeId | null;
  readonly noteOf: (source: number) => NoteId | null;
  /** Null for notes that were in the library already. */
  readonly addedNoteOf: (source: number) => NoteId | null;
  readonly cardOf: (source: number) => CardId | null;
  readonly sets: Map<number, ConceptSetId>;
  readonly concepts: Map<number, ConceptId>;
}

/** Needs the temporary tables of the merge. */
export function createArchiveIds(database: Database): ArchiveIds {
  const look = <Id>(sql: string): ((source: number) => Id | null) => {
    const statement = database.prepare<[number], Id>(sql).pluck();
    return (source) => statement.get(source) ?? null;
  };
  return {
    deckOf: look<DeckId>('SELECT deck_id FROM temp.import_decks WHERE source_id = ?'),
    noteTypeOf: look<NoteTypeId>('SELECT note_type_id FROM temp.import_note_types WHERE source_id = ?'),
    noteOf: look<NoteId>('SELECT note_id FROM temp.import_notes WHERE source_id = ?'),
    addedNoteOf: look<NoteId>(`SELECT note_id FROM temp.import_notes WHERE source_id = ? AND action = ${String(NOTE_ACTIONS.added)}`),
    cardOf: look<CardId>('SELECT card_id FROM temp.import_cards WHERE source_id = ?'),
    sets: new Map(),
    concepts: new Map(),
  };
}
