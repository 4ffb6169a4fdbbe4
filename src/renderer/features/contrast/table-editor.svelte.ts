/** The state of a contrast table while it is written: rows, unsaved work kept as a draft, saving. */

import type { Client } from '../../../contract/client.ts';
import type { ConceptSetDetail } from '../../../contract/contrast.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { NoteId } from '../../../core/ids.ts';
import { DelayedRun } from '../../shared/delayed-run.ts';
import { blankRow, isBlank, isSameTable, listColumns, parseTableDraft, toRowInputs, toTableRow, type ColumnKey, type TableRow } from './table-rows.ts';

export interface SavedTable {
  readonly added: number;
  readonly updated: number;
  readonly deleted: number;
}

/** A row on the screen: its key stays the same while it is written, so that its cells keep the focus. */
export class EditedRow {
  readonly key: number;
  noteId = $state.raw<NoteId | null>(null);
  cells = $state<string[]>([]);

  constructor(key: number, row: TableRow) {
    this.key = key;
    this.noteId = row.noteId;
    this.cells = [...row.cells];
  }

  toRow(): TableRow {
    return { noteId: this.noteId, cells: [...this.cells] };
  }
}

const DRAFT_DELAY_MILLIS = 500;

export class TableEditor {
  stage = $state<'loading' | 'ready'>('loading');
  columns = $state.raw<readonly ColumnKey[]>([]);
  /** The last one is always blank: the place for the next row. */
  rows = $state.raw<readonly EditedRow[]>([]);
  saving = $state(false);
  problem = $state.raw<ErrorReport | null>(null);
  /** When the draft that stands in the table was kept; null when it is not a restored one. */
  restoredAtMillis = $state.raw<number | null>(null);

  readonly #client: Client;
  readonly #set: ConceptSetDetail;
  readonly #draftRun: DelayedRun<null>;
  #saved = $state.raw<readonly TableRow[]>([]);
  #keys = 0;

