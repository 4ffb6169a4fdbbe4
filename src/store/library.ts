/** An open library: the database, its folder, and the one write path that every change goes through. */

import type { Database } from 'better-sqlite3';

export type { Database };

/** Name of the database in the library's folder. */
export const LIBRARY_FILE = 'library.sqlite';

/** The tables whose rows a bulk write adds by the thousand and records as ranges of ids. */
export type BulkTable = 'notes' | 'cards' | 'review_log';

export interface BulkWrite {
  /** Tells undo that rows `firstId`…`lastId` of the table were added by this write. */
  readonly recordInserted: (table: BulkTable, firstId: number, lastId: number) => void;
}

/** A bulk write that goes on in steps of some hundredths of a second: it yields between them. */
export type SlicedWrite<Value> = Generator<SliceProgress, Value>;

export interface SliceProgress {
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
}

/** In the staging folder: pasted texts and parts of archives that wait to be imported. */
export const ARRIVALS_FOLDER = 'arrivals';

export interface Library {
  /**
   * The connection to use now: between the slices of a sliced write, one that only reads and sees the library as it was before. To be
   * asked for anew after every wait.
   */
  readonly database: Database;
  /** The library's folder, absolute. */
  readonly dir: string;
  /** Where media bytes lie: media/<two hex digits>/<sha-256>. */
  readonly mediaDir: string;
  /** Where staging databases and unpacked media of running imports lie; emptied at start. */
  readonly stagingDir: string;
  /**
   * Runs a change in one transaction and, when it has a label, records how to undo it. A write that changed no row leaves
   * no undo step. What throws inside rolls everything back. Writes do not nest. A label given as a function is asked for at the end.
   */
  readonly write: <Value>(label: string | null | (() => string), run: () => Value) => Value;
  /**
   * As write, for imports: inserts into the bulk tables are recorded as ranges, not row by row, and others get their turn after
   * each slice: `between` is awaited there, and what it throws takes everything back.
   * Queries go on meanwhile and see the library as it was; other writes must wait until `settled` is null.
   */
  readonly writeBulkInSlices: <Value>(
    label: string | null,
    run: (bulk: BulkWrite) => SlicedWrite<Value>,
    between: (progress: SliceProgress) => Promise<void>,
  ) => Promise<Value>;
  /** Null when no sliced write is under way, else what resolves at its end; ask again then, for another may have begun. */
  readonly settled: () => Promise<void> | null;
  readonly undoState: () => { readonly undo: string | null; readonly redo: string | null };
  /** Takes the last labelled write back and returns its label. Throws AppError nothing-to-undo. */
  readonly undo: () => string;
  readonly redo: () => string;
  /** Raised by every write that changed a row, drafts aside, and by undo and redo: what caches compare to know that they are stale. */
  readonly changeCount: () => number;
  /** Raised when notes, cards or decks were added or removed, or cards moved to another deck; grades leave it as it is. */
  readonly membershipCount: () => number;
  /** Resolves when no other thread is at work on the library's log; to be awaited before `close`. */
  readonly logSettled: () => Promise<void>;
  readonly close: () => void;
}
