/** The marks of a vault whose settings are not there, seen by the schedules that stand behind cards which the usual marks do not find. */

import { findClozes } from './find-clozes.ts';
import { takeSchedule } from './schedule-comment.ts';
import type { ObsidianSettings } from './settings.ts';
import { findInline } from './split-cards.ts';

export interface GuessedSeparators {
  readonly settings: ObsidianSettings;
  /** As the learner's own, for people. */
  readonly marks: readonly string[];
}

/** What stands before a schedule, up to a blank line. */
interface Unexplained {
  readonly lines: readonly string[];
  /** One for each card. */
  readonly entries: number;
}

/** Fewer cards of a kind say nothing about the vault. */
const FEWEST_CARDS = 2;
const BOLD = /\*\*[^*\n]+\*\*/g;
/** Signs alone on a line that Markdown has no other use for. */
const LONE_MARK = /^[^\p{L}\p{N}\s`#>*_=~+-]{1,5}$/u;
const INLINE_MARK = /(?<![:;|>@→⇒&%])(?:[:;|>@→⇒&%-]{2,8}|[→⇒])(?![:;|>@→⇒&%])/gu;

/** Null where the usual marks explain every schedule, or nothing else does. `texts` have no front matter. */
export function guessSeparators(texts: Iterable<string>, settings: ObsidianSettings): GuessedSeparators | null {
  let open: readonly Unexplained[] = [...texts].flatMap((text) => listUnexplained(text, settings));
  let guessed = settings;
  const marks: string[] = [];
  const take = (mark: string, change: Partial<ObsidianSettings>, explained: (one: Unexplained) => boolean): void => {
    guessed = { ...guessed, ...change };
    marks.push(mark);
    open = open.filter((one) => !explained(one));
  };
  for (const entries of [1, 2]) {
    const alone = chooseMark(open.filter((one) => one.entries === entries), ({ lines }) => lines.slice(1, -1).map((line) => line.trim()).filter((line) => LONE_MARK.test(line)));
    if (alone !== null) take(alone, entries === 1 ? { multiline: alone } : { multilineReversed: alone }, ({ lines }) => lines.some((line) => line.trim() === alone));
    const between = chooseMark(open.filter((one) => one.entries === entries), ({ lines }) => [...(lines.at(-1) ?? '').matchAll(INLINE_MARK)].map(([mark]) => mark));
    if (between !== null) take(between, entries === 1 ? { inline: between } : { inlineReversed: between }, ({ lines }) => (lines.at(-1) ?? '').includes(between));
  }
  const isBold = ({ lines, entries }: Unexplained): boolean => (lines.join('\n').match(BOLD) ?? []).length === entries;
  if (open.filter(isBold).length >= Math.max(FEWEST_CARDS, open.length / 2)) take('**', { clozes: [...settings.clozes, { open: '**', close: '**' }] }, isBold);
  return marks.length === 0 ? null : { settings: guessed, marks };
}

/** The mark of most, where it is the mark of more than half. */
function chooseMark(cards: readonly Unexplained[], listMarks: (card: Unexplained) => readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const card of cards) for (const mark of new Set(listMarks(card))) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const [mark, count] = [...counts].sort(([, left], [, right]) => right - left)[0] ?? ['', 0];
  return count >= FEWEST_CARDS && count * 2 > cards.length ? mark : null;
}

function listUnexplained(text: string, settings: ObsidianSettings): readonly Unexplained[] {
  const found: Unexplained[] = [];
  let lines: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') lines = [];
    const { rest, schedule } = takeSchedule(line);
    if (rest !== '') lines.push(rest);
    if (schedule === null) continue;
    const card = { lines, entries: Math.max(1, schedule.split('!').length - 1) };
    if (lines.length > 0 && !isExplained(card, settings)) found.push(card);
    lines = [];
  }
  return found;
}

function isExplained({ lines, entries }: Unexplained, settings: ObsidianSettings): boolean {
  if (lines.some((line) => [settings.multiline, settings.multilineReversed].includes(line.trim()))) return true;
  const inline = findInline(lines.at(-1) ?? '', settings);
  if (inline !== null) return inline.reversed || entries === 1;
  return lines.reduce((count, line) => count + findClozes(line, settings.clozes).length, 0) === entries;
}
