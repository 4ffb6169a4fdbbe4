/**
 * Undo and redo by before-images: temporary triggers, generated from the schema, copy every row of the undoable tables as
 * it was into a temporary table; taking a step back replays its rows in reverse, and what that replay records is the redo.
 */

import type { Database } from 'better-sqlite3';
import { assertNever } from '../core/result.ts';
import type { BulkTable } from './library.ts';

const UNDOABLE_TABLES = [
  'presets',
  'decks',
  'note_types',
  'note_fields',
  'card_templates',
  'notes',
  'cards',
  'review_log',
  'practice_log',
  'study_days',
  'media',
  'settings',
  'imports',
  'concept_sets',
  'concepts',
  'scenarios',
  'pair_memories',
  'contrast_trials',
  'pair_proposals',
  'experiment_arms',
  'exam_reports',
  'note_origins',
  'import_conflicts',
] as const;
type UndoableTable = (typeof UNDOABLE_TABLES)[number];

/** Ranges are taken back children first. */
const BULK_TABLES: readonly BulkTable[] = ['review_log', 'cards', 'notes'];

/** What the row underwent; replaying does the opposite. */
const INSERTED = 0;
const UPDATED = 1;
const DELETED = 2;
type Change = typeof INSERTED | typeof UPDATED | typeof DELETED;

const ENTRIES_PER_READ = 20_000;
/** Longer spans come from deleting or importing many rows, so they are not looked through. */
const LONGEST_LOOKED_THROUGH = 200;

export interface InsertedRange {
  readonly table: BulkTable;
  readonly firstId: number;
  readonly lastId: number;
}

/** Rows of the log from `afterSequence` (exclusive) to `lastSequence`, and ranges of rows added in bulk. */
export interface UndoSpan {
  readonly afterSequence: number;
  readonly lastSequence: number;
  readonly ranges: readonly InsertedRange[];
}

export interface UndoLog {
  /** The sequence number of the newest recorded row. */
  readonly position: () => number;
  /** Takes the span's changes back inside the running transaction and returns the span that would bring them again. */
  readonly revert: (span: UndoSpan) => UndoSpan;
  readonly forget: (span: UndoSpan) => void;
  /** Whether notes, cards or decks may have been added, removed, or moved to another deck within the span. */
  readonly changesMembership: (span: UndoSpan) => boolean;
  /** Stops recording inserts into the bulk tables, until `resumeBulkInserts`. Both are part of the running transaction. */
  readonly pauseBulkInserts: () => void;
  readonly resumeBulkInserts: () => void;
}

interface TableShape {
  readonly name: UndoableTable;
  readonly columns: readonly string[];
  /** False when a column is the row id itself (INTEGER PRIMARY KEY). */
  readonly hasHiddenRowId: boolean;
}

/** A row of the log without its image. */
interface LogEntry {
  readonly sequence: number;
  readonly source: number;
  readonly change: Change;
  readonly rowId: number;
}

/** Consecutive entries of one table and one sort of change, whose order among themselves does not matter. */
interface Run {
  readonly source: number;
  readonly change: Change;
  readonly firstSequence: number;
  readonly lastSequence: number;
}

