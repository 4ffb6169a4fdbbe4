/**
 * `npm run dev`: the app with hot reload. Where Electron can run, electron-vite rebuilds and restarts it; elsewhere the screens come
 * from Vite's development server through the browser host, which starts again whenever its sources change.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer, type ViteDevServer } from 'vite';
import { describeFailure } from '../host/describe-failure.ts';
import { appRoot } from '../host/places.ts';
import { openBrowser } from '../server/open-browser.ts';
import { findElectron, thisComputer } from './find-electron.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';

const electronVite = join(appRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
/** What the browser host runs from; a change in one of them starts it again. */
const watchedRooms = ['core', 'contract', 'store', 'backend', 'host', 'server'];

/** Passes Ctrl+C on and resolves with the status at the end. */
async function waitFor(child: ChildProcess): Promise<number> {
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const [status] = (await once(child, 'close')) as [number | null];
  process.off('SIGINT', pass).off('SIGTERM', pass);
  return status ?? 0;
}

function runInWindow(options: StartOptions): Promise<number> {
  const library = options.library === undefined ? [] : [`--library=${options.library}`];
  return waitFor(spawn(process.execPath, [electronVite, 'dev', '--watch', '--', ...library, ...options.files], { cwd: appRoot, stdio: 'inherit' }));
}

/** The address stays the same across restarts of the host, so the port is chosen here, once. */
async function findFreePort(): Promise<number> {
  const probe = createNetServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function runInBrowser(options: StartOptions): Promise<number> {
  const screens = await createServer({
    configFile: false,
    root: join(appRoot, 'src', 'renderer'),
    cacheDir: join(appRoot, 'node_modules', '.vite'),
    publicDir: false,
    plugins: [svelte({ configFile: false })],
    server: { host: '127.0.0.1', fs: { allow: [appRoot] } },
  });
  await screens.listen();
  const developmentUrl = screens.resolvedUrls?.local[0];
  if (developmentUrl === undefined) throw new Error('the development server says no address');
  const port = options.port === 0 ? await findFreePort() : options.port;
  const token = randomBytes(32).toString('base64url');
  const library = options.library === undefined ? [] : ['--library', options.library];
  const runHost = (): ChildProcess =>
    spawn(process.execPath, [join(appRoot, 'src', 'server', 'index.ts'), '--no-open', '--port', String(port), ...library, ...options.files], {
      cwd: appRoot,
      stdio: 'inherit',
      env: { ...process.env, VERSUS_TOKEN: token, VERSUS_DEVELOPMENT_URL: developmentUrl },
    });
  screens.watcher.add(watchedRooms.map((room) => join(appRoot, 'src', room)));
  if (options.open) setTimeout(() => void openBrowser(`http://127.0.0.1:${port}/?token=${token}`), 1500).unref();
  for (;;) {
    const host = runHost();
    const change = nextChange(screens.watcher);
    // A host that fell over mid-edit waits for the next change; one that was stopped ends the whole.
    const changed = await Promise.race([waitFor(host).then((status) => (status === 0 ? null : change)), change]);
    if (changed === null) break;
    console.log(`${relative(appRoot, changed)} changed: starting again …`);
    host.kill('SIGTERM');
    if (host.exitCode === null && host.signalCode === null) await once(host, 'close');
  }
  await screens.close();
  return 0;
}

/** Resolves with the path of the next source of the host that changes. */
function nextChange(watcher: ViteDevServer['watcher']): Promise<string> {
  return new Promise((resolve) => {
    const look = (path: string): void => {
      if (!watchedRooms.some((room) => path.startsWith(join(appRoot, 'src', room)))) return;
      watcher.off('change', look);
      resolve(path);
    };
    watcher.on('change', look);
  });
}

async function develop(): Promise<number> {
  const options = readStartOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.inBrowser) return runInBrowser(options);
  const runtime = await findElectron(thisComputer());
  if (runtime.ok) return runInWindow(options);
  console.log(`Versus runs in your browser, because ${runtime.why}.`);
  return runInBrowser(options);
}

try {
  process.exitCode = await develop();
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
