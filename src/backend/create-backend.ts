/** The backend: validates, dispatches, wraps every command in one write, replies, and announces what changed. */

import { contract, isOperationName } from '../contract/contract.ts';
import type { NamesOfKind, OperationName } from '../contract/contract.ts';
import type { AppEvent, Reply, Topic } from '../contract/transport.ts';
import type { Clock } from '../core/clock.ts';
import { AppError, toErrorReport } from '../core/errors.ts';
import type { Library } from '../store/library.ts';
import { openLibrary } from '../store/open-library.ts';
import { explainSqliteError } from '../store/sqlite-errors.ts';
import type { Backend, BackendOptions } from './backend.ts';
import { describeIssues } from './describe-issues.ts';
import type { CommandRule, HandlerContext } from './handler.ts';
import { handlers, rules } from './handlers/all.ts';
import { createLog } from './log.ts';
import type { Log } from './log.ts';
import { moveLog } from './move-log.ts';
import { discardDownloads } from './jobs/export/downloads.ts';
import { installStarterDeck } from './starter-deck.ts';
import { createTickets } from './tickets.ts';

/** Queries and commands that take longer stand in the log. */
const SLOW_MILLIS = 100;

type AnyHandler = (context: HandlerContext, input: unknown) => unknown;

/** Opens the library and serves it. Throws AppError when it cannot be opened (see openLibrary). */
export function createBackend(options: BackendOptions): Backend {
  const { clock, random } = options;
  const library = openLibrary({
    dir: options.libraryDir,
    clock,
    moveLog: (file) => moveLog(file, (thrown) => { log.bug('moving the log', thrown); }),
  });
  const log = createLog(library.dir, clock);
  discardDownloads(library.dir);
  const tickets = createTickets();
  const listeners = new Set<(event: AppEvent) => void>();
  const endings = new Set<() => void | Promise<void>>();
  let closing: Promise<void> | null = null;

  const emit = (event: AppEvent): void => {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (thrown) {
        log.bug(`a listener of ${event.type}`, thrown);
      }
    }
  };
  const announce = (topics: readonly Topic[]): void => {
    if (topics.length > 0) emit({ type: 'changed', topics });
  };
  const context: HandlerContext = {
    library,
    clock,
    random,
    fileOf: tickets.fileOf,
    offerFile: tickets.offer,
    releaseFile: tickets.release,
    takeTarget: tickets.takeTarget,
    emit,
    describe: () => undefined,
    logBug: log.bug,
    onClose: (end) => {
      endings.add(end);
      return () => endings.delete(end);
    },
  };

  const runCommand = (rule: CommandRule, handler: AnyHandler, input: unknown): unknown => {
    if ('unwrapped' in rule) {
      const value = handler(context, input);
      announce(rule.topics);
      return value;
    }
    let label = rule.label ?? '';
    const describe = (text: string): void => {
      label = text;
    };
    const changesBefore = library.undoState();
    const value = library.write(rule.label === null ? null : () => label, () => handler({ ...context, describe }, input));
    const changesAfter = library.undoState();
    const undoMoved = changesAfter.undo !== changesBefore.undo || changesAfter.redo !== changesBefore.redo;
    announce(undoMoved || rule.label !== null ? [...rule.topics, 'undo'] : rule.topics);
    return value;
  };

  const run = async (name: OperationName, input: unknown): Promise<unknown> => {
    // The table's type holds each handler to its own input, which validation has just made sure of.
    const handler = handlers[name] as AnyHandler;
    if (!isCommandName(name)) return await handler(context, input);
    // What stops a long write must not wait for its end; everything else that changes something does.
    if (name !== 'job.cancel') for (let wait = library.settled(); wait !== null; wait = library.settled()) await wait;
    return runCommand(rules[name], handler, input);
  };

  if (options.withStarterDeck ?? true) installStarter(library, clock, log);

  const call = async (name: string, input: unknown): Promise<Reply> => {
    try {
      if (closing !== null) throw new AppError('cancelled', 'The library is being closed. Nothing was changed.');
      if (!isOperationName(name)) throw new AppError('bad-input', `There is no operation named “${name}”.`);
      const parsed = contract[name].input.safeParse(input);
      if (!parsed.success) throw new AppError('bad-input', describeIssues(parsed.error));
      const startedAt = performance.now();
      const value = await run(name, parsed.data);
      const durationMillis = performance.now() - startedAt;
      if (durationMillis > SLOW_MILLIS) log.slow(name, durationMillis);
      return { ok: true, value };
    } catch (thrown) {
      const explained = explainSqliteError(thrown);
      if (!(explained instanceof AppError)) log.bug(name, explained);
      return { ok: false, error: toErrorReport(explained) };
    }
  };

  const end = async (): Promise<void> => {
    for (const ending of [...endings]) {
      try {
        await ending();
      } catch (thrown) {
        log.bug('closing', thrown);
      }
    }
    tickets.releaseAll();
    discardDownloads(library.dir);
    listeners.clear();
    await library.logSettled();
    library.close();
  };

  return {
    call,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerFile: tickets.offer,
    offerTarget: tickets.offerTarget,
    close: () => (closing ??= end()),
  };
}

function isCommandName(name: OperationName): name is NamesOfKind<'command'> {
  return contract[name].kind === 'command';
}

/** A starter deck that cannot be put in is no reason to keep the learner from the library; the next start tries again. */
function installStarter(library: Library, clock: Clock, log: Log): void {
  try {
    installStarterDeck(library, { nowMillis: clock.nowMillis() });
  } catch (thrown) {
    log.bug('the starter deck', thrown);
  }
}
