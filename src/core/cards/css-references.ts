/** Finds the files that CSS names: `url(…)` quoted or not, and `@import "…"`. Comments are passed over; linear in the text. */

export interface CssReference {
  /** The address, with CSS escapes undone. */
  readonly address: string;
  /** Where the whole of `url(…)`, or the quoted string after `@import`, stands. */
  readonly start: number;
  readonly end: number;
  readonly isImport: boolean;
}

const CANDIDATE = /\/\*|@import\b|url\(/gi;
const STRING_OR_WORD = /\s*("(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|[^\s"'()]+)\s*\)/y;
const IMPORTED = /\s*("(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')/y;

/** The references in the order in which they stand. */
export function readCssReferences(css: string): readonly CssReference[] {
  const references: CssReference[] = [];
  const candidates = new RegExp(CANDIDATE);
  let commentsEnd = false;
  let afterImport = -1;
  for (let match = candidates.exec(css); match !== null; match = candidates.exec(css)) {
    const opening = match[0].toLowerCase();
    const start = match.index;
    if (opening === '/*') {
      const end = commentsEnd ? -1 : css.indexOf('*/', candidates.lastIndex);
      if (end === -1) commentsEnd = true;
      else candidates.lastIndex = end + 2;
      continue;
    }
    const pattern = opening === 'url(' ? STRING_OR_WORD : IMPORTED;
    pattern.lastIndex = candidates.lastIndex;
    const value = pattern.exec(css);
    if (value === null) {
      if (opening === '@import') afterImport = candidates.lastIndex;
      continue;
    }
    const isImport = opening === '@import' || (afterImport !== -1 && css.slice(afterImport, start).trim() === '');
    const whole = opening === '@import' ? candidates.lastIndex + (value[0].length - (value[1] ?? '').length) : start;
    references.push({ address: unescapeCss(value[1] ?? ''), start: whole, end: pattern.lastIndex, isImport });
    candidates.lastIndex = pattern.lastIndex;
    afterImport = -1;
  }
  return references;
}

function unescapeCss(value: string): string {
  const quoted = value.startsWith('"') || value.startsWith("'");
  const inside = quoted ? value.slice(1, -1) : value;
  if (!inside.includes('\\')) return inside;
  return inside.replace(/\\(?:([0-9a-fA-F]{1,6})\s?|([^]))/g, (_whole, hex?: string, character?: string) => {
    if (hex === undefined) return character === '\n' ? '' : (character ?? '');
    const code = Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
