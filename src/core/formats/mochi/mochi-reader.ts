/** Reads decks that Mochi exported: a zip archive with `data.json` (Transit) or `data.edn`, and the media beside it. */

import { AppError } from '../../errors.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader } from '../format-reader.ts';
import type { ImportSink } from '../import-sink.ts';
import { createFolderMedia } from '../markdown/folder-media.ts';
import { readMochiExport } from './mochi-data.ts';
import { tellDecks } from './tell-mochi.ts';

const DATA_FILE = /^(?:[^/]+\/)?data\.(?:json|edn)$/i;
const TRANSIT = /"~:(?:decks|cards|templates)"/;
const EDN = /:(?:decks|cards)\s*[[(]/;

/** Transit comes before EDN where there are both: it is the newer one. */
function listDataFiles({ paths }: FolderSource): readonly string[] {
  const found = paths.filter((path) => DATA_FILE.test(path) || (paths.length === 1 && /\.(?:json|edn|mochi)$/i.test(path)));
  return [...found].sort((left, right) => Number(/\.edn$/i.test(left)) - Number(/\.edn$/i.test(right)));
}

async function findDataFile(source: FolderSource): Promise<{ readonly path: string; readonly isEdn: boolean } | null> {
  for (const path of listDataFiles(source)) {
    const head = await source.readHead(path);
    if (/^\s*[[{]/.test(head) && TRANSIT.test(head)) return { path, isEdn: false };
    if (/^\s*\{\s*:/.test(head) && EDN.test(head)) return { path, isEdn: true };
  }
  return null;
}

function* stoppable(pieces: Iterable<string>, sink: ImportSink): Generator<string> {
  for (const piece of pieces) {
    sink.throwIfCancelled();
    yield piece;
  }
}

export const mochiReader: FormatReader = {
  format: 'mochi',
  recognise: async (source) => ((await findDataFile(source)) === null ? 0 : /\.mochi$/i.test(source.name) ? 0.98 : 0.9),
  read: async (source, context, sink) => {
    const file = await findDataFile(source);
    if (file === null) throw new AppError('format-unknown', `“${source.name}” has no data of Mochi in it. Nothing was imported.`);
    const data = readMochiExport(stoppable(await source.readTextPieces(file.path), sink), file.isEdn);
    const media = createFolderMedia(source);
    const count = tellDecks(data, { fileName: source.name, context, sink, takeMedia: (html) => media.take(html, file.path) });
    if (count === 0) throw new AppError('nothing-to-import', `“${source.name}” has no cards outside of Mochi’s trash. Nothing was imported.`);
    await media.handOn(sink);
  },
};
