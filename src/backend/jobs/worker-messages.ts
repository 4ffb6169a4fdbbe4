/** What the import worker is told and what it tells. */

import type { ImportOptions, ImportPreview, JobProgress } from '../../contract/import.ts';
import type { NoteTypeDefinition } from '../../core/cards/model.ts';
import type { ErrorReport } from '../../core/errors.ts';
import type { StagingSummary } from '../../store/staging-sink.ts';
import type { ReadOutcome } from './read-outcome.ts';
import type { SavedMapping } from './saved-mappings.ts';
import type { ZoneTable } from './zone-table.ts';

export interface WorkerRequest {
  /** stage: everything, media included, ready to be merged. preview: what there is, without media. */
  readonly task: 'stage' | 'preview';
  readonly path: string;
  readonly fileName: string;
  /** An empty folder of this job alone. */
  readonly jobDir: string;
  readonly options: ImportOptions;
  readonly nowMillis: number;
  readonly dayStartsAtHour: number;
  readonly zone: ZoneTable;
  readonly noteTypes: readonly NoteTypeDefinition[];
  readonly deckNames: readonly string[];
  readonly savedMappings: readonly SavedMapping[];
  readonly libraryDir: string;
  /** The library's folder when a backup is to be made before the merge. */
  readonly backUpDir: string | null;
  /** One 32-bit number; not 0 once the learner has asked to stop. */
  readonly cancelFlag: SharedArrayBuffer;
}

export interface StagedFile {
  readonly outcome: ReadOutcome;
  readonly summary: StagingSummary;
}

export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'staged'; readonly staged: StagedFile }
  | { readonly type: 'preview'; readonly preview: Omit<ImportPreview, 'ticket'> }
  | { readonly type: 'failed'; readonly error: ErrorReport; readonly bug: string | null };

/** Paths inside a job's folder. */
export const JOB_FILES = { staging: 'staging.sqlite', media: 'media', scratch: 'scratch' } as const;
