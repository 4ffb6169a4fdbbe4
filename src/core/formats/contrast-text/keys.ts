/** Keys made from a block's own words, for files whose author gave none. */

const LONGEST_KEY = 48;

/** Lower-case words joined by hyphens, at most 48 characters; empty when the text has no letter and no digit. */
export function deriveKey(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const key = [...words.join('-')].slice(0, LONGEST_KEY).join('');
  return key.replace(/-$/, '');
}
