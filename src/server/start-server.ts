/**
 * The browser host: the same app as in the desktop window, served to browsers of this computer on 127.0.0.1. The first visit carries a token
 * and gets a cookie in return; every request after that is checked for host, origin and cookie before it reaches anything.
 */

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply } from '../contract/transport.ts';
import { AppError, toErrorReport } from '../core/errors.ts';
import type { FileTicket } from '../core/ids.ts';
import { commonHeaders } from '../host/csp.ts';
import type { Routes } from '../host/routes.ts';
import type { Backend } from '../host/spawn-backend.ts';
import { createAccess, refuseStranger } from './access.ts';
import { createEventStreams } from './event-stream.ts';
import { readJson } from './request-body.ts';
import { createUploads } from './uploads.ts';

export interface ServerOptions {
  readonly backend: Backend;
  readonly routes: Routes;
  /** 0 or none: a free port. */
  readonly port?: number;
  /** The secret of the first address; random when not given. */
  readonly token?: string;
  readonly callLimitBytes?: number;
  /** Of a file, and of a folder as a whole. */
  readonly uploadLimitBytes?: number;
  readonly folderLimitFiles?: number;
  readonly heartbeatMillis?: number;
}

export interface RunningServer {
  readonly port: number;
  /** What to open in a browser; carries the token. */
  readonly address: string;
  /** Offers files to the first window that comes, as if they had been dropped on it. */
  readonly openFiles: (paths: readonly string[]) => void;
  /** Ends streams and connections and removes unfinished uploads; the backend stays open. */
  readonly close: () => Promise<void>;
}

const signInPage = 'Please open the address that Versus printed when it started: it lets this browser in.';

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(text);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...commonHeaders, 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

function statusOf(error: unknown): number {
  if (!(error instanceof AppError)) return 500;
  if (error.code === 'file-too-large') return 413;
  return error.code === 'disk-full' ? 507 : 400;
}

async function sendRouted(routes: Routes, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const headers = new Headers();
  for (const name of ['range', 'if-none-match', 'accept']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const answer = await routes(new Request(url, { method: request.method ?? 'GET', headers }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response);
}

/** Starts listening on 127.0.0.1 and nowhere else. Rejects with the system's error when the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { backend, routes } = options;
  const token = options.token ?? randomBytes(32).toString('base64url');
  const uploadDir = await mkdtemp(join(tmpdir(), 'versus-upload-'));
  const streams = createEventStreams(commonHeaders, options.heartbeatMillis);
  const stopListening = backend.onEvent(streams.send);

  const handleCall = async (request: IncomingMessage): Promise<Reply> => {
    const body = await readJson(request, options.callLimitBytes ?? 64 * 2 ** 20);
    const { name, input } = (typeof body === 'object' && body !== null ? body : {}) as { name?: unknown; input?: unknown };
    if (typeof name !== 'string') throw new AppError('bad-input', 'The call does not say what is wanted. Nothing was changed.');
    return backend.call(name, input);
  };

  const uploads = createUploads(backend, uploadDir, { bytes: options.uploadLimitBytes ?? 4 * 2 ** 30, filesOfFolder: options.folderLimitFiles ?? 200_000 });

  let waitingTickets: readonly FileTicket[] = [];
  const announceWaitingFiles = (): void => {
    if (waitingTickets.length === 0 || streams.count() === 0) return;
    streams.send({ type: 'files-opened', tickets: waitingTickets });
    waitingTickets = [];
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET';
    const refusal = refuseStranger(method, request.headers, port);
    if (refusal !== null) return sendText(response, refusal.status, refusal.sentence);
    const asked = `http://${request.headers.host}${request.url}`;
    if (request.url?.startsWith('/') !== true || !URL.canParse(asked)) return sendText(response, 400, 'This address is not one of ours.');
    const url = new URL(asked);
    const offeredToken = url.pathname === '/' ? url.searchParams.get('token') : null;
    if (method === 'GET' && offeredToken !== null && access.isToken(offeredToken)) {
      const cookie = `${access.cookieName}=${access.cookieValue}; HttpOnly; SameSite=Strict; Path=/`;
      response.writeHead(303, { ...commonHeaders, Location: '/', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' });
      return void response.end();
    }
    if (!access.isSignedIn(request.headers)) return sendText(response, 401, signInPage);
    switch (`${method} ${url.pathname}`) {
      case 'POST /api/call':
        return sendJson(response, 200, await handleCall(request));
      case 'POST /api/files':
        return sendJson(response, 200, await uploads.takeFile(request, url.searchParams));
      case 'POST /api/folders':
        return sendJson(response, 200, await uploads.openFolder(url.searchParams));
      case 'GET /api/events':
        streams.add(response);
        return announceWaitingFiles();
      default:
        if (url.pathname.startsWith('/api/')) return sendText(response, 404, 'Versus does not know this address.');
        return sendRouted(routes, request, response, url);
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof AppError) && !request.destroyed) console.error(error);
      if (response.headersSent) return response.destroy();
      // A browser reads the answer only when it may go on sending for a moment; what it sends is thrown away.
      response.setHeader('Connection', 'close');
      request.resume();
      setTimeout(() => request.destroy(), 2000).unref();
      sendJson(response, statusOf(error), { ok: false, error: toErrorReport(error) });
    });
  });
  // An upload of gigabytes may take longer than the default five minutes.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const access = createAccess(token, port);

  return {
    port,
    address: `http://127.0.0.1:${port}/?token=${token}`,
    openFiles: (paths) => {
      waitingTickets = [...waitingTickets, ...paths.map((path) => backend.offerFile(path))];
      announceWaitingFiles();
    },
    close: async () => {
      stopListening();
      streams.closeAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await rm(uploadDir, { recursive: true, force: true });
    },
  };
}
