/** Writes decks for hashcards: a Markdown file each, with its name in TOML at the top. */

import { stringify } from 'smol-toml';
import type { ExportSource } from '../export-source.ts';
import type { FormatLoss, FormatWriter, WrittenFile } from '../format-writer.ts';
import { countClozeExtras, gatherDecks } from '../markdown/deck-files.ts';
import type { DeckText } from '../markdown/deck-files.ts';
import type { ClozeSides, PairSides } from '../markdown/note-sides.ts';
import { packMedia } from '../markdown/packed-media.ts';
import { parseCloze } from '../../cards/cloze.ts';
import type { ClozeNode } from '../../cards/cloze.ts';
import { writeCloze, writePair } from './write-card.ts';

export const hashcardsWriter: FormatWriter = {
  format: 'hashcards',
  name: 'hashcards Markdown',
  extension: '.zip',
  keeps: {
    fields: 'two',
    formatting: 'html',
    clozes: true,
    noteTypes: false,
    tags: false,
    deckNames: true,
    images: true,
    sounds: true,
    schedule: 'none',
    reviews: false,
    flags: false,
    suspended: false,
    presets: false,
    conceptSets: false,
    guids: false,
  },
  describeLosses,
  write: function* (source: ExportSource): Generator<WrittenFile> {
    for (const deck of gatherDecks(source, writeSides)) yield { path: `${deck.path}.md`, pieces: [writeDeck(deck)] };
    yield* packMedia(source);
  },
};

function writeSides(sides: PairSides | ClozeSides): string {
  if (sides.kind === 'cloze') return writeCloze(sides.text);
  const pair = writePair(sides.front, sides.back);
  // Hashcards asks in one direction only.
  return sides.cards[1] === null ? pair : `${pair}\n\n${writePair(sides.back, sides.front)}`;
}

function writeDeck({ name, blocks }: DeckText): string {
  return `---\n${stringify({ name }).trim()}\n---\n\n${blocks.join('\n\n')}\n`;
}

function describeLosses(source: ExportSource): readonly FormatLoss[] {
  const losses: FormatLoss[] = [];
  const extras = countClozeExtras(source);
  if (extras > 0) {
    losses.push({ code: 'cloze-extra', message: `hashcards Markdown has no place beside a text with gaps: ${say(extras)} their extra text.`.replace('note lose their', 'note loses its') });
  }
  const clozeTypes = new Set(source.noteTypes.filter(({ kind }) => kind === 'cloze').map(({ id }) => id));
  let hints = 0;
  let groups = 0;
  for (const { noteTypeId, fields } of source.notes()) {
    if (!clozeTypes.has(noteTypeId)) continue;
    const nodes = fields.flatMap((field) => parseCloze(field)).filter((node) => node.kind === 'cloze');
    if (nodes.some(({ hint }) => hint !== null && hint !== '')) hints += 1;
    if (isGrouped(nodes)) groups += 1;
  }
  if (hints > 0) losses.push({ code: 'cloze-hints', message: `hashcards Markdown has no hints: ${say(hints)} those of their gaps.`.replace('note lose those of their', 'note loses those of its') });
  if (groups > 0) {
    losses.push({ code: 'cloze-groups', message: `hashcards Markdown asks for every gap by itself: in ${groups === 1 ? '1 note' : `${String(groups)} notes`} gaps that belong together come apart.` });
  }
  return losses;
}

function say(count: number): string {
  return `${String(count)} ${count === 1 ? 'note' : 'notes'} lose`;
}

/** Whether one card hides several gaps, or one gap holds another. */
function isGrouped(nodes: readonly ClozeNode[]): boolean {
  const numbers = nodes.flatMap((node) => (node.kind === 'cloze' ? node.numbers : []));
  return new Set(numbers).size < numbers.length || nodes.some((node) => node.kind === 'cloze' && (node.numbers.length > 1 || node.children.some(({ kind }) => kind === 'cloze')));
}
