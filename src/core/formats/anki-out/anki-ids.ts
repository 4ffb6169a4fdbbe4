/** Ids for Anki, which numbers everything by moments in milliseconds: the same thing gets the same id in every export. */

/** From here on, one id per millisecond of ten years: names that differ practically never meet. */
const FIRST_NAME_ID = Date.UTC(2012, 0, 1);
const NAME_ID_RANGE = 10 * 365 * 86_400_000;

/** FNV-1a over UTF-16 units, in two halves of 32 bits. Source: the FNV specification (draft-eastlake-fnv). */
function hashText(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(index), 0x85ebca6b);
  }
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}

/** An id for something that is known by its name; `taken` gains it, and a taken one is passed over. */
export function idOfName(kind: 'deck' | 'note-type' | 'preset', name: string, taken: Set<number>): number {
  let id = FIRST_NAME_ID + (hashText(`${kind}\n${name}`) % NAME_ID_RANGE);
  while (taken.has(id)) id += 1;
  taken.add(id);
  return id;
}

export interface IdClaims {
  /** The wanted id (Unix milliseconds), or the next that `isFree`; `take` is asked to store it, and says whether it could. */
  readonly claim: (wanted: number, take: (id: number) => boolean) => number;
}

/** Remembers only where ids met, so that many records of the same moment are placed without trying each id again. */
export function createIdClaims(): IdClaims {
  const nextAfter = new Map<number, number>();
  return {
    claim: (wanted, take) => {
      const first = Math.max(Math.trunc(wanted), 1);
      let id = nextAfter.get(first) ?? first;
      while (!take(id)) id = nextAfter.get(id + 1) ?? id + 1;
      if (id !== first) nextAfter.set(first, id + 1);
      return id;
    },
  };
}
