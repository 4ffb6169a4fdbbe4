/** Emphasis that touches a gap begins and ends as it would without the marks around the gap. */

import type { MarkdownIt, StateInline } from 'markdown-it';

const MARKS_BEFORE = /(?:[\uE000\uE001]\d{1,6}x\d{1,6}\uE002)+$/;
const MARKS_BEHIND = /^(?:[\uE000\uE001]\d{1,6}x\d{1,6}\uE002)+/;
/** Some marks in a row; more than these are no gaps of a person's. */
const LONGEST_LOOK = 100;

/** Has the parser take the marks of createClozeMarks for nothing where it asks what stands beside a sign of emphasis. */
export function seeThroughMarks(parser: MarkdownIt): void {
  const Usual = parser.inline.State;
  parser.inline.State = class extends Usual {
    override scanDelims(start: number, canSplitWord: boolean): ReturnType<StateInline['scanDelims']> {
      const seen = leaveOutMarks(this.src, start, this.posMax);
      if (seen === null) return super.scanDelims(start, canSplitWord);
      const { src, posMax } = this;
      Object.assign(this, { src: seen.text, posMax: seen.text.length });
      const found = super.scanDelims(seen.start, canSplitWord);
      Object.assign(this, { src, posMax });
      return found;
    }
  };
}

/** A run of equal signs at `start` with its neighbours, marks left out; null where no mark touches it. */
function leaveOutMarks(text: string, start: number, max: number): { readonly text: string; readonly start: number } | null {
  let end = start;
  while (end < max && text[end] === text[start]) end += 1;
  if (text[start - 1] !== '\uE002' && (end >= max || (text[end] !== '\uE000' && text[end] !== '\uE001'))) return null;
  const before = text.slice(Math.max(0, start - LONGEST_LOOK), start).replace(MARKS_BEFORE, '').slice(-2);
  const behind = text.slice(end, Math.min(max, end + LONGEST_LOOK)).replace(MARKS_BEHIND, '').slice(0, 2);
  return { text: `${before}${text.slice(start, end)}${behind}`, start: before.length };
}
