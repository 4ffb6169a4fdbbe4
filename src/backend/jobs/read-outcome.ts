/** What a reader is asked to read, and what is said of the file apart from its notes. */

import type { ImportFormat, ImportOptions, ImportPreview } from '../../contract/import.ts';
import type { NoteTypeDefinition } from '../../core/cards/model.ts';
import type { AnkiGeneration } from '../../core/formats/anki/package-parts.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import type { SavedMapping } from './saved-mappings.ts';

export interface ReadRequest {
  /** A file, or a folder. */
  readonly path: string;
  readonly fileName: string;
  /** An empty folder for what has to be unpacked; the caller deletes it. */
  readonly scratchDir: string;
  readonly options: ImportOptions;
  readonly nowMillis: number;
  readonly moment: StudyMoment;
  readonly zoneOffsetMinutesAt: (millis: number) => number;
  /** What the library has already, for readers that map onto it. */
  readonly noteTypes: readonly NoteTypeDefinition[];
  readonly deckNames: readonly string[];
  /** How tables were read before, the newest first. */
  readonly savedMappings: readonly SavedMapping[];
}

export interface ReadOutcome {
  readonly format: ImportFormat;
  readonly generation: AnkiGeneration | null;
  readonly text: ImportPreview['text'];
  /** Files of a folder or archive that were read; 1 for a single file. */
  readonly fileCount: number;
  /** Of all of them; null for a file, whose size the disk knows. */
  readonly sizeBytes: number | null;
  /** What else the file could be read as, its own format first; empty when there is no doubt. */
  readonly formats: readonly ImportFormat[];
  /** By what a table is known again; null for everything else. */
  readonly tableKind: string | null;
  /** Set when it was read as another file of its kind was. */
  readonly savedMapping: ImportPreview['savedMapping'];
}

/** Of a format that leaves no doubt and has nothing to choose. */
export function plainOutcome(format: ImportFormat): ReadOutcome {
  return { format, generation: null, text: null, fileCount: 1, sizeBytes: null, formats: [], tableKind: null, savedMapping: null };
}
