/** What tables of notes keep and lose. */

import { isFieldEmpty } from '../../cards/field-presence.ts';
import { countWords } from '../count-words.ts';
import type { ExportSource } from '../export-source.ts';
import { KEEPS_EVERYTHING, KEEPS_NO_STUDY } from '../format-writer.ts';
import type { FormatLoss, KeptParts } from '../format-writer.ts';
import { describeScatteredNotes } from '../note-deck.ts';

/** Texts carry no files: references to images and sounds stay in the fields, the files behind them do not come along. */
export const TABLE_KEEPS: KeptParts = { ...KEEPS_EVERYTHING, ...KEEPS_NO_STUDY, noteTypes: false, images: false, sounds: false };

/** Losses besides. `formatName` for people. */
export function describeTableLosses(formatName: string, source: ExportSource): readonly FormatLoss[] {
  let count = 0;
  for (const { fields } of source.notes()) if (isFieldEmpty(fields[0] ?? '')) count += 1;
  const message =
    count === 1
      ? '1 note has nothing in its first field: it is written, but programs that read such tables leave it out.'
      : `${countWords(count, 'note')} have nothing in their first field: they are written, but programs that read such tables leave them out.`;
  return [...describeScatteredNotes(formatName, source), ...(count === 0 ? [] : [{ code: 'empty-first-field', message }])];
}
