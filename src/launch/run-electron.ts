/** Runs the desktop window, and tells an end that the learner wanted from a runtime that could not start at all. */

import { spawn } from 'node:child_process';

export type WindowOutcome = { readonly started: true; readonly status: number } | { readonly started: false; readonly why: string };

/** A runtime that cannot start ends within moments. */
const startMillis = 15_000;

/** Says why the runtime could not start, from how it ended and what it wrote, or null when it did start. */
export function explainFailedStart(status: number | null, signal: NodeJS.Signals | null, said: string): string | null {
  if (status === 0) return null;
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(said)?.[1];
  if (library !== undefined) return `Electron’s runtime needs the system library ${library}`;
  if (/sandbox/i.test(said) && (signal !== null || /FATAL|without --no-sandbox/.test(said))) return 'Chromium’s sandbox refuses to start here';
  if (/Missing X server|cannot open display|Failed to connect to Wayland/i.test(said)) return 'the display cannot be reached';
  if (signal !== null && ['SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV', 'SIGBUS'].includes(signal)) return 'Electron’s runtime ends at once';
  return status === 126 || status === 127 ? 'Electron’s runtime cannot be run' : null;
}

/** Opens the window and waits until it is closed. Ctrl+C and SIGTERM are passed on, so that the library is closed in order. */
export function runElectron(path: string, args: readonly string[]): Promise<WindowOutcome> {
  return new Promise((resolve) => {
    const environment = { ...process.env };
    delete environment['ELECTRON_RUN_AS_NODE'];
    const startedAtMillis = Date.now();
    const child = spawn(path, args, { env: environment, stdio: ['ignore', 'inherit', 'pipe'] });
    let said = '';
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
      process.stderr.write(said);
    };
    const settling = setTimeout(settle, startMillis);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (isSettled) process.stderr.write(text);
      else said += text;
    });
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const finish = (outcome: WindowOutcome): void => {
      clearTimeout(settling);
      process.off('SIGINT', pass).off('SIGTERM', pass);
      if (outcome.started && !isSettled) settle();
      resolve(outcome);
    };
    child.on('error', () => finish({ started: false, why: 'Electron’s runtime cannot be run' }));
    child.on('close', (status, signal) => {
      const why = Date.now() - startedAtMillis < startMillis ? explainFailedStart(status, signal, said) : null;
      finish(why === null ? { started: true, status: status ?? 1 } : { started: false, why });
    });
  });
}
