/** Writes Anki packages: the newest generation, the one that every Anki and other programs read, and whole collections. */

import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { planMediaNames } from '../../../core/formats/anki-out/anki-media-name.ts';
import { outlineCollection } from '../../../core/formats/anki-out/collection-outline.ts';
import { writeMediaList, writeMediaMapJson, writePackageVersion } from '../../../core/formats/anki-out/package-parts-out.ts';
import type { MediaEntryOut } from '../../../core/formats/anki-out/package-parts-out.ts';
import { makeStubSource } from '../../../core/formats/anki-out/stub-source.ts';
import type { ExportSource } from '../../../core/formats/export-source.ts';
import { writeAnkiCollectionFile } from '../../../store/anki-collection-file.ts';
import { packMedia, packStream } from './anki-media-entries.ts';
import { writeZip } from './write-zip.ts';
import type { ZippedFile } from './write-zip.ts';
import { createZstdWriter } from './zstd-writer.ts';
import type { ZstdWriter } from './zstd-writer.ts';

export type AnkiPackageFormat = 'apkg' | 'apkg-legacy' | 'colpkg';

export interface PackagePaths {
  /** Scratch files are made in it, and removed again. */
  readonly scratchDir: string;
  /** Must be free. */
  readonly targetPath: string;
}

const NEWEST_VERSION = 3;

/**
 * Throws AppError format-unsupported where the runtime cannot pack the newest generation, cancelled, and what reading media
 * and writing the file throw. Media are never held in memory but one small file at a time.
 */
export async function writeAnkiPackage(source: ExportSource, format: AnkiPackageFormat, paths: PackagePaths): Promise<void> {
  const zstd = format === 'apkg-legacy' ? null : createZstdWriter();
  const scratchDir = await mkdtemp(join(paths.scratchDir, 'anki-'));
  try {
    const renames = planMediaNames(source.media());
    const collectionPath = join(scratchDir, 'collection.sqlite');
    writeAnkiCollectionFile(collectionPath, zstd === null ? 11 : 18, outlineCollection(source, renames), source);
    const collection = zstd === null ? listOldCollection(collectionPath) : listNewCollection(source, zstd, collectionPath, scratchDir);
    await writeZip(paths.targetPath, listEntries(collection, source, zstd, renames), source);
    source.progress('packing', 1, 1);
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

/** What every version since Anki 2.0 finds, and programs that know nothing of later ones. */
function listOldCollection(collectionPath: string): readonly ZippedFile[] {
  return [{ path: 'collection.anki2', pieces: readFile(collectionPath) }];
}

function listNewCollection(source: ExportSource, zstd: ZstdWriter, collectionPath: string, scratchDir: string): readonly ZippedFile[] {
  const stubPath = join(scratchDir, 'stub.sqlite');
  const stub = makeStubSource(source);
  writeAnkiCollectionFile(stubPath, 11, outlineCollection(stub, new Map()), stub);
  return [
    { path: 'meta', pieces: [writePackageVersion(NEWEST_VERSION)], compress: false },
    { path: 'collection.anki21b', pieces: packFile(collectionPath, zstd), compress: false },
    { path: 'collection.anki2', pieces: readFile(stubPath) },
  ];
}

/** Opened when its turn comes. */
async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function* packFile(path: string, zstd: ZstdWriter): AsyncGenerator<Uint8Array> {
  yield* packStream(createReadStream(path), zstd);
}

/** The list of media comes last: what it says of each is known when that has passed. */
async function* listEntries(
  collection: readonly ZippedFile[],
  source: ExportSource,
  zstd: ZstdWriter | null,
  renames: ReadonlyMap<string, string>,
): AsyncGenerator<ZippedFile> {
  yield* collection;
  const entries: MediaEntryOut[] = [];
  for (const file of source.media()) {
    source.progress('writing-media', entries.length, source.counts.media);
    const name = renames.get(file.name) ?? file.name;
    const pieces = packMedia(file, zstd, (passed) => entries.push({ ...passed, name }));
    yield { path: String(entries.length), pieces, compress: false };
  }
  source.progress('writing-media', entries.length, source.counts.media);
  const list = zstd === null ? writeMediaMapJson(entries.map(({ name }) => name)) : zstd.packWhole(writeMediaList(entries));
  yield { path: 'media', pieces: [list], compress: false };
}
