/** Items that share a key, found by sorting hashes: small in memory, and never quadratic, because large blocks are passed over. */

const ITEM_BITS = 20;
/** The most items that fit beside a hash of 32 bits in the 53 of a number. */
export const MOST_ITEMS = 2 ** ITEM_BITS;

export interface Blocks {
  readonly add: (key: string, item: number) => void;
  /**
   * Calls back with each group of `least` 2 to `most` different items under one key, in ascending order; larger groups are
   * boilerplate and are left out. Different keys may fall together by chance (1 in 4 billion), so pairs must be looked at.
   */
  readonly forEachBlock: (most: number, visit: (items: readonly number[]) => void) => void;
}

/** FNV-1a of the text's UTF-16 units, 32 bits. Source: G. Fowler, L. C. Noll, K.-P. Vo, “The FNV non-cryptographic hash algorithm” (IETF draft). */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Items are whole numbers from 0 to MOST_ITEMS − 1. */
export function createBlocks(): Blocks {
  let entries = new Float64Array(1024);
  let count = 0;
  return {
    add: (key, item) => {
      if (count === entries.length) {
        const larger = new Float64Array(count * 2);
        larger.set(entries);
        entries = larger;
      }
      entries[count] = hashText(key) * MOST_ITEMS + item;
      count += 1;
    },
    forEachBlock: (most, visit) => {
      const sorted = entries.subarray(0, count).sort();
      let start = 0;
      while (start < sorted.length) {
        const hash = Math.floor((sorted[start] ?? 0) / MOST_ITEMS);
        let end = start + 1;
        while (end < sorted.length && Math.floor((sorted[end] ?? 0) / MOST_ITEMS) === hash) end += 1;
        const items: number[] = [];
        for (let index = start; index < end && items.length <= most; index += 1) {
          const item = (sorted[index] ?? 0) % MOST_ITEMS;
          if (items.at(-1) !== item) items.push(item);
        }
        if (items.length >= 2 && items.length <= most) visit(items);
        start = end;
      }
    },
  };
}
