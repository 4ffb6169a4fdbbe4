/** What an import remembers of a note, to tell at the next import whether it was edited here since. */

import { FIELD_SEPARATOR } from '../core/cards/model.ts';
import { checksumContent } from './note-text.ts';

const TRAILING_SEPARATORS = new RegExp(`${FIELD_SEPARATOR}+$`);
/** Set by the scheduler, not by the learner's hand. */
const LEECH_TAG = 'leech';

/**
 * First 32 bits of SHA-1 over fields and tags. Empty fields at the end do not count, because a note type that gains a field
 * is no edit of its notes; neither does the tag that marks leeches.
 */
export function checksumImportedContent(joinedFields: string, joinedTags: string): number {
  const fields = joinedFields.endsWith(FIELD_SEPARATOR) ? joinedFields.replace(TRAILING_SEPARATORS, '') : joinedFields;
  const tags = joinedTags.includes(LEECH_TAG)
    ? joinedTags
        .split(' ')
        .filter((tag) => tag.toLowerCase() !== LEECH_TAG)
        .join(' ')
    : joinedTags;
  return checksumContent(fields, tags);
}
