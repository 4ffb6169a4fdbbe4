/** What decks in Markdown keep, whichever program reads them, and what their texts with gaps lose. */

import { parseCloze } from '../../cards/cloze.ts';
import type { ClozeNode } from '../../cards/cloze.ts';
import { countWords } from '../count-words.ts';
import type { ExportedNote, ExportedNoteType, ExportSource } from '../export-source.ts';
import { KEEPS_EVERYTHING, KEEPS_NO_STUDY } from '../format-writer.ts';
import type { FormatLoss, KeptParts } from '../format-writer.ts';
import { describeScatter } from '../note-deck.ts';
import { listSides } from './note-sides.ts';

/** What Markdown cannot say is written as HTML within it. */
export const MARKDOWN_KEEPS: KeptParts = { ...KEEPS_EVERYTHING, ...KEEPS_NO_STUDY, fields: 'two', noteTypes: false, tags: false, guids: false };

/** extra: fields beside the text; hints; groups: several gaps on one card; nested: gaps within gaps, or with several numbers. */
type ClozeFeature = 'extra' | 'hints' | 'groups' | 'nested';

const SENTENCES: Readonly<Record<ClozeFeature, (name: string, count: number) => string>> = {
  extra: (name, count) => `${name} has no place beside a text with gaps: ${say(count, 'loses its', 'lose their')} extra text.`,
  hints: (name, count) => `${name} has no hints: ${say(count, 'loses those of its', 'lose those of their')} gaps.`,
  groups: (name, count) => `${name} asks for every gap by itself: in ${countWords(count, 'note')} gaps that belong together come apart.`,
  nested: (name, count) => `${name} has no gaps within gaps: ${say(count, 'keeps its', 'keep their')} outer ones alone.`,
};

/** What texts with gaps lose of the features that the format has no place for, and what comes of decks; `name` is the format's, for people. */
export function describeMarkdownLosses(source: ExportSource, name: string, lost: readonly ClozeFeature[]): readonly FormatLoss[] {
  const counts: Record<ClozeFeature, number> = { extra: 0, hints: 0, groups: 0, nested: 0 };
  const noteTypes = new Map<number, ExportedNoteType>(source.noteTypes.map((noteType) => [noteType.id, noteType]));
  let gone = 0;
  let scattered = 0;
  for (const note of source.notes()) {
    const noteType = noteTypes.get(note.noteTypeId);
    if (noteType === undefined) continue;
    if (isScattered(note, noteType)) scattered += 1;
    if (noteType.kind !== 'cloze') continue;
    for (const sides of listSides(note, noteType, () => '')) {
      if (sides.kind !== 'cloze') continue;
      const gaps = parseCloze(sides.text).filter((node) => node.kind === 'cloze');
      if (sides.hasMore) counts.extra += 1;
      if (gaps.some(({ hint }) => hint !== null && hint !== '')) counts.hints += 1;
      if (new Set(gaps.map(({ numbers }) => numbers[0])).size < gaps.length) counts.groups += 1;
      if (gaps.some(isNested)) counts.nested += 1;
      else gone += note.cards.length - sides.cards.filter((card) => card !== null).length;
    }
  }
  return [
    ...lost.filter((feature) => counts[feature] > 0).map((feature) => ({ code: `cloze-${feature}`, message: SENTENCES[feature](name, counts[feature]) })),
    ...(gone === 0 ? [] : [describeGone(gone)]),
    ...describeScatter(name, scattered),
  ];
}

function describeGone(cards: number): FormatLoss {
  const whose = `${countWords(cards, 'card')} ${cards === 1 ? 'stays behind whose gap is' : 'stay behind whose gaps are'}`;
  return { code: 'cloze-gone', message: `${whose} no longer in the text.`, leaves: { notes: 0, cards } };
}

/** Whether cards that are written as one question lie in several decks. */
function isScattered(note: ExportedNote, noteType: ExportedNoteType): boolean {
  const [first, ...others] = note.cards;
  if (others.every(({ deckId }) => deckId === first?.deckId)) return false;
  return listSides(note, noteType, () => '').some(({ kind, cards }) => kind === 'cloze' || (cards[1] !== null && cards[1]?.deckId !== cards[0]?.deckId));
}

function isNested(node: Extract<ClozeNode, { readonly kind: 'cloze' }>): boolean {
  return node.numbers.length > 1 || node.children.some(({ kind }) => kind === 'cloze');
}

function say(count: number, one: string, many: string): string {
  return `${countWords(count, 'note')} ${count === 1 ? one : many}`;
}
