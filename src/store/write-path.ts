/** The one way in which a library is changed: one transaction per write, with its undo step. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { Library } from './library.ts';
import { explainSqliteError, sqliteCodeOf } from './sqlite-errors.ts';
import { createUndoLog } from './undo-log.ts';
import type { InsertedRange, UndoSpan } from './undo-log.ts';

/** How many steps can be taken back. */
export const UNDO_STEPS_KEPT = 100;

type WritePath = Pick<Library, 'write' | 'writeBulk' | 'undoState' | 'undo' | 'redo' | 'changeCount' | 'membershipCount'>;

interface Step extends UndoSpan {
  readonly label: string;
}

export function createWritePath(database: Database): WritePath {
  const log = createUndoLog(database);
  const undoSteps: Step[] = [];
  const redoSteps: Step[] = [];
  let changes = 0;
  let membershipChanges = 0;

  const inTransaction = <Value>(run: () => Value): Value => {
    if (database.inTransaction) throw new Error('a write was begun inside another write');
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
    writeBulk: (label, run) => {
      const afterSequence = log.position();
      const ranges: InsertedRange[] = [];
      const value = inTransaction(() => {
        log.pauseBulkInserts();
        const result = run({
          recordInserted: (table, firstId, lastId) => {
            if (lastId >= firstId) ranges.push({ table, firstId, lastId });
          },
        });
        log.resumeBulkInserts();
        return result;
      });
      const span = { afterSequence, lastSequence: log.position(), ranges };
      noteChange(span);
      remember({ ...span, label });
      return value;
    },
    undoState: () => ({ undo: undoSteps.at(-1)?.label ?? null, redo: redoSteps.at(-1)?.label ?? null }),
    undo: () => move(undoSteps, redoSteps, 'There is nothing to undo.'),
    redo: () => move(redoSteps, undoSteps, 'There is nothing to redo.'),
    changeCount: () => changes,
    membershipCount: () => membershipChanges,
  };
}

function isEmpty(span: UndoSpan): boolean {
  return span.lastSequence === span.afterSequence && span.ranges.length === 0;
}
