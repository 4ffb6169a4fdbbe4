/** Keys and clicks inside a card's frame: keys are the page's, links open outside and only when clicked. */

import { isWebAddress } from './sanitise-card.ts';

export interface KeyListener {
  readonly onKey: (event: KeyboardEvent) => void;
  readonly hasKeyListener: () => boolean;
}

/** Elements that Space and Enter work on themselves. */
const ACTIVE = 'a[href], button, summary, video, audio';

/**
 * Passes keys on to the page: to the listener, or as a copy that bubbles up from the frame's element; when the copy is
 * prevented, so is the key.
 */
export function forwardKeys(frame: HTMLIFrameElement, inside: Document, listener: KeyListener, signal: AbortSignal): void {
  const forward = (event: KeyboardEvent) => {
    const target = event.target as Element | null;
    const isOwn = (event.key === ' ' || event.key === 'Enter') && typeof target?.closest === 'function' && target.closest(ACTIVE) !== null;
    if (isOwn) return;
    if (listener.hasKeyListener()) {
      if (event.type === 'keydown') listener.onKey(event);
      return;
    }
    const { key, code, location, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing } = event;
    const copy = new KeyboardEvent(event.type, {
      key, code, location, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing, bubbles: true, cancelable: true, composed: true,
    });
    if (!frame.dispatchEvent(copy)) event.preventDefault();
  };
  inside.addEventListener('keydown', forward, { signal });
  inside.addEventListener('keyup', forward, { signal });
  // Buttons of a card work by pointer without taking the keys with them.
  inside.addEventListener(
    'mousedown',
    (event) => {
      const target = event.target as Element | null;
      if (typeof target?.closest === 'function' && target.closest('.versus-play, summary') !== null) event.preventDefault();
    },
    { signal },
  );
}

/** A click on a link opens web addresses outside, and brings parts of the card itself into view; nothing else happens. */
export function openLinks(inside: Document, signal: AbortSignal): void {
  const open = (event: MouseEvent) => {
    const target = event.target as Element | null;
    const link = typeof target?.closest === 'function' ? target.closest('a, area') : null;
    if (link === null) return;
    event.preventDefault();
    const address = link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '';
    if (address.trim().startsWith('#')) inside.getElementById(decodeURIComponentSafely(address.trim().slice(1)))?.scrollIntoView();
    else if (isWebAddress(address)) window.open(address.trim(), '_blank', 'noopener,noreferrer');
  };
  inside.addEventListener('click', open, { signal });
  inside.addEventListener('auxclick', (event) => event.button === 1 && open(event), { signal });
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
