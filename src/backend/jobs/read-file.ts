/** Reads any file that can be imported into a sink: recognises it and hands it to the reader of its format. */

import { copyFile } from 'node:fs/promises';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ImportFormat, ImportOptions, ImportPreview } from '../../contract/import.ts';
import type { NoteTypeDefinition } from '../../core/cards/model.ts';
import { AppError } from '../../core/errors.ts';
import type { AnkiGeneration } from '../../core/formats/anki/package-parts.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { assertNever } from '../../core/result.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import { openForeignAnki } from '../../store/foreign-anki.ts';
import { openAnkiPackage, unpackZstd, writeCollection } from './anki-package.ts';
import { readAnkiCollection, readAnkiMedia } from './read-anki.ts';
import { readText } from './read-text.ts';
import { recogniseFile } from './recognise-file.ts';
import { capBytes, UNPACK_LIMITS } from './unpack-limits.ts';
import { describeDamagedZip } from './zip-archive.ts';

export interface ReadRequest {
  readonly path: string;
  readonly fileName: string;
  /** An empty folder for what has to be unpacked; the caller deletes it. */
  readonly scratchDir: string;
  readonly options: ImportOptions;
  readonly moment: StudyMoment;
  readonly zoneOffsetMinutesAt: (millis: number) => number;
  /** What the library has already, for readers that map onto it. */
  readonly noteTypes: readonly NoteTypeDefinition[];
  readonly deckNames: readonly string[];
}

export interface ReadOutcome {
  readonly format: ImportFormat;
  readonly generation: AnkiGeneration | null;
  readonly text: ImportPreview['text'];
}

/** Throws AppError, whose sentence says what is wrong with the file and what to do. */
export async function readFileInto(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  sink.progress('opening', 0, null);
  const kind = await recogniseFile(request.path, request.fileName);
  switch (kind) {
    case 'zip':
      return await readPackage(request, sink);
    case 'sqlite':
    case 'zstd':
      return await readBareCollection(request, kind, sink);
    case 'text':
      return await readText(request, sink);
    default:
      return assertNever(kind);
  }
}

function collectionPathOf(request: ReadRequest): string {
  return join(request.scratchDir, 'collection.sqlite');
}

async function readPackage(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const pack = await openAnkiPackage(request.path, collectionPathOf(request), UNPACK_LIMITS, sink.throwIfCancelled);
  try {
    readCollection(request, sink);
    await readAnkiMedia(pack, sink);
    return { format: extname(request.fileName).toLowerCase() === '.colpkg' ? 'colpkg' : 'apkg', generation: pack.generation, text: null };
  } finally {
    pack.close();
  }
}

/** Works on a copy: the learner's own collection may be open in Anki, and is not to be touched. */
async function readBareCollection(request: ReadRequest, kind: 'sqlite' | 'zstd', sink: ImportSink): Promise<ReadOutcome> {
  const target = collectionPathOf(request);
  if (kind === 'sqlite') {
    await copyFile(request.path, target);
    if (existsSync(`${request.path}-wal`)) await copyFile(`${request.path}-wal`, `${target}-wal`);
  } else {
    const packedBytes = statSync(request.path).size;
    const source = unpackZstd(createReadStream(request.path));
    try {
      await writeCollection(capBytes(source, packedBytes, UNPACK_LIMITS.collectionBytes, UNPACK_LIMITS), target, sink.throwIfCancelled);
    } catch (thrown) {
      throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
    }
  }
  readCollection(request, sink);
  return { format: 'anki-collection', generation: null, text: null };
}

function readCollection(request: ReadRequest, sink: ImportSink): void {
  const anki = openForeignAnki(collectionPathOf(request));
  try {
    readAnkiCollection(anki, sink, {
      withSchedule: request.options.withSchedule,
      moment: request.moment,
      zoneOffsetMinutesAt: request.zoneOffsetMinutesAt,
    });
  } finally {
    anki.close();
  }
}
