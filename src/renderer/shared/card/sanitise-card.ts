/**
 * Makes a side's HTML safe to stand in the card's frame: no scripts, no forms, no frames, no address outside the library. The frame's
 * sandbox and content policy hold without it; this is the wall before that wall, and what tells the learner what was left out.
 */

import createPurifier from 'dompurify';
import type { Config, DOMPurify } from 'dompurify';
import { isMediaAddress } from './media-address.ts';
import { cleanStyleAttribute, cleanStyleSheet } from './sanitise-css.ts';

export interface SafeSide {
  /** Belongs to an inert document: nothing in it has loaded. */
  readonly fragment: DocumentFragment;
  /** Addresses outside the library that the card names, each once, in order; none was loaded. */
  readonly remote: readonly string[];
}

const CONFIG = {
  RETURN_DOM_FRAGMENT: true,
  FORCE_BODY: true,
  ADD_TAGS: ['ruby', 'rb', 'rt', 'rtc', 'rp', 'bdi'],
  FORBID_TAGS: [
    'form', 'input', 'button', 'textarea', 'select', 'option', 'optgroup', 'datalist', 'fieldset', 'output', 'dialog', 'template', 'slot', 'portal', 'menu',
    'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'param', 'meta', 'base', 'link', 'noscript', 'marquee', 'blink', 'animate', 'set', 'feimage',
    'selectedcontent', 'fencedframe',
  ],
  FORBID_ATTR: [
    'name', 'autofocus', 'contenteditable', 'tabindex', 'accesskey', 'srcset', 'sizes', 'imagesrcset', 'usemap', 'ping', 'target', 'nonce', 'slot', 'part', 'is',
    'popover', 'popovertarget', 'popovertargetaction', 'autoplay', 'srcdoc', 'formaction', 'action', 'background', 'cite', 'longdesc', 'lowsrc', 'dynsrc',
    'crossorigin', 'integrity', 'draggable', 'spellcheck', 'commandfor', 'command', 'interestfor', 'aria-live', 'elementtiming',
  ],
} satisfies Config;

const SOURCES = new Set(['src', 'poster']);
const LINKS = new Set(['href', 'xlink:href']);

let purifier: DOMPurify | null = null;
let remote = new Set<string>();

/** The HTML as a fragment that may be put into the frame's document. Never parse it from text again. */
export function sanitiseCard(html: string): SafeSide {
  purifier ??= preparePurifier();
  remote = new Set();
  const fragment = purifier.sanitize(html, CONFIG);
  return { fragment, remote: [...remote] };
}

function preparePurifier(): DOMPurify {
  const made = createPurifier(window);
  made.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName !== 'style' || node.textContent === null) return;
    const cleaned = cleanStyleSheet(node.textContent);
    for (const address of cleaned.remote) remote.add(address);
    node.textContent = cleaned.css;
  });
  made.addHook('uponSanitizeAttribute', (element, attribute) => {
    const { attrName, attrValue } = attribute;
    const refuse = () => {
      attribute.keepAttr = false;
    };
    if (attrName === 'style') {
      const cleaned = cleanStyleAttribute(attrValue);
      for (const address of cleaned.remote) remote.add(address);
      attribute.attrValue = cleaned.css;
    } else if (SOURCES.has(attrName)) {
      if (isMediaAddress(attrValue)) attribute.forceKeepAttr = true;
      else {
        refuse();
        noteRefused(element, attrValue);
      }
    } else if (LINKS.has(attrName)) {
      judgeLink(element, attrValue, refuse);
    } else if (/\burl\s*\(|\\/i.test(attrValue) && !attrName.startsWith('data-') && attrName !== 'alt' && attrName !== 'title') {
      // Presentation attributes of SVG may point to parts of the card and nowhere else.
      if (!/^\s*url\(\s*["']?#[^"')\\]*["']?\s*\)[^\\(]*$/i.test(attrValue)) refuse();
    }
  });
  return made;
}

/** Links to the web wait for a click; those of SVG's own elements would load by themselves. */
function judgeLink(element: Element, address: string, refuse: () => void): void {
  const isLink = element.localName === 'a';
  if (address.trim().startsWith('#')) return;
  if (isLink && isWebAddress(address)) return;
  if (!isLink && element.localName === 'image' && isMediaAddress(address)) return;
  refuse();
  if (!isLink) noteRefused(element, address);
}

/** True for http and https, which a click opens outside. */
export function isWebAddress(address: string): boolean {
  return /^\s*https?:\/\//i.test(address);
}

/** What looks like a plain name is a file that the library lacks; its element says so. The rest lies outside. */
function noteRefused(element: Element, address: string): void {
  const text = address.trim();
  if (/^(?:[a-z][a-z0-9+.-]*:|[/\\])/i.test(text)) remote.add(text.slice(0, 500));
  else if (text !== '') element.setAttribute('data-versus-missing', text.slice(0, 200));
}
