/** Imports a file through the backend into a library of its own, and measures it. */

import { readFileSync } from 'node:fs';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { createClient } from '../../src/contract/client.ts';
import type { ImportReport } from '../../src/contract/import.ts';

/** Of all threads of this process: what a busy machine does not lengthen. */
export function cpuMillis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Of this program since it began, where the system tells. What resourceUsage says includes the process that started this one. */
export function readPeakBytes(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

export interface MeasuredImport {
  readonly report: ImportReport;
  readonly millis: number;
  readonly cpuMillis: number;
  /** Of the whole process. */
  readonly peakMegabytes: number;
}

export async function importPackage(libraryDir: string, packagePath: string): Promise<MeasuredImport> {
  const backend = createBackend({ libraryDir, clock: systemClock, random: Math.random, withStarterDeck: false });
  const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no uploads here')) });
  const ended = new Promise<ImportReport>((resolve, reject) => {
    backend.onEvent((event) => {
      if (event.type !== 'job' || event.status.status === 'running') return;
      if (event.status.status === 'done') resolve(event.status.report);
      else reject(new Error(JSON.stringify(event.status)));
    });
  });
  let peak = 0;
  const sample = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const startedAt = performance.now();
  const cpuBefore = cpuMillis();
  await client.call('import.start', { ticket: backend.offerFile(packagePath), options: {} });
  const report = await ended;
  const millis = performance.now() - startedAt;
  const usedMillis = cpuMillis() - cpuBefore;
  clearInterval(sample);
  peak = Math.max(peak, readPeakBytes());
  await backend.close();
  return { report, millis, cpuMillis: usedMillis, peakMegabytes: Math.round(peak / 1024 ** 2) };
}
