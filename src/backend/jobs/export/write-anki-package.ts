/** Writes Anki packages: the newest generation, the one that every Anki and other programs read, and whole collections. */

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { planMediaNames } from '../../../core/formats/anki-out/anki-media-name.ts';
import { outlineCollection } from '../../../core/formats/anki-out/collection-outline.ts';
import { writeMediaList, writeMediaMapJson, writePackageVersion } from '../../../core/formats/anki-out/package-parts-out.ts';
import type { MediaEntryOut } from '../../../core/formats/anki-out/package-parts-out.ts';
import { makeStubSource } from '../../../core/formats/anki-out/stub-source.ts';
import type { ExportSource } from '../../../core/formats/export-source.ts';
import { writeAnkiCollectionFile } from '../../../store/anki-collection-file.ts';
import { openMediaEntry } from './anki-media-entries.ts';
import { createZstdWriter } from './zstd-writer.ts';
import type { ZstdWriter } from './zstd-writer.ts';

export type AnkiPackageFormat = 'apkg' | 'apkg-legacy' | 'colpkg';

export interface PackagePaths {
  /** Scratch files are made in it, and removed again. */
  readonly scratchDir: string;
  /** Overwritten. */
  readonly targetPath: string;
}

const NEWEST_VERSION = 3;
/** Same bytes for the same content: the moment of packing is nobody’s business. */
const ENTRY_DATE = new Date(Date.UTC(2010, 0, 1));

/**
 * Throws AppError format-unsupported where the runtime cannot pack the newest generation, cancelled, and what reading media
 * and writing the file throw. Media are never held in memory but one small file at a time.
 */
export async function writeAnkiPackage(source: ExportSource, format: AnkiPackageFormat, paths: PackagePaths): Promise<void> {
  const zstd = format === 'apkg-legacy' ? null : createZstdWriter();
  const scratchDir = await mkdtemp(join(paths.scratchDir, 'anki-'));
  try {
    const renames = planMediaNames(source.media());
    const outline = outlineCollection(source, renames);
    const collectionPath = join(scratchDir, 'collection.sqlite');
    writeAnkiCollectionFile(collectionPath, zstd === null ? 11 : 18, outline, source);
    const stubPath = join(scratchDir, 'stub.sqlite');
    if (zstd !== null) {
      const stub = makeStubSource(source);
      writeAnkiCollectionFile(stubPath, 11, outlineCollection(stub, new Map()), stub);
    }
    await packZip(source, zstd, { collectionPath, stubPath, targetPath: paths.targetPath }, renames);
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

interface Places {
  readonly collectionPath: string;
  readonly stubPath: string;
  readonly targetPath: string;
}

async function packZip(source: ExportSource, zstd: ZstdWriter | null, places: Places, renames: ReadonlyMap<string, string>): Promise<void> {
  const zip = new ZipFile();
  // What packing meets, so that it does not end in a file that merely looks whole.
  const failure = new Promise<never>((_, reject) => {
    zip.on('error', reject);
  });
  failure.catch(() => undefined);
  const fixed = { mtime: ENTRY_DATE, mode: 0o100644, forceDosTimestamp: true };
  const addLazily = (name: string, open: () => Promise<Readable>): void => {
    zip.addReadStreamLazy(name, { ...fixed, compress: false }, (give) => {
      open().then(
        (stream) => {
          stream.on('error', (thrown) => {
            zip.emit('error', thrown);
          });
          give(null, stream);
        },
        (thrown: unknown) => {
          give(thrown, Readable.from([]));
        },
      );
    });
  };
  if (zstd === null) {
    zip.addFile(places.collectionPath, 'collection.anki2', fixed);
  } else {
    zip.addBuffer(Buffer.from(writePackageVersion(NEWEST_VERSION)), 'meta', { ...fixed, compress: false });
    addLazily('collection.anki21b', () => Promise.resolve(openPacked(places.collectionPath, zstd)));
    zip.addFile(places.stubPath, 'collection.anki2', fixed);
  }
  const entries: MediaEntryOut[] = [];
  let count = 0;
  for (const file of source.media()) {
    const index = count;
    const name = renames.get(file.name) ?? file.name;
    count += 1;
    addLazily(String(index), () => {
      source.throwIfCancelled();
      source.progress('writing-media', index, source.counts.media);
      return openMediaEntry(file, zstd, ({ sizeBytes, sha1 }) => {
        entries[index] = { name, sizeBytes, sha1 };
      });
    });
  }
  // Entries are read one after the other, so that all files have passed when the last, their list, is asked for.
  addLazily('media', () => Promise.resolve(Readable.from([packMediaList(entries, zstd)], { objectMode: false })));
  zip.end();
  await Promise.race([pipeline(zip.outputStream, createWriteStream(places.targetPath)), failure]);
  source.progress('packing', 1, 1);
}

function packMediaList(entries: readonly MediaEntryOut[], zstd: ZstdWriter | null): Uint8Array {
  if (zstd === null) return Buffer.from(writeMediaMapJson(entries.map(({ name }) => name)), 'utf8');
  return zstd.packWhole(writeMediaList(entries));
}

function openPacked(path: string, zstd: ZstdWriter): Readable {
  const source = createReadStream(path);
  const packer = zstd.createStream();
  source.on('error', (thrown) => packer.destroy(thrown));
  return source.pipe(packer);
}
