/** Which pairs of concepts the notes of one row are made of, when a row has more than one note or two. */

import type { ConceptId } from '../core/ids.ts';

export type ConceptPair = readonly [ConceptId, ConceptId];

export interface PairPlan {
  /** The notes the row is to have; `from` is the place of the note that is there already, null for one to be made. */
  readonly kept: readonly { readonly pair: ConceptPair; readonly from: number | null }[];
  /** Places of notes that are no longer needed. */
  readonly dropped: readonly number[];
}

/**
 * Notes that are there stay as long as they hold something. Concepts that none of them has are chained to the concept before
 * them, so that n sides take n − 1 notes; a side that stands alone is paired with the next concept, whose side is empty.
 */
export function planPairs(concepts: readonly ConceptId[], isFilled: (concept: ConceptId) => boolean, notes: readonly ConceptPair[]): PairPlan {
  const filled = concepts.filter(isFilled);
  const holdsBoth = ([a, b]: ConceptPair): boolean => isFilled(a) && isFilled(b);
  const wanted: { pair: ConceptPair; from: number | null }[] = notes.flatMap((pair, from) => (pair.some(isFilled) ? [{ pair, from }] : []));
  const isCovered = (concept: ConceptId): boolean => wanted.some(({ pair }) => pair.includes(concept));
  filled.forEach((concept, index) => {
    if (isCovered(concept)) return;
    const partner = filled[index === 0 ? 1 : index - 1] ?? concepts[(concepts.indexOf(concept) + 1) % concepts.length];
    if (partner === undefined) return;
    const pair: ConceptPair = concepts.indexOf(partner) < concepts.indexOf(concept) ? [partner, concept] : [concept, partner];
    wanted.push({ pair, from: null });
  });
  const kept = wanted.filter(({ pair }) => holdsBoth(pair) || !wanted.some((other) => holdsBoth(other.pair) && other.pair.some((concept) => isFilled(concept) && pair.includes(concept))));
  return { kept, dropped: notes.flatMap((_, place) => (kept.some(({ from }) => from === place) ? [] : [place])) };
}
