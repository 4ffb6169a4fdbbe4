/** A backend in a worker thread, held through the same interface as one in this thread. */

import { Worker } from 'node:worker_threads';
import type { AppEvent, Reply } from '../contract/transport.ts';
import { AppError, toErrorReport } from '../core/errors.ts';
import { assertNever } from '../core/result.ts';
import type { Backend, BackendOptions } from './backend.ts';
import type { BackendWorkerData, FromWorker, ToWorker } from './backend-messages.ts';
import { createLog } from './log.ts';
import { systemClock } from './system-clock.ts';
import { drawSaveTicket, drawTicket } from './tickets.ts';
import { workerUrl } from './worker-url.ts';

/**
 * Starts the worker and resolves once the library is open. Rejects with AppError when it cannot be opened. Should the
 * worker end by itself later, the library's log says why and every call replies `internal` from then on.
 */
export function startBackend(options: Pick<BackendOptions, 'libraryDir' | 'withStarterDeck'>): Promise<Backend> {
  const data: BackendWorkerData = { libraryDir: options.libraryDir, withStarterDeck: options.withStarterDeck ?? true };
  const worker = new Worker(workerUrl('backend-worker'), { workerData: data });
  const listeners = new Set<(event: AppEvent) => void>();
  const waiting = new Map<number, (reply: Reply) => void>();
  const log = createLog(options.libraryDir, systemClock);
  let lastId = 0;
  let ended = false;
  const send = (message: ToWorker): void => worker.postMessage(message);
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      ended = true;
      for (const answer of waiting.values()) answer(lostReply());
      waiting.clear();
      resolve();
    });
  });

  const backend: Backend = {
    call: (name, input) => {
      if (ended) return Promise.resolve(lostReply());
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        try {
          send({ type: 'call', id, name, input });
        } catch (thrown) {
          waiting.delete(id);
          log.bug(`sending ${name}`, thrown);
          resolve(lostReply());
        }
      });
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerFile: (path, offer = {}) => {
      const ticket = offer.ticket ?? drawTicket();
      send({ type: 'offer-file', path, options: { ...offer, ticket } });
      return ticket;
    },
    offerTarget: (path) => {
      const ticket = drawSaveTicket();
      send({ type: 'offer-target', path, ticket });
      return ticket;
    },
    close: async () => {
      if (!ended) send({ type: 'close' });
      await exited;
      listeners.clear();
    },
  };

  return new Promise((resolve, reject) => {
    worker.once('error', (thrown) => {
      log.bug('the backend’s thread, which has ended', thrown);
      reject(thrown);
    });
    void exited.then(() => reject(new Error('the backend ended before it was ready')));
    worker.on('message', (message: FromWorker) => {
      switch (message.type) {
        case 'ready':
          resolve(backend);
          return;
        case 'failed':
          reject(new AppError(message.error.code, message.error.message));
          return;
        case 'reply':
          waiting.get(message.id)?.(message.reply);
          waiting.delete(message.id);
          return;
        case 'event':
          for (const listener of [...listeners]) listener(message.event);
          return;
        case 'closed':
          return;
        default:
          assertNever(message);
      }
    });
  });
}

function lostReply(): Reply {
  return { ok: false, error: toErrorReport(new Error('the backend has ended')) };
}
