/** `versus serve` from beginning to end: open the library, serve it, say where, and stop cleanly when asked to. */

import { resolve } from 'node:path';
import { AppError } from '../core/errors.ts';
import { exportsDirOf, mediaDirOf, rendererDir } from '../host/places.ts';
import { createRoutes } from '../host/routes.ts';
import { spawnBackend } from '../host/spawn-backend.ts';
import { openBrowser } from './open-browser.ts';
import { startServer } from './start-server.ts';

export interface ServeOptions {
  readonly libraryDir: string;
  /** 0 or none: a free port. */
  readonly port?: number;
  /** Opens the default browser, where there is one. */
  readonly open: boolean;
  /** Files to hand over as if they had been dropped on the window. */
  readonly files?: readonly string[];
  readonly token?: string;
  /** During development, the address that serves the screens. */
  readonly developmentUrl?: string;
}

export interface Served {
  readonly port: number;
  /** What to open in a browser; carries the token. */
  readonly address: string;
  /** Resolves when everything has been let go. */
  readonly closed: Promise<void>;
  /** Ends it as SIGINT would; resolves as `closed` does. */
  readonly stop: () => Promise<void>;
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function explainListenError(error: unknown, port: number | undefined): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const advice = 'Choose another with --port, or leave it out for a free one.';
  if (code === 'EADDRINUSE') return new AppError('conflict', `Port ${port} is taken by another program. ${advice}`, { cause: error });
  if (code === 'EACCES') return new AppError('conflict', `This account may not use port ${port}. ${advice}`, { cause: error });
  return error;
}

/**
 * Serves the library on 127.0.0.1, prints the address, and goes on until SIGINT, SIGTERM or `stop`: then windows are let go, an import in
 * progress is cancelled and the library closed. Throws AppError when the library cannot be opened or the port cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const backend = await spawnBackend({ libraryDir: options.libraryDir });
  const routes = createRoutes({
    rendererDir,
    mediaDir: mediaDirOf(options.libraryDir),
    exportsDir: exportsDirOf(options.libraryDir),
    ...(options.developmentUrl === undefined ? {} : { developmentUrl: options.developmentUrl }),
  });
  const server = await startServer({
    backend,
    routes,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.token === undefined ? {} : { token: options.token }),
  }).catch(async (error: unknown) => {
    await backend.close();
    throw explainListenError(error, options.port);
  });
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolveAsked) => (ask = resolveAsked));
  for (const signal of stopSignals) process.once(signal, ask);
  const closed = asked.then(async () => {
    for (const signal of stopSignals) process.off(signal, ask);
    await server.close();
    await backend.close();
  });
  if (options.files !== undefined) server.openFiles(options.files.map((path) => resolve(path)));
  console.log(`Versus is at ${server.address}`);
  console.log('Keep this running while you study; Ctrl+C stops it.');
  if (options.open) await openBrowser(server.address);
  return {
    port: server.port,
    address: server.address,
    closed,
    stop: () => {
      ask();
      return closed;
    },
  };
}
