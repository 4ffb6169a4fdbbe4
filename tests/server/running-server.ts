/** A real server on a free port, with a backend that only notes what reaches it: these tests are about what may reach it. */

import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Backend } from '../../src/backend/backend.ts';
import type { AppEvent } from '../../src/contract/transport.ts';
import type { FileTicket, SaveTicket } from '../../src/core/ids.ts';
import { createRoutes } from '../../src/host/routes.ts';
import { startServer, type ServerOptions } from '../../src/server/start-server.ts';
import { makeHostFolders } from '../host/host-folders.ts';

export interface OfferedUpload {
  readonly path: string;
  readonly fileName: string | undefined;
  readonly deleteWhenDone: boolean | undefined;
  readonly text: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export async function runServer(options: Partial<ServerOptions> = {}) {
  const folders = makeHostFolders();
  const calls: { name: string; input: unknown }[] = [];
  const offered: OfferedUpload[] = [];
  const listeners = new Set<(event: AppEvent) => void>();
  const backend: Backend = {
    call: (name, input) => {
      calls.push({ name, input });
      return Promise.resolve({ ok: true, value: { echoed: input } });
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerFile: (path, how) => {
      const text = statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, 'utf8') : '';
      offered.push({ path, fileName: how?.fileName, deleteWhenDone: how?.deleteWhenDone, text });
      return `ticket-${offered.length}` as FileTicket;
    },
    offerTarget: () => 'place' as SaveTicket,
    close: () => Promise.resolve(),
  };
  const server = await startServer({ backend, routes: createRoutes(folders), ...options });
  onTestFinished(() => server.close());
  const host = `127.0.0.1:${server.port}`;

  /** Node's own client, because fetch hides Host and refuses to send it. */
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string | Uint8Array): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, method, path, headers: { host, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }));
      });
      sent.on('error', reject);
      sent.end(body);
    });

  const signIn = async (): Promise<string> => {
    const { headers } = await ask('GET', new URL(server.address).pathname + new URL(server.address).search);
    return String(headers['set-cookie']).split(';')[0] ?? '';
  };

  const emit = (event: AppEvent): void => listeners.forEach((listener) => listener(event));
  return { ...folders, server, host, calls, offered, listeners, ask, signIn, emit };
}
