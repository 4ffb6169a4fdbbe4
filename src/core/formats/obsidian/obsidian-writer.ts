/** Writes decks as a folder of notes for Obsidian and its spaced repetition plugin. */

import type { ExportSource } from '../export-source.ts';
import type { FormatWriter, WrittenFile } from '../format-writer.ts';
import { gatherDecks } from '../markdown/deck-files.ts';
import type { DeckText } from '../markdown/deck-files.ts';
import { describeMarkdownLosses, MARKDOWN_KEEPS } from '../markdown/kept-parts.ts';
import { packMedia } from '../markdown/packed-media.ts';
import { deckNameOfTag } from './note-file.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { writeCard } from './write-card.ts';

const NAME = 'Obsidian Markdown';

export const obsidianWriter: FormatWriter = {
  format: 'obsidian',
  name: NAME,
  extension: '.zip',
  keeps: { ...MARKDOWN_KEEPS, schedule: 'full' },
  describeLosses: (source) => describeMarkdownLosses(source, NAME, ['extra', 'nested']),
  write: function* (source: ExportSource): Generator<WrittenFile> {
    for (const deck of gatherDecks(source, (sides) => writeCard(sides, source.moment.startOf))) yield { path: `${deck.path}.md`, pieces: [writeNote(deck)] };
    yield* packMedia(source);
  },
};

function writeNote({ name, blocks }: DeckText): string {
  const tag = `${DEFAULT_SETTINGS.flashcardTags[0] ?? ''}/${name.split('::').map(cleanLevel).join('/')}`;
  // Tags take no spaces and few signs: a name that would not come back is said in full.
  const matter = deckNameOfTag(tag, DEFAULT_SETTINGS) === name ? '' : `---\ndeck: ${JSON.stringify(name)}\n---\n\n`;
  return `${matter}${tag}\n\n${blocks.join('\n\n')}\n`;
}

function cleanLevel(level: string): string {
  const clean = level.trim().replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '');
  return clean === '' ? 'deck' : clean;
}
