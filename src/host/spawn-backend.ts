/** The backend as both window hosts use it. */

import type { Backend } from '../backend/backend.ts';
import { createBackend } from '../backend/create-backend.ts';
import { systemClock } from '../backend/system-clock.ts';

export interface SpawnOptions {
  readonly libraryDir: string;
}

/** Resolves when the library is open. Rejects with the AppError that opening it threw. */
export async function spawnBackend({ libraryDir }: SpawnOptions): Promise<Backend> {
  return createBackend({ libraryDir, clock: systemClock, random: Math.random });
}
