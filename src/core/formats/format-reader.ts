/** What a reader of a format is: it tells how sure it is that a file is of its format, and reads it into a sink. */

import type { StudyMoment } from '../scheduling/study-day.ts';
import type { FolderSource } from './folder-source.ts';
import type { ImportFormat } from './import-format.ts';
import type { ImportSink } from './import-sink.ts';

export interface ReaderContext {
  readonly nowMillis: number;
  /** The study day and its bounds, for turning dates into due days. */
  readonly moment: StudyMoment;
  readonly zoneOffsetMinutesAt: (millis: number) => number;
  /** False: every card comes as a new one, and no reviews. */
  readonly withSchedule: boolean;
}

export interface FormatReader {
  readonly format: ImportFormat;
  /** 0: not of this format; 1: certainly. By content; a file's name may raise it, never make it. Reads heads, not whole files. */
  readonly recognise: (source: FolderSource) => number | Promise<number>;
  /** Throws AppError, whose sentence says what is wrong with the file and what to do; problems of single cards are told to the sink. */
  readonly read: (source: FolderSource, context: ReaderContext, sink: ImportSink) => Promise<void>;
}
