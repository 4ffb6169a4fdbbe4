/** Makes long cards smaller, so that as many as were asked for stand on a page. */

const SMALLEST = 0.5;
const STEP = 0.05;

/**
 * Shrinks each side that is higher than `mostPixels`, in steps, down to half its size and no further; 0 stands for no limit. Must be called
 * anew when pictures have arrived or the layout has changed. Sides are measured and changed in turns, so that the page is laid out a few times in all.
 */
export function fitSides(sides: Iterable<HTMLElement>, mostPixels: number): void {
  let candidates = [...sides];
  for (const side of candidates) side.style.removeProperty('zoom');
  if (mostPixels <= 0) return;
  for (let size = 1 - STEP; size > SMALLEST - STEP / 2; size -= STEP) {
    candidates = candidates.filter((side) => side.getBoundingClientRect().height > mostPixels);
    for (const side of candidates) side.style.setProperty('zoom', size.toFixed(2));
  }
}
