/** Which reader a zip archive is for, where the names of its entries tell that; all others are read as folders. */

import type { ImportSink } from '../../core/formats/import-sink.ts';
import { looksLikeXlsx } from '../../core/formats/xlsx/read-workbook.ts';
import { holdsAnkiCollection } from './anki-package.ts';
import { readAnkiPackage } from './read-anki-file.ts';
import { holdsArchive, readArchive } from './read-archive.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import { readWorkbook } from './read-text.ts';
import type { ZipArchive } from './zip-archive.ts';

export interface ArchiveReader {
  readonly recognise: (names: readonly string[]) => boolean;
  /** The archive is closed by the caller. */
  readonly read: (zip: ZipArchive, request: ReadRequest, sink: ImportSink) => Promise<ReadOutcome>;
}

/** The first that recognises the names reads. */
export const ARCHIVE_READERS: readonly ArchiveReader[] = [
  { recognise: holdsArchive, read: readArchive },
  { recognise: holdsAnkiCollection, read: readAnkiPackage },
  { recognise: looksLikeXlsx, read: readWorkbook },
];
