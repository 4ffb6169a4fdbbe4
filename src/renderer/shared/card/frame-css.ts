/** The style that every card stands on before its deck's own: type, measure, ink and paper of the app, and what the app puts into cards. */

/** Comes before the deck's style, so that a deck has the last word on its own look. */
export const FRAME_CSS = `
html { height: auto !important; caret-color: var(--card-ground); overflow-x: auto; overflow-y: hidden; scrollbar-width: thin; scrollbar-color: var(--card-rule) transparent; -webkit-text-size-adjust: none; }
body { box-sizing: border-box; margin: 0; padding: 24px 16px; overflow-wrap: break-word; }
.card { color: var(--card-ink); background-color: var(--card-ground); font-family: var(--card-font); font-size: var(--card-size); line-height: 1.5; text-align: center; }
:root[data-own-direction] :is(body, p, div, li, td, th, h1, h2, h3, h4, blockquote, dd, dt) { unicode-bidi: plaintext; }
p { margin: 0 0 0.75em; }
p:last-child { margin-bottom: 0; }
h1, h2, h3 { margin: 0 0 0.5em; line-height: 1.25; font-weight: 600; text-wrap: balance; }
h1 { font-size: 1.4em; } h2 { font-size: 1.2em; } h3 { font-size: 1.05em; }
ul, ol { display: inline-block; margin: 0.25em 0; padding-inline-start: 1.4em; text-align: start; }
ul ul, ul ol, ol ul, ol ol { display: block; }
li { margin: 0.15em 0; }
a { color: var(--card-accent); text-underline-offset: 0.15em; }
hr { border: 0; border-top: 1px solid var(--card-rule); margin: 24px 0; }
#answer { scroll-margin-top: 16px; }
img, video, svg { max-width: 100%; }
img, video { height: auto; max-height: calc(75 * var(--card-window-percent, 8px)); object-fit: contain; vertical-align: middle; }
img.versus-waiting { display: inline-block; width: 96px; height: 96px; }
audio { max-width: 100%; }
pre, code, kbd, samp { font-family: var(--card-mono); font-size: 0.82em; }
pre { margin: 0.5em 0; padding: 12px 16px; overflow-x: auto; text-align: left; line-height: 1.45; background: var(--card-sunken); border-radius: 6px; direction: ltr; tab-size: 4; }
pre code { font-size: inherit; }
:not(pre) > code { padding: 0.1em 0.3em; background: var(--card-sunken); border-radius: 4px; }
blockquote { margin: 0.5em 0; padding-inline-start: 16px; border-inline-start: 3px solid var(--card-rule); text-align: start; }
ruby rt { font-size: 0.5em; color: var(--card-quiet); }
.cloze { color: var(--card-accent); font-weight: 600; }
::selection { background: var(--card-selection); color: var(--card-ink); }
:focus-visible { outline: 2px solid var(--card-accent); outline-offset: 2px; }
details.hint { margin: 0.5em 0; }
details.hint > summary { display: inline-block; padding: 2px 12px; border: 1px solid var(--card-rule); border-radius: 6px; font: 500 0.72em/1.8 var(--card-interface-font); color: var(--card-quiet); cursor: pointer; list-style: none; user-select: none; }
details.hint > summary::-webkit-details-marker { display: none; }
details.hint > div { margin-top: 0.5em; }
.versus-play { all: unset; box-sizing: border-box; display: inline-grid; place-items: center; width: 40px; height: 40px; margin: 0 4px; border-radius: 50%; border: 1px solid var(--card-rule); color: var(--card-ink); vertical-align: middle; cursor: pointer; user-select: none; }
.versus-play:hover { background: var(--card-sunken); }
.versus-play:focus-visible { outline: 2px solid var(--card-accent); outline-offset: 2px; }
.versus-play::before { content: ''; margin-inline-start: 3px; border-style: solid; border-width: 7px 0 7px 12px; border-color: transparent transparent transparent currentcolor; }
.versus-missing, .template-notice, .template-problem { font: 400 14px/1.4 var(--card-interface-font); color: var(--card-quiet); }
.versus-missing { display: inline-block; padding: 2px 8px; border: 1px dashed var(--card-rule); border-radius: 6px; }
.template-problem { max-width: 34em; margin: 0 auto; padding: 12px 16px; border: 1px solid var(--card-rule); border-radius: 6px; text-align: start; }
.unreadable-maths { font-family: var(--card-mono); font-size: 0.82em; }
.typed-answer { display: block; font-family: var(--card-mono); margin: 8px 0; }
.typed-line { display: block; white-space: pre-wrap; line-height: 1.6; }
.typed-right { color: var(--card-accent); }
.typed-wrong { color: var(--card-danger); text-decoration: line-through; }
.typed-missing { color: var(--card-ink); text-decoration: underline; text-decoration-style: dotted; text-underline-offset: 0.2em; }
.katex-display { overflow-x: auto; overflow-y: hidden; padding: 2px 0; margin: 0.6em 0; }
@media (prefers-reduced-motion: reduce) { * { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; } }
`;

/** For cards whose deck has no style of its own: a measure that reads well, and tables with lines. */
export const PLAIN_CSS = `
.card { max-width: 34em; margin: 0 auto; }
table { margin: 0.5em auto; border-collapse: collapse; text-align: start; font-size: 0.88em; }
td, th { padding: 6px 12px; border-bottom: 1px solid var(--card-rule); vertical-align: top; }
th { font-weight: 600; border-bottom-color: var(--card-quiet); }
tr:last-child > td { border-bottom: 0; }
.versus-long { text-align: start; }
`;
