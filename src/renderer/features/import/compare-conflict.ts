/** A field that was changed both here and in the file, as words to compare. */

import type { ImportConflict } from '../../../contract/import.ts';
import { diffWords, type WordToken } from '../../../core/answers/diff-words.ts';
import { stripMarkup } from '../../../core/cards/strip-markup.ts';

export interface ComparedField {
  readonly then: string | null;
  readonly here: readonly WordToken[];
  readonly file: readonly WordToken[];
  /** The words are the same; only marks such as bold type differ. */
  readonly onlyLookDiffers: boolean;
}

/** Marks what was changed since then on each side; where that is not known, how the sides differ from each other. */
export function compareField(field: ImportConflict['fields'][number]): ComparedField {
  const then = field.then === null ? null : stripMarkup(field.then);
  const here = stripMarkup(field.here);
  const file = stripMarkup(field.file);
  const sides = diffWords(here, file);
  return {
    then,
    here: then === null ? sides.before : diffWords(then, here).after,
    file: then === null ? sides.after : diffWords(then, file).after,
    onlyLookDiffers: here === file && field.here !== field.file,
  };
}