  readonly changed = $derived.by(() => this.stage === 'ready' && !isSameTable(this.rows.map((row) => row.toRow()), this.#saved));

  constructor(client: Client, set: ConceptSetDetail) {
    this.#client = client;
    this.#set = set;
    // A draft that cannot be kept now is tried again with the next keystroke; a message at every pause would only disturb.
    this.#draftRun = new DelayedRun(DRAFT_DELAY_MILLIS, () => this.#storeDraft(), () => undefined, () => undefined);
    this.#adopt(set);
    this.#replace(this.#saved);
  }

  /** Puts back the draft, if one is there. */
  async load(): Promise<void> {
    try {
      const draft = await this.#client.call('draft.get', { key: this.#draftKey });
      const rows = draft === null ? null : parseTableDraft(draft.body, this.columns);
      if (draft !== null && rows !== null && !isSameTable(rows, this.#saved)) {
        this.#replace(rows);
        this.restoredAtMillis = draft.savedAtMillis;
      }
    } catch (error) {
      this.problem = toErrorReport(error);
    }
    this.stage = 'ready';
  }

  /** Takes in the set as it is stored now. What was typed and not saved stays, but for columns that are gone. */
  follow(set: ConceptSetDetail): void {
    if (this.saving) return;
    const before = this.columns;
    const typed = this.changed ? this.take() : null;
    this.#adopt(set);
    const kept = typed?.map((row) => ({ noteId: row.noteId, cells: this.columns.map((column) => row.cells[before.indexOf(column)] ?? '') }));
    this.#replace(kept ?? this.#saved, this.rows);
  }

  setCell(row: EditedRow, column: number, text: string): void {
    row.cells[column] = text;
    this.#touch();
  }

  /** Fills cells from the given one on, making rows as needed, and returns how many rows it wrote to. Columns beyond the last are left out. */
  fill(rowIndex: number, column: number, table: readonly (readonly string[])[]): number {
    const rows = this.rows.map((row) => row.toRow());
    table.forEach((cells, down) => {
      const before = rows[rowIndex + down] ?? blankRow(this.columns);
      rows[rowIndex + down] = { ...before, cells: before.cells.map((cell, index) => (index >= column && index < column + cells.length ? (cells[index - column] ?? cell) : cell)) };
    });
    this.restore(rows);
    return table.length;
  }

  /** The table as it stands, for restore. */
  take(): readonly TableRow[] {
    return this.rows.map((row) => row.toRow());
  }

  restore(rows: readonly TableRow[]): void {
    const before = this.rows;
    this.#replace(rows, before);
    this.#touch();
  }

  removeRow(index: number): void {
    this.rows = this.rows.filter((_, place) => place !== index);
    this.#touch();
  }

  /** Saves all rows. Null when it failed; then `problem` says why. */
  async save(): Promise<SavedTable | null> {
    if (this.saving) return null;
    this.saving = true;
    this.#draftRun.cancel();
    const sent = this.take();
    const senders = this.rows;
    try {
      const saved = await this.#client.call('conceptSet.save-rows', { setId: this.#set.id, rows: toRowInputs(sent, this.columns) });
      this.problem = null;
      this.restoredAtMillis = null;
      await this.#client.call('draft.discard', { key: this.#draftKey });
      this.#adopt(await this.#client.call('conceptSet.get', { setId: this.#set.id }));
      if (isSameTable(sent, this.take())) this.#replace(this.#saved, this.rows);
      else this.#claim(senders, sent);
      return saved;
    } catch (error) {
      this.problem = toErrorReport(error);
      this.#draftRun.request();
      return null;
    } finally {
      this.saving = false;
    }
  }

  /** Goes back to what is saved. */
  async startOver(): Promise<void> {
    this.#draftRun.cancel();
    this.#replace(this.#saved);
    this.restoredAtMillis = null;
    await this.#client.call('draft.discard', { key: this.#draftKey }).catch(() => null);
  }

  /** Keeps the draft at once instead of after the pause, for when the screen is left. */
  async keepDraft(): Promise<void> {
    await this.#draftRun.flush();
  }

  get #draftKey(): string {
    return `contrast:${this.#set.id}`;
  }

  #adopt(set: ConceptSetDetail): void {
    this.columns = listColumns(set);
    this.#saved = set.rows.map((row) => toTableRow(row, this.columns));
  }

  /** Typing went on during the save: rows that are notes now are told so, or the next save would make them again. */
  #claim(senders: readonly EditedRow[], sent: readonly TableRow[]): void {
    const free = this.#saved.filter(({ noteId }) => !sent.some((row) => row.noteId === noteId));
    senders.forEach((row, index) => {
      if (row.noteId !== null) return;
      const place = free.findIndex((saved) => saved.cells.join('\t') === sent[index]?.cells.join('\t'));
      if (place !== -1) row.noteId = free.splice(place, 1)[0]?.noteId ?? null;
    });
    this.#draftRun.request();
  }

  /** Rows that stay in their place keep their keys, and so the focus. */
  #replace(rows: readonly TableRow[], before: readonly EditedRow[] = []): void {
    this.rows = rows.map((row, index) => {
      const old = before[index];
      if (old === undefined) return this.#make(row);
      if (old.noteId !== row.noteId) old.noteId = row.noteId;
      if (old.cells.length !== row.cells.length) old.cells = [...row.cells];
      else row.cells.forEach((cell, place) => (old.cells[place] === cell ? undefined : (old.cells[place] = cell)));
      return old;
    });
    this.#keepBlank();
  }

  #make(row: TableRow): EditedRow {
    this.#keys += 1;
    return new EditedRow(this.#keys, row);
  }

  #keepBlank(): void {
    const last = this.rows.at(-1);
    if (last === undefined || last.noteId !== null || !isBlank(last.toRow())) this.rows = [...this.rows, this.#make(blankRow(this.columns))];
  }

  #touch(): void {
    this.#keepBlank();
    this.#draftRun.request();
  }

  async #storeDraft(): Promise<null> {
    if (!this.changed) return this.#client.call('draft.discard', { key: this.#draftKey });
    return this.#client.call('draft.save', { key: this.#draftKey, body: { columns: this.columns, rows: this.take() } });
  }
}
