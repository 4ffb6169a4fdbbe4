/** The test projects: unit (pure functions), node (store, backend, hosts, command line, with real files), component (Svelte in happy-dom), browser (what needs a real engine). */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const executablePath = process.env['VERSUS_BROWSER'];

// Imports and exports each start a worker from source; compiling it anew every time took more than half of their tests' time.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/versus-tests');

export default defineConfig({
  root,
  test: {
    // The default leaves one core idle, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        root,
        test: {
          name: 'unit',
          environment: 'node',
          // Pure functions leave nothing behind for the next file; a process for each took as long as the tests themselves.
          isolate: false,
          include: ['tests/{core,architecture,resources,main,host,bench}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/{contract,store,backend,server,cli}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        root,
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: { name: 'component', environment: 'happy-dom', include: ['tests/renderer/**/*.test.ts'] },
      },
      {
        root,
        plugins: [svelte()],
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath === undefined ? {} : { executablePath }),
                args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
