/** The backend as both window hosts hold it: in a thread of its own, so that no query ever blocks a window. */

import type { Backend } from '../backend/backend.ts';
import { startBackend } from '../backend/start-backend.ts';

export type { Backend };

/** Resolves when the library in the folder is open. Rejects with AppError when it cannot be opened. */
export function spawnBackend(options: { readonly libraryDir: string }): Promise<Backend> {
  return startBackend(options);
}