export function createUndoLog(database: Database): UndoLog {
  const shapes = UNDOABLE_TABLES.map((name) => readShape(database, name));
  const width = Math.max(...shapes.map((shape) => shape.columns.length));
  // Columns without a type keep every value exactly as it was stored.
  database.exec(`CREATE TEMP TABLE undo_log (
    sequence INTEGER PRIMARY KEY, source INTEGER NOT NULL, change INTEGER NOT NULL, row_id INTEGER NOT NULL, ${imageColumns(width)})`);
  for (const [source, shape] of shapes.entries()) database.exec(allTriggers(source, shape));

  const readPosition = database.prepare<[], number>('SELECT ifnull(max(sequence), 0) FROM temp.undo_log').pluck();
  const readEntries = database.prepare<[number, number], LogEntry>(
    `SELECT sequence, source, change, row_id AS rowId FROM temp.undo_log
     WHERE sequence > ? AND sequence <= ? ORDER BY sequence DESC LIMIT ${ENTRIES_PER_READ}`,
  );
  const deleteRows = database.prepare<[number, number]>('DELETE FROM temp.undo_log WHERE sequence > ? AND sequence <= ?');
  const findMembership = database.prepare<[number, number], number>(membershipSql(shapes)).pluck();
  const replayers = shapes.map((shape) => createReplayer(database, shape));
  const bulkShapes = BULK_TABLES.map((table) => ({ table, source: UNDOABLE_TABLES.indexOf(table) }));

  const position = (): number => readPosition.get() ?? 0;
  const forget = (span: UndoSpan): void => {
    deleteRows.run(span.afterSequence, span.lastSequence);
  };

  return {
    position,
    forget,
    changesMembership: (span) => {
      const length = span.lastSequence - span.afterSequence;
      if (span.ranges.length > 0 || length > LONGEST_LOOKED_THROUGH) return true;
      return length > 0 && findMembership.get(span.afterSequence, span.lastSequence) === 1;
    },
    revert: (span) => {
      // Rows return in the opposite order of their going, so a child may stand without its parent for a moment.
      database.pragma('defer_foreign_keys = ON');
      const afterSequence = position();
      let upTo = span.lastSequence;
      for (;;) {
        const entries = readEntries.all(span.afterSequence, upTo);
        for (const run of splitIntoRuns(entries)) replayers[run.source]?.(run);
        const last = entries.at(-1);
        if (last === undefined) break;
        upTo = last.sequence - 1;
      }
      for (const table of BULK_TABLES) {
        const remove = database.prepare(`DELETE FROM main.${table} WHERE id BETWEEN ? AND ?`);
        for (const range of span.ranges) if (range.table === table) remove.run(range.firstId, range.lastId);
      }
      forget(span);
      return { afterSequence, lastSequence: position(), ranges: [] };
    },
    pauseBulkInserts: () => {
      for (const { table } of bulkShapes) database.exec(`DROP TRIGGER temp.undo_${table}_inserted`);
    },
    resumeBulkInserts: () => {
      for (const { source } of bulkShapes) {
        const shape = shapes[source];
        if (shape !== undefined) database.exec(insertTrigger(source, shape));
      }
    },
  };
}

/** From newest-first entries, newest run first. A row occurs once in a run. */
function splitIntoRuns(newestFirst: readonly LogEntry[]): readonly Run[] {
  const runs: Run[] = [];
  let rowIds = new Set<number>();
  for (const { sequence, source, change, rowId } of newestFirst) {
    const open = runs.at(-1);
    if (open?.source === source && open.change === change && isOrderFree(open) && !rowIds.has(rowId)) {
      runs[runs.length - 1] = { ...open, firstSequence: sequence };
    } else {
      runs.push({ source, change, firstSequence: sequence, lastSequence: sequence });
      rowIds = new Set();
    }
    rowIds.add(rowId);
  }
  return runs;
}

/** Names can be swapped between rows of the small tables, so updates there are retraced one by one. */
function isOrderFree(run: Run): boolean {
  return run.change !== UPDATED || BULK_TABLES.some((table) => table === UNDOABLE_TABLES[run.source]);
}

function readShape(database: Database, name: UndoableTable): TableShape {
  const columns = database.pragma(`main.table_info(${name})`) as { name: string; type: string; pk: number }[];
  const keys = columns.filter((column) => column.pk > 0);
  return {
    name,
    columns: columns.map((column) => column.name),
    hasHiddenRowId: !(keys.length === 1 && keys[0]?.type === 'INTEGER'),
  };
}

