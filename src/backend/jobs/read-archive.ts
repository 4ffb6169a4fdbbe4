/** Reads a Versus archive into a sink: checks each part against the manifest's checksum and each record against the format. */

import { createHash, hash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import { readManifest } from '../../core/formats/archive/manifest.ts';
import type { ManifestPart } from '../../core/formats/archive/manifest.ts';
import { ARCHIVE_PART_NAMES, isArchivePart, MANIFEST_PATH, MEDIA_FOLDER } from '../../core/formats/archive/parts.ts';
import type { ArchivePart, ArchiveRecord } from '../../core/formats/archive/parts.ts';
import { readArchiveRecord } from '../../core/formats/archive/read-record.ts';
import { createArchiveTeller } from '../../core/formats/archive/tell-record.ts';
import type { FileBytes, ImportSink, SinkPhase } from '../../core/formats/import-sink.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import { UNPACK_LIMITS } from './unpack-limits.ts';
import { readZipEntry } from './zip-archive.ts';
import type { ZipArchive } from './zip-archive.ts';

const LONGEST_MANIFEST_BYTES = 4 * 1024 ** 2;
const LONGEST_LINE = 256 * 1024 ** 2;
const RECORDS_BETWEEN_LOOKS = 200;

export function holdsArchive(names: readonly string[]): boolean {
  return names.includes(MANIFEST_PATH);
}

/** The zip is closed by the caller. Throws AppError file-damaged, file-newer-version, cancelled. */
export async function readArchive(zip: ZipArchive, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const manifest = readManifest(await readAll(zip, MANIFEST_PATH));
  for (const { name } of manifest.parts) {
    if (!isArchivePart(name)) sink.warning('archive-unknown-part', `This archive holds “${name.slice(0, 80)}”, which this version of Versus does not know. That part stayed out; everything else was brought in.`);
  }
  const withSchedule = request.options.withSchedule && manifest.withSchedule;
  sink.extra?.('manifest', { isWhole: manifest.isWhole, withSchedule });
  const teller = createArchiveTeller(sink, { withSchedule: request.options.withSchedule });
  for (const name of ARCHIVE_PART_NAMES) {
    const part = manifest.parts.find((candidate) => candidate.name === name);
    if (part === undefined) continue;
    if (name === 'media') await readMedia(zip, part, sink);
    else await readPart(zip, name, part, sink, teller.tell);
  }
  return { ...plainOutcome('versus-archive'), fileCount: 1 };
}

const PHASES: Partial<Record<ArchivePart, SinkPhase>> = { notes: 'reading-notes', cards: 'reading-cards', reviews: 'reading-reviews', media: 'reading-media' };

async function readPart<Part extends ArchivePart>(
  zip: ZipArchive,
  name: Part,
  part: ManifestPart,
  sink: ImportSink,
  take: (part: Part, record: ArchiveRecord<Part>) => void | Promise<void>,
): Promise<void> {
  const phase = PHASES[name];
  let count = 0;
  for await (const line of readLines(zip, part)) {
    const record = readArchiveRecord(name, line);
    if (record === null) throw describeDamagedPart(part);
    const taken = take(name, record);
    if (taken !== undefined) await taken;
    count += 1;
    if (count % RECORDS_BETWEEN_LOOKS !== 0) continue;
    sink.throwIfCancelled();
    if (phase !== undefined) sink.progress(phase, count, part.records);
  }
  if (count !== part.records) throw describeDamagedPart(part);
}

async function readMedia(zip: ZipArchive, part: ManifestPart, sink: ImportSink): Promise<void> {
  const names = new Set(zip.names);
  await readPart(zip, 'media', part, sink, async (_part, { name, sha256 }) => {
    const path = `${MEDIA_FOLDER}${name}`;
    if (!names.has(path)) throw describeDamagedPart({ ...part, path });
    await sink.media({ name, bytes: checkBytes(zip, path, sha256), sha1: null });
  });
}

/** The bytes as they come; those that are not the ones of the checksum end in AppError file-damaged. */
function checkBytes(zip: ZipArchive, path: string, sha256: string): FileBytes {
  const bytes = readZipEntry(zip, path, Number.POSITIVE_INFINITY, UNPACK_LIMITS);
  const pieces = (): AsyncGenerator<Uint8Array> => checkPieces(bytes, path, sha256);
  const { readSmall } = bytes;
  if (readSmall === undefined) return { [Symbol.asyncIterator]: pieces };
  return {
    [Symbol.asyncIterator]: pieces,
    readSmall: () => {
      const whole = readSmall();
      if (hash('sha256', whole) !== sha256) throw describeDamagedPart({ path });
      return whole;
    },
  };
}

async function* checkPieces(pieces: FileBytes, path: string, sha256: string): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  for await (const piece of pieces) {
    digest.update(piece);
    yield piece;
  }
  if (digest.digest('hex') !== sha256) throw describeDamagedPart({ path });
}

async function* readLines(zip: ZipArchive, part: ManifestPart): AsyncGenerator<string> {
  if (!zip.names.includes(part.path)) throw describeDamagedPart(part);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of checkBytesOfPart(zip, part)) {
    const lines = (rest + decode(decoder, piece, part)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw describeDamagedPart(part);
    yield* lines;
  }
  if (rest !== '') throw describeDamagedPart(part);
}

function checkBytesOfPart(zip: ZipArchive, part: ManifestPart): FileBytes {
  return checkBytes(zip, part.path, part.sha256);
}

function decode(decoder: TextDecoder, piece: Uint8Array, part: ManifestPart): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch {
    throw describeDamagedPart(part);
  }
}

async function readAll(zip: ZipArchive, path: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of readZipEntry(zip, path, LONGEST_MANIFEST_BYTES, UNPACK_LIMITS)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function describeDamagedPart({ path }: Pick<ManifestPart, 'path'>): AppError {
  return new AppError('file-damaged', `This Versus archive is damaged: “${path.slice(0, 100)}” in it is not as it was written. Nothing was imported. Use another copy of the archive, or export it again.`);
}
