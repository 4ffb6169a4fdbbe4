/** What the editor shows along the way: other notes that read the same, and how the cards will look. */

import type { Client } from '../../../contract/client.ts';
import type { NoteRow, RenderedCard } from '../../../contract/notes.ts';
import { toErrorReport } from '../../../core/errors.ts';
import type { NoteId } from '../../../core/ids.ts';
import { DelayedRun } from '../../shared/delayed-run.ts';
import type { NoteDraft } from './note-draft.ts';

export interface CardPreview {
  readonly name: string;
  readonly card: RenderedCard;
}

const DUPLICATES_DELAY_MILLIS = 300;
const PREVIEW_DELAY_MILLIS = 250;

export class NoteHints {
  duplicates = $state.raw<readonly NoteRow[]>([]);
  previews = $state.raw<readonly CardPreview[]>([]);
  /** True when the note as last previewed has text and yet makes no card. */
  makesNoCard = $state(false);
  /** Why there is no preview. */
  previewProblem = $state.raw<string | null>(null);

  readonly #client: Client;
  readonly #exceptNoteId: NoteId | null;
  readonly #readDraft: () => NoteDraft | null;
  readonly #duplicatesRun: DelayedRun<readonly NoteRow[]>;
  readonly #previewRun: DelayedRun<readonly CardPreview[]>;

  /** `exceptNoteId` is the note being changed, which is no duplicate of itself; `readDraft` gives the note as it stands now. */
  constructor(client: Client, exceptNoteId: NoteId | null, readDraft: () => NoteDraft | null) {
    this.#client = client;
    this.#exceptNoteId = exceptNoteId;
    this.#readDraft = readDraft;
    this.#duplicatesRun = new DelayedRun(
      DUPLICATES_DELAY_MILLIS,
      () => this.#findDuplicates(),
      (rows) => (this.duplicates = rows),
      () => (this.duplicates = []),
    );
    this.#previewRun = new DelayedRun(
      PREVIEW_DELAY_MILLIS,
      () => this.#renderPreviews(),
      (previews) => {
        this.previews = previews;
        this.previewProblem = null;
        this.makesNoCard = previews.length === 0 && this.#readDraft()?.fields.some((field) => field !== '') === true;
      },
      (error) => {
        this.previews = [];
        this.makesNoCard = false;
        this.previewProblem = toErrorReport(error).message;
      },
    );
  }

  follow(): void {
    this.followFirstField();
    this.followCards();
  }

  followFirstField(): void {
    this.#duplicatesRun.request();
  }

  followCards(): void {
    this.#previewRun.request();
  }

  /** Forgets at once what was shown, for when the note has gone into the library. */
  clear(): void {
    this.#duplicatesRun.cancel();
    this.duplicates = [];
    this.#previewRun.cancel();
    this.previews = [];
    this.makesNoCard = false;
    this.previewProblem = null;
  }

  async #findDuplicates(): Promise<readonly NoteRow[]> {
    const draft = this.#readDraft();
    const firstField = draft?.fields[0] ?? '';
    if (draft === null || firstField.trim() === '') return [];
    return this.#client.call('note.duplicates', { noteTypeId: draft.noteTypeId, firstField, exceptNoteId: this.#exceptNoteId });
  }

  async #renderPreviews(): Promise<readonly CardPreview[]> {
    const draft = this.#readDraft();
    if (draft === null || draft.fields.every((field) => field === '')) return [];
    const { noteTypeId, deckId, fields, tags } = draft;
    return this.#client.call('note.preview', { noteTypeId, deckId, fields: [...fields], tags: [...tags] });
  }
}
