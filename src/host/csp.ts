/** The headers that keep the window to itself: what a page of the app may load, and that a media file may do nothing. */

/**
 * Content-Security-Policy of the app's pages. Cards lie in frames that inherit it: no script but the app's own, no network but the app's own origin.
 * Inline styles are allowed because card styles and typeset formulas are inline. `developmentSocket` opens the hot-reload socket (ws://host:port).
 */
export function appPolicy(developmentSocket?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${developmentSocket === undefined ? '' : ` ${developmentSocket}`}`,
    "worker-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Content-Security-Policy of media: an SVG opened by itself keeps its styles and can do nothing else. */
export const mediaPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

/** On every response of every host. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
};
