/** The flashcard marks of RemNote in a line: which way it asks, and what stands on either side. */

export interface LineCard {
  /** forward: left asks for right; backward: right asks for left; both. */
  readonly direction: 'forward' | 'backward' | 'both';
  /** concept `::`, descriptor `;;` (asked of what stands above it), or plain. */
  readonly kind: 'plain' | 'concept' | 'descriptor';
  readonly left: string;
  /** Empty when the answer is the lines below. */
  readonly right: string;
}

const KINDS: Readonly<Record<string, Pick<LineCard, 'direction' | 'kind'>>> = {
  '>>': { direction: 'forward', kind: 'plain' },
  '<<': { direction: 'backward', kind: 'plain' },
  '<>': { direction: 'both', kind: 'plain' },
  '::': { direction: 'both', kind: 'concept' },
  ':>': { direction: 'forward', kind: 'concept' },
  ':<': { direction: 'backward', kind: 'concept' },
  ';;': { direction: 'forward', kind: 'descriptor' },
  ';<': { direction: 'backward', kind: 'descriptor' },
  ';<>': { direction: 'both', kind: 'descriptor' },
};

/** With space around it, or at the end of the line; a third sign, or `1.` and `A)`, say that a list follows. */
const MARK = /(?<=\S)\s+(;<>|;<|:>|:<|>>|<<|<>|::|;;)(?:[>:;]|1\.|A\))?(?=\s|$)|(?<=\S)(>>|<>|::|;;)(?:[>:;]|1\.|A\))?(?:\s*$|\s+(?=\S))/g;

/** Null for a line without a mark. Marks in code and formulas are none. */
export function splitLine(text: string): LineCard | null {
  const isProtected = createGuard(text);
  for (const match of text.matchAll(MARK)) {
    const mark = match[1] ?? match[2] ?? '';
    const kind = KINDS[mark];
    if (kind === undefined || isProtected(match.index)) continue;
    const left = text.slice(0, match.index).trim();
    const right = text.slice(match.index + match[0].length).trim();
    // A mark without space before it may be part of a word (“std::”): then the line must end with it or go on after a space.
    if (left !== '') return { ...kind, left, right };
  }
  return null;
}

/** Tells, for rising positions, whether one stands in code or in a formula. */
function createGuard(text: string): (at: number) => boolean {
  const kinds = ['`', '$'].map((mark) => ({ mark, last: text.lastIndexOf(mark), count: 0, next: text.indexOf(mark) }));
  return (at) => {
    for (const kind of kinds) {
      while (kind.next !== -1 && kind.next < at) {
        kind.count += 1;
        kind.next = text.indexOf(kind.mark, kind.next + 1);
      }
    }
    return kinds.some(({ count, last }) => count % 2 === 1 && last >= at);
  };
}

export interface LineGap {
  readonly start: number;
  readonly end: number;
  readonly answer: string;
  readonly hint: string | null;
}

const GAP = /\{\{(?!c\d+::)((?:[^{}\n]|\{(?!\{)[^{}\n]{0,500}\}){1,2000})\}\}(?:\{\(\{([^{}\n]{1,500})\}\)\})?/g;

/** `{{hidden}}`, with `{({hint})}` behind it. */
export function findGaps(text: string): readonly LineGap[] {
  return [...text.matchAll(GAP)].map((match) => ({ start: match.index, end: match.index + match[0].length, answer: match[1] ?? '', hint: match[2] ?? null }));
}
