/** Reads Anki's own files into a sink: packages of every generation, and bare collections. */

import { extname, join } from 'node:path';
import { openForeignAnki } from '../../store/foreign-anki.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { unpackAnkiPackage } from './anki-package.ts';
import { readAnkiCollection, readAnkiMedia } from './read-anki.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import { UNPACK_LIMITS } from './unpack-limits.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Throws AppError as unpackAnkiPackage and openForeignAnki do. */
export async function readAnkiPackage(zip: ZipArchive, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const collectionPath = join(request.scratchDir, 'package.sqlite');
  const pack = await unpackAnkiPackage(zip, collectionPath, UNPACK_LIMITS, sink.throwIfCancelled);
  readAnkiDatabase(collectionPath, request, sink);
  await readAnkiMedia(pack, sink);
  return { ...plainOutcome(extname(request.fileName).toLowerCase() === '.colpkg' ? 'colpkg' : 'apkg'), generation: pack.generation };
}

/** `path` is a copy that may be written to. Throws AppError as openForeignAnki does. */
export function readAnkiDatabase(path: string, request: ReadRequest, sink: ImportSink): ReadOutcome {
  const anki = openForeignAnki(path);
  try {
    readAnkiCollection(anki, sink, {
      withSchedule: request.options.withSchedule,
      moment: request.moment,
      zoneOffsetMinutesAt: request.zoneOffsetMinutesAt,
    });
  } finally {
    anki.close();
  }
  return plainOutcome('anki-collection');
}
