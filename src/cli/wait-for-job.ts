/** Waits at the terminal for a background job: shows how it stands, and stops it when the person does. */

import type { JobStatus } from '../contract/import.ts';
import type { JobId } from '../core/ids.ts';
import type { OpenBackend } from './with-backend.ts';

export interface WaitOptions {
  readonly onProgress: (status: JobStatus) => void;
  /** Aborting cancels the job. */
  readonly signal: AbortSignal;
}

/** The job's last status, never running. */
export async function waitForJob({ client }: OpenBackend, jobId: JobId, { onProgress, signal }: WaitOptions): Promise<JobStatus> {
  const cancel = (): void => void client.call('job.cancel', { jobId });
  return await new Promise<JobStatus>((settle, fail) => {
    const look = (status: JobStatus): void => {
      onProgress(status);
      if (status.status === 'running') return;
      stop();
      settle(status);
    };
    const stop = client.onEvent((event) => {
      if (event.type === 'job' && event.jobId === jobId) look(event.status);
    });
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    client.call('job.status', { jobId }).then((status) => {
      if (status.status !== 'running') look(status);
    }, fail);
  }).finally(() => signal.removeEventListener('abort', cancel));
}
