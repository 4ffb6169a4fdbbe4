/** Sides in words. */

import type { ConceptSet, Side } from '../contrast/model.ts';

/** The concept's label, "both" or "neither". A concept that is gone is "something else". */
export function nameSide(side: Side, set: Pick<ConceptSet, 'concepts'>): string {
  if (typeof side === 'string') return side;
  return set.concepts.find(({ id }) => id === side)?.label ?? 'something else';
}

/** As the end of "This belongs to …". */
export function nameOwner(side: Side, set: Pick<ConceptSet, 'concepts'>): string {
  if (side === 'both') return 'both';
  if (side === 'neither') return 'neither of them';
  return nameSide(side, set);
}
