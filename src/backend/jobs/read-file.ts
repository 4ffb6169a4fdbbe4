/** Reads anything that can be imported into a sink: recognises it by its content and hands it to the reader of its format. */

import { createReadStream, existsSync, statSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { readAnkiHeaders } from '../../core/formats/delimited/anki-headers.ts';
import type { FolderSource } from '../../core/formats/folder-source.ts';
import { isTableFormat } from '../../core/formats/import-format.ts';
import type { ImportFormat } from '../../core/formats/import-format.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { assertNever } from '../../core/result.ts';
import { listForeignTables } from '../../store/foreign-tables.ts';
import { writeCollection } from './anki-package.ts';
import { ARCHIVE_READERS } from './archive-readers.ts';
import { CERTAIN, rankReaders, readerOfFormat, TABLE_SURENESS } from './choose-reader.ts';
import type { RankedReader } from './choose-reader.ts';
import { DATABASE_READERS } from './database-readers.ts';
import { describeForeignZip, describeUnknownFolder, describeUnknownText, describeUnknownZip } from './describe-unknown.ts';
import { openDiskFolder, openSingleFile, openZipFolder } from './folder-sources.ts';
import { isImportableName } from './importable-files.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import { readText, tableFormatOf } from './read-text.ts';
import { recogniseFile } from './recognise-file.ts';
import { capBytes, UNPACK_LIMITS } from './unpack-limits.ts';
import { describeDamagedZip, openZipArchive, readZipEntry } from './zip-archive.ts';
import type { ZipArchive } from './zip-archive.ts';
import { unpackZstd } from './zstd.ts';

/** Throws AppError, whose sentence says what is wrong with the file and what to do. */
export async function readFileInto(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  sink.progress('opening', 0, null);
  const kind = await recogniseFile(request.path, request.fileName);
  switch (kind) {
    case 'folder':
      return await readFolder(await openDiskFolder(request.path, request.fileName), request, sink);
    case 'zip':
      return await readZip(request, sink);
    case 'sqlite':
    case 'zstd':
      return await readDatabase(request, kind, sink);
    case 'text':
      return await readTextFile(request, sink);
    default:
      return assertNever(kind);
  }
}

async function readZip(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const zip = await openZipArchive(request.path, UNPACK_LIMITS);
  try {
    const known = ARCHIVE_READERS.find(({ recognise }) => recognise(zip.names));
    if (known !== undefined) return await known.read(zip, request, sink);
    const source = openZipFolder(zip, request.fileName);
    const chosen = await chooseForFolder(source, request);
    if (chosen !== null) return await readWith(chosen, source, request, sink);
    return await readOnlyFile(zip, request, sink);
  } finally {
    zip.close();
  }
}

/** A zip around a single deck is read as that deck. */
async function readOnlyFile(zip: ZipArchive, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const foreign = describeForeignZip(zip.names);
  if (foreign !== null) throw foreign;
  const [inside, ...others] = zip.names.filter(isImportableName);
  if (inside === undefined || others.length > 0 || request.scratchDir.endsWith('inside')) throw describeUnknownZip(zip.names);
  const scratchDir = join(request.scratchDir, 'inside');
  await mkdir(scratchDir);
  const path = join(scratchDir, 'file');
  await writeCollection(readZipEntry(zip, inside, Number.POSITIVE_INFINITY, UNPACK_LIMITS), path, sink.throwIfCancelled);
  return await readFileInto({ ...request, path, fileName: inside.slice(inside.lastIndexOf('/') + 1), scratchDir }, sink);
}

async function readFolder(source: FolderSource, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const chosen = await chooseForFolder(source, request);
  if (chosen === null) throw describeUnknownFolder(source);
  return await readWith(chosen, source, request, sink);
}

async function chooseForFolder(source: FolderSource, request: ReadRequest): Promise<Choice | null> {
  const ranked = await rankReaders(source);
  const reader = readerOfFormat(request.options.format) ?? ranked[0]?.reader ?? null;
  return reader === null ? null : { reader, formats: listFormats(ranked, reader.format, null, request) };
}

async function readTextFile(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const source = await openSingleFile(request.path, request.fileName);
  const ranked = await rankReaders(source);
  const table = tableFormatOf(request.fileName);
  const [best] = ranked;
  // A file that names its separator is a table, whatever its cells look like.
  const namesSeparator = readAnkiHeaders(await source.readHead(request.fileName)).delimiter !== null;
  const isChosenTable = isTableFormat(request.options.format);
  const isTable = best === undefined || best.sureness <= TABLE_SURENESS || namesSeparator || isChosenTable;
  const reader = readerOfFormat(request.options.format) ?? (isTable ? null : best.reader);
  if (reader !== null) return await readWith({ reader, formats: listFormats(ranked, reader.format, table, request) }, source, request, sink);
  const unknown = isChosenTable ? null : describeUnknownText(await source.readHead(request.fileName), request.fileName);
  if (unknown !== null) throw unknown;
  return { ...(await readText(request, sink)), formats: listFormats(ranked, table, table, request) };
}

interface Choice {
  readonly reader: RankedReader['reader'];
  readonly formats: readonly ImportFormat[];
}

/** What the file can be read as, the one that is read first; nothing where there is no doubt and none was expressed. */
function listFormats(ranked: readonly RankedReader[], read: ImportFormat, table: ImportFormat | null, request: ReadRequest): readonly ImportFormat[] {
  const formats = [...new Set([read, ...ranked.map(({ reader }) => reader.format), ...(table === null ? [] : [table])])];
  const isCertain = (ranked[0]?.sureness ?? 0) >= CERTAIN && ranked.length === 1 && request.options.format === null;
  return formats.length === 1 || isCertain ? [] : formats;
}

async function readWith({ reader, formats }: Choice, source: FolderSource, request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  const { nowMillis, moment, zoneOffsetMinutesAt, options } = request;
  await reader.read(source, { nowMillis, moment, zoneOffsetMinutesAt, withSchedule: options.withSchedule }, sink);
  return { ...plainOutcome(reader.format), fileCount: source.paths.length, sizeBytes: source.paths.reduce((sum, path) => sum + source.sizeBytesOf(path), 0), formats };
}

/** Works on a copy: the learner's own collection may be open in its program, and is not to be touched. */
async function readDatabase(request: ReadRequest, kind: 'sqlite' | 'zstd', sink: ImportSink): Promise<ReadOutcome> {
  const copy = join(request.scratchDir, 'database.sqlite');
  if (kind === 'sqlite') {
    await copyFile(request.path, copy);
    if (existsSync(`${request.path}-wal`)) await copyFile(`${request.path}-wal`, `${copy}-wal`);
  } else {
    const packedBytes = statSync(request.path).size;
    const source = unpackZstd(createReadStream(request.path));
    try {
      await writeCollection(capBytes(source, packedBytes, UNPACK_LIMITS.collectionBytes, UNPACK_LIMITS), copy, sink.throwIfCancelled);
    } catch (thrown) {
      throw thrown instanceof AppError ? thrown : describeDamagedZip(thrown);
    }
  }
  const tables = listForeignTables(copy);
  const reader = DATABASE_READERS.find(({ recognise }) => recognise(tables));
  if (reader === undefined) throw new Error('no reader is left for databases');
  return await reader.read(copy, request, sink);
}
