/** Writes a Versus archive: a zip of JSON Lines parts, the media by name, and a manifest that tells whether all of it is whole. */

import { createHash } from 'node:crypto';
import { writeManifest } from '../../../core/formats/archive/manifest.ts';
import type { ManifestPart } from '../../../core/formats/archive/manifest.ts';
import { ARCHIVE_PART_NAMES, ARCHIVE_VERSION, MANIFEST_PATH, MEDIA_FOLDER, pathOfPart } from '../../../core/formats/archive/parts.ts';
import type { ExportSource } from '../../../core/formats/export-source.ts';
import { readArchivePart } from '../../../store/export-archive.ts';
import type { Database } from '../../../store/library.ts';
import type { ExportWorkerRequest } from './export-messages.ts';
import { writeZip } from './write-zip.ts';
import type { ZippedFile } from './write-zip.ts';

/** Throws AppError cancelled; errors of the disk and of missing media as they come. */
export async function writeArchive(database: Database, source: ExportSource, request: ExportWorkerRequest, path: string): Promise<void> {
  const { nowMillis, throwIfCancelled } = source;
  await writeZip(path, listFiles(database, source, request), { nowMillis, throwIfCancelled });
}

async function* listFiles(database: Database, source: ExportSource, request: ExportWorkerRequest): AsyncGenerator<ZippedFile> {
  const isWhole = request.scope.what === 'everything';
  const parts: ManifestPart[] = [];
  for (const name of ARCHIVE_PART_NAMES) {
    const records = readArchivePart(database, source, name, { isWhole, withSchedule: source.withSchedule });
    if (records === null) continue;
    if (name === 'reviews') source.progress('writing-reviews', 0, source.counts.reviews);
    const sha256 = createHash('sha256');
    let count = 0;
    const pieces = function* (): Generator<string> {
      for (const record of records) {
        const line = `${JSON.stringify(record)}\n`;
        sha256.update(line, 'utf8');
        count += 1;
        yield line;
      }
    };
    const path = pathOfPart(name);
    yield { path, pieces: pieces() };
    parts.push({ name, path, records: count, sha256: sha256.digest('hex') });
  }
  let done = 0;
  for (const file of source.media()) {
    source.progress('writing-media', done, source.counts.media);
    yield { path: `${MEDIA_FOLDER}${file.name}`, pieces: file.readBytes() };
    done += 1;
  }
  source.progress('packing', 0, null);
  const manifest = writeManifest({
    format: 'versus-archive',
    formatVersion: ARCHIVE_VERSION,
    appVersion: request.appVersion,
    madeAtMillis: source.nowMillis,
    title: source.title,
    isWhole,
    withSchedule: source.withSchedule,
    withMedia: source.withMedia,
    parts,
  });
  yield { path: MANIFEST_PATH, pieces: [manifest] };
}