function membershipSql(shapes: readonly TableShape[]): string {
  const sourceOf = (table: UndoableTable): number => UNDOABLE_TABLES.indexOf(table);
  const deckColumn = shapes[sourceOf('cards')]?.columns.indexOf('deck_id') ?? 0;
  return `SELECT EXISTS (SELECT 1 FROM temp.undo_log AS entry WHERE sequence > ? AND sequence <= ?
    AND source IN (${sourceOf('decks')}, ${sourceOf('notes')}, ${sourceOf('cards')})
    AND (change <> ${UPDATED} OR (source = ${sourceOf('cards')}
      AND image${deckColumn} IS NOT (SELECT deck_id FROM main.cards WHERE id = entry.row_id))))`;
}

function imageColumns(count: number): string {
  return Array.from({ length: count }, (_, index) => `image${index}`).join(', ');
}

function allTriggers(source: number, shape: TableShape): string {
  const old = shape.columns.map((column) => `old.${column}`).join(', ');
  const current = shape.columns.map((column) => `new.${column}`).join(', ');
  const images = imageColumns(shape.columns.length);
  return `
    ${insertTrigger(source, shape)}
    CREATE TEMP TRIGGER undo_${shape.name}_updated AFTER UPDATE ON main.${shape.name} WHEN (${old}) IS NOT (${current}) ${guard(shape, 'AND', 'old')} BEGIN
      INSERT INTO undo_log (source, change, row_id, ${images}) VALUES (${source}, ${UPDATED}, new.rowid, ${old});
    END;
    CREATE TEMP TRIGGER undo_${shape.name}_deleted AFTER DELETE ON main.${shape.name} ${guard(shape, 'WHEN', 'old')} BEGIN
      INSERT INTO undo_log (source, change, row_id, ${images}) VALUES (${source}, ${DELETED}, old.rowid, ${old});
    END;`;
}

function insertTrigger(source: number, shape: TableShape): string {
  return `CREATE TEMP TRIGGER undo_${shape.name}_inserted AFTER INSERT ON main.${shape.name} ${guard(shape, 'WHEN', 'new')} BEGIN
      INSERT INTO undo_log (source, change, row_id) VALUES (${source}, ${INSERTED}, new.rowid);
    END;`;
}

/** Where the window stands is a setting too, but not one that undo should move. */
function guard(shape: TableShape, keyword: 'WHEN' | 'AND', row: 'old' | 'new'): string {
  return shape.name === 'settings' ? `${keyword} ${row}.key NOT LIKE 'window%'` : '';
}

/** One statement per run: the full-text index writes itself out at each statement, so row by row would take many times longer. */
function createReplayer(database: Database, shape: TableShape): (run: Run) => void {
  const keys = shape.hasHiddenRowId ? [...shape.columns, 'rowid'] : shape.columns;
  const images = imageColumns(shape.columns.length) + (shape.hasHiddenRowId ? ', row_id' : '');
  const entries = 'sequence BETWEEN ? AND ?';
  const remove = database.prepare<[number, number]>(
    `DELETE FROM main.${shape.name} WHERE rowid IN (SELECT row_id FROM temp.undo_log WHERE ${entries})`,
  );
  const restore = database.prepare<[number, number]>(
    `UPDATE main.${shape.name} SET ${shape.columns.map((column, index) => `${column} = entry.image${index}`).join(', ')}
     FROM temp.undo_log AS entry WHERE entry.${entries} AND main.${shape.name}.rowid = entry.row_id`,
  );
  const insert = database.prepare<[number, number]>(
    `INSERT INTO main.${shape.name} (${keys.join(', ')}) SELECT ${images} FROM temp.undo_log WHERE ${entries} ORDER BY sequence`,
  );
  return ({ change, firstSequence, lastSequence }) => {
    switch (change) {
      case INSERTED:
        remove.run(firstSequence, lastSequence);
        return;
      case UPDATED:
        restore.run(firstSequence, lastSequence);
        return;
      case DELETED:
        insert.run(firstSequence, lastSequence);
        return;
      default:
        assertNever(change);
    }
  };
}
