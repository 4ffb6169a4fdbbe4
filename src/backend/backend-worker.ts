/** The backend in a thread of its own, so that no query ever blocks a window. Started by `startBackend`. */

import { parentPort, workerData } from 'node:worker_threads';
import { toErrorReport } from '../core/errors.ts';
import { assertNever } from '../core/result.ts';
import type { Backend } from './backend.ts';
import type { BackendWorkerData, FromWorker, ToWorker } from './backend-messages.ts';
import { createBackend } from './create-backend.ts';
import { systemClock } from './system-clock.ts';

const port = parentPort;
if (port === null) throw new Error('backend-worker is a worker thread, not a program');

const send = (message: FromWorker): void => port.postMessage(message);

function serve(backend: Backend): void {
  backend.onEvent((event) => send({ type: 'event', event }));
  port?.on('message', (message: ToWorker) => {
    switch (message.type) {
      case 'call':
        void backend.call(message.name, message.input).then((reply) => send({ type: 'reply', id: message.id, reply }));
        return;
      case 'offer-file':
        backend.offerFile(message.path, message.options);
        return;
      case 'offer-target':
        backend.offerTarget(message.path, message.ticket);
        return;
      case 'close':
        void backend.close().finally(() => {
          send({ type: 'closed' });
          port?.close();
        });
        return;
      default:
        assertNever(message);
    }
  });
  send({ type: 'ready' });
}

const { libraryDir, withStarterDeck } = workerData as BackendWorkerData;
try {
  serve(createBackend({ libraryDir, withStarterDeck, clock: systemClock, random: Math.random }));
} catch (thrown) {
  send({ type: 'failed', error: toErrorReport(thrown) });
  port.close();
}
