/** The commands and their options; exit status 0 when all went well, 1 when something failed, 2 for wrong usage. */

import { Command, CommanderError, Option } from 'commander';
import { toErrorReport } from '../core/errors.ts';
import { EXPORT_FORMATS } from '../core/formats/format-writer.ts';
import { resolveLibraryDir } from '../host/library-dir.ts';
import { readAppVersion } from '../host/app-version.ts';
import { exportCommand } from './export-command.ts';
import type { ExportFlags } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { addImportOptions } from './import-flags.ts';
import type { ImportFlags } from './import-flags.ts';
import { formatDecks, listDecks } from './list-decks.ts';
import { mediaCommand } from './media-command.ts';
import type { MediaFlags } from './media-command.ts';
import { complain, print, printJson } from './outside.ts';
import { withBackend } from './with-backend.ts';

interface LibraryOption {
  readonly library?: string;
  readonly json?: boolean;
}
const libraryOption = (): Option => new Option('--library <dir>', 'the library to use, in place of the one in your user folder').env('VERSUS_LIBRARY');
const jsonOption = (): Option => new Option('--json', 'print JSON');

async function decksCommand(flags: LibraryOption): Promise<number> {
  const { decks } = await withBackend(resolveLibraryDir(flags.library), ({ client }) => client.call('library.overview', {}));
  const rows = listDecks(decks);
  if (flags.json === true) printJson(rows);
  else print(formatDecks(rows));
  return 0;
}

async function checkCommand(flags: LibraryOption): Promise<number> {
  const report = await withBackend(resolveLibraryDir(flags.library), ({ client }) => client.call('library.check', {}));
  if (flags.json === true) printJson(report);
  else if (report.ok) print(`The library is sound: ${report.notes} notes, ${report.cards} cards, ${report.reviews} reviews, ${report.media} media files.`);
  else for (const problem of report.problems) complain(problem);
  return report.ok ? 0 : 1;
}

async function serveCommand(flags: LibraryOption & { readonly port?: string; readonly open: boolean }): Promise<number> {
  const { serve } = await import('../server/serve.ts');
  const served = await serve({ libraryDir: resolveLibraryDir(flags.library), port: flags.port === undefined ? 0 : Number(flags.port), open: flags.open });
  await served.closed;
  return 0;
}

function buildProgram(finish: (status: number) => void): Command {
  const program = new Command('versus')
    .description('Offline flashcards for people who learn to tell things apart.')
    .version(readAppVersion())
    .showHelpAfterError('(versus --help lists the commands)')
    .exitOverride();

  addImportOptions(
    program
      .command('import')
      .description('bring decks into the library, of files, archives and folders')
      .argument('<file...>', 'decks of any program in the README’s table of formats, or folders of them')
      .addOption(libraryOption()),
  )
    .addOption(jsonOption())
    .action(async (files: string[], flags: ImportFlags) => finish(await importCommand(files, flags)));
  program
    .command('decks')
    .description('list the decks with their cards and what is due')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .action(async (flags: LibraryOption) => finish(await decksCommand(flags)));
  program
    .command('export')
    .description('write a deck, what a search finds, or everything')
    .argument('[deck]', 'the deck, with the decks below it: Languages::Czech')
    .addOption(libraryOption())
    .option('--search <text>', 'write the notes that a search finds, in the deck if one is named')
    .option('--everything', 'write the whole library')
    .addOption(new Option('--format <format>', 'what to write; without it the extension of the file tells, and contrast text is printed').choices(EXPORT_FORMATS))
    .option('--no-subdecks', 'leave the decks below it out')
    .option('--no-schedule', 'leave schedules and review history out')
    .option('--no-media', 'leave images and sounds out')
    .option('--output <file>', 'the file to write; without it text formats are printed. One that is there is replaced when the new one is whole')
    .option('--dry-run', 'say what would be written and what would be lost, write nothing')
    .addOption(jsonOption())
    .action(async (deck: string | undefined, flags: ExportFlags) => finish(await exportCommand(deck, flags)));
  program
    .command('check')
    .description('check that the library is sound')
    .addOption(libraryOption())
    .addOption(jsonOption())
    .action(async (flags: LibraryOption) => finish(await checkCommand(flags)));
  program
    .command('media')
    .description('list pictures and sounds that nothing uses, or that are missing')
    .addOption(libraryOption())
    .option('--remove-unused', 'remove what nothing uses, and delete what undone imports have left on the disk')
    .addOption(jsonOption())
    .action(async (flags: MediaFlags) => finish(await mediaCommand(flags)));
  program
    .command('serve')
    .description('serve the app to a browser on this machine')
    .addOption(libraryOption())
    .addOption(new Option('--port <n>', 'the port; without it a free one is taken').argParser(parsePort))
    .option('--no-open', 'do not open the browser')
    .action(async (flags: LibraryOption & { port?: string; open: boolean }) => finish(await serveCommand(flags)));
  for (const command of program.commands) command.exitOverride().showHelpAfterError(`(versus ${command.name()} --help lists the options)`);
  return program;
}

function parsePort(text: string): string {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new CommanderError(2, 'versus.port', `error: ${text} is not a port: give a number from 0 to 65535`);
  return text;
}

/** Runs one command line and returns the exit status. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let status = 0;
  try {
    await buildProgram((value) => (status = value)).parseAsync([...args], { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.code.startsWith('versus.')) complain(thrown.message);
      return thrown.exitCode === 0 ? 0 : 2;
    }
    complain(toErrorReport(thrown).message);
    return 1;
  }
}
