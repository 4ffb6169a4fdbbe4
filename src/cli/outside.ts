/** What the command line takes from the machine: the clock, chance, and where things are printed. */

import type { Clock } from '../core/clock.ts';

export const systemClock: Clock = {
  nowMillis: () => Date.now(),
  zoneOffsetMinutesAt: (millis) => -new Date(millis).getTimezoneOffset(),
};

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}
