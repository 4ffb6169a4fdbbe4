/** Reading what a request carries: JSON within a limit, and uploads streamed to a file within a limit. */

import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../core/errors.ts';

function tooLarge(limitBytes: number): AppError {
  const limit = limitBytes >= 2 ** 30 ? `${Math.floor(limitBytes / 2 ** 30)} GB` : `${Math.floor(limitBytes / 2 ** 20)} MB`;
  return new AppError('file-too-large', `That is more than Versus takes at once (${limit}). Nothing was changed; please send it in smaller parts.`);
}

function limitBytes(limit: number): { readonly stream: Transform; readonly seenBytes: () => number } {
  let seenBytes = 0;
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seenBytes += chunk.length;
      if (seenBytes > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
  return { stream, seenBytes: () => seenBytes };
}

function checkDeclaredLength(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
}

/** Returns the JSON value of the body. Throws AppError bad-input for another content type or bad JSON, file-too-large beyond the limit. */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new AppError('bad-input', 'Versus only understands JSON here. Nothing was changed.');
  }
  checkDeclaredLength(request, limit);
  const chunks: Buffer[] = [];
  let seenBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    seenBytes += chunk.length;
    if (seenBytes > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch (error) {
    throw new AppError('bad-input', 'What was sent is not valid JSON. Nothing was changed.', { cause: error });
  }
}

/**
 * Writes the body to `path` as it arrives and returns its size in bytes. When it breaks off or exceeds the limit, the file is removed and
 * the error thrown; what stood there before stays.
 */
export async function saveUpload(request: IncomingMessage, path: string, limit: number): Promise<number> {
  checkDeclaredLength(request, limit);
  const limited = limitBytes(limit);
  try {
    await pipeline(request, limited.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return limited.seenBytes();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await rm(path, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new AppError('disk-full', 'The disk is full, so the file could not be taken in. Your cards are as they were; free some space and try again.', { cause: error });
    }
    throw error;
  }
}
