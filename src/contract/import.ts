/** Bringing decks in: recognise, preview, import in the background, report. */

import * as z from 'zod';
import type { ErrorReport } from '../core/errors.ts';
import type { FileTicket, JobId } from '../core/ids.ts';
import type { RenderedCard } from './notes.ts';
import { command, job, query } from './operation.ts';
import { fileTicket, jobId, nothing } from './schemas.ts';

/** How a delimited text is to be read; every part can be changed in the preview. */
export const textOptions = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  /** One character. */
  delimiter: z.string().min(1).max(8),
  quote: z.enum(['"', "'", '']),
  hasHeaderRow: z.boolean(),
  /** True when fields are HTML, false when their text is to be escaped. */
  isHtml: z.boolean(),
  /** An existing note type, or null for one made to fit the columns. */
  noteTypeName: z.string().nullable(),
  deckName: z.string(),
  /** What each column is: a field's name, or one of the roles. */
  columns: z.array(
    z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('field'), field: z.string() }),
      z.strictObject({ role: z.enum(['tags', 'deck', 'note-type', 'guid', 'ignore']) }),
    ]),
  ),
  /** Tags that every note gets. */
  tags: z.array(z.string()),
});
export type TextOptions = z.output<typeof textOptions>;

export const importOptions = z.strictObject({
  /** Everything goes below this deck; null keeps the file's own decks. */
  deckName: z.string().nullable().default(null),
  /** Bring schedules and review history along. */
  withSchedule: z.boolean().default(true),
  /** What to do with a note that exists already. */
  onDuplicate: z.enum(['update', 'keep', 'add']).default('update'),
  /** For delimited text; null takes what was detected. */
  text: textOptions.nullable().default(null),
});
export type ImportOptions = z.output<typeof importOptions>;

export type ImportFormat = 'apkg' | 'colpkg' | 'anki-collection' | 'csv' | 'tsv' | 'text' | 'contrast-text';

export interface ImportPreview {
  readonly ticket: FileTicket;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly format: ImportFormat;
  /** Of Anki packages: 1, 2 or 3. */
  readonly generation: 1 | 2 | 3 | null;
  /** A sentence: "Anki package with 214 notes in 3 decks". */
  readonly summary: string;
  readonly noteCount: number;
  readonly cardCount: number;
  readonly reviewCount: number;
  readonly mediaCount: number;
  readonly decks: readonly { readonly name: string; readonly cards: number }[];
  readonly noteTypes: readonly string[];
  /** Up to five cards, rendered as they will look (media excepted). */
  readonly samples: readonly RenderedCard[];
  readonly warnings: readonly ImportWarning[];
  /** Present for delimited text. */
  readonly text: {
    readonly options: TextOptions;
    /** Up to 50 rows, split as the options say. */
    readonly rows: readonly (readonly string[])[];
    readonly rowCount: number;
    /** What a column may be mapped to, for the note type chosen. */
    readonly fieldNames: readonly string[];
    readonly noteTypeNames: readonly string[];
    readonly deckNames: readonly string[];
  } | null;
}

export interface ImportWarning {
  /** Stable and kebab-case: `scripts-off`, `media-missing`, `media-renamed`, `schedule-derived` … */
  readonly code: string;
  readonly message: string;
}

export type ImportPhase = 'opening' | 'reading-notes' | 'reading-cards' | 'reading-reviews' | 'reading-media' | 'merging' | 'finishing';

export interface ImportReport {
  readonly fileName: string;
  readonly format: ImportFormat;
  readonly generation: 1 | 2 | 3 | null;
  readonly notes: { readonly added: number; readonly updated: number; readonly unchanged: number; readonly skipped: number };
  /** Why notes or rows were skipped, the first 1,000 one by one. */
  readonly skipped: readonly { readonly title: string; readonly reason: string }[];
  readonly cards: { readonly added: number };
  readonly reviews: number;
  readonly decks: readonly { readonly name: string; readonly cards: number }[];
  readonly noteTypes: readonly string[];
  readonly media: { readonly added: number; readonly reused: number; readonly missing: number; readonly rejected: number };
  readonly warnings: readonly ImportWarning[];
  readonly durationMillis: number;
}

/** What a job is at: an import's phases, and comparing notes with each other. */
export type JobPhase = ImportPhase | 'comparing';

export interface JobProgress {
  readonly phase: JobPhase;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
}

/** What a search for confusable pairs came to. */
export interface MinerReport {
  /** Notes that had something to compare. */
  readonly notes: number;
  /** Proposals that wait for a decision now. */
  readonly proposals: number;
}

export type JobStatus =
  | { readonly status: 'running'; readonly progress: JobProgress }
  | { readonly status: 'done'; readonly report: ImportReport }
  /** The end of a search for pairs. */
  | { readonly status: 'mined'; readonly report: MinerReport }
  | { readonly status: 'failed'; readonly error: ErrorReport }
  | { readonly status: 'cancelled' };

/** Findings of an integrity check; the library is sound when problems is empty. */
export interface CheckReport {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
  readonly media: number;
}

export const importContract = {
  /** Recognises a file and shows what importing it would bring; the library is not touched. */
  'import.preview': query<ImportPreview>()(z.strictObject({ ticket: fileTicket, options: importOptions.partial().optional() })),
  /** Starts the import and returns at once; progress and the outcome come as events, and by job.status. */
  'import.start': job<{ jobId: JobId }>()(z.strictObject({ ticket: fileTicket, options: importOptions, dryRun: z.boolean().default(false) })),
  'job.status': query<JobStatus>()(z.strictObject({ jobId })),
  /** Asks the job to stop; the library stays as it was. Does nothing once the job has ended. */
  'job.cancel': command<null>()(z.strictObject({ jobId })),
  'library.check': query<CheckReport>()(nothing),
};
