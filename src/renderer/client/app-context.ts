/** What every screen can reach: the client, the router, settings, messages, undo and the commands. Set once by App.svelte. */

import { getContext, setContext } from 'svelte';
import type { Client } from '../../contract/client.ts';
import type { HostDoors } from '../../contract/host-doors.ts';
import { toErrorReport } from '../../core/errors.ts';
import { CommandRegister } from './commands.svelte.ts';
import { Router } from './router.svelte.ts';
import { Settings } from './settings.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Undo } from './undo.svelte.ts';

export interface App {
  readonly client: Client;
  readonly doors: HostDoors;
  readonly router: Router;
  readonly settings: Settings;
  readonly toasts: Toasts;
  readonly undo: Undo;
  readonly commands: CommandRegister;
  /** Shows what went wrong as a message; for errors that have no better place on the screen. */
  readonly report: (thrown: unknown) => void;
}

const KEY = Symbol('app');

export function createApp(client: Client, doors: HostDoors): App {
  const toasts = new Toasts();
  return {
    client,
    doors,
    toasts,
    router: new Router(window),
    settings: new Settings(client, toasts),
    undo: new Undo(client, toasts),
    commands: new CommandRegister(),
    report: (thrown) => {
      toasts.show(toErrorReport(thrown).message, { tone: 'problem' });
    },
  };
}

export function provideApp(app: App): App {
  return setContext(KEY, app);
}

/** Call while a component initialises. Throws when no App was provided above it. */
export function useApp(): App {
  const app = getContext<App | undefined>(KEY);
  if (app === undefined) throw new Error('No app was provided above this component.');
  return app;
}
