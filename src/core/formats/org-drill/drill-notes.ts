/** The note of a drill item, by its card type, as org-drill presents them (org-drill.org, “Writing the questions”). */

import { createClozeMarks, placeClozes } from '../markdown/cloze-marks.ts';
import type { ToldNote } from '../tell-notes.ts';
import { escapeText } from '../markdown/render-markdown.ts';
import type { Gap, GapFinder } from './find-gaps.ts';
import { renderInline, renderOrg } from './org-html.ts';
import { fillSides, SIDES_NOTE_TYPE } from './sides-note-type.ts';
import type { OrgNode } from './parse-outline.ts';

export type DrillNote = Pick<ToldNote, 'type' | 'fields'>;

export interface FoundNote {
  readonly note: DrillNote | null;
  /** Why there is none; null when there is one. */
  readonly reason: string | null;
  /** The card type was one of the learner's own, and was taken for a plain question. */
  readonly isUnknownType: boolean;
}

/** Headings that say nothing about what is asked. */
const PLAIN_TITLE = /^(?:item|fact|card|question|drill)$/i;
/** Those whose answer is typed are plain questions here. */
const PLAIN_TYPES = new Set(['', 'nil', 'simple', 'simpletyped']);
const ANSWER_TITLE = /^(?:the )?answers?$/i;

/** Children that are items themselves are no part of it. */
export function readDrillNote(item: OrgNode, isItem: (node: OrgNode) => boolean, findGaps: GapFinder): FoundNote {
  const type = (item.properties.get('DRILL_CARD_TYPE') ?? '').toLowerCase();
  const sections = item.children.filter((child) => !isItem(child));
  const sides = sections.map((section) => renderSection(section, 0));
  switch (type) {
    case 'twosided':
    case 'spanish_verb':
      return found(readSided(item, sections, Math.min(2, sides.length), findGaps));
    case 'multisided':
      return found(readSided(item, sections, sides.length, findGaps));
    case 'conjugate':
    case 'decline_noun':
      return found(readInflected(item, sides));
    case 'translate_number':
      return { note: null, reason: 'Org-drill makes up a number for it each time, which a card cannot.', isUnknownType: false };
    default: {
      const spread = SPREADS.get(type);
      const isUnknownType = !PLAIN_TYPES.has(type) && spread === undefined;
      const cloze = renderCloze(item, spread ?? HIDE_ALL, sides, findGaps);
      if (cloze !== null) return { note: cloze, reason: null, isUnknownType };
      return { ...found(readSimple(item, sides)), isUnknownType };
    }
  }
}

function found(note: DrillNote | null): FoundNote {
  return { note, reason: note === null ? 'The item has no text to ask for.' : null, isUnknownType: false };
}

/** Question: heading and text; answer: what stands below subheadings. */
function readSimple(item: OrgNode, sides: readonly string[]): DrillNote | null {
  const question = renderPrompt(item);
  if (item.body === '' && sides.length === 0) return null;
  // A text without an answer is there to be read through: its heading asks for it.
  if (sides.length === 0) return { type: 'Basic', fields: [renderTitle(item) || question, renderOrg(item.body)] };
  return { type: 'Basic', fields: [question === '' ? escapeText(item.title) : question, sides.join('<br><br>')] };
}

function readSided(item: OrgNode, sections: readonly OrgNode[], sideCount: number, findGaps: GapFinder): DrillNote | null {
  if (sideCount < 2) return readSimple(item, sections.map((section) => renderSection(section, 0)));
  const sides = sections.map((section) => renderSection(section, 0));
  if (sections.length === 2 && item.body === '') return { type: 'Basic (and reversed)', fields: sides };
  const hide = (text: string): string => writeGaps(text, findGaps(text), ({ hint }) => (hint === null ? '[…]' : `[${hint}…]`));
  const prompt = renderPrompt({ ...item, title: hide(item.title), body: hide(item.body) });
  const show = (text: string): string => writeGaps(text, findGaps(text), ({ answer }) => answer);
  const shown = renderPrompt({ ...item, title: show(item.title), body: show(item.body) });
  return { type: SIDES_NOTE_TYPE, fields: fillSides(prompt, sides.slice(0, sideCount), [...sides.slice(sideCount), ...(shown === prompt ? [] : [shown])]) };
}

