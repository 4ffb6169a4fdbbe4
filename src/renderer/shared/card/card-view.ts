/** Keeps a card's frame: fills it, follows the theme and its height, passes keys on, opens links outside, plays sounds. */

import type { RenderedCard } from '../../../contract/notes.ts';
import { createCardPlayer } from './card-sounds.ts';
import type { CardVoice } from './card-sounds.ts';
import { readCardTheme, readFontFaces } from './card-theme.ts';
import type { CardType } from './card-theme.ts';
import { fillMarks } from './fill-marks.ts';
import { dropStockStyle, FRAME_CSS, PLAIN_CSS } from './frame-css.ts';
import { addFrameStyles, setStyle } from './frame-document.ts';
import { followHeight } from './frame-height.ts';
import { forwardKeys, openLinks } from './frame-input.ts';
import { sanitiseCard } from './sanitise-card.ts';
import { cleanStyleSheet } from './sanitise-css.ts';
import { readMathsCss, typesetMaths } from './typeset-maths.ts';

/** What a card wanted and did not get. */
export interface CardReport {
  /** The card carries scripts, which never run. */
  readonly hasScripts: boolean;
  /** Addresses outside the library; none was loaded. */
  readonly remote: readonly string[];
  readonly missingMedia: readonly string[];
}

export interface ShownCard {
  readonly card: RenderedCard;
  readonly side: 'question' | 'answer';
  readonly typed: string | null;
  readonly autoplay: boolean;
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
    show: ({ card, side, typed, autoplay }) => {
      const deck = cleanStyleSheet(card.css);
      const { css, isPlain } = dropStockStyle(deck.css);
      const safe = sanitiseCard(card[side].html);
      const filled = fillMarks(safe.fragment, card, side, typed);
      const hasMaths = typesetMaths(safe.fragment);
      voices = filled.voices;
      own = filled.own;
      if (side === 'question') ofQuestion = filled.own;
      bodyClass = /^[\w -]*$/.test(card.bodyClass) ? card.bodyClass : 'card';

      setStyle(styles.base, isPlain ? FRAME_CSS + PLAIN_CSS : FRAME_CSS);
      setStyle(styles.deck, css);
      if (hasMaths) setStyle(styles.maths, readMathsCss());
      applyTheme();
      body.replaceChildren(safe.fragment);
      height.restart();
      frame.style.visibility = 'visible';
      showBeginning(frame, body, side);
      if (autoplay) player.play(own);
      else player.stop();
      return { hasScripts: card.hasScripts, remote: [...new Set([...deck.remote, ...safe.remote])], missingMedia: card.missingMedia };
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
      player.stop();
    },
  };
}

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
