/** Sets the formulas of a card with KaTeX, whose style and fonts are part of the app. A formula that cannot be read stays as it is written. */

import katex from 'katex';
import 'katex/contrib/mhchem';
import katexCss from 'katex/dist/katex.min.css?raw';

const FONTS: Readonly<Record<string, string>> = import.meta.glob('../../../../node_modules/katex/dist/fonts/*.woff2', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** At most this many formulas of a side are set: beyond it the card would keep the learner waiting. */
const MOST_FORMULAS = 2000;

/** Typesets the marked formulas in place. True when there was any, and the frame needs the style of formulas. */
export function typesetMaths(root: ParentNode): boolean {
  const marks = root.querySelectorAll<HTMLElement>('[data-versus-maths]');
  for (const mark of [...marks].slice(0, MOST_FORMULAS)) typeset(mark);
  return marks.length > 0;
}

function typeset(mark: HTMLElement): void {
  const tex = mark.textContent ?? '';
  const displayMode = mark.dataset['versusMaths'] === 'display';
  try {
    katex.render(tex, mark, { displayMode, throwOnError: true, strict: 'ignore', trust: false, maxSize: 50, maxExpand: 500 });
  } catch {
    mark.textContent = displayMode ? `\\[${tex}\\]` : `\\(${tex}\\)`;
    mark.classList.add('unreadable-maths');
    mark.title = 'This formula could not be read.';
  }
}

let style: string | null = null;

/** KaTeX's style sheet with the addresses of the app's own fonts. */
export function readMathsCss(): string {
  style ??= katexCss.replace(/src:[^;}]*?url\(fonts\/([A-Za-z0-9_-]+)\.woff2\)[^;}]*/g, (_whole, name: string) => {
    const url = Object.entries(FONTS).find(([path]) => path.endsWith(`/${name}.woff2`))?.[1] ?? '';
    return `src:url("${new URL(url, document.baseURI).href}") format("woff2")`;
  });
  return style;
}
