/** Writes decks for hashcards: a Markdown file each, with its name in TOML at the top. */

import { stringify } from 'smol-toml';
import type { ExportSource } from '../export-source.ts';
import type { FormatWriter, WrittenFile } from '../format-writer.ts';
import { gatherDecks } from '../markdown/deck-files.ts';
import type { DeckText } from '../markdown/deck-files.ts';
import { describeMarkdownLosses, MARKDOWN_KEEPS } from '../markdown/kept-parts.ts';
import type { ClozeSides, PairSides } from '../markdown/note-sides.ts';
import { packMedia } from '../markdown/packed-media.ts';
import { writeCloze, writePair } from './write-card.ts';

const NAME = 'hashcards Markdown';

export const hashcardsWriter: FormatWriter = {
  format: 'hashcards',
  name: NAME,
  extension: '.zip',
  keeps: MARKDOWN_KEEPS,
  describeLosses: (source) => describeMarkdownLosses(source, NAME, ['extra', 'hints', 'groups', 'nested']),
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
