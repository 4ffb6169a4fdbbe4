/** How the app is built: every entry that runs in Node lies flat in out/main, the preload is one CommonJS file, the screens are in out/renderer. */

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Flat, chunks included, so that `new URL('./backend-worker.js', import.meta.url)` and `../../resources` hold from every file. */
const mainEntries: Record<string, string> = {
  index: fromRoot('src/main/index.ts'),
  server: fromRoot('src/server/index.ts'),
  cli: fromRoot('src/cli/index.ts'),
  'backend-worker': fromRoot('src/backend/backend-worker.ts'),
  'import-worker': fromRoot('src/backend/jobs/import-worker.ts'),
  'miner-worker': fromRoot('src/backend/jobs/miner-worker.ts'),
  'checkpoint-worker': fromRoot('src/backend/checkpoint-worker.ts'),
  'export-worker': fromRoot('src/backend/jobs/export-worker.ts'),
};

const present = Object.fromEntries(Object.entries(mainEntries).filter(([, path]) => existsSync(path)));

export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: fromRoot('out/main'),
      rolldownOptions: {
        input: present,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: fromRoot('out/preload'),
      // A sandboxed preload cannot load modules: it is one CommonJS file with everything inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: fromRoot('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    publicDir: false,
    plugins: [svelte({ configFile: false })],
    build: {
      target: 'es2023',
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      outDir: fromRoot('out/renderer'),
      rolldownOptions: { input: { index: fromRoot('src/renderer/index.html') } },
      // Everything is local, so small files gain nothing from living inside the scripts, and the content security policy stays narrow.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
    },
    server: { host: '127.0.0.1' },
  },
});
