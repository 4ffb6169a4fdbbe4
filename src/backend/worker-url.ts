/** Where the worker entries lie: beside each other when built, in their folders when run from source. */

const SOURCE_PATHS = {
  'backend-worker': './backend-worker.ts',
  'import-worker': './jobs/import-worker.ts',
  'miner-worker': './jobs/miner-worker.ts',
  'export-worker': './jobs/export-worker.ts',
  'checkpoint-worker': './checkpoint-worker.ts',
} as const;

export type WorkerName = keyof typeof SOURCE_PATHS;

/** The address to start the worker from, in the same form (source or built) as the running program. */
export function workerUrl(name: WorkerName): URL {
  return new URL(import.meta.url.endsWith('.ts') ? SOURCE_PATHS[name] : `./${name}.js`, import.meta.url);
}
