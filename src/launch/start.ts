/** `npm start`: builds if needed and opens the desktop window; where that cannot be, says why in one line and serves the same app to a browser. */

import { describeFailure } from '../host/describe-failure.ts';
import { resolveLibraryDir } from '../host/library-dir.ts';
import { appRoot } from '../host/places.ts';
import { serve } from '../server/serve.ts';
import { buildIfNeeded } from './built-app.ts';
import { findElectron, thisComputer } from './find-electron.ts';
import { runElectron } from './run-electron.ts';
import { readStartOptions, type StartOptions } from './start-options.ts';

/** Opens the window and waits for its end. Returns the exit status, or why there is no window. */
async function openWindow(options: StartOptions): Promise<number | string> {
  if (options.inBrowser) return 'you asked for it with --browser';
  const runtime = await findElectron(thisComputer());
  if (!runtime.ok) return runtime.why;
  const library = options.library === undefined ? [] : [`--library=${options.library}`];
  const outcome = await runElectron(runtime.path, [appRoot, ...library, ...options.files]);
  return outcome.started ? outcome.status : outcome.why;
}

async function start(): Promise<number> {
  const options = readStartOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  await buildIfNeeded();
  const outcome = await openWindow(options);
  if (typeof outcome === 'number') return outcome;
  console.log(`Versus runs in your browser, because ${outcome}.`);
  const served = await serve({ libraryDir: resolveLibraryDir(options.library), port: options.port, open: options.open, files: options.files });
  await served.closed;
  return 0;
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
