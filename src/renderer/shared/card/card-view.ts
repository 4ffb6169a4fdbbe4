/** Keeps a card's frame: fills it, follows the theme and its height, passes keys on, opens links outside, plays sounds. */

import type { RenderedCard } from '../../../contract/notes.ts';
import { alignLongText } from './align-long-text.ts';
import { createCardPlayer } from './card-sounds.ts';
import type { CardVoice } from './card-sounds.ts';
import { readCardTheme, readFontFaces } from './card-theme.ts';
import type { CardType } from './card-theme.ts';
import { fillMarks } from './fill-marks.ts';
import { FRAME_CSS, PLAIN_CSS } from './frame-css.ts';
import { addFrameStyles, setStyle } from './frame-document.ts';
import { followHeight } from './frame-height.ts';
import { forwardKeys, openLinks } from './frame-input.ts';
import { createLatePictures } from './late-pictures.ts';
import { dropPastedColours } from './pasted-colours.ts';
import { sanitiseCard } from './sanitise-card.ts';
import { cleanStyleSheet } from './sanitise-css.ts';
import { dropStockStyle } from './stock-style.ts';
import { readMathsCss, typesetMaths } from './typeset-maths.ts';

/** What a card wanted and did not get. */
export interface CardReport {
  /** The card carries scripts, which never run. */
  readonly hasScripts: boolean;
  /** Addresses outside the library; none was loaded. */
  readonly remote: readonly string[];
  readonly missingMedia: readonly string[];
  /** The ground that the deck chose for its cards, as a CSS colour; null where the card lies on the app's own. */
  readonly paper: string | null;
}

export interface ShownCard {
  readonly card: RenderedCard;
  readonly side: 'question' | 'answer';
  readonly typed: string | null;
  readonly autoplay: boolean;
  /** Scrolls to where the side begins; not for cards that stand among other things. */
  readonly scrolls: boolean;
}

export interface CardView {
  readonly show: (shown: ShownCard) => CardReport;
  readonly setType: (type: CardType) => void;
  readonly replay: () => void;
  readonly stop: () => void;
  readonly close: () => void;
}

export interface CardViewOptions {
  readonly onKey: (event: KeyboardEvent) => void;
  readonly hasKeyListener: () => boolean;
}

/** Takes over a frame whose empty document has loaded. */
export function createCardView(frame: HTMLIFrameElement, options: CardViewOptions): CardView {
  const inside = frame.contentDocument;
  if (inside === null) throw new Error('the card frame has no document');
  // Held from the start: what a card names its elements cannot stand in for them later.
  const { body, documentElement: root } = inside;
  const styles = addFrameStyles(inside);
  const player = createCardPlayer();
  const pictures = createLatePictures();
  let voices: ReadonlyMap<Element, CardVoice> = new Map();
  let own: readonly CardVoice[] = [];
  let ofQuestion: readonly CardVoice[] = [];
  let type: CardType = { font: 'sans', pixels: 22 };
  let bodyClass = 'card';

  const height = followHeight(frame, root, body);
  const applyTheme = () => {
    const theme = readCardTheme(frame, type);
    setStyle(styles.theme, theme.css);
    setStyle(styles.fonts, readFontFaces());
    root.className = theme.isNight ? 'night-mode nightMode night_mode' : '';
    body.className = theme.isNight ? `${bodyClass} nightMode night_mode` : bodyClass;
    height.measure();
  };
  const themes = new MutationObserver(applyTheme);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-ground', 'class', 'style'] });
  const ends = new AbortController();
  const { signal } = ends;
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme, { signal });
  window.addEventListener('resize', applyTheme, { signal });
  forwardKeys(frame, inside, options, signal);
  openLinks(inside, signal);
  inside.addEventListener(
    'click',
    (event) => {
      const voice = findVoice(event.target, voices);
      if (voice !== undefined) player.play([voice]);
    },
    { signal },
  );

  return {
    show: ({ card, side, typed, autoplay, scrolls }) => {
      const deck = cleanStyleSheet(card.css);
      const { css, isPlain } = dropStockStyle(deck.css);
      const safe = sanitiseCard(card[side].html);
      const filled = fillMarks(safe.fragment, card, side, typed);
      pictures.hold(safe.fragment);
      if (isPlain) {
        dropPastedColours(safe.fragment);
        alignLongText(safe.fragment);
      }
      const hasMaths = typesetMaths(safe.fragment);
      voices = filled.voices;
      own = filled.own;
      if (side === 'question') ofQuestion = filled.own;
      bodyClass = /^[\w -]*$/.test(card.bodyClass) ? card.bodyClass : 'card';

      root.toggleAttribute('data-own-direction', hasMixedDirections(card[side].html));
      setStyle(styles.base, isPlain ? FRAME_CSS + PLAIN_CSS : FRAME_CSS);
      setStyle(styles.deck, css);
      if (hasMaths) setStyle(styles.maths, readMathsCss());
      applyTheme();
      body.replaceChildren(safe.fragment);
      height.restart();
      frame.style.visibility = 'visible';
      if (scrolls) showBeginning(frame, body, side);
      if (autoplay) player.play(own);
      else player.stop();
      return { hasScripts: card.hasScripts, remote: [...new Set([...deck.remote, ...safe.remote])], missingMedia: card.missingMedia, paper: readPaper(root, body) };
    },
    setType: (next) => {
      type = next;
      applyTheme();
    },
    replay: () => player.play(own.length > 0 ? own : ofQuestion),
    stop: player.stop,
    close: () => {
      ends.abort();
      themes.disconnect();
      height.stop();
      pictures.stop();
      player.stop();
    },
  };
}

/** FRAME_CSS writes the app's ground into the root's caret colour, so that both can be compared as the browser computes them. */
function readPaper(root: HTMLElement, body: HTMLElement): string | null {
  const view = root.ownerDocument.defaultView;
  const paper = view?.getComputedStyle(body).backgroundColor;
  return paper === undefined || paper === view?.getComputedStyle(root).caretColor || /^rgba\(.*, 0\)$/.test(paper) ? null : paper;
}

/** Chromium takes squared time to find the direction of a very long paragraph, and a card of left-to-right letters has nothing to find. */
function hasMixedDirections(html: string): boolean {
  return html.length < LONGEST_MIXED && RIGHT_TO_LEFT.test(html);
}

const LONGEST_MIXED = 100_000;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

function findVoice(target: EventTarget | null, voices: ReadonlyMap<Element, CardVoice>): CardVoice | undefined {
  // The target's class is the frame's own, so it is known by its members.
  const element = target as Element | null;
  const button = typeof element?.closest === 'function' ? element.closest('.versus-play') : null;
  return button === null ? undefined : voices.get(button);
}

/** A question begins at its top; an answer is brought to the line that sets it off, as far as there is anything to scroll. */
function showBeginning(frame: HTMLIFrameElement, body: HTMLElement, side: 'question' | 'answer'): void {
  const line = side === 'answer' ? body.querySelector('#answer') : null;
  if (line !== null) line.scrollIntoView();
  else if (side === 'question' && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
}
