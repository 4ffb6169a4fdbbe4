/** The empty document that a card's frame begins with. It is loaded once; cards are put into it, so that nothing flashes between them. */

/**
 * Nothing runs and nothing is fetched but media of the app's own origin; what a card may show at most, whatever got through the cleaning.
 * The frame's sandbox holds scripts off a second time.
 */
const POLICY = [
  "default-src 'none'",
  "img-src 'self' data:",
  "media-src 'self'",
  "style-src 'unsafe-inline' 'self'",
  "font-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** The source of the frame, in the language of the app. */
export function writeFrameDocument(language: string): string {
  const lang = /^[A-Za-z-]{2,35}$/.test(language) ? language : 'en';
  return (
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    '<meta name="referrer" content="no-referrer"><title>Card</title></head><body class="card"></body></html>'
  );
}

/** The style elements of the frame, in the order in which they apply. */
export interface FrameStyles {
  readonly theme: HTMLStyleElement;
  readonly fonts: HTMLStyleElement;
  readonly maths: HTMLStyleElement;
  readonly base: HTMLStyleElement;
  readonly deck: HTMLStyleElement;
}

/** Adds the style elements to a frame that has just loaded. */
export function addFrameStyles(frame: Document): FrameStyles {
  const add = () => frame.head.appendChild(frame.createElement('style'));
  return { theme: add(), fonts: add(), maths: add(), base: add(), deck: add() };
}

/** Sets a style's text, and only when it is another: parsing KaTeX's style at each card would be felt. */
export function setStyle(style: HTMLStyleElement, css: string): void {
  if (style.textContent !== css) style.textContent = css;
}
