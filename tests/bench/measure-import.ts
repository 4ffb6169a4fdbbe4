/** Imports a file through the backend into a library of its own, and measures it. */

import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Backend } from '../../src/backend/backend.ts';
import { createBackend } from '../../src/backend/create-backend.ts';
import { systemClock } from '../../src/backend/system-clock.ts';
import { createClient } from '../../src/contract/client.ts';
import type { Client } from '../../src/contract/client.ts';
import type { ImportReport, JobProgress, JobStatus } from '../../src/contract/import.ts';

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
  /** The longest that a list of the decks, asked for every few hundredths of a second, was waited for since it was due. */
  readonly longestWait: Wait;
}

export interface Wait {
  readonly millis: number;
  /** Of that, how long this thread's processor was at work: what a busy machine does not lengthen. */
  readonly cpuMillis: number;
}

interface OpenedLibrary {
  readonly backend: Backend;
  readonly client: Client;
}

function open(libraryDir: string): OpenedLibrary {
  const backend = createBackend({ libraryDir, clock: systemClock, random: Math.random, withStarterDeck: false });
  return { backend, client: createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no uploads here')) }) };
}

/** Resolves with how the job ended; `onProgress` hears of it before. */
function endOf(backend: Backend, onProgress: (progress: JobProgress) => void = () => undefined): Promise<JobStatus> {
  return new Promise((resolve) => {
    backend.onEvent((event) => {
      if (event.type !== 'job') return;
      if (event.status.status === 'running') onProgress(event.status.progress);
      else resolve(event.status);
    });
  });
}

export async function importPackage(libraryDir: string, packagePath: string): Promise<MeasuredImport> {
  const { backend, client } = open(libraryDir);
  const ended = endOf(backend);
  let peak = 0;
  const sample = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const waits = watchWaits(client);
  const startedAt = performance.now();
  const cpuBefore = cpuMillis();
  await client.call('import.start', { ticket: backend.offerFile(packagePath), options: {} });
  const status = await ended;
  const millis = performance.now() - startedAt;
  const usedMillis = cpuMillis() - cpuBefore;
  const longestWait = await waits.end();
  clearInterval(sample);
  peak = Math.max(peak, readPeakBytes());
  await backend.close();
  if (status.status !== 'done') throw new Error(JSON.stringify(status));
  return { report: status.report, millis, cpuMillis: usedMillis, peakMegabytes: Math.round(peak / 1024 ** 2), longestWait };
}

const ASKED_EVERY_MILLIS = 20;

/** A question that comes late, because the backend was busy, has waited since it was due. */
function watchWaits(client: Client): { readonly end: () => Promise<Wait> } {
  let isOver = false;
  let longest: Wait = { millis: 0, cpuMillis: 0 };
  const ask = async (): Promise<void> => {
    while (!isOver) {
      const dueAt = performance.now() + ASKED_EVERY_MILLIS;
      const cpuBefore = threadCpuMillis();
      await setTimeout(ASKED_EVERY_MILLIS);
      await client.call('library.overview', {});
      const millis = performance.now() - dueAt;
      if (millis > longest.millis) longest = { millis, cpuMillis: threadCpuMillis() - cpuBefore };
    }
  };
  const asked = ask();
  return {
    end: async () => {
      isOver = true;
      await asked;
      return longest;
    },
  };
}

function threadCpuMillis(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export interface MeasuredCancel {
  /** From the wish to stop to the news that it stopped; null when the import was over before. */
  readonly millis: number | null;
  /** Until nothing of it was left, and the library closed. */
  readonly tidyMillis: number;
}

/** Cancels after so many milliseconds, or, of 'merging', when half of the rows are merged. */
export async function cancelImport(libraryDir: string, packagePath: string, when: number | 'merging'): Promise<MeasuredCancel> {
  const { backend, client } = open(libraryDir);
  let cancel: () => void = () => undefined;
  const isTime = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const ended = endOf(backend, ({ phase, done, total }) => {
    if (when === 'merging' && phase === 'merging' && total !== null && done >= total / 2) cancel();
  });
  const { jobId } = await client.call('import.start', { ticket: backend.offerFile(packagePath), options: {} });
  if (when !== 'merging') await setTimeout(when);
  else await Promise.race([isTime, ended]);
  const askedAt = performance.now();
  await client.call('job.cancel', { jobId });
  const { status } = await ended;
  const millis = performance.now() - askedAt;
  await backend.close();
  return { millis: status === 'cancelled' ? millis : null, tidyMillis: performance.now() - askedAt };
}
