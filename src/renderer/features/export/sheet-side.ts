/**
 * Puts one side of a card on the printed sheet. A frame of its own, as study has it, cannot be broken into pages, so a side stands in a shadow
 * root of the page instead: cleaned as in study, with the deck's style kept to itself, and in an inert, clipped cell from which nothing can be
 * pressed or reached. The page's own policy runs no script that a card carries and loads nothing from elsewhere.
 */

import type { RenderedCard } from '../../../contract/notes.ts';
import { dropPastedColours } from '../../shared/card/pasted-colours.ts';
import { fillMarks } from '../../shared/card/fill-marks.ts';
import { FRAME_CSS, PLAIN_CSS } from '../../shared/card/frame-css.ts';
import { sanitiseCard } from '../../shared/card/sanitise-card.ts';
import { cleanStyleSheet } from '../../shared/card/sanitise-css.ts';
import { dropStockStyle, type OwnStyle } from '../../shared/card/stock-style.ts';
import { readMathsCss, typesetMaths } from '../../shared/card/typeset-maths.ts';
import { cutToAnswer } from './cut-to-answer.ts';

/** Comes last: ink on paper whatever the deck or the theme chose, and nothing that only a screen can do. */
const PAPER_CSS = `
:host { display: block; font-size: var(--sheet-type); overflow-wrap: anywhere; }
.card { max-width: none; margin: 0; padding: 0; background: none !important; font-size: inherit !important; }
.card, .card * { color: #000 !important; background-color: transparent !important; text-shadow: none !important; box-shadow: none !important; animation: none !important; transition: none !important; }
:is(.card, p, div, li, td, th, h1, h2, h3, h4, blockquote, dd, dt) { unicode-bidi: plaintext; }
:host-context(.list) .card { text-align: start !important; }
/* Paper cannot be scrolled. */
pre { white-space: pre-wrap !important; overflow: visible !important; }
img, svg { max-height: var(--sheet-picture-height, 60mm); }
.versus-play, video, audio, details.hint { display: none !important; }
.cloze { text-decoration: underline; text-underline-offset: 0.15em; }
.only-sound { color: #555 !important; font-style: italic; }
`;

const sheets = new Map<string, CSSStyleSheet>();

/** One parsed style for all cards that share its text. */
function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known !== undefined) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}

const styles = new Map<string, OwnStyle>();

/** A deck's style, cleaned; once for all cards that share it. */
function styleOf(css: string): OwnStyle {
  const known = styles.get(css);
  if (known !== undefined) return known;
  const style = dropStockStyle(cleanStyleSheet(css).css);
  styles.set(css, style);
  return style;
}

/** Fonts of formulas must be known to the page itself: those that a shadow root declares are not loaded. */
function loadMathsFonts(): void {
  if (document.getElementById('sheet-maths') !== null) return;
  const style = document.createElement('style');
  style.id = 'sheet-maths';
  style.textContent = readMathsCss();
  document.head.append(style);
}

/** Fills an empty cell with a side, closes it off, and returns the element in it that holds the side. */
export function showSheetSide(cell: HTMLElement, card: RenderedCard, side: 'question' | 'answer'): HTMLElement {
  const { css, isPlain } = styleOf(card.css);
  const { fragment } = sanitiseCard(card[side].html);
  fillMarks(fragment, card, side, null);
  if (side === 'answer') cutToAnswer(fragment);
  if (isPlain) dropPastedColours(fragment);
  const hasMaths = typesetMaths(fragment);
  if (hasMaths) loadMathsFonts();
  const body = document.createElement('div');
  body.className = /^[\w -]*$/.test(card.bodyClass) ? card.bodyClass : 'card';
  body.append(fragment);
  if (card[side].sounds.length > 0 && body.textContent?.trim() === '' && body.querySelector('img, svg') === null) {
    const note = document.createElement('p');
    note.className = 'only-sound';
    note.textContent = 'a sound';
    body.append(note);
  }
  // What a deck places by position stays in its cell, and nothing in it can be pressed.
  cell.inert = true;
  cell.style.overflow = 'hidden';
  cell.style.contain = 'layout paint';
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [FRAME_CSS, ...(hasMaths ? [readMathsCss()] : []), isPlain ? PLAIN_CSS : '', css, PAPER_CSS].filter((text) => text !== '').map(sheetOf);
  root.append(body);
  cell.append(host);
  return host;
}

/** Resolves when every picture of the sides is there, or known to be missing, and letters have their fonts. */
export async function waitForPictures(sides: Iterable<Element>): Promise<void> {
  const pictures = Array.from(sides, (side) => [...(side.shadowRoot?.querySelectorAll('img') ?? [])]).flat();
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
  await document.fonts.ready;
}
