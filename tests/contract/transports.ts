/** The three ways to reach a backend, each with a real library of its own behind it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Backend } from '../../src/backend/backend.ts';
import { createBackend } from '../../src/backend/create-backend.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import type { Transport } from '../../src/contract/transport.ts';
import { createRoutes } from '../../src/host/routes.ts';
import { createHttpTransport } from '../../src/renderer/client/http-transport.ts';
import { startServer } from '../../src/server/start-server.ts';
import { createEventSource } from './event-source.ts';

export interface OpenTransport {
  readonly transport: Transport;
  readonly libraryDir: string;
  /** Ends host, backend and library, and removes the folder. */
  readonly close: () => Promise<void>;
}

export const TRANSPORTS = {
  direct: openDirect,
  'structured clone': openStructuredClone,
  HTTP: openHttp,
} as const satisfies Record<string, () => Promise<OpenTransport>>;

function makeFolder(): { folder: string; libraryDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'versus-contract-'));
  return { folder, libraryDir: join(folder, 'library') };
}

/** A window of Electron hands a file over by its path. */
async function offerByPath(backend: Backend, folder: string, file: File) {
  const path = join(folder, file.name);
  writeFileSync(path, Buffer.from(await file.arrayBuffer()));
  return backend.offerFile(path);
}

function openDirect(): Promise<OpenTransport> {
  const { folder, libraryDir } = makeFolder();
  const backend = createBackend({ libraryDir, clock: systemClock, random: Math.random });
  return Promise.resolve({
    transport: { call: backend.call, onEvent: backend.onEvent, sendFile: (file) => offerByPath(backend, folder, file) },
    libraryDir,
    close: async () => {
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** As in Electron: the backend is in a worker, and what passes between it and the window is cloned once more on the way. */
async function openStructuredClone(): Promise<OpenTransport> {
  const { folder, libraryDir } = makeFolder();
  const backend = await startBackend({ libraryDir });
  return {
    transport: {
      call: async (name, input) => structuredClone(await backend.call(name, structuredClone(input))),
      onEvent: (listener) => backend.onEvent((event) => listener(structuredClone(event))),
      sendFile: (file) => offerByPath(backend, folder, file),
    },
    libraryDir,
    close: async () => {
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The browser's own transport against the real server; fetch and EventSource are given the address and the cookie that a page has. */
async function openHttp(): Promise<OpenTransport> {
  const { folder, libraryDir } = makeFolder();
  const backend = await startBackend({ libraryDir });
  mkdirSync(join(folder, 'renderer'));
  const routes = createRoutes({ rendererDir: join(folder, 'renderer'), mediaDir: join(libraryDir, 'media') });
  const server = await startServer({ backend, routes });
  const { origin } = new URL(server.address);
  const signIn = await fetch(server.address, { redirect: 'manual' });
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const realFetch = globalThis.fetch;
  const fetchAsPage: typeof fetch = (input, init) => realFetch(new URL(String(input), origin), { ...init, headers: { ...(init?.headers as Record<string, string>), cookie, origin } });
  vi.stubGlobal('fetch', fetchAsPage);
  vi.stubGlobal('EventSource', createEventSource(fetchAsPage));
  return {
    transport: createHttpTransport(),
    libraryDir,
    close: async () => {
      vi.unstubAllGlobals();
      await server.close();
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
