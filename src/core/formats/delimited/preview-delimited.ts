/** What the import preview shows of a delimited text. */

import type { DelimitedText } from './detect-options.ts';
import type { DelimitedOptions } from './model.ts';

export interface DelimitedPreview {
  readonly options: DelimitedOptions;
  /** Up to 50, without the header row. */
  readonly rows: readonly (readonly string[])[];
  readonly rowCount: number;
  readonly fieldNames: readonly string[];
}

const ROWS_SHOWN = 50;

/** The first rows of a text that was read, and the options they were read with. */
export function previewDelimited(text: DelimitedText): DelimitedPreview {
  return {
    options: text.options,
    rows: text.rows.slice(0, ROWS_SHOWN).map(({ cells }) => cells),
    rowCount: text.rows.length,
    fieldNames: text.fieldNames,
  };
}
