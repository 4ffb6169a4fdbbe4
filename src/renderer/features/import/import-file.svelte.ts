/** One file on its way in: read, previewed with the choices made for it, imported, reported. */

import type { Client } from '../../../contract/client.ts';
import type { ImportOptions, ImportPreview, ImportReport, JobProgress, JobStatus, TextOptions } from '../../../contract/import.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { FileTicket, JobId } from '../../../core/ids.ts';
import { assertNever } from '../../../core/result.ts';
import { DelayedRun } from '../../shared/delayed-run.ts';
import { estimateMillisLeft, measureFraction } from './import-progress.ts';

/**
 * reading: on its way to the backend or being recognised; ready: its choices can be made; queued: waits for the files before it;
 * running; then done, failed or cancelled; undone: imported and taken back.
 */
export type ImportStage = 'reading' | 'ready' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';

const PREVIEW_DELAY_MILLIS = 200;

/** What is sent to be recognised: a file of this window, or a ticket that the host handed out. */
export type ImportSource = { readonly file: File } | { readonly ticket: FileTicket };

let nextKey = 1;

export class ImportFile {
  readonly key = nextKey++;
  stage = $state<ImportStage>('reading');
  name = $state('');
  sizeBytes = $state<number | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  options = $state.raw<ImportOptions>({ deckName: null, withSchedule: true, onDuplicate: 'update', text: null, format: null, useSavedMapping: true, matchBy: null, matchField: null, noteTypes: [] });
  /** Why the file cannot be imported (stage failed), in the backend's words. */
  error = $state.raw<ErrorReport | null>(null);
  /** Why the last change of the text options could not be shown; the file stays ready. */
  previewError = $state.raw<ErrorReport | null>(null);
  /** True while a preview for the newest options is being made. */
  refreshing = $state(false);
  progress = $state.raw<JobProgress | null>(null);
  report = $state.raw<ImportReport | null>(null);
  cancelling = $state(false);
  elapsedMillis = $state(0);
  /** What undo offered right after this import: while it still does, the import can be taken back. */
  undoLabel = $state.raw<string | null>(null);

  jobId: JobId | null = null;
  ticket: FileTicket | null;
  readonly #client: Client;
  readonly #source: ImportSource;
  readonly #now: () => number;
  #startedAtMillis = 0;
  readonly #refresh: DelayedRun<ImportPreview>;

  constructor(client: Client, source: ImportSource, now: () => number = Date.now) {
    this.#client = client;
    this.#source = source;
    this.#now = now;
    this.#refresh = new DelayedRun(
      PREVIEW_DELAY_MILLIS,
      () => this.#fetchPreview(),
      (preview) => this.#takePreview(preview),
      (error) => {
        this.previewError = toErrorReport(error);
        this.refreshing = false;
      },
    );
    this.ticket = 'ticket' in source ? source.ticket : null;
    if ('file' in source) {
      this.name = source.file.name;
      this.sizeBytes = source.file.size;
    }
  }

  // Getters and not deriveds: a file outlives the component in which it was added, whose deriveds end with it.
  get fraction(): number {
    return this.progress === null ? 0 : measureFraction(this.progress, this.preview?.format ?? 'apkg');
  }

  get millisLeft(): number | null {
    return estimateMillisLeft(this.fraction, this.elapsedMillis);
  }

  get ended(): boolean {
    return this.stage === 'done' || this.stage === 'failed' || this.stage === 'cancelled' || this.stage === 'undone';
  }

  /** Sends the file and has it recognised; ends in ready or failed, never throws. */
  async read(): Promise<void> {
    this.stage = 'reading';
    this.error = null;
    this.progress = null;
    this.report = null;
    try {
      if ('file' in this.#source) this.ticket = await this.#client.sendFile(this.#source.file);
      this.#takePreview(await this.#fetchPreview());
      this.stage = 'ready';
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Changes choices that the preview does not show. */
  choose(patch: Partial<Omit<ImportOptions, 'text'>>): void {
    this.options = { ...this.options, ...patch };
  }

  /**
   * Changes how the text is read and asks for a new preview after a pause in the changes; the last change wins.
   * Columns are guessed anew where the change makes other columns of the file; deck and tags change nothing that is shown.
   */
  chooseText(patch: Partial<TextOptions>): void {
    const text = this.options.text;
    if (text === null) return;
    const splitsAnew = 'delimiter' in patch || 'quote' in patch || 'encoding' in patch || 'noteTypeName' in patch;
    const columns = patch.columns ?? (splitsAnew ? [] : text.columns);
    this.options = { ...this.options, text: { ...text, ...patch, columns } };
    if (Object.keys(patch).every((key) => key === 'deckName' || key === 'tags')) return;
    this.refreshing = true;
    this.#refresh.request();
  }

  /** Starts the import; resolves once the job is under way, or the file has failed. */
  async start(): Promise<void> {
    this.stage = 'running';
    this.progress = { phase: 'opening', done: 0, total: null };
    this.#startedAtMillis = this.#now();
    this.elapsedMillis = 0;
    this.cancelling = false;
    this.jobId = null;
    try {
      // Only columns that are still to be guessed are worth waiting for.
      if (this.options.text?.columns.length === 0) await this.#refresh.flush();
      this.#refresh.cancel();
      this.refreshing = false;
      if (this.ticket === null) throw new Error('The file was never read.');
      const { jobId } = await this.#client.call('import.start', { ticket: this.ticket, options: this.options });
      this.jobId = jobId;
      if (this.cancelling) await this.#askToStop(jobId);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Asks the running import to stop, or takes a waiting one out of the queue. The library stays as it was. */
  async cancel(): Promise<void> {
    if (this.stage === 'queued') {
      this.stage = 'cancelled';
      return;
    }
    if (this.stage !== 'running' || this.cancelling) return;
    this.cancelling = true;
    if (this.jobId !== null) await this.#askToStop(this.jobId);
  }

  /** Takes in what the backend says of the job; what comes after its end is old news. */
  follow(status: JobStatus): void {
    if (this.stage !== 'running') return;
    this.elapsedMillis = this.#now() - this.#startedAtMillis;
    switch (status.status) {
      case 'running':
        this.progress = status.progress;
        return;
      case 'done':
        this.report = status.report;
        this.stage = 'done';
        return;
      case 'failed':
        this.error = status.error;
        this.stage = 'failed';
        return;
      case 'mined':
      case 'written':
        // A search for pairs, an export: no import ends so.
        return;
      case 'cancelled':
        this.stage = 'cancelled';
        return;
      default:
        assertNever(status);
    }
  }

  async #askToStop(jobId: JobId): Promise<void> {
    try {
      await this.#client.call('job.cancel', { jobId });
    } catch {
      // The job goes on; the button is free to be pressed again.
      this.cancelling = false;
    }
  }

  #takePreview(preview: ImportPreview): void {
    this.preview = preview;
    this.name = preview.fileName;
    this.sizeBytes = preview.sizeBytes;
    this.previewError = null;
    this.refreshing = false;
    if (preview.text === null) return;
    // What changed without a preview since it was asked for must not fall back.
    const { deckName, tags } = this.options.text ?? preview.text.options;
    this.options = { ...this.options, text: { ...preview.text.options, deckName, tags } };
  }

  async #fetchPreview(): Promise<ImportPreview> {
    if (this.ticket === null) throw new Error('The file was never sent.');
    return this.#client.call('import.preview', { ticket: this.ticket, options: this.options });
  }

  #fail(error: unknown): void {
    this.error = toErrorReport(error);
    this.stage = 'failed';
  }
}
