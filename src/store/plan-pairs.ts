/** Which pairs of concepts the notes of one row are made of. */

import type { ConceptId } from '../core/ids.ts';

export type ConceptPair = readonly [ConceptId, ConceptId];

export interface PairPlan {
  /** The notes the row is to have; `from` is the place of the note that is there already, null for one to be made. */
  readonly kept: readonly { readonly pair: ConceptPair; readonly from: number | null }[];
  /** Places of notes that are no longer needed. */
  readonly dropped: readonly number[];
}

/**
 * Notes that still hold two sides stay; sides that they leave unlinked are chained to the side before them, so that n sides
 * need n − 1 notes at least and all hang together. A side that stands alone is paired with a concept whose side is empty.
 */
export function planPairs(concepts: readonly ConceptId[], isFilled: (concept: ConceptId) => boolean, notes: readonly ConceptPair[]): PairPlan {
  const filled = concepts.filter(isFilled);
  const held = notes.map((pair, from) => ({ pair, from })).filter(({ pair }) => (filled.length > 1 ? pair.every(isFilled) : pair.some(isFilled)));
  const kept: { pair: ConceptPair; from: number | null }[] = filled.length > 1 ? held : held.slice(0, 1);
  filled.forEach((concept, index) => {
    const before = filled[index - 1];
    if (before === undefined || reach(filled[0] as ConceptId, kept).has(concept)) return;
    kept.push({ pair: [before, concept], from: null });
  });
  const [alone] = filled;
  if (kept.length === 0 && alone !== undefined) kept.push({ pair: pairWithNeighbour(concepts, alone), from: null });
  return { kept, dropped: notes.flatMap((_, place) => (kept.some(({ from }) => from === place) ? [] : [place])) };
}

/** The concepts that pairs lead to from the first one. */
function reach(first: ConceptId, pairs: readonly { readonly pair: ConceptPair }[]): ReadonlySet<ConceptId> {
  const reached = new Set([first]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const { pair } of pairs) if (pair.some((concept) => reached.has(concept))) for (const concept of pair) reached.add(concept);
  }
  return reached;
}

function pairWithNeighbour(concepts: readonly ConceptId[], concept: ConceptId): ConceptPair {
  const place = Math.min(concepts.indexOf(concept), concepts.length - 2);
  return [concepts[place] as ConceptId, concepts[place + 1] as ConceptId];
}
