/** Bringing decks in: recognise, preview, import in the background, report. */

import * as z from 'zod';
import type { ErrorReport } from '../core/errors.ts';
import { TEXT_ENCODINGS } from '../core/formats/delimited/model.ts';
import { IMPORT_FORMATS } from '../core/formats/import-format.ts';
import type { ImportFormat } from '../core/formats/import-format.ts';
import type { FileTicket, JobId, NoteId } from '../core/ids.ts';
import type { ExportPhase } from '../core/formats/export-source.ts';
import type { ExportReport } from './export.ts';
import type { RenderedCard } from './notes.ts';
import { command, job, query } from './operation.ts';
import { fileTicket, jobId, noteId, nothing } from './schemas.ts';

/** How a delimited text is to be read; every part can be changed in the preview. */
export const textOptions = z.strictObject({
  encoding: z.enum(TEXT_ENCODINGS),
  /** One character. */
  delimiter: z.string().min(1).max(8),
  quote: z.enum(['"', "'", '']),
  /** What stands between two cards of a pasted text; null: the ends of lines that no quote holds together. */
  cardSeparator: z.string().min(1).max(8).nullable(),
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
  /** Reads a text as this format instead of the one that was recognised. */
  format: z.enum(IMPORT_FORMATS).nullable().default(null),
  /** Takes how the same kind of file was read last time, where `text` is null. */
  useSavedMapping: z.boolean().default(true),
  /**
   * How a note is known again. guid: by its id alone. field: by its id, else by a field within its note type. Null: field for
   * formats whose notes carry no ids of their own, guid for the others.
   */
  matchBy: z.enum(['guid', 'field']).nullable().default(null),
  /** The name of that field; null: the first. Note types without a field of that name go by their first. */
  matchField: z.string().max(500).nullable().default(null),
  /** Note types of the file that become others than proposed. */
  noteTypes: z
    .array(
      z.strictObject({
        /** As the file has it. */
        name: z.string().max(500),
        /** One of the library, or null for a new one. */
        target: z.string().max(500).nullable(),
        /** Where each of its fields goes; null: nowhere, its text joins the last field. Fields left out go by name. */
        fields: z.array(z.strictObject({ from: z.string().max(500), to: z.string().max(500).nullable() })).max(500),
      }),
    )
    .max(1000)
    .default([]),
});
export type ImportOptions = z.output<typeof importOptions>;

export type { ImportFormat };

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
  /** How many files of a folder or archive were read; 1 for a single file. */
  readonly fileCount: number;
  /** For texts: what else this could be read as, the recognised format first; empty when there is no doubt. */
  readonly formats: readonly ImportFormat[];
  /** The file that this one is read like, because it was of the same kind; null when nothing is remembered. */
  readonly savedMapping: { readonly fileName: string; readonly savedAtMillis: number } | null;
  /** Note types of the file that meet one of the library: where their fields go. Those that are the very same are left out. */
  readonly noteTypeMatches: readonly NoteTypeMatch[];
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

export interface NoteTypeMatch {
  readonly name: string;
  readonly noteCount: number;
  readonly fieldNames: readonly string[];
  /** The note type of the library that its notes get; null: a new one is made. */
  readonly target: string | null;
  /** Where its fields go; null: nowhere. */
  readonly fields: readonly { readonly from: string; readonly to: string | null }[];
  /** Note types of the library that could be chosen, with their fields. */
  readonly choices: readonly { readonly name: string; readonly fieldNames: readonly string[] }[];
}

/** What became of a note of the file. merged: the file's changes and the learner's were put together, field by field. conflict: both changed the same field, and the learner's text stands until they choose. */
export type NoteFate = 'added' | 'updated' | 'merged' | 'unchanged' | 'kept' | 'conflict' | 'skipped';

export interface ImportFateRow {
  readonly noteId: NoteId | null;
  readonly title: string;
  readonly fate: NoteFate;
  /** Why, where that is not plain. */
  readonly reason: string | null;
  /** Of a conflict: that nothing waits for a choice any more. */
  readonly isSettled: boolean;
}

export interface ImportConflict {
  readonly noteId: NoteId;
  readonly title: string;
  readonly fields: readonly {
    readonly name: string;
    /** As it was imported before; null where that is not known. */
    readonly then: string | null;
    readonly here: string;
    readonly file: string;
  }[];
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
  /** By which import.fates and import.conflicts know it; null for dry runs. */
  readonly importId: number | null;
  readonly notes: { readonly added: number; readonly updated: number; readonly unchanged: number; readonly skipped: number };
  /** How many notes met each fate, those of `notes` told apart further. */
  readonly fates: Readonly<Record<NoteFate, number>>;
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

/** What a job is at: an import's phases, an export's, and comparing notes with each other. */
export type JobPhase = ImportPhase | ExportPhase | 'comparing';

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
  /** The end of an export. */
  | { readonly status: 'written'; readonly report: ExportReport }
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

const importId = z.int().positive();

/** What an import did, note by note. */
export const fatesContract = {
  /** In the order of the file. `text`: words that title or reason must hold. Kept for the last twenty imports. */
  'import.fates': query<{ readonly rows: readonly ImportFateRow[]; readonly total: number }>()(
    z.strictObject({
      importId,
      fate: z.enum(['added', 'updated', 'merged', 'unchanged', 'kept', 'conflict', 'skipped']).nullable(),
      text: z.string().max(500),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(1000),
    }),
  ),
  /** The whole report as plain text, for keeping. */
  'import.report-text': query<{ readonly fileName: string; readonly text: string }>()(z.strictObject({ importId })),
  /** Notes that wait for a choice. */
  'import.conflicts': query<{ readonly rows: readonly ImportConflict[]; readonly total: number }>()(
    z.strictObject({ importId, offset: z.int().nonnegative(), limit: z.int().min(1).max(100) }),
  ),
  /** Settles a note, or with `noteId` null all that wait. `fields`, one for each field of the note type, says it field by field. */
  'import.resolve': command<{ readonly settled: number }>()(
    z.strictObject({
      importId,
      noteId: noteId.nullable(),
      take: z.enum(['here', 'file']),
      fields: z.array(z.enum(['here', 'file'])).max(500).optional(),
    }),
  ),
};

/** Ways in besides a single file. */
export const arrivalContract = {
  /** Takes a pasted text in as a file of this name; a ticket given before by this operation is used up. */
  'import.text': command<{ readonly ticket: FileTicket }>()(
    z.strictObject({ text: z.string().max(20_000_000), name: z.string().min(1).max(200), replaces: fileTicket.nullable().default(null) }),
  ),
  /** The files to import of what was dropped: a folder of decks is taken apart, a folder that is a deck (a vault, CrowdAnki) stays whole. */
  'import.expand': query<readonly { readonly ticket: FileTicket; readonly fileName: string; readonly sizeBytes: number }[]>()(z.strictObject({ ticket: fileTicket })),
};

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
