/** Texts that are to be held for long, free of the larger ones that they were found in. */

/** The same text, of its own: what a parser cut out of a piece, or put together letter by letter, holds on to all that it came from. */
export function copyText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
