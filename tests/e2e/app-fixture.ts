/**
 * For end-to-end tests in a browser: `app` is the app, served by the real server program from what was built, on a library of its own that is gone
 * afterwards; `page` is signed in and shows it. VERSUS_BROWSER names the browser; without it Playwright's own is used.
 */

import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const serverProgram = join(root, 'out', 'main', 'server.js');
const bundledNode = join(root, 'node_modules', '.bin', 'node');

export interface ServedApp {
  /** Carries the token; opening it signs a browser in. */
  readonly address: string;
  /** The address without the token. */
  readonly origin: string;
  readonly libraryDir: string;
  readonly process: ChildProcess;
  /** Stops the server in order, as Ctrl+C does; returns its exit status. */
  readonly stop: () => Promise<number | null>;
}

export interface ServeAppOptions {
  readonly files?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the server program on the library and resolves when it listens. Rejects with what it said when it does not. */
export async function serveApp(libraryDir: string, options: ServeAppOptions = {}): Promise<ServedApp> {
  if (!existsSync(serverProgram)) throw new Error('nothing is built yet: npm run build');
  const child = spawn(bundledNode, [serverProgram, '--no-open', '--library', libraryDir, ...(options.files ?? [])], {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([status]) => status as number | null);
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    void exited.then((status) => reject(new Error(`the server ended with status ${status}:\n${said}`)));
  });
  return {
    address,
    origin: new URL(address).origin,
    libraryDir,
    process: child,
    stop: () => {
      child.kill('SIGINT');
      return exited;
    },
  };
}

export interface AppFixtures {
  readonly libraryDir: string;
  readonly app: ServedApp;
  /** Opens another signed-in window of the same app. */
  readonly openPage: (context?: BrowserContext) => Promise<Page>;
}

export const test = base.extend<AppFixtures>({
  launchOptions: async ({ launchOptions }, use) => {
    const executablePath = process.env['VERSUS_BROWSER'];
    const isRoot = process.getuid?.() === 0;
    await use({
      ...launchOptions,
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...(launchOptions.args ?? []), '--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])],
    });
  },
  libraryDir: async ({ browserName: _ }, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'versus-library-'));
    await use(join(dir, 'library'));
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  },
  app: async ({ libraryDir }, use) => {
    const app = await serveApp(libraryDir);
    await use(app);
    await app.stop();
  },
  openPage: async ({ app, context }, use) => {
    await use(async (inContext = context) => {
      const page = await inContext.newPage();
      await page.goto(app.address);
      return page;
    });
  },
  page: async ({ app, page }, use) => {
    await page.goto(app.address);
    await use(page);
  },
});

export { expect } from '@playwright/test';
