/** The order of a session's cards: new ones among the reviews, and orders by chance that stay the same when they are made again. */

import type { PresetSettings } from './model.ts';

/** Reviews and new cards in one row. Mixed spreads the shorter list evenly through the longer, beginning with a review. */
export function arrangeCards<Card>(reviews: readonly Card[], fresh: readonly Card[], order: PresetSettings['newAmongReviews']): Card[] {
  if (order === 'before') return [...fresh, ...reviews];
  if (order === 'after') return [...reviews, ...fresh];
  const arranged: Card[] = [];
  let reviewIndex = 0;
  let freshIndex = 0;
  while (reviewIndex < reviews.length || freshIndex < fresh.length) {
    // Whichever list has the larger share still to come goes next.
    const reviewIsNext = (reviewIndex + 1) * (fresh.length + 1) <= (freshIndex + 1) * (reviews.length + 1);
    const from = freshIndex === fresh.length || (reviewIndex < reviews.length && reviewIsNext) ? reviews : fresh;
    const card = from === reviews ? reviews[reviewIndex++] : fresh[freshIndex++];
    if (card !== undefined) arranged.push(card);
  }
  return arranged;
}

/** A card's place in an order by chance: a number in [0, 2³²) that depends on the id and the seed alone. */
export function shuffleKey(id: number, seed: number): number {
  let hash = (id ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
