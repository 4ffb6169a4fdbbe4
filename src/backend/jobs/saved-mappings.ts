/** How tables were read before, so that the next file of the same kind is read like it without being asked. */

import * as z from 'zod';
import { textOptions } from '../../contract/import.ts';
import type { ImportPreview, TextOptions } from '../../contract/import.ts';
import type { NoteTypeDefinition } from '../../core/cards/model.ts';
import { deckNameOfFile } from '../../core/formats/delimited/detect-options.ts';
import type { DelimitedOptions } from '../../core/formats/delimited/model.ts';
import { areNamesAlike } from '../../core/formats/delimited/table-kind.ts';
import type { Library } from '../../store/library.ts';
import { readSetting, writeSetting } from '../../store/settings.ts';

const savedMapping = z.strictObject({
  /** As describeTableKind says it. */
  kind: z.string(),
  fileName: z.string(),
  savedAtMillis: z.number(),
  options: textOptions,
});
export type SavedMapping = z.output<typeof savedMapping>;

const KEY = 'importMappings';
const MOST_KEPT = 50;

/** The newest first. What cannot be read, because a newer Versus wrote it, counts as none. */
export function listMappings(library: Library): readonly SavedMapping[] {
  const stored = readSetting(library.database, KEY);
  return Array.isArray(stored) ? stored.flatMap((entry) => savedMapping.safeParse(entry).data ?? []) : [];
}

/** Takes the place of what was remembered for the kind; the oldest are forgotten. No step of undo. */
export function rememberMapping(library: Library, mapping: SavedMapping): void {
  const others = listMappings(library).filter(({ kind }) => kind !== mapping.kind);
  library.write(null, () => {
    writeSetting(library.database, KEY, [mapping, ...others].slice(0, MOST_KEPT));
  });
}

export interface AppliedMapping {
  readonly options: DelimitedOptions;
  readonly source: NonNullable<ImportPreview['savedMapping']>;
}

/**
 * The options for a file of a kind that is known, or null. Its encoding is its own; so is its deck, unless the learner chose
 * one for a file of nearly the same name. A mapping onto a note type that is gone is not offered.
 */
export function applyMapping(
  mappings: readonly SavedMapping[],
  kind: string | null,
  file: { readonly fileName: string; readonly detected: DelimitedOptions; readonly noteTypes: readonly NoteTypeDefinition[] },
): AppliedMapping | null {
  const known = mappings.find((mapping) => mapping.kind === kind);
  if (known === undefined) return null;
  const { fileName, savedAtMillis, options } = known;
  if (options.noteTypeName !== null && !file.noteTypes.some(({ name }) => name === options.noteTypeName)) return null;
  const isDeckChosen = options.deckName !== deckNameOfFile(fileName) && areNamesAlike(fileName, file.fileName);
  return {
    options: { ...options, encoding: file.detected.encoding, deckName: isDeckChosen ? options.deckName : file.detected.deckName },
    source: { fileName, savedAtMillis },
  };
}

/** What to remember of an import: a table whose options the learner sent along, or that was read by a mapping, which is in use then. */
export function mappingOf(
  input: { readonly text: TextOptions | null },
  outcome: { readonly tableKind: string | null; readonly savedMapping: ImportPreview['savedMapping']; readonly text: ImportPreview['text'] },
  file: { readonly fileName: string; readonly nowMillis: number },
): SavedMapping | null {
  if (outcome.tableKind === null || outcome.text === null || (input.text === null && outcome.savedMapping === null)) return null;
  return { kind: outcome.tableKind, fileName: file.fileName, savedAtMillis: file.nowMillis, options: outcome.text.options };
}
