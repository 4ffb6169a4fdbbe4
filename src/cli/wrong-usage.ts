/** What a wrong command line ends with. */

import { CommanderError } from 'commander';

/** Makes the process exit with 2 and say so; the reader is pointed to the command's options. */
export function wrongUsage(command: 'import' | 'export', message: string): CommanderError {
  return new CommanderError(2, 'versus.usage', `error: ${message}\n(versus ${command} --help lists the options)`);
}
