/** Takes the media of an import in: streamed to a staging folder under their hashes, within limits, checked on the way. */

import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { ImportedMedia } from '../core/formats/import-sink.ts';
import { cleanMediaName } from '../core/formats/media-name.ts';

export interface MediaLimits {
  readonly fileBytes: number;
  readonly totalBytes: number;
}

export const MEDIA_LIMITS: MediaLimits = { fileBytes: 2 * 1024 ** 3, totalBytes: 20 * 1024 ** 3 };

export type StagedMedia =
  | { readonly ok: true; readonly sourceName: string; readonly name: string; readonly sha256: string; readonly sizeBytes: number }
  | { readonly ok: false; readonly problem: 'unsafe-name' | 'wrong-checksum' | 'unreadable' };

export interface MediaStaging {
  /** Bytes are on disk, under their hash, when it resolves. Throws AppError file-too-large, cancelled or disk-full. */
  readonly take: (media: ImportedMedia) => Promise<StagedMedia>;
}

export function createMediaStaging(folder: string, limits: MediaLimits, throwIfCancelled: () => void): MediaStaging {
  mkdirSync(folder, { recursive: true });
  let totalBytes = 0;

  const writeBytes = async (media: ImportedMedia, path: string): Promise<{ sha256: string; sha1: string; sizeBytes: number }> => {
    const sha256 = createHash('sha256');
    const sha1 = createHash('sha1');
    let sizeBytes = 0;
    const file = await open(path, 'wx');
    try {
      for await (const piece of media.bytes) {
        throwIfCancelled();
        sizeBytes += piece.byteLength;
        totalBytes += piece.byteLength;
        if (sizeBytes > limits.fileBytes || totalBytes > limits.totalBytes) throw describeTooLarge();
        sha256.update(piece);
        if (media.sha1 !== null) sha1.update(piece);
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { sha256: sha256.digest('hex'), sha1: sha1.digest('hex'), sizeBytes };
  };

  return {
    take: async (media) => {
      const name = cleanMediaName(media.name);
      if (name === null) return { ok: false, problem: 'unsafe-name' };
      const path = join(folder, `${randomUUID()}.partial`);
      try {
        const written = await writeBytes(media, path);
        if (media.sha1 !== null && media.sha1 !== written.sha1) return { ok: false, problem: 'wrong-checksum' };
        await rename(path, join(folder, written.sha256));
        return { ok: true, sourceName: media.name.normalize('NFC'), name, sha256: written.sha256, sizeBytes: written.sizeBytes };
      } catch (thrown) {
        if (thrown instanceof AppError) throw thrown;
        if (isDiskFull(thrown)) throw describeDiskFull(thrown);
        return { ok: false, problem: 'unreadable' };
      } finally {
        await rm(path, { force: true });
      }
    },
  };
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
