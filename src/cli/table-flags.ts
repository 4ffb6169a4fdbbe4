/** How a table of text is to be read, said on the command line: what is said stands, what is not is found in the file. */

import { Option } from 'commander';
import { textOptions } from '../contract/import.ts';
import type { TextOptions } from '../contract/import.ts';
import { wrongUsage } from './wrong-usage.ts';

export interface TableFlags {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly cardSeparator?: string;
  readonly encoding?: TextOptions['encoding'];
  readonly header?: boolean;
  readonly html?: boolean;
  readonly noteType?: string;
  readonly tableDeck?: string;
  readonly column?: readonly string[];
  readonly tag?: readonly string[];
}

export type TableChoices = Partial<TextOptions>;

const SIGNS: Readonly<Record<string, string>> = { tab: '\t', comma: ',', semicolon: ';', bar: '|', colon: ':', space: ' ' };
const QUOTES: Readonly<Record<string, TextOptions['quote']>> = { double: '"', '"': '"', single: "'", "'": "'", none: '' };
const ROLES = ['tags', 'deck', 'note-type', 'guid', 'ignore'] as const;

const FLAG_NAMES: Readonly<Record<keyof TableFlags, string>> = {
  delimiter: '--delimiter',
  quote: '--quote',
  cardSeparator: '--card-separator',
  encoding: '--encoding',
  header: '--header',
  html: '--html',
  noteType: '--note-type',
  tableDeck: '--table-deck',
  column: '--column',
  tag: '--tag',
};

/** For tables only: text, CSV, Excel's. */
export function tableOptions(): readonly Option[] {
  const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];
  const options = [
    new Option('--delimiter <sign>', `what stands between two cells: ${Object.keys(SIGNS).join(', ')}, or the sign itself`),
    new Option('--quote <quote>', 'what holds a cell together').choices(Object.keys(QUOTES)),
    new Option('--card-separator <sign>', 'what stands between two cards: line, or the sign itself (\\n and \\t for line ends and tabs)'),
    new Option('--encoding <name>', 'how its letters are stored').choices(textOptions.shape.encoding.options),
    new Option('--header', 'the first row names the columns'),
    new Option('--no-header', 'the first row is a note'),
    new Option('--html', 'cells are HTML'),
    new Option('--no-html', 'cells are plain text'),
    new Option('--note-type <name>', 'the note type of your library that its rows become'),
    new Option('--table-deck <name>', 'the deck of rows that name none'),
    new Option('--column <what>', `what the next column is: a field’s name, or ${ROLES.map((role) => `@${role}`).join(', ')}; once for each column`).argParser(collect),
    new Option('--tag <name>', 'a tag for every note; once for each').argParser(collect),
  ];
  for (const option of options) option.helpGroup('Options for tables (text, CSV, Excel):');
  return options;
}

/** The flags for tables that are given, as they are typed. */
export function nameTableFlags(flags: TableFlags): readonly string[] {
  return (Object.keys(FLAG_NAMES) as (keyof TableFlags)[]).filter((name) => flags[name] !== undefined).map((name) => FLAG_NAMES[name]);
}

/** Throws CommanderError for signs and columns that cannot be meant. */
export function readTableFlags(flags: TableFlags): TableChoices {
  return {
    ...(flags.delimiter === undefined ? {} : { delimiter: readSign('--delimiter', SIGNS[flags.delimiter] ?? flags.delimiter) }),
    ...(flags.quote === undefined ? {} : { quote: QUOTES[flags.quote] as TextOptions['quote'] }),
    ...(flags.cardSeparator === undefined ? {} : { cardSeparator: flags.cardSeparator === 'line' ? null : readSign('--card-separator', flags.cardSeparator) }),
    ...(flags.encoding === undefined ? {} : { encoding: flags.encoding }),
    ...(flags.header === undefined ? {} : { hasHeaderRow: flags.header }),
    ...(flags.html === undefined ? {} : { isHtml: flags.html }),
    ...(flags.noteType === undefined ? {} : { noteTypeName: flags.noteType }),
    ...(flags.tableDeck === undefined ? {} : { deckName: flags.tableDeck }),
    ...(flags.column === undefined ? {} : { columns: flags.column.map(readColumn) }),
    ...(flags.tag === undefined ? {} : { tags: [...flags.tag] }),
  };
}

function readSign(flag: string, typed: string): string {
  const sign = typed.replace(/\\([tn\\])/g, (_whole, letter: string) => (letter === 't' ? '\t' : letter === 'n' ? '\n' : '\\'));
  if (sign === '' || sign.length > 8) throw wrongUsage('import', `${flag} takes one to eight characters`);
  return sign;
}

function readColumn(typed: string): TextOptions['columns'][number] {
  if (!typed.startsWith('@')) return { role: 'field', field: typed };
  const role = ROLES.find((known) => `@${known}` === typed);
  if (role !== undefined) return { role };
  throw wrongUsage('import', `--column ${typed} is no role: ${ROLES.map((known) => `@${known}`).join(', ')}, or a field’s name`);
}
