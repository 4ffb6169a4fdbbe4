/** Imports one file, printing `started`, `merging` and `done`; killed in between most of the time. Started by kill-import-rounds.ts. */
import { writeSync } from 'node:fs';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { createClient } from '../../src/contract/client.ts';

const [dir = '', file = ''] = process.argv.slice(2);
const backend = createBackend({ libraryDir: dir, clock: systemClock, random: Math.random, withStarterDeck: false });
const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('files are offered by their paths here')) });
let isMerging = false;
const ended = new Promise<string>((resolve) => {
  backend.onEvent((event) => {
    if (event.type !== 'job') return;
    if (event.status.status !== 'running') resolve(event.status.status);
    else if (event.status.progress.phase === 'merging' && !isMerging) {
      isMerging = true;
      writeSync(1, 'merging\n');
    }
  });
});
writeSync(1, 'started\n');
await client.call('import.start', { ticket: backend.offerFile(file), options: {} });
writeSync(1, `${await ended}\n`);
await backend.close();
