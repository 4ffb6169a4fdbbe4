/** Which readers could read a folder, an archive or a text, and how sure each of them is. */

import type { ImportFormat } from '../../core/formats/import-format.ts';
import type { FolderSource } from '../../core/formats/folder-source.ts';
import type { FormatReader } from '../../core/formats/format-reader.ts';
import { FORMAT_READERS } from '../../core/formats/format-readers.ts';

/** A text that no reader is surer of than this is a table. */
export const TABLE_SURENESS = 0.1;
/** From here on nobody has to be asked. */
export const CERTAIN = 0.9;

export interface RankedReader {
  readonly reader: FormatReader;
  /** Above 0. */
  readonly sureness: number;
}

/** The surest first; among equals in the order of the registry. */
export async function rankReaders(source: FolderSource, readers: readonly FormatReader[] = FORMAT_READERS): Promise<readonly RankedReader[]> {
  const ranked: RankedReader[] = [];
  for (const reader of readers) {
    const sureness = await reader.recognise(source);
    if (sureness > 0) ranked.push({ reader, sureness });
  }
  return ranked.sort((left, right) => right.sureness - left.sureness);
}

/** The reader of a format that the learner chose by name, or null where that format has a door of its own. */
export function readerOfFormat(format: ImportFormat | null, readers: readonly FormatReader[] = FORMAT_READERS): FormatReader | null {
  return readers.find((reader) => reader.format === format) ?? null;
}
