/**
 * Takes the black ink and the white ground off pasted text of a plain card. Browsers and word processors write them into every
 * copy; by day they change nothing, by night they make words unreadable.
 */

/** Up to this much light in each of red, green and blue a colour passes for black ink; from the other on for white paper. */
const DARKEST = 60;
const LIGHTEST = 235;

/** Only what stands in style attributes and `font` elements is looked at; colours that say something stay. */
export function dropPastedColours(root: DocumentFragment): void {
  for (const element of root.querySelectorAll<HTMLElement>('[style*="color" i], [style*="background" i]')) {
    const { style } = element;
    if (typeof style?.getPropertyValue !== 'function') continue;
    const isInk = isBetween(style.color, 0, DARKEST);
    const isPaper = isBetween(style.backgroundColor, LIGHTEST, 255) && ['', 'none', 'initial'].includes(style.backgroundImage);
    const hasGround = style.backgroundColor !== '' && style.backgroundColor !== 'transparent' && !isPaper;
    // Black on a ground of its own, or white paper under an ink of its own, was chosen as a pair.
    if (isInk && !hasGround) style.removeProperty('color');
    if (isPaper && (isInk || style.color === '')) style.removeProperty('background-color');
  }
  for (const font of root.querySelectorAll('font[color]')) {
    if (/^(?:black|#0{3}(?:0{3})?)$/i.test(font.getAttribute('color')?.trim() ?? '')) font.removeAttribute('color');
  }
}

function isBetween(colour: string, least: number, most: number): boolean {
  if (colour === 'black' || colour === 'windowtext') return least === 0;
  if (colour === 'white' || colour === 'window') return most === 255;
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  return parts !== null && parts.slice(1).every((part) => Number(part) >= least && Number(part) <= most);
}
