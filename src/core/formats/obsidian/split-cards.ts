/** Finds the flashcards in a note of Obsidian: `Q::A`, `Q:::A`, `?` and `??` between lines, and lines with deletions, as the plugin finds them. */

import { findClozes } from './find-clozes.ts';
import { takeSchedule } from './schedule-comment.ts';
import type { ObsidianSettings } from './settings.ts';

export interface SplitCard {
  readonly kind: 'pair' | 'cloze';
  /** Asked in both directions. */
  readonly reversed: boolean;
  /** Markdown, without its schedule. Of a cloze card, its text. */
  readonly front: string;
  readonly back: string;
  /** What stands in the schedule comment, without `<!--SR:` and `-->`; null: none. */
  readonly schedule: string | null;
  /** The line that it begins in, from 0. */
  readonly line: number;
}

const FENCE = /^(?:`{3,}|~{3,})/;

/** Cards in the order of the text, which has no front matter. Linear in the text. */
export function splitCards(text: string, settings: ObsidianSettings): readonly SplitCard[] {
  const lines = text.split(/\r\n|\r|\n/);
  const endMarker = settings.endMarker ?? (lines.some((line) => line.trim() === '+++') ? '+++' : null);
  const cards: SplitCard[] = [];
  let block: string[] = [];
  let start = 0;
  let separatorAt = -1;
  let kind: 'multiline' | 'multiline-reversed' | 'cloze' | null = null;

  const finish = (): void => {
    if (kind === 'cloze') {
      const { rest, schedule } = takeSchedule(block.join('\n'));
      cards.push({ kind: 'cloze', reversed: false, front: rest, back: '', schedule, line: start });
    } else if (kind !== null) {
      const { rest, schedule } = takeSchedule(block.slice(separatorAt + 1).join('\n'));
      cards.push({ kind: 'pair', reversed: kind === 'multiline-reversed', front: block.slice(0, separatorAt).join('\n').trim(), back: rest, schedule, line: start });
    }
    block = [];
    kind = null;
    separatorAt = -1;
  };

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const trimmed = line.trim();
    if (line.startsWith('<!--') && !line.startsWith('<!--SR:')) {
      while (at < lines.length && !(lines[at] ?? '').includes('-->')) at += 1;
      continue;
    }
    if (endMarker !== null && trimmed === endMarker) {
      finish();
      continue;
    }
    if (trimmed === '') {
      // An answer may begin below a blank line: a table has to.
      const answerIsAhead = kind !== null && kind !== 'cloze' && separatorAt === block.length - 1;
      if (answerIsAhead) continue;
      if (kind === null || endMarker === null) finish();
      else block.push('');
      continue;
    }
    const inline = kind === null || kind === 'cloze' ? findInline(line, settings) : null;
    if (inline !== null && kind === 'cloze') finish();
    if (block.length === 0) start = at;
    if (inline !== null) {
      const own = takeSchedule(line);
      let { schedule } = own;
      const next = lines[at + 1] ?? '';
      if (schedule === null && next.startsWith('<!--SR:')) {
        ({ schedule } = takeSchedule(next));
        at += 1;
      }
      const found = findInline(own.rest, settings) ?? inline;
      const front = own.rest.slice(0, found.at).trim();
      const back = own.rest.slice(found.at + found.length).trim();
      cards.push({ kind: 'pair', reversed: found.reversed, front, back, schedule, line: at });
      block = [];
      continue;
    }
    if ((kind === null || kind === 'cloze') && block.length > 0 && (trimmed === settings.multiline || trimmed === settings.multilineReversed)) {
      kind = trimmed === settings.multiline ? 'multiline' : 'multiline-reversed';
      separatorAt = block.length;
      block.push('');
      continue;
    }
    block.push(line);
    const fence = FENCE.exec(line)?.[0];
    if (fence !== undefined) {
      const end = findFenceEnd(lines, at, fence);
      for (let inside = at + 1; inside <= end; inside += 1) block.push(lines[inside] ?? '');
      at = end;
    } else if (kind === null && findClozes(line, settings.clozes).length > 0) {
      kind = 'cloze';
    }
  }
  finish();
  return cards;
}

/** The line that closes the fence; the last one when nothing does. */
function findFenceEnd(lines: readonly string[], at: number, fence: string): number {
  for (let index = at + 1; index < lines.length; index += 1) if ((lines[index] ?? '').startsWith(fence)) return index;
  return lines.length - 1;
}

interface Inline {
  readonly at: number;
  readonly length: number;
  readonly reversed: boolean;
}

/** The separator of a one-line card: the first that does not stand in code; of two at one place the longer. */
export function findInline(line: string, settings: ObsidianSettings): Inline | null {
  const separators = [
    { mark: settings.inline, reversed: false },
    { mark: settings.inlineReversed, reversed: true },
  ].sort((left, right) => right.mark.length - left.mark.length);
  for (const { mark, reversed } of separators) {
    const at = line.indexOf(mark);
    if (at !== -1 && !isInCode(line, at)) return { at, length: mark.length, reversed };
  }
  return null;
}

function isInCode(line: string, at: number): boolean {
  return countTicks(line.slice(0, at)) % 2 === 1 && countTicks(line.slice(at)) > 0;
}

function countTicks(text: string): number {
  return text.split('`').length - 1;
}
