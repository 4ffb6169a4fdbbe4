/** Which signs in angle brackets are elements of HTML, and which are text that only looks like one: `<C-v>`, `vector<int>`. */

const ELEMENTS = new Set(
  (
    'a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn ' +
    'dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend ' +
    'li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script section ' +
    'select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr ' +
    // Of SVG and MathML, which stand in their own lines too.
    'circle defs ellipse g line path polygon polyline rect text tspan use mfrac mi mn mo mover mrow msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover'
  ).split(' '),
);

/** True for a tag, a comment or another piece of markup that HTML knows. */
export function isHtml(markup: string): boolean {
  const name = /^<\/?([A-Za-z][^\s/>]*)/.exec(markup)?.[1];
  return name === undefined || ELEMENTS.has(name.toLowerCase());
}
