/** The backend as both window hosts use it. */
import type { Backend } from '../backend/backend.ts';
export function spawnBackend(_options: { readonly libraryDir: string }): Promise<Backend> {
  return Promise.reject(new Error('not yet'));
}
