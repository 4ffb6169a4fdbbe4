/** The one way in which a library is changed: one transaction per write, with its undo step. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { BulkWrite, Library, SliceProgress, SlicedWrite } from './library.ts';
import { explainSqliteError, sqliteCodeOf } from './sqlite-errors.ts';
import { createUndoLog } from './undo-log.ts';
import type { InsertedRange, UndoSpan } from './undo-log.ts';

/** How many steps can be taken back. */
export const UNDO_STEPS_KEPT = 100;

type WritePath = Pick<Library, 'database' | 'write' | 'writeBulkInSlices' | 'settled' | 'undoState' | 'undo' | 'redo' | 'changeCount' | 'membershipCount'>;

interface Step extends UndoSpan {
  readonly label: string;
}

interface LargeWrites {
  /** Gives a second connection that only reads, for those who ask while a sliced write is under way. */
  readonly openReader: () => Database;
  /** Commits the transaction of a sliced write. */
  readonly commitLarge: () => void;
}

export function createWritePath(database: Database, { openReader, commitLarge }: LargeWrites): WritePath {
  const log = createUndoLog(database);
  const undoSteps: Step[] = [];
  const redoSteps: Step[] = [];
  let changes = 0;
  let membershipChanges = 0;
  let current = database;
  let sliced: Promise<void> | null = null;

  const inTransaction = <Value>(run: () => Value): Value => {
    if (database.inTransaction || sliced !== null) throw new Error('a write was begun inside another write');
    database.exec('BEGIN IMMEDIATE');
    try {
      const value = run();
      if (value instanceof Promise) throw new Error('a write must be finished when its function returns');
      database.exec('COMMIT');
      return value;
    } catch (thrown) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw explainSqliteError(thrown);
    }
  };

  /** Each step of `write` sees the writing connection, everything between them the reading one. */
  const runSlices = async <Value>(write: SlicedWrite<Value>, between: (progress: SliceProgress) => Promise<void>): Promise<Value> => {
    const reader = openReader();
    for (;;) {
      current = database;
      const step = write.next();
      if (step.done === true) return step.value;
      current = reader;
      await between(step.value);
    }
  };

  const inSlicedTransaction = async <Value>(run: () => SlicedWrite<Value>, between: (progress: SliceProgress) => Promise<void>): Promise<Value> => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const value = await runSlices(run(), between);
      commitLarge();
      return value;
    } catch (thrown) {
      current = database;
      if (database.inTransaction) database.exec('ROLLBACK');
      throw explainSqliteError(thrown);
    }
  };

  const noteChange = (span: UndoSpan): void => {
    if (isEmpty(span)) return;
    changes += 1;
    if (log.changesMembership(span)) membershipChanges += 1;
  };

  const remember = (step: Step): void => {
    if (isEmpty(step)) return;
    for (const dropped of redoSteps.splice(0)) log.forget(dropped);
    undoSteps.push(step);
    for (const dropped of undoSteps.splice(0, undoSteps.length - UNDO_STEPS_KEPT)) log.forget(dropped);
  };

  const move = (from: Step[], to: Step[], nothing: string): string => {
    const step = from.at(-1);
    if (step === undefined) throw new AppError('nothing-to-undo', nothing);
    try {
      const opposite = inTransaction(() => log.revert(step));
      noteChange(opposite);
      from.pop();
      to.push({ ...opposite, label: step.label });
      return step.label;
    } catch (thrown) {
      if (!sqliteCodeOf(thrown).startsWith('SQLITE_CONSTRAINT')) throw thrown;
      // Something outside undo has taken the place of a row that this step would bring back; older steps rest on it.
      for (const dropped of from.splice(0)) log.forget(dropped);
      throw new AppError('conflict', 'This step can no longer be taken back, because what it changed has changed again since. Nothing was altered.', {
        cause: thrown,
      });
    }
  };

  return {
    write: (label, run) => {
      const afterSequence = log.position();
      const value = inTransaction(run);
      const span = { afterSequence, lastSequence: log.position(), ranges: [] };
      noteChange(span);
      if (label === null) log.forget(span);
      else remember({ ...span, label: typeof label === 'string' ? label : label() });
      return value;
    },
    writeBulkInSlices: async <Value>(label: string | null, run: (bulk: BulkWrite) => SlicedWrite<Value>, between: (progress: SliceProgress) => Promise<void>) => {
      while (sliced !== null) await sliced;
      if (database.inTransaction) throw new Error('a write was begun inside another write');
      const write = async (): Promise<Value> => {
        const afterSequence = log.position();
        const ranges: InsertedRange[] = [];
        const value = await inSlicedTransaction(function* () {
          log.pauseBulkInserts();
          const result = yield* run(recordInto(ranges));
          log.resumeBulkInserts();
          return result;
        }, between);
        const span = { afterSequence, lastSequence: log.position(), ranges };
        noteChange(span);
        if (label === null) log.forget(span);
        else remember({ ...span, label });
        return value;
      };
      // Begun a moment later, so that whoever hears of the first slice is told to wait.
      const work = Promise.resolve().then(write).finally(() => {
        sliced = null;
      });
      sliced = work.then(
        () => undefined,
        () => undefined,
      );
      return work;
    },
    settled: () => sliced,
    get database() {
      return current;
    },
    undoState: () => ({ undo: undoSteps.at(-1)?.label ?? null, redo: redoSteps.at(-1)?.label ?? null }),
    undo: () => move(undoSteps, redoSteps, 'There is nothing to undo.'),
    redo: () => move(redoSteps, undoSteps, 'There is nothing to redo.'),
    changeCount: () => changes,
    membershipCount: () => membershipChanges,
  };
}

function recordInto(ranges: InsertedRange[]): BulkWrite {
  return {
    recordInserted: (table, firstId, lastId) => {
      if (lastId >= firstId) ranges.push({ table, firstId, lastId });
    },
  };
}

function isEmpty(span: UndoSpan): boolean {
  return span.lastSequence === span.afterSequence && span.ranges.length === 0;
}
