/** The media that a note's fields refer to, with both spellings of names that are percent-encoded. */

import { replaceMediaReferences } from '../core/cards/media-references.ts';

/** Likeliest name to the other spelling, or to null where there is one only. */
export function readMediaReferenceSpellings(html: string): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  replaceMediaReferences(html, (names) => {
    const [name, otherSpelling = null] = names;
    if (name !== undefined) found.set(name, otherSpelling);
    return null;
  });
  return found;
}