/** Verbs and nouns: what is to be inflected is said in the item's properties. */
function readInflected(item: OrgNode, sides: readonly string[]): DrillNote {
  const said = ['VERB_INFINITIVE', 'VERB_TRANSLATION', 'VERB_TENSE', 'VERB_MOOD', 'NOUN', 'NOUN_TRANSLATION', 'NOUN_GENDER']
    .flatMap((name) => item.properties.get(name) ?? [])
    .map((value) => escapeText(value.replace(/^"|"$/g, '')));
  return { type: 'Basic', fields: [[escapeText(item.title), ...said].filter((text) => text !== '').join('<br>'), [renderOrg(item.body), ...sides].filter((text) => text !== '').join('<br><br>')] };
}

/** Gives the numbers of the cards that hide the gap at `index` of `count`; none for one that is never hidden. */
type Spread = (index: number, count: number) => readonly number[];

const HIDE_ALL: Spread = () => [1];
const HIDE_FIRST: Spread = (index) => (index === 0 ? [1] : []);
const HIDE_LAST: Spread = (index, count) => (index === count - 1 ? [1] : []);
const HIDE_ONE: Spread = (index) => [index + 1];
/** Org-drill draws lots; here each gap is the one that counts once. */
const SHOW_ONE: Spread = (index, count) => others(count, (card) => card === index);
const HIDE_TWO: Spread = (index, count) => (count < 3 ? [1] : [index + 1, ((index + count - 1) % count) + 1]);
const SHOW_TWO: Spread = (index, count) => others(count, (card) => card === index || (card + 1) % count === index);

const SPREADS: ReadonlyMap<string, Spread> = new Map(Object.entries<Spread>({
  hide1cloze: HIDE_ONE,
  multicloze: HIDE_ONE,
  hide1_firstmore: HIDE_ONE,
  hide2cloze: HIDE_TWO,
  hidefirst: HIDE_FIRST,
  hidelast: HIDE_LAST,
  show1cloze: SHOW_ONE,
  show1_firstless: SHOW_ONE,
  show1_lastmore: SHOW_ONE,
  show2cloze: SHOW_TWO,
}));

function others(count: number, isShown: (card: number) => boolean): readonly number[] {
  const numbers = Array.from({ length: Math.min(count, 100) }, (_, card) => card).filter((card) => !isShown(card));
  return numbers.length === 0 ? [1] : numbers.map((card) => card + 1);
}

function renderCloze(item: OrgNode, spread: Spread, sides: readonly string[], findGaps: GapFinder): DrillNote | null {
  const gaps = findGaps(item.body);
  if (gaps.length === 0) return null;
  const marks = createClozeMarks(item.body);
  const clozes = gaps.map(({ hint }, index) => ({ numbers: spread(index, gaps.length), hint }));
  const html = renderOrg(writeGaps(item.body, gaps, ({ answer }, index) => (clozes[index]?.numbers.length === 0 ? answer : `${marks.open(index)}${answer}${marks.close(index)}`)));
  const placed = placeClozes(html, marks, clozes.map(({ numbers, hint }) => ({ number: numbers.join(','), hint: hint === null ? null : escapeText(hint) })));
  const title = renderTitle(item);
  return { type: 'Cloze', fields: [title === '' ? placed : `${title}<br>${placed}`, sides.join('<br><br>')] };
}

function writeGaps(text: string, gaps: readonly Gap[], write: (gap: Gap, index: number) => string): string {
  const parts: string[] = [];
  let done = 0;
  gaps.forEach((gap, index) => {
    parts.push(text.slice(done, gap.start), write(gap, index));
    done = gap.end;
  });
  return `${parts.join('')}${text.slice(done)}`;
}

/** Heading and text, as org-drill shows them above what it hides. */
function renderPrompt(item: OrgNode): string {
  return [renderTitle(item), renderOrg(item.body)].filter((text) => text !== '').join('<br>');
}

function renderTitle(item: OrgNode): string {
  return PLAIN_TITLE.test(item.title) || item.title === '' ? '' : `<b>${renderInline(item.title)}</b>`;
}

/** No outline of an answer is deeper. */
const DEEPEST = 50;

function renderSection(section: OrgNode, depth: number): string {
  const below = depth < DEEPEST ? section.children.map((child) => renderSection(child, depth + 1)) : [];
  const inner = [renderOrg(section.body), ...below].filter((text) => text !== '').join('<br>');
  if ((section.title === '' || ANSWER_TITLE.test(section.title)) && inner !== '') return inner;
  const title = renderInline(section.title);
  return inner === '' ? title : `<b>${title}</b><br>${inner}`;
}
