/**
 * The look of the built-in cards. Every colour is a custom property of the surrounding page with a fall-back, so that a card
 * follows the theme here and still looks right in another program, by day and in night mode.
 */

const GROUND = `.card {
  --ink: var(--card-ink, #22262d);
  --paper: var(--card-ground, #fbfaf6);
  --quiet: var(--card-quiet, #5c6168);
  --rule: var(--card-rule, #d9d5cb);
  --a: var(--card-side-a, #3a5578);
  --a-ground: var(--card-side-a-ground, #e9eef5);
  --b: var(--card-side-b, #8a5200);
  --b-ground: var(--card-side-b-ground, #faefdc);
  margin: 0 auto;
  padding: 24px 16px;
  max-width: 34em;
  box-sizing: border-box;
  color: var(--ink);
  background: var(--paper);
  font-family: var(--card-font, system-ui, sans-serif);
  font-size: var(--card-size, 22px);
  line-height: 1.45;
  text-align: center;
  overflow-wrap: break-word;
}
.card.nightMode, .card.night_mode, .nightMode .card, .night_mode .card {
  --ink: var(--card-ink, #e9e6df);
  --paper: var(--card-ground, #1d2025);
  --quiet: var(--card-quiet, #a9adb4);
  --rule: var(--card-rule, #3d424a);
  --a: var(--card-side-a, #a9c4ea);
  --a-ground: var(--card-side-a-ground, #263244);
  --b: var(--card-side-b, #f0b95f);
  --b-ground: var(--card-side-b-ground, #3c2e17);
}
img { max-width: 100%; height: auto; }
hr { border: 0; border-top: 1px solid var(--rule); margin: 24px 0; }
.extra { margin-top: 24px; color: var(--quiet); }
.cloze { color: var(--a); font-weight: 600; }
input { font: inherit; text-align: center; max-width: 100%; }
`;

const SIDES = `.dimension, .label { color: var(--quiet); font-size: 0.72em; }
.dimension { margin-bottom: 16px; }
.ask { margin-top: 24px; color: var(--quiet); font-size: 0.8em; }
.verdict { margin-bottom: 16px; font-weight: 600; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; text-align: start; }
.side { padding: 16px; border: 2px solid transparent; background: var(--a-ground); }
.side-a { background: var(--a-ground); border-radius: 4px; }
.side-b { background: var(--b-ground); border-radius: 20px; }
.side-a.asked { border-color: var(--a); }
.side-b.asked { border-color: var(--b); }
.answers .side { background: none; border: 1px solid var(--rule); border-radius: 8px; }
.concept { font-weight: 600; white-space: nowrap; }
.side .concept, .label { display: block; margin-bottom: 8px; }
.side .concept { font-size: 0.8em; white-space: normal; }
.concept-a { color: var(--a); }
.concept-b { color: var(--b); }
.concept-a::before, .concept-b::before, .concept-both::before, .concept-both::after {
  content: '';
  display: inline-block;
  box-sizing: border-box;
  width: 0.7em;
  height: 0.7em;
  margin-inline-end: 0.35em;
}
.concept-a::before, .concept-both::before { background: var(--a); }
.concept-b::before { background: var(--b); border-radius: 50%; }
.concept-both { display: inline-block; position: relative; }
.concept-both::before { margin-inline-end: 0.75em; }
.concept-both::after {
  position: absolute;
  inset-inline-start: 0.35em;
  top: 0.42em;
  margin: 0;
  border-radius: 50%;
  border: 0.14em solid var(--b);
}
.unknown { font-size: 1.4em; color: var(--quiet); }
.why { margin-top: 24px; text-align: start; font-size: 0.85em; }
.sources { margin-top: 12px; text-align: start; font-size: 0.65em; color: var(--quiet); }
@media (max-width: 480px) {
  .pair { grid-template-columns: 1fr; }
}
`;

/** For cards with a front and a back. */
export const PLAIN_CARD_CSS = GROUND;

/** For cards about two concepts: the first a square in slate blue on the left, the second a circle in amber on the right. */
export const CONTRAST_CARD_CSS = `${GROUND}${SIDES}`;
