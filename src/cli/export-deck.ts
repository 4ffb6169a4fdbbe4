/** `versus export`: a deck, what a search finds, or everything, as a file of any format or as text on the terminal. */

import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from '../contract/client.ts';
import type { ExportDescription, ExportFormat, ExportOptions, ExportReport, ExportScope } from '../contract/export.ts';
import type { DeckNode } from '../contract/library.ts';
import type { JobStatus } from '../contract/import.ts';
import { AppError } from '../core/errors.ts';
import type { DeckId } from '../core/ids.ts';
import { waitForJob } from './wait-for-job.ts';
import type { OpenBackend } from './with-backend.ts';

const FORMATS_BY_EXTENSION: Readonly<Record<string, ExportFormat>> = {
  '.apkg': 'apkg',
  '.colpkg': 'colpkg',
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.txt': 'contrast-text',
  '.versus': 'versus-archive',
};

/** The format of a file of that name, or null when its extension leaves it open. Text on the terminal is contrast text. */
export function formatOfPath(path: string | null): ExportFormat | null {
  return path === null ? 'contrast-text' : (FORMATS_BY_EXTENSION[extname(path).toLowerCase()] ?? null);
}

/** Of these the text itself can go to the terminal; all others are files of bytes. */
const TEXT_FORMATS: ReadonlySet<ExportFormat> = new Set(['anki-text', 'csv', 'tsv', 'quizlet', 'contrast-text']);

export function isText(format: ExportFormat): boolean {
  return TEXT_FORMATS.has(format);
}

export type WantedScope =
  | { readonly deck: string; readonly withSubdecks: boolean }
  /** In the deck of that name and those below it; null: everywhere. */
  | { readonly search: string; readonly deck: string | null }
  | { readonly everything: true };

/** Throws AppError not-found when there is no deck of that name. */
export async function findScope(client: Client, wanted: WantedScope): Promise<ExportScope> {
  if ('everything' in wanted) return { what: 'everything' };
  if ('search' in wanted) return { what: 'search', text: wanted.search, deckId: wanted.deck === null ? null : await getDeckId(client, wanted.deck) };
  return { what: 'deck', deckId: await getDeckId(client, wanted.deck), withSubdecks: wanted.withSubdecks };
}

async function getDeckId(client: Client, name: string): Promise<DeckId> {
  const { decks } = await client.call('library.overview', {});
  const deckId = findDeck(decks, name);
  if (deckId === null) throw new AppError('not-found', `There is no deck “${name}”. versus decks lists them.`);
  return deckId;
}

function findDeck(nodes: readonly DeckNode[], name: string): DeckId | null {
  for (const node of nodes) {
    const found = node.name === name ? node.id : findDeck(node.children, name);
    if (found !== null) return found;
  }
  return null;
}

export interface ExportWish {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
}

export interface ExportSteps {
  /** Told before anything is written. */
  readonly onDescribed: (description: ExportDescription) => void;
  readonly onProgress: (status: JobStatus) => void;
  readonly signal: AbortSignal;
}

/** What would be written and lost. Throws AppError format-unsupported with the reason. */
export async function describeWish(client: Client, wish: ExportWish): Promise<ExportDescription> {
  const described = await client.call('export.describe', wish);
  if (described.refusal !== null) throw new AppError('format-unsupported', described.refusal);
  return described;
}

/** Writes the file. Throws AppError: format-unsupported with the reason, cancelled, and as the export does. */
export async function exportToFile(open: OpenBackend, path: string, wish: ExportWish, steps: ExportSteps): Promise<ExportReport> {
  steps.onDescribed(await describeWish(open.client, wish));
  const { jobId } = await open.client.call('export.start', { ...wish, target: open.backend.offerTarget(resolve(path)) });
  const ended = await waitForJob(open, jobId, steps);
  if (ended.status === 'written') return ended.report;
  if (ended.status === 'failed') throw new AppError(ended.error.code, ended.error.message);
  throw new AppError('cancelled', `The export was cancelled. “${basename(path)}” is as it was.`);
}

/** As exportToFile, into a stream. */
export async function exportToStream(open: OpenBackend, stream: NodeJS.WritableStream, wish: ExportWish, steps: ExportSteps): Promise<ExportReport> {
  const folder = await mkdtemp(join(tmpdir(), 'versus-export-'));
  try {
    const path = join(folder, 'text');
    const report = await exportToFile(open, path, wish, steps);
    await pipeline(createReadStream(path), stream, { end: false });
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** "1 note", "214 notes". */
export function countNotes(count: number): string {
  return `${String(count)} note${count === 1 ? '' : 's'}`;
}
