/** What a writer of a format is: it names what its format keeps, and turns an export into files. */

import type { ExportSource } from './export-source.ts';

export const EXPORT_FORMATS = [
  'apkg',
  'apkg-legacy',
  'colpkg',
  'anki-text',
  'csv',
  'tsv',
  'hashcards',
  'obsidian',
  'crowdanki',
  'quizlet',
  'contrast-text',
  'versus-archive',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What of a library a format has a place for; what it has none for is told as a loss before anything is written. */
export interface KeptParts {
  /** all: any number of fields by name; two: a front and a back. */
  readonly fields: 'all' | 'two';
  /** html: as it is; simple: bold, italic, line breaks, lists; none: plain text. */
  readonly formatting: 'html' | 'simple' | 'none';
  readonly clozes: boolean;
  readonly noteTypes: boolean;
  readonly tags: boolean;
  readonly deckNames: boolean;
  readonly images: boolean;
  readonly sounds: boolean;
  /** full: state, due, memory; some: an interval and a due date; none. */
  readonly schedule: 'full' | 'some' | 'none';
  readonly reviews: boolean;
  readonly flags: boolean;
  readonly suspended: boolean;
  readonly presets: boolean;
  readonly conceptSets: boolean;
  readonly guids: boolean;
}

export const KEEPS_EVERYTHING: KeptParts = {
  fields: 'all',
  formatting: 'html',
  clozes: true,
  noteTypes: true,
  tags: true,
  deckNames: true,
  images: true,
  sounds: true,
  schedule: 'full',
  reviews: true,
  flags: true,
  suspended: true,
  presets: true,
  conceptSets: true,
  guids: true,
};

/** Nothing of what the learner did with the cards; options and concept sets neither. */
export const KEEPS_NO_STUDY = {
  schedule: 'none',
  reviews: false,
  flags: false,
  suspended: false,
  presets: false,
  conceptSets: false,
} as const satisfies Partial<KeptParts>;

export interface WrittenFile {
  /** Relative, `/` between levels; of a format of one file, its name. */
  readonly path: string;
  readonly pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** A loss that only the format itself can know of, such as a separator that occurs in a text. */
export interface FormatLoss {
  readonly code: string;
  /** “Quizlet text has no …: 14 cards lose theirs.” */
  readonly message: string;
  /** What is not written at all, left out when that is nothing. */
  readonly leaves?: { readonly notes: number; readonly cards: number };
}

/** A format of texts: pure, one file or several. Several are packed into one zip archive. */
export interface FormatWriter {
  readonly format: ExportFormat;
  /** For people: “Quizlet text”. */
  readonly name: string;
  /** With the dot; `.zip` for formats of several files. */
  readonly extension: string;
  readonly keeps: KeptParts;
  /** Losses beyond what `keeps` says. Throws AppError format-unsupported when nothing of the export has a place in the format. */
  readonly describeLosses?: (source: ExportSource) => readonly FormatLoss[];
  /** Throws AppError format-unsupported when nothing of the export has a place in the format. Files come one after the other; each is read to its end before the next is asked for. */
  readonly write: (source: ExportSource) => Iterable<WrittenFile> | AsyncIterable<WrittenFile>;
}
