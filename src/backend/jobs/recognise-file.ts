/** Tells by its first bytes what a file is, whatever its name says; what can never be a deck ends here in a sentence of its own. */

import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { refuseForeignFormat, refusePlaceholder, startsWith } from './foreign-formats.ts';
import { isZstd } from './zstd.ts';

export type FileKind = 'folder' | 'zip' | 'sqlite' | 'zstd' | 'text';

const HEAD_BYTES = 65_536;
const ANKI_EXTENSIONS = new Set(['.apkg', '.colpkg', '.anki', '.anki2', '.anki21', '.anki21b']);

/** Throws AppError file-unreadable, file-empty, file-placeholder, file-damaged, format-unsupported or format-unknown. */
export async function recogniseFile(path: string, fileName: string): Promise<FileKind> {
  const head = await readHead(path);
  if (head === null) return 'folder';
  if (head.length === 0) throw new AppError('file-empty', 'This file is empty, so there is nothing to import. Download or export it again.');
  if (startsWith(head, 'PK\u0003\u0004') || startsWith(head, 'PK\u0005\u0006')) return 'zip';
  if (startsWith(head, 'SQLite format 3\0')) return 'sqlite';
  if (isZstd(head)) return 'zstd';
  const text = head.toString('latin1').trimStart();
  refusePlaceholder(text);
  const extension = extname(fileName).toLowerCase();
  refuseForeignFormat(head, extension);
  if (ANKI_EXTENSIONS.has(extension)) {
    throw new AppError('file-damaged', 'This file is named like an Anki deck, but is none: the download was probably cut short or went wrong. Download or export it again.');
  }
  if (isBinary(head)) {
    throw new AppError('format-unknown', 'Versus does not know what kind of file this is, so nothing was imported. Export the deck from its program as an Anki package (.apkg) or as text, and import that.');
  }
  return 'text';
}

/** Null for a folder. */
async function readHead(path: string): Promise<Buffer | null> {
  try {
    if ((await stat(path)).isDirectory()) return null;
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('file-unreadable', 'This file cannot be opened. Check that it is still there and that you may read it, then choose it again.', { cause: thrown });
  }
}

/** Text has no NUL bytes, unless it is UTF-16, where every other byte of Latin text is one, or a byte order mark says so. */
function isBinary(head: Buffer): boolean {
  if (!head.includes(0)) return head.filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length > head.length / 20;
  if (head.length < 2) return true;
  const mark = head.readUInt16BE(0);
  if (mark === 0xfeff || mark === 0xfffe) return false;
  const zeros = (start: number): number => head.filter((byte, index) => index % 2 === start && byte === 0).length;
  const half = head.length / 2;
  return !(zeros(0) > half * 0.3 && zeros(1) < half * 0.05) && !(zeros(1) > half * 0.3 && zeros(0) < half * 0.05);
}
