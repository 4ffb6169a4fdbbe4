/** Reads decks as CrowdAnki keeps them: `deck.json` with its note models, options and decks below, and media beside it. */

import { AppError } from '../../errors.ts';
import { parseJson } from '../anki/json-value.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader } from '../format-reader.ts';
import type { ImportSink } from '../import-sink.ts';
import { createDeckMediaReader } from './deck-media.ts';
import type { DeckMedia } from './deck-media.ts';
import { createDeckJsonReader } from './read-deck-json.ts';

/** CrowdAnki sorts keys, so that this stands at the top; a deck within it says the same of itself. */
const DECK_TYPE = /"__type__"\s*:\s*"Deck"/;
/** A deck's folder has one or two; a folder with more is another program's. */
const FILES_LOOKED_AT = 50;

/** JSON files, those nearest to the top first. */
function listJsonFiles({ paths }: FolderSource): readonly string[] {
  const depthOf = (path: string): number => path.split('/').length;
  return paths
    .filter((path) => /\.json$/i.test(path) || paths.length === 1)
    .sort((left, right) => depthOf(left) - depthOf(right) || (left < right ? -1 : 1))
    .slice(0, FILES_LOOKED_AT);
}

function looksLikeDeck(head: string): boolean {
  return /^\s*\{/.test(head) && DECK_TYPE.test(head);
}

async function listDeckFiles(source: FolderSource): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of listJsonFiles(source)) if (looksLikeDeck(await source.readHead(path))) found.push(path);
  return found;
}

async function tellMedia(source: FolderSource, { files }: DeckMedia, sink: ImportSink): Promise<void> {
  for (const [index, { name, path }] of files.entries()) {
    sink.throwIfCancelled();
    sink.progress('reading-media', index, files.length);
    await sink.media({ name, bytes: source.readBytes(path), sha1: null });
  }
}

async function parseDeck(source: FolderSource, path: string): Promise<unknown> {
  const deck = parseJson(await source.readText(path));
  if (deck !== null) return deck;
  throw new AppError(
    'file-damaged',
    `“${path}” is a CrowdAnki deck whose JSON is cut off or damaged, so nothing was imported. Download it once more, or export it from Anki again.`,
  );
}

export const crowdankiReader: FormatReader = {
  format: 'crowdanki',
  recognise: async (source) => ((await listDeckFiles(source)).length > 0 ? 0.95 : 0),
  read: async (source, _context, sink) => {
    const reader = createDeckJsonReader(sink);
    const readDeckMedia = createDeckMediaReader(source);
    for (const path of await listDeckFiles(source)) {
      const media = await readDeckMedia(path);
      reader.read(await parseDeck(source, path), media.renamed);
      await tellMedia(source, media, sink);
    }
    if (reader.countNotes() === 0) {
      throw new AppError('nothing-to-import', `“${source.name}” is a CrowdAnki deck without notes. Nothing was imported.`);
    }
  },
};
