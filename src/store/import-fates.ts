/** What became of each note of an import: stored at its end, read page by page, forgotten after twenty imports. */

import type { Database } from 'better-sqlite3';
import type { NoteId } from '../core/ids.ts';
import { sliceRanges } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { prepareOnce } from './prepare-once.ts';

/** As the contract has it. */
export const NOTE_FATES = ['added', 'updated', 'merged', 'unchanged', 'kept', 'conflict', 'skipped'] as const;
export type NoteFate = (typeof NOTE_FATES)[number];

export interface FateRow {
  /** Null for notes that are not in the library, or no longer. */
  readonly noteId: NoteId | null;
  readonly title: string;
  readonly fate: NoteFate;
  readonly reason: string | null;
  /** Of a conflict: that nothing waits for a choice any more. */
  readonly isSettled: boolean;
}

export interface FateSearch {
  readonly importId: number;
  readonly fate: NoteFate | null;
  /** Words that title or reason must all hold; case and accents do not matter. */
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

const IMPORTS_KEPT = 20;
const TITLE_LENGTH = 200;
/** The text of a note's first field: the first line of all its text. */
export const FIRST_LINE = 'substr(s.plain_text, 1, instr(s.plain_text || char(10), char(10)) - 1)';

const ROWS = `SELECT n.id AS noteId, f.title, f.fate, f.reason,
    f.fate = 'conflict' AND n.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_conflicts c WHERE c.note_id = n.id) AS isSettled
  FROM import_fates f LEFT JOIN notes n ON n.id = f.note_id
  WHERE f.import_id = :importId AND (:fate IS NULL OR f.fate = :fate) ORDER BY f.place`;

type Filter = Pick<FateSearch, 'importId' | 'fate'>;

type StoredRow = Omit<FateRow, 'isSettled'> & { readonly isSettled: 0 | 1 };

const readRow = (row: StoredRow): FateRow => ({ ...row, isSettled: row.isSettled === 1 });

const statements = prepareOnce((database) => ({
  rows: database.prepare<[Filter], StoredRow>(ROWS),
  page: database.prepare<[Filter & { limit: number; offset: number }], StoredRow>(`${ROWS} LIMIT :limit OFFSET :offset`),
  count: database
    .prepare<[Filter], number>('SELECT count(*) FROM import_fates WHERE import_id = :importId AND (:fate IS NULL OR fate = :fate)')
    .pluck(),
  forget: database.prepare<[number]>('DELETE FROM import_fates WHERE import_id <= ?'),
}));

/** In the order of the file. `total` counts all that match, not only the page. */
export function listFates(database: Database, search: FateSearch): { readonly rows: readonly FateRow[]; readonly total: number } {
  const { importId, fate, offset, limit } = search;
  const { page, count } = statements(database);
  const words = foldText(search.text).split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return { rows: page.all({ importId, fate, offset, limit }).map(readRow), total: count.get({ importId, fate }) ?? 0 };
  const rows: FateRow[] = [];
  let total = 0;
  for (const row of statements(database).rows.iterate({ importId, fate })) {
    const text = foldText(`${row.title} ${row.reason ?? ''}`);
    if (!words.every((word) => text.includes(word))) continue;
    if (total >= offset && rows.length < limit) rows.push(readRow(row));
    total += 1;
  }
  return { rows, total };
}

function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** All notes of the import, in the order of the file, one by one. */
export function* iterateFates(database: Database, importId: number): Generator<FateRow> {
  for (const row of statements(database).rows.iterate({ importId, fate: null })) yield readRow(row);
}

/** Of the import that is being merged, by temp.import_notes. */
export function countFates(database: Database): Readonly<Record<NoteFate, number>> {
  const counted = database.prepare<[], { fate: NoteFate; count: number }>('SELECT fate, count(*) AS count FROM temp.import_notes GROUP BY fate').all();
  const counts: Record<NoteFate, number> = { added: 0, updated: 0, merged: 0, unchanged: 0, kept: 0, conflict: 0, skipped: 0 };
  for (const { fate, count } of counted) counts[fate] = count;
  return counts;
}

/** Needs temp.import_notes and the attached staging database. Fates of imports long past are forgotten. */
export function* storeFates(database: Database, importId: number, progress: MergeProgress): Slices<void> {
  const insert = database.prepare<{ importId: number; place: number; after: number; upTo: number }>(
    `INSERT INTO main.import_fates (import_id, place, note_id, title, fate, reason)
     SELECT :importId, :place + row_number() OVER (ORDER BY source_id, turn), note_id, title, fate, reason FROM (
       SELECT s.source_id, 0 AS turn, m.note_id, substr(${FIRST_LINE}, 1, ${String(TITLE_LENGTH)}) AS title, m.fate, m.reason
         FROM temp.import_notes m JOIN incoming.notes s ON s.source_id = m.source_id WHERE m.source_id > :after AND m.source_id <= :upTo
       UNION ALL SELECT after_source_id, id, NULL, title, 'skipped', reason FROM incoming.skipped WHERE after_source_id > :after AND after_source_id <= :upTo)`,
  );
  let place = 0;
  let last = Number.NEGATIVE_INFINITY;
  const store = (after: number, upTo: number): void => {
    place += insert.run({ importId, place, after, upTo }).changes;
    last = upTo;
  };
  yield* sliceRanges(database, 'temp.import_notes', 'source_id', progress, store);
  store(last, Number.POSITIVE_INFINITY);
  statements(database).forget.run(importId - IMPORTS_KEPT);
}
