/** Reads a collection of Mnemosyne 2 (.db) into a sink, with the media that lie in the folder beside it. */

import { stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { deckNameOf } from '../../core/formats/deck-name.ts';
import { flattenMediaName } from '../../core/formats/mnemosyne/markup.ts';
import { createDeckTeller } from '../../core/formats/mnemosyne/tell-deck.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { openForeignMnemosyne } from '../../store/foreign-mnemosyne.ts';
import { openDiskFolder } from './folder-sources.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';

/** Pictures that Mnemosyne makes of formulas, which are typeset here. */
const MADE_FOLDER = '_latex/';

/** `path` is a copy of the file. Throws AppError file-damaged and what the sink throws. */
export async function readMnemosyneDatabase(path: string, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const { nowMillis, moment, zoneOffsetMinutesAt, options } = request;
  const context = { nowMillis, moment, zoneOffsetMinutesAt, withSchedule: options.withSchedule };
  const mnemosyne = openForeignMnemosyne(path);
  try {
    const { types, views, orphanCount } = mnemosyne;
    const teller = createDeckTeller({ name: deckNameOf(request.fileName), description: '', types, views }, context, sink);
    for (const { fact, cards } of mnemosyne.facts()) teller.fact(fact, cards);
    if (orphanCount > 0) sink.skipped(`${orphanCount.toLocaleString('en')} cards`, 'The file does not hold their questions and answers.');
  } finally {
    mnemosyne.close();
  }
  await readMediaBeside(request, sink);
  return plainOutcome('mnemosyne-db');
}

/** Mnemosyne keeps the media of `name.db` in the folder `name.db_media`; copies are often called `name_media`. */
async function readMediaBeside({ path }: ReadRequest, sink: ImportSink): Promise<void> {
  for (const folder of [`${path}_media`, join(dirname(path), `${parse(path).name}_media`)]) {
    if (!(await stat(folder).then((found) => found.isDirectory(), () => false))) continue;
    const source = await openDiskFolder(folder, parse(folder).base);
    const files = source.paths.filter((file) => !file.startsWith(MADE_FOLDER));
    for (const [index, file] of files.entries()) {
      sink.throwIfCancelled();
      sink.progress('reading-media', index, files.length);
      await sink.media({ name: flattenMediaName(file), bytes: source.readBytes(file), sha1: null });
    }
    return;
  }
}
