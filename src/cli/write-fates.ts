/** Writes down what became of every note of the imports that were made. */

import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { replaceFile } from '../backend/jobs/export/target-file.ts';
import type { Client } from '../contract/client.ts';
import type { ImportFateRow } from '../contract/import.ts';
import type { FileOutcome } from './import-files.ts';

const PAGE = 1000;

/** The reports one after the other as text, or as one JSON array when the file is called so. A file that stood there is replaced. Throws AppError when it cannot be written. */
export async function writeFates(client: Client, path: string, outcomes: readonly FileOutcome[]): Promise<void> {
  const text = extname(path).toLowerCase() === '.json' ? await describeAsJson(client, outcomes) : await describeAsText(client, outcomes);
  await replaceFile(path, (partial) => writeFile(partial, text));
}

async function describeAsText(client: Client, outcomes: readonly FileOutcome[]): Promise<string> {
  const texts: string[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) texts.push(`Import of ${outcome.file}\n${outcome.error.message}\n`);
    else if (outcome.importId !== null) texts.push((await client.call('import.report-text', { importId: outcome.importId })).text);
  }
  return texts.join('\n');
}

async function describeAsJson(client: Client, outcomes: readonly FileOutcome[]): Promise<string> {
  const files: object[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) files.push({ file: outcome.file, error: outcome.error.message });
    else if (outcome.importId !== null) files.push({ file: outcome.file, notes: await listFates(client, outcome.importId) });
  }
  return `${JSON.stringify(files, null, 2)}\n`;
}

async function listFates(client: Client, importId: number): Promise<readonly ImportFateRow[]> {
  const rows: ImportFateRow[] = [];
  for (;;) {
    const page = await client.call('import.fates', { importId, fate: null, text: '', offset: rows.length, limit: PAGE });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}
