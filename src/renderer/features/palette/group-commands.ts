/** Commands with keys under their headings: the screen's own first, what works everywhere last. */

import type { Command } from '../../client/commands.svelte.ts';

export interface CommandGroup {
  readonly name: Command['group'];
  readonly commands: readonly Command[];
}

export function groupCommands(commands: readonly Command[]): readonly CommandGroup[] {
  const withKeys = commands.filter((command) => command.keys.length > 0);
  const names = [...new Set(withKeys.map((command) => command.group))];
  return names
    .sort((one, other) => Number(one === 'Everywhere') - Number(other === 'Everywhere'))
    .map((name) => ({ name, commands: withKeys.filter((command) => command.group === name) }));
}
