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

type Kind = 'multiline' | 'multilineReversed' | 'inline' | 'inlineReversed';

/** What stands before a schedule, up to a blank line. */
interface Scheduled {
  readonly lines: readonly string[];
  /** One for each card. */
  readonly entries: number;
  /** The usual mark that makes it a card; null: none does. */
  readonly by: Kind | 'cloze' | null;
}

/** Fewer cards of a kind say nothing about the vault. */
const FEWEST_CARDS = 2;
const BOLD = /\*\*[^*\n]+\*\*/g;
/** Signs alone on a line that Markdown has no other use for. */
const LONE_MARK = /^[^\p{L}\p{N}\s`#>*_=~+-]{1,5}$/u;
const INLINE_MARK = /(?<![:;|>@→⇒&%])(?:[:;|>@→⇒&%-]{2,8}|[→⇒])(?![:;|>@→⇒&%])/gu;

/** Null where the usual marks explain every schedule, or nothing else does. `texts` have no front matter. */
export function guessSeparators(texts: Iterable<string>, settings: ObsidianSettings): GuessedSeparators | null {
  const scheduled = [...texts].flatMap((text) => listScheduled(text, settings));
  let open: readonly Scheduled[] = scheduled.filter(({ by }) => by === null);
  /** A mark of the vault's own stands for more cards than the usual one, which it takes the place of. */
  const countUsual = (kind: Kind): number => scheduled.filter(({ by }) => by === kind).length;
  let guessed = settings;
  const marks: string[] = [];
  const take = (mark: string, change: Partial<ObsidianSettings>, explained: (one: Scheduled) => boolean): void => {
    guessed = { ...guessed, ...change };
    marks.push(mark);
    open = open.filter((one) => !explained(one));
  };
  for (const entries of [1, 2]) {
    const [block, line] = entries === 1 ? (['multiline', 'inline'] as const) : (['multilineReversed', 'inlineReversed'] as const);
    const alone = chooseMark(open.filter((one) => one.entries === entries), countUsual(block), ({ lines }) => lines.slice(1, -1).map((line) => line.trim()).filter((line) => LONE_MARK.test(line)));
    if (alone !== null) take(alone, { [block]: alone }, ({ lines }) => lines.some((line) => line.trim() === alone));
    const between = chooseMark(open.filter((one) => one.entries === entries), countUsual(line), ({ lines }) => [...(lines.at(-1) ?? '').matchAll(INLINE_MARK)].map(([mark]) => mark));
    if (between !== null) take(between, { [line]: between }, ({ lines }) => (lines.at(-1) ?? '').includes(between));
  }
  const isBold = ({ lines, entries }: Scheduled): boolean => (lines.join('\n').match(BOLD) ?? []).length === entries;
  if (open.filter(isBold).length >= Math.max(FEWEST_CARDS, open.length / 2)) take('**', { clozes: [...settings.clozes, { open: '**', close: '**' }] }, isBold);
  return marks.length === 0 ? null : { settings: guessed, marks };
}

/** The mark of most, where it is the mark of more than half and of more cards than the usual one. */
function chooseMark(cards: readonly Scheduled[], usualCount: number, listMarks: (card: Scheduled) => readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const card of cards) for (const mark of new Set(listMarks(card))) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const [mark, count] = [...counts].sort(([, left], [, right]) => right - left)[0] ?? ['', 0];
  return count >= FEWEST_CARDS && count > usualCount && count * 2 > cards.length ? mark : null;
}

function listScheduled(text: string, settings: ObsidianSettings): readonly Scheduled[] {
  const found: Scheduled[] = [];
  let lines: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') lines = [];
    const { rest, schedule } = takeSchedule(line);
    if (rest !== '') lines.push(rest);
    if (schedule === null) continue;
    const entries = Math.max(1, schedule.split('!').length - 1);
    if (lines.length > 0) found.push({ lines, entries, by: explain(lines, entries, settings) });
    lines = [];
  }
  return found;
}

function explain(lines: readonly string[], entries: number, settings: ObsidianSettings): Scheduled['by'] {
  for (const kind of ['multiline', 'multilineReversed'] as const) if (lines.some((line) => line.trim() === settings[kind])) return kind;
  const inline = findInline(lines.at(-1) ?? '', settings);
  if (inline !== null) return inline.reversed ? 'inlineReversed' : entries === 1 ? 'inline' : null;
  return lines.reduce((count, line) => count + findClozes(line, settings.clozes).length, 0) === entries ? 'cloze' : null;
}
