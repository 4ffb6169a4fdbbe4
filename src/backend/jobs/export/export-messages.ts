/** What the backend and the export worker say to each other. */

import type { ExportDescription, ExportFormat, ExportLoss, ExportOptions, ExportScope } from '../../../contract/export.ts';
import type { JobProgress } from '../../../contract/import.ts';
import type { ErrorReport } from '../../../core/errors.ts';
import type { ExportCounts } from '../../../core/formats/export-source.ts';
import type { ZoneTable } from '../zone-table.ts';

/** What is asked for, by whoever asks. */
export interface ExportRequest {
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
}

export interface ExportWorkerRequest extends ExportRequest {
  readonly task: 'describe' | 'write';
  /** The library's folder, whose database the worker opens for reading alone. */
  readonly libraryDir: string;
  /** Where the file is to be; of a description, nowhere. */
  readonly targetPath: string | null;
  /** A folder of this job alone, made and deleted by the backend. */
  readonly scratchDir: string;
  readonly nowMillis: number;
  readonly zone: ZoneTable;
  readonly appVersion: string;
  /** One 32-bit number; not 0 once the learner has asked to stop. */
  readonly cancelFlag: SharedArrayBuffer;
}

export interface WrittenExport {
  readonly sizeBytes: number;
  readonly counts: ExportCounts;
  readonly losses: readonly ExportLoss[];
}

export type ExportMessage =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'described'; readonly description: ExportDescription }
  | { readonly type: 'written'; readonly written: WrittenExport }
  | { readonly type: 'failed'; readonly error: ErrorReport; readonly bug: string | null };
