/** The options of `versus import` as they stand on the command line, and what they ask of an import. */

import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import type { Command } from 'commander';
import { importOptions } from '../contract/import.ts';
import type { ImportOptions } from '../contract/import.ts';
import { FORMAT_READERS } from '../core/formats/format-readers.ts';
import { isTableFormat } from '../core/formats/import-format.ts';
import type { ImportFormat } from '../core/formats/import-format.ts';
import { nameTableFlags, readTableFlags, tableOptions } from './table-flags.ts';
import type { TableChoices, TableFlags } from './table-flags.ts';
import { wrongUsage } from './wrong-usage.ts';

export interface ImportFlags extends TableFlags {
  readonly library?: string;
  readonly json?: boolean;
  readonly deck?: string;
  readonly dryRun?: boolean;
  readonly schedule: boolean;
  readonly onDuplicate: ImportOptions['onDuplicate'];
  readonly onConflict?: 'keep' | 'take';
  readonly matchBy?: 'guid' | 'field';
  readonly matchField?: string;
  readonly noteTypes?: string;
  readonly format?: ImportFormat;
  readonly savedMapping: boolean;
  readonly fates?: string;
}

/** What is asked of every file; how a table is read is put together with what is found in the file. */
export interface ImportChoices {
  readonly options: Omit<ImportOptions, 'text'>;
  /** Null when nothing is said of tables. */
  readonly table: TableChoices | null;
  /** Whose text stands where both changed a field; null leaves it open. */
  readonly onConflict: 'here' | 'file' | null;
}

/** A text can be read as one of these whatever it looks like; packages and databases are what they are. */
const CHOSEN_FORMATS: readonly ImportFormat[] = ['text', 'csv', 'tsv', ...FORMAT_READERS.map(({ format }) => format)];

const CONFLICT_SIDES = { keep: 'here', take: 'file' } as const;

export function addImportOptions(command: Command): Command {
  command
    .option('--deck <name>', 'put everything below this deck')
    .option('--dry-run', 'report what would happen, change nothing')
    .option('--no-schedule', 'leave schedules and review history out')
    .addOption(
      new Option('--on-duplicate <what>', 'a note that is here already: update it but keep your own edits, keep it as it is, or add the file’s beside it')
        .choices(['update', 'keep', 'add'])
        .default('update'),
    )
    .addOption(new Option('--on-conflict <what>', 'a field that both you and the file changed: keep yours, or take the file’s; without it yours stands').choices(['keep', 'take']))
    .addOption(
      new Option('--match-by <how>', 'how a note is known again: by its id alone, or by its id, else by a field; without it, field for files without ids').choices(['guid', 'field']),
    )
    .option('--match-field <name>', 'know notes again by this field instead of the first; means --match-by field')
    .option('--note-types <file>', 'JSON: what the file’s note types become, [{"name": …, "target": …, "fields": [{"from": …, "to": …}]}]')
    .addOption(new Option('--format <format>', 'read a text as this instead of what it looks like').choices(CHOSEN_FORMATS))
    .option('--no-saved-mapping', 'do not read a table as the last one of its kind was read')
    .option('--fates <file>', 'write what became of every note, as text, or as JSON into a .json file');
  for (const option of tableOptions()) command.addOption(option);
  return command;
}

/** Throws CommanderError for flags that contradict each other, and for a file of note types that is none. */
export function readImportFlags(flags: ImportFlags): ImportChoices {
  const [tableFlag] = nameTableFlags(flags);
  const clash = findClash(flags, tableFlag);
  if (clash !== null) throw wrongUsage('import', `${clash}: leave one out`);
  return {
    options: {
      deckName: flags.deck ?? null,
      withSchedule: flags.schedule,
      onDuplicate: flags.onDuplicate,
      format: flags.format ?? null,
      useSavedMapping: flags.savedMapping,
      matchBy: flags.matchBy ?? (flags.matchField === undefined ? null : 'field'),
      matchField: flags.matchField ?? null,
      noteTypes: flags.noteTypes === undefined ? [] : readNoteTypes(flags.noteTypes),
    },
    table: tableFlag === undefined ? null : readTableFlags(flags),
    onConflict: flags.onConflict === undefined ? null : CONFLICT_SIDES[flags.onConflict],
  };
}

function findClash(flags: ImportFlags, tableFlag: string | undefined): string | null {
  if (flags.matchBy === 'guid' && flags.matchField !== undefined) return '--match-field says that a field counts, --match-by guid that none does';
  if (flags.fates !== undefined && flags.dryRun === true) return '--fates tells what became of notes, which a dry run leaves open';
  if (tableFlag !== undefined && flags.format !== undefined && !isTableFormat(flags.format)) return `--format ${flags.format} reads no table, which ${tableFlag} is for`;
  return null;
}

function readNoteTypes(path: string): ImportOptions['noteTypes'] {
  const read = importOptions.shape.noteTypes.safeParse(parseFile(path));
  if (read.success) return read.data;
  const [problem] = read.error.issues;
  const place = problem === undefined || problem.path.length === 0 ? '' : ` at ${problem.path.join('.')}`;
  throw wrongUsage('import', `${path} is no list of note types${place}: ${problem?.message ?? ''}`);
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (thrown) {
    throw wrongUsage('import', `--note-types: ${path} cannot be read as JSON (${thrown instanceof Error ? thrown.message : String(thrown)})`);
  }
}
