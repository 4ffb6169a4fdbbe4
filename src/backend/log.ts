/** The library's log: bugs and slow operations, for whoever looks into a problem. It never holds a card's content. */

import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';

/** The log starts anew at this size; the one before is kept as `versus.log.1`. */
const MAX_BYTES = 1_000_000;

export interface Log {
  readonly bug: (where: string, thrown: unknown) => void;
  readonly slow: (where: string, durationMillis: number) => void;
}

/** Writes to `<dir>/versus.log`. A log that cannot be written is given up silently: it must not stop the work. */
export function createLog(dir: string, clock: Clock): Log {
  const path = join(dir, 'versus.log');
  const append = (text: string): void => {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(path, `${path}.1`);
      appendFileSync(path, `${new Date(clock.nowMillis()).toISOString()} ${text}\n`);
    } catch {
      // A full disk is the likeliest cause, and it is reported by what the learner was doing.
    }
  };
  return {
    bug: (where, thrown) => append(`bug in ${where}: ${describeThrown(thrown)}`),
    slow: (where, durationMillis) => append(`slow: ${where} took ${Math.round(durationMillis)} ms`),
  };
}

function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\n  caused by ${describeThrown(thrown.cause)}`;
  return (thrown.stack ?? thrown.message) + cause;
}
