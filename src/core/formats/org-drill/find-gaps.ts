/** The gaps in the text of a drill item: what its file marks, but for code, formulas and Org's own brackets (org-drill-hide-clozed-text). */

export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly answer: string;
  readonly hint: string | null;
}

/** Finds the gaps of one file; its learner may have set other marks than brackets. */
export type GapFinder = (text: string) => readonly Gap[];

const BRACKETS = /<\[((?:[^[\]\n]|\n(?!\s*\n)){1,5000})\]>|(?<!\[)\[(?![[\]])((?:[^[\]\n]|\n(?!\s*\n)){1,5000})\](?!\])/g;
/** Those that most who change them take, as brackets stand for much in Org. */
const ANGLED = /<\[((?:[^[\]\n]|\n(?!\s*\n)){1,5000})\]>/g;
/** Dates, footnotes, checkboxes and counters stand in brackets too. */
const NO_GAP = /^(?:\d{4}-\d\d-\d\d.*|fn:.*|[ X-]|\d+\/\d*|\d+%|%)$/s;
const FORMULA = /\\begin\{[a-z]{1,20}\*?\}(?:[^\\]|\\(?!end\{)){0,2000}\\end\{|\\\((?:[^\n]){1,1000}?\\\)|\\\[(?:[^\\]|\\(?!\])){1,1000}\\\]|\$\$[^$]{1,1000}\$\$|(?<![\\$\p{L}\p{N}])\$(?=[^\s$,;.])[^$\n]{0,500}(?<=[^\s,.])\$(?![\p{L}\p{N}$])/gu;
const SOURCE = /^[ \t]*#\+begin_src\b/i;
const SOURCE_END = /^[ \t]*#\+end_src\b/i;

export function createGapFinder(file: string): GapFinder {
  const set = (side: string): string | undefined => new RegExp(`org-drill-${side}-cloze-delimiter:\\s*"([^"\\n]{1,10})"`).exec(file)?.[1];
  const [left, right] = [set('left'), set('right')];
  if (left !== undefined && right !== undefined) {
    const marks = new RegExp(`${escape(left)}((?:[^\\n]|\\n(?!\\s*\\n)){1,5000}?)${escape(right)}`, 'g');
    return (text) => findGaps(text, marks);
  }
  const angled = file.match(ANGLED)?.length ?? 0;
  const marks = angled > 0 && findGaps(file, BRACKETS).length <= 2 * angled ? ANGLED : BRACKETS;
  return (text) => findGaps(text, marks);
}

function findGaps(text: string, marks: RegExp): readonly Gap[] {
  const kept = [...listSources(text), ...Array.from(text.matchAll(FORMULA), (match) => ({ start: match.index, end: match.index + match[0].length }))];
  kept.sort((one, other) => one.start - other.start);
  const gaps: Gap[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    const [whole] = match;
    const inside = match[1] ?? match[2] ?? '';
    while (at < kept.length && (kept[at]?.end ?? 0) <= match.index) at += 1;
    const isKept = kept[at] !== undefined && (kept[at]?.start ?? 0) <= match.index;
    if (isKept || NO_GAP.test(inside)) continue;
    const gap = { start: match.index, end: match.index + whole.length, ...splitHint(inside) };
    if (gap.answer !== '') gaps.push(gap);
  }
  return gaps;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function listSources(text: string): { readonly start: number; readonly end: number }[] {
  const sources: { start: number; end: number }[] = [];
  let [at, start] = [0, -1];
  for (const line of text.split('\n')) {
    if (start === -1 && SOURCE.test(line)) start = at;
    else if (start !== -1 && SOURCE_END.test(line)) {
      sources.push({ start, end: at });
      start = -1;
    }
    at += line.length + 1;
  }
  if (start !== -1) sources.push({ start, end: text.length });
  return sources;
}

function splitHint(inside: string): Pick<Gap, 'answer' | 'hint'> {
  const at = inside.indexOf('||');
  const hint = at === -1 ? '' : inside.slice(at + 2).trim();
  return { answer: (at === -1 ? inside : inside.slice(0, at)).trim(), hint: hint === '' ? null : hint };
}
