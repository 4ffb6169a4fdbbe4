/** One question as Obsidian's plugin has it: written as beautifully as it can be read back. */

import { canonicalHtml } from '../markdown/canonical-html.ts';
import { chooseWay } from '../markdown/choose-way.ts';
import { createClozeMarks, placeClozes, splitClozes } from '../markdown/cloze-marks.ts';
import type { ClozeMarks, FoundCloze } from '../markdown/cloze-marks.ts';
import type { ClozeSides, PairSides } from '../markdown/note-sides.ts';
import { pointIntoFolder } from '../markdown/packed-media.ts';
import { writeMarkdown } from '../markdown/write-markdown.ts';
import { decodeEntities } from '../../cards/html-entities.ts';
import { EMPTY_COMMENT, renderCardFields } from './card-html.ts';
import { readNoteFile, takeOwnTag } from './note-file.ts';
import { OBSIDIAN_DIALECT, refer } from './obsidian-dialect.ts';
import { UNSTUDIED_ENTRY, writeSchedule } from './read-schedule.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { splitCards } from './split-cards.ts';

/** Ends without a line end, and holds no blank line outside of code. `startOf` gives the moment at which a study day begins. */
export function writeCard(sides: PairSides | ClozeSides, startOf: (day: number) => number): string {
  const text = sides.kind === 'cloze' ? writeCloze(sides) : writePair(sides);
  const schedule = writeSchedules(sides, startOf);
  return schedule === null ? text : `${text}\n<!--SR:${schedule}-->`;
}

function writePair({ front, back, cards }: PairSides): string {
  const fields = [pointIntoFolder(front), pointIntoFolder(back)] as const;
  const separator = cards[1] === null ? '::' : ':::';
  return chooseWay(
    (way) => joinSides(writeMarkdown(fields[0], way, OBSIDIAN_DIALECT), writeMarkdown(fields[1], way, OBSIDIAN_DIALECT), separator),
    (text) => readsAs(text, fields),
  );
}

function joinSides(front: string, back: string, separator: '::' | ':::'): string {
  if (front.includes('\n') || back.includes('\n')) {
    const lines = `${front}\n${separator === '::' ? '?' : '??'}\n${back}`;
    return front === '' || back === '' ? `${front}${separator}${back}` : lines.replace(/\n+$/, '');
  }
  // A colon beside the separator would belong to it.
  return `${front.replace(/:$/, '&#58;')}${separator}${back.replace(/^:/, '&#58;')}`;
}

function writeCloze({ text }: ClozeSides): string {
  const pointed = pointIntoFolder(text);
  const marks = createClozeMarks(pointed);
  const { html, clozes } = splitClozes(pointed, marks);
  const isCounted = clozes.every(({ number }, index) => number === index + 1);
  const expected = placeClozes(html, marks, clozes);
  return chooseWay(
    (way) => replaceMarks(writeMarkdown(html, way, OBSIDIAN_DIALECT), marks, clozes, isCounted),
    (text) => readsAs(text, [expected, '']),
  );
}

function replaceMarks(markdown: string, marks: ClozeMarks, clozes: readonly FoundCloze[], isCounted: boolean): string {
  return markdown.replace(marks.pattern, (_, side: string, index: string, at: number) => {
    const cloze = clozes[Number(index)];
    if (cloze === undefined) return '';
    if (side === '\uE000') return isCounted ? '==' : `==${String(cloze.number)};;`;
    if (cloze.hint === null || cloze.hint === '') return '==';
    // A semicolon at the end would be taken for one of the two that begin the hint.
    return `${markdown[at - 1] === ';' ? EMPTY_COMMENT : ''};;${writeHint(cloze.hint)}==`;
  });
}

function writeHint(hint: string): string {
  return decodeEntities(hint).replace(/^\s+|\s+$|[^\p{L}\p{N} ,.'-]/gu, refer);
}

const NEXT = 'next::card';

function readsAs(text: string, fields: readonly [string, string]): boolean {
  const cards = splitCards(`${text}\n\n${NEXT}`, DEFAULT_SETTINGS);
  const [card, next] = cards;
  if (card === undefined || next === undefined || cards.length !== 2 || next.front !== 'next') return false;
  const note = readNoteFile(text, DEFAULT_SETTINGS);
  if (note.deckTag !== null || note.tags.length > 0 || note.deckName !== null || takeOwnTag(card.front, DEFAULT_SETTINGS).tag !== null) return false;
  const read = renderCardFields(card, DEFAULT_SETTINGS).fields;
  return read.every((html, index) => canonicalHtml(html) === canonicalHtml(fields[index] ?? ''));
}

/** One entry for each card of the question, in the plugin's order; null when none was studied. */
function writeSchedules(sides: PairSides | ClozeSides, startOf: (day: number) => number): string | null {
  const cards = sides.kind === 'cloze' ? sides.cards : sides.cards.filter((card) => card !== null);
  const entries = cards.map((card) => (card === null ? null : writeSchedule(card.schedule, startOf)));
  return entries.every((entry) => entry === null) ? null : entries.map((entry) => entry ?? UNSTUDIED_ENTRY).join('');
}
