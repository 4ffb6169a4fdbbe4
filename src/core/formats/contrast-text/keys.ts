/** Keys made from a block's own words, for files whose author gave none; and keys that no other block has. */

const LONGEST_KEY = 48;

/** Lower-case words joined by hyphens, at most 48 characters; empty when the text has no letter and no digit. */
export function deriveKey(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const key = [...words.join('-')].slice(0, LONGEST_KEY).join('');
  return key.replace(/-$/, '');
}

/** The key itself, or with the first number behind it that is free. `taken` holds how often each was asked for, so that counting goes on where it ended. */
export function claimName(wanted: string, taken: Map<string, number>): string {
  let key = wanted;
  let count = taken.get(wanted) ?? 0;
  for (count += 1; taken.has(key); count += 1) key = `${wanted}~${String(count)}`;
  taken.set(wanted, Math.max(1, count - 1));
  if (key !== wanted) taken.set(key, 1);
  return key;
}
