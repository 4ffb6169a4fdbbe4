/** By what two files are tables of one kind, so that what the learner chose for one fits the other. */

import type { DelimitedText } from './detect-options.ts';

/**
 * Of a table whose options were detected, not given: its headings, or how many columns it has, and what divides them. Null
 * for files that say themselves how they are to be read. Files of one program differ in their names only.
 */
export function describeTableKind(text: DelimitedText, family: 'text' | 'xlsx'): string | null {
  if (text.isExact) return null;
  const { delimiter, cardSeparator } = text.options;
  const headings = text.headings.map((heading) => heading.trim().toLowerCase());
  return JSON.stringify([family, ...(family === 'text' ? [delimiter, cardSeparator] : []), headings.length > 0 ? headings : text.widths.usual]);
}

/** True for names that only a date, a number or the mark of a copy tells apart: `Week 12.csv` and `week-13 (1).csv`. */
export function areNamesAlike(left: string, right: string): boolean {
  const name = stemOf(left);
  return name !== '' && name === stemOf(right);
}

function stemOf(fileName: string): string {
  return fileName
    .toLowerCase()
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/\b(copy|kopie|copie|copia|kopia)\b/gu, ' ')
    .replace(/[\d\s._()[\]-]+/g, ' ')
    .trim();
}
