/** The export of this window: one at a time; it outlives the screen, so that leaving keeps the work going. */

import type { Client } from '../../../contract/client.ts';
import type { ExportFormat, ExportOptions, ExportReport, ExportScope } from '../../../contract/export.ts';
import type { HostDoors } from '../../../contract/host-doors.ts';
import type { JobProgress, JobStatus } from '../../../contract/import.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { JobId } from '../../../core/ids.ts';
import { downloadFrom } from '../../shared/save-text-file.ts';

/** How often a running job is asked for its state, should its events have been missed. */
const POLL_MILLIS = 1000;

export interface ExportRequest {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
}

export class ExportSession {
  /** asking: the host asks where to; the rest as the job has it. */
  stage = $state<'idle' | 'asking' | 'running' | 'done' | 'failed'>('idle');
  progress = $state.raw<JobProgress | null>(null);
  report = $state.raw<ExportReport | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  cancelling = $state(false);

  readonly #client: Client;
  readonly #doors: Pick<HostDoors, 'chooseTarget'>;
  #jobId: JobId | null = null;
  #poll: ReturnType<typeof setInterval> | undefined;
  #endListeners: readonly (() => void)[] = [];

  constructor(client: Client, doors: Pick<HostDoors, 'chooseTarget'>) {
    this.#client = client;
    this.#doors = doors;
    client.onEvent((event) => {
      if (event.type === 'job' && event.jobId === this.#jobId) this.#follow(event.status);
    });
  }

  get busy(): boolean {
    return this.stage === 'asking' || this.stage === 'running';
  }

  /** Calls back when an export has come to its end, written or failed; returns the function that stops it. */
  onEnd(listener: () => void): () => void {
    this.#endListeners = [...this.#endListeners, listener];
    return () => {
      this.#endListeners = this.#endListeners.filter((other) => other !== listener);
    };
  }

  /** Asks where to and starts writing; ends in running, failed, or idle when the learner thought better of it. */
  async start(request: ExportRequest, suggestedName: string): Promise<void> {
    if (this.busy) return;
    this.stage = 'asking';
    this.error = null;
    this.report = null;
    this.cancelling = false;
    try {
      const target = await this.#doors.chooseTarget(suggestedName);
      if (target.kind === 'cancelled') {
        this.stage = 'idle';
        return;
      }
      this.progress = null;
      const { jobId } = await this.#client.call('export.start', { ...request, target: target.kind === 'file' ? target.ticket : null });
      this.#jobId = jobId;
      this.stage = 'running';
      this.#poll = setInterval(() => void this.#askStatus(), POLL_MILLIS);
      await this.#askStatus();
    } catch (error) {
      this.#fail(toErrorReport(error));
    }
  }

  /** Asks the job to stop; what stood at the target stays. */
  async cancel(): Promise<void> {
    if (this.stage !== 'running' || this.#jobId === null || this.cancelling) return;
    this.cancelling = true;
    // When it cannot be asked, the job goes on; the button is free to be pressed again.
    await this.#client.call('job.cancel', { jobId: this.#jobId }).catch(() => (this.cancelling = false));
  }

  /** Back to the choices. */
  reset(): void {
    if (this.busy) return;
    this.stage = 'idle';
    this.error = null;
    this.report = null;
  }

  /** Fetches the finished file once more, where it was a download. */
  download(): void {
    const report = this.report;
    if (report !== null && report.download !== null) downloadFrom(`/exports/${encodeURIComponent(report.download)}/${encodeURIComponent(report.fileName)}`, report.fileName);
  }

  async #askStatus(): Promise<void> {
    if (this.stage !== 'running' || this.#jobId === null) return;
    try {
      this.#follow(await this.#client.call('job.status', { jobId: this.#jobId }));
    } catch {
      // A host that does not answer now is asked again a second later; the job's own events may come first.
    }
  }

  #follow(status: JobStatus): void {
    if (this.stage !== 'running') return;
    switch (status.status) {
      case 'running':
        this.progress = status.progress;
        return;
      case 'written':
        this.#end('done');
        this.report = status.report;
        this.download();
        break;
      case 'failed':
        this.#fail(status.error);
        return;
      case 'cancelled':
        this.#end('idle');
        return;
      default:
        // An import or a search for pairs: no export ends so.
        return;
    }
    for (const listener of this.#endListeners) listener();
  }

  #fail(error: ErrorReport): void {
    this.error = error;
    this.#end('failed');
    for (const listener of this.#endListeners) listener();
  }

  #end(stage: 'idle' | 'done' | 'failed'): void {
    clearInterval(this.#poll);
    this.#jobId = null;
    this.stage = stage;
  }
}

const sessions = new WeakMap<Client, ExportSession>();

/** The one session of this window: made with the first call, and the same for as long as its client lives. */
export function exportSessionOf({ client, doors }: { readonly client: Client; readonly doors: HostDoors }): ExportSession {
  const existing = sessions.get(client);
  if (existing !== undefined) return existing;
  const session = new ExportSession(client, doors);
  sessions.set(client, session);
  return session;
}
