/** Takes one file that the learner put into a note into the library's media. */

import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../core/errors.ts';
import { cleanMediaName, distinguishMediaName } from '../core/formats/media-name.ts';
import type { Library } from '../store/library.ts';
import { findMedia, nameMedia, putMediaBytes } from '../store/media.ts';
import type { OfferedFile } from './handler.ts';

const LARGEST_BYTES = 64 * 1024 * 1024;
/** What cards can show or play. */
const EXTENSIONS = /\.(?:jpe?g|png|gif|webp|avif|bmp|svg|mp3|m4a|aac|og[gav]|opus|wav|flac|mp4|m4v|webm)$/i;

/** Stores the bytes and returns the name for them. Throws AppError format-unsupported, file-empty, file-too-large and file-unreadable. */
export function addMedia(library: Library, file: OfferedFile, nowMillis: number): string {
  const name = cleanMediaName(file.fileName);
  if (name === null || !EXTENSIONS.test(name)) {
    throw new AppError('format-unsupported', `“${file.fileName}” is no picture, sound or video that cards can show. The note is as it was.`);
  }
  const bytes = readBytes(file);
  const { sha256 } = putMediaBytes(library.mediaDir, bytes);
  const owner = findMedia(library.database, name);
  const ownName = owner === null || owner.sha256 === sha256 ? name : distinguishMediaName(name, sha256);
  nameMedia(library.database, { name: ownName, sha256, sizeBytes: bytes.byteLength }, nowMillis);
  return ownName;
}

function readBytes(file: OfferedFile): Uint8Array {
  const sizeBytes = attempt(file, () => statSync(file.path).size);
  if (sizeBytes === 0) throw new AppError('file-empty', `“${file.fileName}” is empty. The note is as it was.`);
  if (sizeBytes <= LARGEST_BYTES) return attempt(file, () => readFileSync(file.path));
  throw new AppError('file-too-large', `“${file.fileName}” is larger than 64 MB, which is more than a card should carry. The note is as it was. Use a smaller version.`);
}

function attempt<Value>(file: OfferedFile, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new AppError('file-unreadable', `“${file.fileName}” could not be read. The note is as it was. Check that the file is still there, and try again.`, { cause });
  }
}
