/** Other wordings of a statement, as they stand in a field: after ` / `. */

const BETWEEN = /\s+\/\s+/u;

/** The first wording is the statement, the others count as the same. `text` is plain. */
export function splitSynonyms(text: string): { readonly text: string; readonly synonyms: readonly string[] } {
  const [first = '', ...others] = text.split(BETWEEN).map((part) => part.trim()).filter((part) => part !== '');
  return { text: first, synonyms: others };
}

/** What splitSynonyms takes apart, as one text. */
export function joinSynonyms(statement: { readonly text: string; readonly synonyms: readonly string[] }): string {
  return [statement.text, ...statement.synonyms].join(' / ');
}
