/** One file on its way in: read, previewed with the choices made for it, imported, reported. */

import type { ImportFormat, ImportOptions, ImportPreview, ImportReport, JobProgress, JobStatus, TextOptions } from '../../../contract/import.ts';
import { AppError, toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { FileTicket, JobId } from '../../../core/ids.ts';
import { assertNever } from '../../../core/result.ts';
import { DelayedRun } from '../../shared/delayed-run.ts';
import { adoptText, changeFormat, changeNoteType, changeText, FIRST_CHOICES, forgetMapping, isShown } from './import-choices.ts';
import { estimateMillisLeft, measureFraction } from './import-progress.ts';
import { describeSource, PASTED_NAME, type ImportSource, type ImportSurroundings } from './import-source.ts';

/**
 * reading: on its way to the backend or being recognised; typing: a pasted text in which there is nothing to import yet; ready: its choices
 * can be made; queued: waits for the files before it; running; then done, failed or cancelled; undone: imported and taken back.
 */
export type ImportStage = 'reading' | 'typing' | 'ready' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';

const PREVIEW_DELAY_MILLIS = 200;

let nextKey = 1;

export class ImportFile {
  readonly key = nextKey++;
  stage = $state<ImportStage>('reading');
  name = $state('');
  sizeBytes = $state<number | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  options = $state.raw<ImportOptions>(FIRST_CHOICES);
  /** Why the file cannot be imported (stage failed), in the backend's words. */
  error = $state.raw<ErrorReport | null>(null);
  /** Why the last change of the text options could not be shown; the file stays ready. */
  previewError = $state.raw<ErrorReport | null>(null);
  /** True while a preview for the newest options is being made. */
  refreshing = $state(false);
  progress = $state.raw<JobProgress | null>(null);
  report = $state.raw<ImportReport | null>(null);
  cancelling = $state(false);
  /** The pasted text as it stands in its box; null for files. */
  typed = $state.raw<string | null>(null);
  /** The file that this one is read like, as long as nobody has asked to read it anew. */
  savedMapping = $state.raw<ImportPreview['savedMapping']>(null);
  elapsedMillis = $state(0);
  /** What undo offered right after this import: while it still does, the import can be taken back. */
  undoLabel = $state.raw<string | null>(null);

  jobId: JobId | null = null;
  ticket: FileTicket | null;
  readonly #around: ImportSurroundings;
  readonly #source: ImportSource;
  /** True once somebody has said how the text is to be read: until then each change of a pasted text is guessed anew. */
  #isToldHow = false;
  /** True while the pasted text is another than the one last sent. */
  #isUnsent = false;
  #startedAtMillis = 0;
  readonly #refresh: DelayedRun<ImportPreview>;

  constructor(around: ImportSurroundings, source: ImportSource) {
    this.#around = around;
    this.#source = source;
    this.#refresh = new DelayedRun(
      PREVIEW_DELAY_MILLIS,
      () => this.#fetchPreview(),
      (preview) => {
        this.#takePreview(preview);
        if (this.stage === 'typing') this.stage = 'ready';
      },
      (error) => {
        this.previewError = toErrorReport(error);
        this.refreshing = false;
        if (this.typed !== null) this.#dropPreview();
      },
    );
    const { name, sizeBytes, ticket } = describeSource(source);
    this.name = name;
    this.sizeBytes = sizeBytes;
    this.ticket = ticket;
    if ('text' in source) {
      this.typed = source.text;
      this.#isUnsent = true;
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
    if (this.typed?.trim() === '') {
      this.stage = 'typing';
      return;
    }
    try {
      await this.#send();
      this.#takePreview(await this.#fetchPreview());
      this.stage = 'ready';
    } catch (error) {
      if (this.typed === null) this.#fail(error);
      else {
        this.previewError = toErrorReport(error);
        this.#dropPreview();
      }
    }
  }

  /** Takes the pasted text as it is now; what it would bring is shown after a pause. */
  type(text: string): void {
    this.typed = text;
    this.#isUnsent = true;
    this.previewError = null;
    if (text.trim() === '') {
      this.#refresh.cancel();
      this.refreshing = false;
      this.#dropPreview();
      return;
    }
    this.#previewSoon();
  }

  /** Changes choices that the preview does not show. */
  choose(patch: Partial<Omit<ImportOptions, 'text'>>): void {
    this.options = { ...this.options, ...patch };
  }

  /** Changes how the text is read, and asks for a new preview, where it shows, after a pause in the changes; the last change wins. */
  chooseText(patch: Partial<TextOptions>): void {
    const text = this.options.text;
    if (text === null) return;
    this.options = changeText(this.options, text, patch);
    if (!isShown(patch)) return;
    this.#isToldHow = true;
    this.#previewSoon();
  }

  /** Reads the text as another format; everything else about it is guessed anew. */
  chooseFormat(format: ImportFormat): void {
    this.options = changeFormat(this.options, format);
    this.#isToldHow = false;
    this.#previewSoon();
  }

  /** Forgets how the same kind of file was read before. */
  readAnew(): void {
    this.options = forgetMapping(this.options);
    this.savedMapping = null;
    this.#isToldHow = false;
    this.#previewSoon();
  }

  /** Gives the notes of one of the file's note types another note type, null for a new one, and says where fields go; those left out go by name. */
  chooseNoteType(name: string, target: string | null, fields: ImportOptions['noteTypes'][number]['fields'] = []): void {
    this.options = changeNoteType(this.options, { name, target, fields });
    this.#previewSoon();
  }

  /** Starts the import; resolves once the job is under way, or the file has failed. */
  async start(): Promise<void> {
    this.stage = 'running';
    this.progress = { phase: 'opening', done: 0, total: null };
    this.#startedAtMillis = this.#around.now();
    this.elapsedMillis = 0;
    this.cancelling = false;
    this.jobId = null;
    try {
      // Only columns that are still to be guessed are worth waiting for, and a text that is not sent yet.
      if (this.options.text?.columns.length === 0 || this.#isUnsent) await this.#refresh.flush();
      this.#refresh.cancel();
      this.refreshing = false;
      if (this.#isUnsent && this.previewError !== null) throw new AppError(this.previewError.code, this.previewError.message);
      if (this.ticket === null) throw new Error('The file was never read.');
      const { jobId } = await this.#around.client.call('import.start', { ticket: this.ticket, options: this.options });
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
    this.elapsedMillis = this.#around.now() - this.#startedAtMillis;
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
      await this.#around.client.call('job.cancel', { jobId });
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
    this.options = adoptText(this.options, preview.text?.options ?? null);
  }

  /** Hands over what the host does not have yet. A folder that holds several decks becomes several files, of which this is the first. */
  async #send(): Promise<void> {
    const source = this.#source;
    if ('file' in source) this.ticket = await this.#around.client.sendFile(source.file);
    else if ('folder' in source) await this.#expand(await this.#around.sendFolder(source.folder));
    else if ('ticket' in source) await this.#expand(source.ticket);
  }

  async #expand(ticket: FileTicket): Promise<void> {
    const [first, ...others] = await this.#around.client.call('import.expand', { ticket });
    if (first === undefined) throw new AppError('nothing-to-import', `No deck was found in “${this.name}”. Your cards are as they were; choose the deck’s file itself.`);
    this.ticket = first.ticket;
    this.name = first.fileName;
    this.sizeBytes = first.sizeBytes;
    this.#around.addOffered(others);
  }

  async #fetchPreview(): Promise<ImportPreview> {
    const { client } = this.#around;
    if (this.typed !== null && this.#isUnsent) {
      const { ticket } = await client.call('import.text', { text: this.typed, name: PASTED_NAME, replaces: this.ticket });
      this.ticket = ticket;
      this.#isUnsent = false;
    }
    if (this.ticket === null) throw new Error('The file was never sent.');
    const options = this.typed === null || this.#isToldHow ? this.options : { ...this.options, text: null };
    const preview = await client.call('import.preview', { ticket: this.ticket, options });
    if (options.text === null) this.savedMapping = preview.savedMapping;
    return preview;
  }

  #previewSoon(): void {
    this.refreshing = true;
    this.#refresh.request();
  }

  #dropPreview(): void {
    this.preview = null;
    this.stage = 'typing';
  }

  #fail(error: unknown): void {
    this.error = toErrorReport(error);
    this.stage = 'failed';
  }
}
