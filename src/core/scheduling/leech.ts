/** Leeches: cards that lapse so often that studying on will not help. */

/** Added to the note of a leech. */
export const LEECH_TAG = 'leech';

/**
 * Whether the lapse that brought the count to `lapseCount` makes the card a leech: at the threshold, then after every half
 * threshold (rounded up) more. A threshold of 0 never does. Anki's rule.
 */
export function isLeechLapse(lapseCount: number, threshold: number): boolean {
  if (threshold <= 0 || lapseCount < threshold) return false;
  return (lapseCount - threshold) % Math.ceil(threshold / 2) === 0;
}
