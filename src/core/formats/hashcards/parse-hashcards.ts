/** The cards of a hashcards deck: `Q:` with `A:`, and `C:` with its gaps, as hashcards' own parser takes lines (eudoxia0/hashcards, parser.rs). */

import { parse } from 'smol-toml';

export type HashcardsCard =
  | { readonly kind: 'pair'; readonly question: string; readonly answer: string }
  | { readonly kind: 'cloze'; readonly text: string }
  /** A question that ends without an answer, or an answer without a question. */
  | { readonly kind: 'broken'; readonly text: string; readonly reason: string };

export interface HashcardsDeck {
  /** Of the front matter. */
  readonly name: string | null;
  /** False for front matter that is no TOML, which hashcards itself refuses. */
  readonly isSound: boolean;
  readonly cards: readonly HashcardsCard[];
}

const FRONT_MATTER = /^---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?---[ \t]*(?:\r?\n|$)/;

export function parseHashcards(text: string): HashcardsDeck {
  const found = FRONT_MATTER.exec(text);
  // A deck may begin with the line that parts its cards.
  const matter = found !== null && /^[QC]:/m.test(found[1] ?? '') ? null : found;
  return { ...readName(matter?.[1] ?? ''), cards: parseCards(text.slice(matter?.[0].length ?? 0)) };
}

/** A name without quotes, and those of YAML: what people write who take one for the other. */
const LOOSE_NAME = /^(?:name|title)[ \t]*[=:][ \t]*["']?(.*?)["']?[ \t]*$/m;

function readName(matter: string): Pick<HashcardsDeck, 'name' | 'isSound'> {
  try {
    const { name } = parse(matter);
    return { name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null, isSound: true };
  } catch {
    return { name: LOOSE_NAME.exec(matter)?.[1]?.trim() || null, isSound: false };
  }
}

type Open = { readonly tag: 'Q' | 'C'; lines: string[]; answer: string[] | null };

function parseCards(text: string): readonly HashcardsCard[] {
  const cards: HashcardsCard[] = [];
  let open: Open | null = null;
  let fence: string | null = null;

  const finish = (): void => {
    if (open === null) return;
    const asked = open.lines.join('\n').trim();
    if (open.tag === 'C') cards.push({ kind: 'cloze', text: asked });
    else if (open.answer === null) cards.push({ kind: 'broken', text: asked, reason: 'The question has no answer (“A:”).' });
    else cards.push({ kind: 'pair', question: asked, answer: open.answer.join('\n').trim() });
    open = null;
  };

  for (const line of text.split(/\r\n|\r|\n/)) {
    const ticks = /^\s{0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    const isInside = fence !== null;
    if (ticks !== undefined && fence === null) fence = ticks;
    else if (fence !== null && line.trimStart().startsWith(fence)) fence = null;
    const tag = isInside ? undefined : /^[QAC](?=:)/.exec(line)?.[0];
    const rest = line.slice(2).trim();
    if (tag === 'Q' || tag === 'C') {
      finish();
      open = { tag, lines: [rest], answer: null };
    } else if (tag === 'A' && open?.tag === 'Q' && open.answer === null) {
      open.answer = [rest];
    } else if (tag === 'A') {
      finish();
      cards.push({ kind: 'broken', text: rest, reason: 'The answer has no question (“Q:”) before it.' });
    } else if (!isInside && line.trim() === '---') {
      finish();
    } else if (open !== null) {
      (open.answer ?? open.lines).push(line);
    }
  }
  finish();
  return cards;
}

export interface SplitBrackets {
  /** Text and gaps in turn, beginning with text; `\[` and `\]` are brackets. */
  readonly parts: readonly string[];
}

/** Takes the text of a `C:` apart: what stands in brackets is hidden, pictures `![…](…)` and links `[…](…)` stay whole. */
export function splitBrackets(text: string): SplitBrackets {
  const parts: string[] = [''];
  const add = (more: string): void => {
    parts[parts.length - 1] += more;
  };
  const lastEnd = findLastEnd(text);
  let isHidden = false;
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const next = text[at + 1];
    if (character === '\\' && (next === '[' || next === ']')) {
      add(next);
      at += 2;
      continue;
    }
    const whole = character === '!' && next === '[' ? takeLink(text, at + 1) : character === '[' && !isHidden ? takeLink(text, at) : null;
    if (whole !== null) {
      add(text.slice(at, whole));
      at = whole;
      continue;
    }
    if (character === '[' && !isHidden && at < lastEnd) {
      isHidden = true;
      parts.push('');
    } else if (character === ']' && isHidden) {
      isHidden = false;
      parts.push('');
    } else add(character);
    at += 1;
  }
  return { parts };
}

const LINK = /\[[^[\]\n]{0,1000}\]\([^()\n]{1,2000}\)/y;

function takeLink(text: string, at: number): number | null {
  LINK.lastIndex = at;
  return LINK.test(text) ? LINK.lastIndex : null;
}

/** The last bracket that can end a gap. */
function findLastEnd(text: string): number {
  for (let at = text.lastIndexOf(']'); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(']', at - 1)) if (text[at - 1] !== '\\') return at;
  return -1;
}
