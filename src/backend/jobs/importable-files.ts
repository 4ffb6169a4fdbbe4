/** Which files of a folder are worth importing, told by their names and, where a name says little, by their first lines. */

import { extname } from 'node:path';
import { detectDialect } from '../../core/formats/delimited/detect-dialect.ts';
import { splitRows } from '../../core/formats/delimited/split-rows.ts';
import type { FolderSource } from '../../core/formats/folder-source.ts';
import { rankReaders, TABLE_SURENESS } from './choose-reader.ts';
import { isIgnoredName } from './folder-sources.ts';

/** Nothing else is called so: they are offered even where they are damaged, so that the learner hears of it. */
const DECK_NAME = /\.(apkg|colpkg|anki|anki2|anki21|anki21b|cards|mem|mochi|wcu|versus)$/i;
const TABLE_NAME = /\.(csv|tsv|tab|xlsx)$/i;
/** May be a deck, or a read-me, a licence, the settings of a program. */
const TEXT_NAME = /\.(txt|xml|json|org|md|markdown)$/i;
const DATABASE_NAME = /\.db$/i;

/** Most rows of a table are divided; prose with a few commas is none. */
const DIVIDED_SHARE = 0.8;
const ROWS_LOOKED_AT = 200;

/** A file that a program keeps a deck in, by its name. */
export function isDeckName(path: string): boolean {
  return DECK_NAME.test(path);
}

/** Whether a file of a folder or archive may be a deck, by its name; hidden ones are not. */
export function isImportableName(path: string): boolean {
  return [DECK_NAME, TABLE_NAME, TEXT_NAME, DATABASE_NAME].some((names) => names.test(path)) && !path.split('/').some(isIgnoredName);
}

/** Whether the file, seen as a folder of one, is more likely a deck than a text about something. */
export async function isWorthImporting(file: FolderSource): Promise<boolean> {
  if (!TEXT_NAME.test(file.name)) return true;
  const [best] = await rankReaders(file);
  if (best !== undefined && best.sureness > TABLE_SURENESS) return true;
  const [path] = file.paths;
  return extname(file.name).toLowerCase() === '.txt' && path !== undefined && isDivided(await file.readHead(path));
}

function isDivided(text: string): boolean {
  const dialect = detectDialect(text);
  // Spaces divide every prose.
  if (dialect.delimiter === ' ') return false;
  let [rows, divided] = [0, 0];
  for (const { cells } of splitRows(text, dialect)) {
    if (cells.every((cell) => cell.trim() === '') || cells[0]?.startsWith('#') === true) continue;
    rows += 1;
    if (cells.length > 1) divided += 1;
    if (rows >= ROWS_LOOKED_AT) break;
  }
  return rows > 0 && divided >= rows * DIVIDED_SHARE;
}
