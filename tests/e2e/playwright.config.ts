/** End-to-end tests: the app in a browser, served on 127.0.0.1, and the app in its desktop window. Both need a build (`npm run build`). */

import { defineConfig } from '@playwright/test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export default defineConfig({
  // The tests may run as a user who may not write here.
  outputDir: join(tmpdir(), `versus-e2e-${process.getuid?.() ?? 'user'}`),
  fullyParallel: false,
  workers: 1,
  // For machines that do other things too; a quick one needs a tenth.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  forbidOnly: Boolean(process.env['CI']),
  projects: [
    { name: 'browser', testDir: 'browser' },
    { name: 'electron', testDir: 'electron' },
  ],
});
