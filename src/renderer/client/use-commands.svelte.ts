/** Adds a component's commands for as long as it is mounted. */

import { useApp } from './app-context.ts';
import type { Command } from './commands.svelte.ts';

/** Call while a component initialises; `read` is reactive and may give other commands later. */
export function useCommands(read: () => readonly Command[]): void {
  const { commands } = useApp();
  $effect(() => commands.add(read));
}
