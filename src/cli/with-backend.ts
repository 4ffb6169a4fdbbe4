/** Opens the library for one command and closes it again, whatever happens in between. */

import type { Backend } from '../backend/backend.ts';
import { createBackend } from '../backend/create-backend.ts';
import { createClient, type Client } from '../contract/client.ts';
import { AppError } from '../core/errors.ts';
import { systemClock } from './outside.ts';

export interface OpenBackend {
  readonly backend: Backend;
  readonly client: Client;
}

/** Runs `use` on an open library. Throws AppError when the library cannot be opened or `use` throws one. */
export async function withBackend<Value>(libraryDir: string, use: (open: OpenBackend) => Promise<Value>): Promise<Value> {
  const backend = createBackend({ libraryDir, clock: systemClock, random: Math.random, withStarterDeck: false });
  const client = createClient({
    call: backend.call,
    onEvent: backend.onEvent,
    sendFile: () => Promise.reject(new AppError('internal', 'The command line names files by their path.')),
  });
  try {
    return await use({ backend, client });
  } finally {
    await backend.close();
  }
}
