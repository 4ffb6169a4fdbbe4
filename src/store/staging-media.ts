/** Takes the media of an import in: streamed to a staging folder under their hashes, within limits, checked on the way. */

import { createHash, hash, randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { ImportedMedia } from '../core/formats/import-sink.ts';
import { cleanMediaName } from '../core/formats/media-name.ts';
import { flushFolder } from './flush-folder.ts';

export interface MediaLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
}

export const MEDIA_LIMITS: MediaLimits = { fileBytes: 2 * 1024 ** 3, totalBytes: 20 * 1024 ** 3 };

export type StagedMedia =
  | { readonly ok: true; readonly sourceName: string; readonly name: string; readonly sha256: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly problem: 'unsafe-name' | 'wrong-checksum' | 'unreadable' };

export interface MediaStaging {
  /** Bytes are under their hash when it resolves, but on disk only after `settle`. Throws AppError file-too-large, cancelled or disk-full. */
  readonly take: (media: ImportedMedia) => Promise<StagedMedia>;
  /** To be called once, at the end: resolves when all bytes that were taken in are on disk. Throws AppError disk-full, and what else kept them from it. */
  readonly settle: () => Promise<void>;
}

/** Most media are smaller; larger ones are written as their pieces come. */
const SMALL_BYTES = 1024 * 1024;

export function createMediaStaging(folder: string, limits: MediaLimits, throwIfCancelled: () => void): MediaStaging {
  mkdirSync(folder, { recursive: true });
  let totalBytes = 0;

  const count = (pieceBytes: number, sizeBytes: number): void => {
    throwIfCancelled();
    totalBytes += pieceBytes;
    if (sizeBytes > limits.fileBytes || totalBytes > limits.totalBytes) throw describeTooLarge();
  };

  /** Passes the pieces on, up to the limits. */
  async function* countPieces(media: ImportedMedia): AsyncGenerator<Uint8Array> {
    let sizeBytes = 0;
    for await (const piece of media.bytes) {
      sizeBytes += piece.byteLength;
      count(piece.byteLength, sizeBytes);
      yield piece;
    }
  }

  const write = async (media: ImportedMedia): Promise<Written | null> => {
    const whole = media.bytes.readSmall?.();
    if (whole !== undefined) {
      count(whole.byteLength, whole.byteLength);
      return writeSmall(folder, whole, media.sha1);
    }
    const pieces = countPieces(media);
    const head = await readUpTo(pieces, SMALL_BYTES);
    if (head.isWhole) return writeSmall(folder, head.bytes, media.sha1);
    return await writeLarge(folder, head.bytes, pieces, media.sha1);
  };

  return {
    take: async (media) => {
      const name = cleanMediaName(media.name);
      if (name === null) return { ok: false, problem: 'unsafe-name' };
      try {
        const written = await write(media);
        if (written === null) return { ok: false, problem: 'wrong-checksum' };
        return { ok: true, sourceName: media.name.normalize('NFC'), name, sha256: written.sha256, sizeBytes: written.sizeBytes };
      } catch (thrown) {
        if (thrown instanceof AppError) throw thrown;
        if (isDiskFull(thrown)) throw describeDiskFull(thrown);
        return { ok: false, problem: 'unreadable' };
      }
    },
    settle: async () => {
      try {
        await flushFolder(folder);
      } catch (thrown) {
        throw isDiskFull(thrown) ? describeDiskFull(thrown) : thrown;
      }
    },
  };
}

interface Written {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The first pieces, until they are over the limit or at their end; the rest is left in the iterator. */
async function readUpTo(pieces: AsyncGenerator<Uint8Array>, limit: number): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const taken: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes <= limit) {
    const next = await pieces.next();
    if (next.done === true) return { bytes: joinPieces(taken), isWhole: true };
    taken.push(next.value);
    sizeBytes += next.value.byteLength;
  }
  return { bytes: joinPieces(taken), isWhole: false };
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
}

/** Null when the bytes are not the ones announced. */
function writeSmall(folder: string, bytes: Uint8Array, sha1: string | null): Written | null {
  // A hash object for each of many files would hold more memory outside the heap than the collector knows of.
  if (sha1 !== null && hash('sha1', bytes) !== sha1) return null;
  const sha256 = hash('sha256', bytes);
  const path = join(folder, sha256);
  const file = openNew(path);
  if (file === null) return { sha256, sizeBytes: bytes.byteLength };
  try {
    for (let written = 0; written < bytes.byteLength; ) written += writeSync(file, bytes, written);
  } catch (thrown) {
    rmSync(path, { force: true });
    throw thrown;
  } finally {
    closeSync(file);
  }
  return { sha256, sizeBytes: bytes.byteLength };
}

/** Null when there is such a file: the same bytes were taken in before. */
function openNew(path: string): number | null {
  try {
    return openSync(path, 'wx');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return null;
    throw thrown;
  }
}

async function writeLarge(folder: string, head: Uint8Array, rest: AsyncIterable<Uint8Array>, sha1: string | null): Promise<Written | null> {
  const path = join(folder, `${randomUUID()}.partial`);
  const sha256 = createHash('sha256');
  const sha1Hash = createHash('sha1');
  let sizeBytes = 0;
  try {
    const file = await open(path, 'wx');
    const write = async (piece: Uint8Array): Promise<void> => {
      sizeBytes += piece.byteLength;
      sha256.update(piece);
      if (sha1 !== null) sha1Hash.update(piece);
      await file.writeFile(piece);
    };
    try {
      await write(head);
      for await (const piece of rest) await write(piece);
    } finally {
      await file.close();
    }
    if (sha1 !== null && sha1Hash.digest('hex') !== sha1) return null;
    const digest = sha256.digest('hex');
    await rename(path, join(folder, digest));
    return { sha256: digest, sizeBytes };
  } finally {
    await rm(path, { force: true });
  }
}

export function describeTooLarge(): AppError {
  return new AppError(
    'file-too-large',
    'Unpacked, this file would be larger than any real deck, so the import was stopped and nothing was brought in. If you trust it, import it in smaller parts.',
  );
}

function isDiskFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
}

function describeDiskFull(cause: unknown): AppError {
  return new AppError('disk-full', 'The disk is full, so the import was stopped and your cards are as they were. Free some space and try again.', { cause });
}
