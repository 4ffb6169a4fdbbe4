/** Writes decks as a folder of notes for Obsidian and its spaced repetition plugin. */

import type { ExportSource } from '../export-source.ts';
import type { FormatWriter, WrittenFile } from '../format-writer.ts';
import { countClozeExtras, gatherDecks } from '../markdown/deck-files.ts';
import type { DeckText } from '../markdown/deck-files.ts';
import { packMedia } from '../markdown/packed-media.ts';
import { deckNameOfTag } from './note-file.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { writeCard } from './write-card.ts';

export const obsidianWriter: FormatWriter = {
  format: 'obsidian',
  name: 'Obsidian Markdown',
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
    schedule: 'some',
    reviews: false,
    flags: false,
    suspended: false,
    presets: false,
    conceptSets: false,
    guids: false,
  },
  describeLosses: (source) => {
    const extras = countClozeExtras(source);
    return extras === 0
      ? []
      : [{ code: 'cloze-extra', message: `Obsidian Markdown has no place beside a text with gaps: ${String(extras)} ${extras === 1 ? 'note loses its' : 'notes lose their'} extra text.` }];
  },
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
