/** Moves a library's log into its database on a thread of its own, so that nobody who asks the library something waits for it. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { workerUrl } from './worker-url.ts';

/** Resolves at its end, and never rejects. Where it went wrong, `onFailure` hears of it; a later commit moves the log all the same. */
export async function moveLog(libraryFile: string, onFailure: (thrown: unknown) => void): Promise<void> {
  try {
    await once(new Worker(workerUrl('checkpoint-worker'), { workerData: libraryFile }), 'exit');
  } catch (thrown) {
    onFailure(thrown);
  }
}
