/** Takes apart what was dropped: a folder or archive of several decks becomes those decks; one that is a deck stays whole. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { writeCollection } from './anki-package.ts';
import { ARCHIVE_READERS } from './archive-readers.ts';
import { rankReaders, TABLE_SURENESS } from './choose-reader.ts';
import { isIgnoredName, listDiskFiles, openDiskFolder, openSingleFile, openZipFolder } from './folder-sources.ts';
import { isDeckName, isImportableName, isWorthImporting } from './importable-files.ts';
import { UNPACK_LIMITS } from './unpack-limits.ts';
import { openZipArchive, readZipEntry } from './zip-archive.ts';

export interface Part {
  readonly path: string;
  readonly fileName: string;
}

export interface Expansion {
  /** What to import, each by itself. The very thing that was given when it is one deck, or nothing in it can be told for one. */
  readonly parts: readonly Part[];
  /** A folder that was made for the parts, to be deleted when all are done; null when they lie where they were. */
  readonly unpackedTo: string | null;
}

const MOST_PARTS = 1000;
/** Of an archive that is taken apart; a larger one is refused as a whole, with the way out. */
const MOST_UNPACKED_BYTES = 4 * 1024 ** 3;
/** Office documents are archives of XML files, none of which is a deck. */
const OFFICE_MARKS = new Set(['[Content_Types].xml', 'mimetype']);
const ZIP_MAGIC = 'PK\u0003\u0004';

/** `arrivalsDir` is where an archive may be unpacked to. Throws AppError file-unreadable and file-too-large. */
export async function expandArrival(given: Part, arrivalsDir: string): Promise<Expansion> {
  const whole: Expansion = { parts: [given], unpackedTo: null };
  const found = await stat(given.path).catch(() => null);
  if (found === null) return whole;
  if (!found.isDirectory()) return (await isZip(given.path)) ? await expandZip(given, arrivalsDir) : whole;
  const parts = await expandFolder(given);
  return parts.length === 0 ? whole : { parts, unpackedTo: null };
}

/** The decks of a folder, in the order of their names; none when nothing in it is one. */
async function expandFolder(folder: Part): Promise<Part[]> {
  if (await isDeckOfItsOwn(folder)) return [folder];
  const likely: Part[] = [];
  const doubtful: Part[] = [];
  const walk = async (path: string): Promise<void> => {
    const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !isIgnoredName(name));
    for (const entry of entries.sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }))) {
      const part = { path: join(path, entry.name), fileName: entry.name };
      if (entry.isDirectory()) {
        if (await isDeckOfItsOwn(part)) likely.push(part);
        else await walk(part.path);
      } else if (entry.isFile() && isImportableName(entry.name)) {
        (await isWorthImporting(await openSingleFile(part.path, part.fileName)) ? likely : doubtful).push(part);
      }
      if (likely.length > MOST_PARTS) {
        throw new AppError('file-too-large', `This folder holds more than ${MOST_PARTS.toLocaleString('en')} decks. Nothing was imported; choose one of the folders in it.`);
      }
    }
  };
  await walk(folder.path);
  return likely.length > 0 ? likely : doubtful.length === 1 ? doubtful : [];
}

/** A vault, a CrowdAnki folder, a folder of notes: what a reader knows as a whole, and no mere place where decks are kept. */
async function isDeckOfItsOwn(folder: Part): Promise<boolean> {
  if (existsSync(join(folder.path, '.obsidian'))) return true;
  if ((await listDiskFiles(folder.path)).some(isDeckName)) return false;
  const [best] = await rankReaders(await openDiskFolder(folder.path, folder.fileName));
  return best !== undefined && best.sureness > TABLE_SURENESS;
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP_MAGIC.length), 0, ZIP_MAGIC.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === ZIP_MAGIC;
  } finally {
    await file.close();
  }
}

/** A damaged archive stays whole: importing it says what is wrong with it. */
async function expandZip(given: Part, arrivalsDir: string): Promise<Expansion> {
  const whole: Expansion = { parts: [given], unpackedTo: null };
  const zip = await openZipArchive(given.path, UNPACK_LIMITS).catch(() => null);
  if (zip === null) return whole;
  const unpackedTo = join(arrivalsDir, randomUUID());
  try {
    const decks = zip.names.filter(isImportableName);
    const unpackedBytes = decks.reduce((sum, name) => sum + zip.unpackedBytesOf(name), 0);
    if (decks.length < 2 || decks.length > MOST_PARTS || unpackedBytes > MOST_UNPACKED_BYTES || zip.names.some((name) => OFFICE_MARKS.has(name))) return whole;
    if (ARCHIVE_READERS.some(({ recognise }) => recognise(zip.names))) return whole;
    if (!decks.some(isDeckName) && (await rankReaders(openZipFolder(zip, given.fileName))).some(({ sureness }) => sureness > TABLE_SURENESS)) return whole;
    const parts: Part[] = [];
    for (const [index, name] of decks.entries()) {
      // Entries' names never become paths.
      const folder = join(unpackedTo, String(index));
      await mkdir(folder, { recursive: true });
      const part = { path: join(folder, 'file'), fileName: basename(name) };
      await writeCollection(readZipEntry(zip, name, Number.POSITIVE_INFINITY, UNPACK_LIMITS), part.path, () => undefined);
      if (await isWorthImporting(await openSingleFile(part.path, part.fileName))) parts.push(part);
    }
    if (parts.length > 0) return { parts, unpackedTo };
    await rm(unpackedTo, { recursive: true, force: true });
    return whole;
  } catch {
    await rm(unpackedTo, { recursive: true, force: true });
    return whole;
  } finally {
    zip.close();
  }
}
