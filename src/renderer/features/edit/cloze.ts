/** Cloze numbers in the fields of a note being written. */

const CLOZE_OPENING = /\{\{c(\d+(?:,\d+)*)::/g;

/** The highest cloze number in use in any of the fields; 0 when there is none. */
export function findHighestCloze(fields: readonly string[]): number {
  let highest = 0;
  for (const field of fields) {
    for (const match of field.matchAll(CLOZE_OPENING)) {
      for (const number of (match[1] ?? '').split(',')) highest = Math.max(highest, Number(number));
    }
  }
  return highest;
}

/** What stands before and after a new cloze: with the next number, or with the one used last, so that both are hidden on one card. */
export function makeClozeMarks(fields: readonly string[], number: 'next' | 'same'): { readonly before: string; readonly after: string } {
  const highest = findHighestCloze(fields);
  return { before: `{{c${number === 'next' ? highest + 1 : Math.max(1, highest)}::`, after: '}}' };
}
