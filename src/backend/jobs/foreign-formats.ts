/** Files that are known and cannot be imported: each is refused with what it is and the way out. */

import { AppError } from '../../core/errors.ts';

export function startsWith(head: Buffer, magic: string): boolean {
  return head.toString('latin1', 0, magic.length) === magic;
}

/** `text` is the file's beginning, byte for byte, without blanks in front. Throws AppError file-placeholder. */
export function refusePlaceholder(text: string): void {
  if (text.startsWith('version https://git-lfs.github.com/')) {
    throw new AppError('file-placeholder', 'This is not the deck but a small note that stands in for it (Git LFS). Download the file itself from its project’s page, and import that.');
  }
  if (/^(\u00ef\u00bb\u00bf)?(<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype html|html|head)\b/is.test(text)) {
    throw new AppError('file-placeholder', 'This is a web page that was saved in place of the deck. Open the page, use its download button, and import that file.');
  }
}

const UNPACK = 'Unpack it first, and drop what is in it here: a folder is fine.';
const AS_TABLE = 'Copy the words into a table with two columns, save it as Excel (.xlsx) or CSV, and import that; or paste the text.';

const SIGNATURES: readonly { readonly magic: string; readonly sentence: string }[] = [
  { magic: 'Rar!', sentence: `This is a RAR archive, so nothing was imported. ${UNPACK}` },
  { magic: '7z\u00bc\u00af', sentence: `This is a 7-Zip archive, so nothing was imported. ${UNPACK}` },
  { magic: '\u001f\u008b', sentence: `This is a gzip archive, so nothing was imported. ${UNPACK}` },
  { magic: '\u00fd7zXZ\0', sentence: `This is an xz archive, so nothing was imported. ${UNPACK}` },
  { magic: '%PDF', sentence: `This is a PDF, which holds no cards to import. ${AS_TABLE}` },
  { magic: '{\\rtf', sentence: `This is a document in rich text, so nothing was imported. ${AS_TABLE}` },
  { magic: '\u0089PNG', sentence: 'This is a picture, which holds no cards to import. Put it into a note while you write one.' },
  { magic: '\u00ff\u00d8\u00ff', sentence: 'This is a picture, which holds no cards to import. Put it into a note while you write one.' },
];

const OLD_OFFICE = '\u00d0\u00cf\u0011\u00e0';
/** Names of streams in such a file, in UTF-16. */
const nameInside = (name: string): Buffer => Buffer.from(name, 'utf16le');
const TAR_MARK_PLACE = 257;

/** Python's pickles: protocol 2 and newer by their first two bytes, the older ones by how they name a class; Mnemosyne 1 writes a line before. */
function isPickle(head: Buffer, extension: string): boolean {
  if (extension === '.mem' || startsWith(head, '--- Mnemosyne Data Base ---')) return true;
  if (head[0] === 0x80 && (head[1] ?? 255) >= 2 && (head[1] ?? 255) <= 5) return true;
  return /^(\((i|lp\d+\n|dp\d+\n|c)|ccopy_reg\n|c__main__\n|cmnemosyne\.)/.test(head.toString('latin1', 0, 100));
}

/** Throws AppError format-unsupported or file-encrypted. */
export function refuseForeignFormat(head: Buffer, extension: string): void {
  const signature = SIGNATURES.find(({ magic }) => startsWith(head, magic));
  if (signature !== undefined) throw new AppError('format-unsupported', signature.sentence);
  if (/^BZh[1-9]1AY/.test(head.toString('latin1', 0, 7))) throw new AppError('format-unsupported', `This is a bzip2 archive, so nothing was imported. ${UNPACK}`);
  if (head.toString('latin1', TAR_MARK_PLACE, TAR_MARK_PLACE + 5) === 'ustar') {
    throw new AppError('format-unsupported', `This is a tar archive, so nothing was imported. ${UNPACK}`);
  }
  if (startsWith(head, OLD_OFFICE)) {
    if (head.includes(nameInside('EncryptedPackage'))) {
      throw new AppError('file-encrypted', 'This workbook or document is protected by a password, so it could not be read. Save a copy without one, and import that.');
    }
    if (head.includes(nameInside('WordDocument'))) throw new AppError('format-unsupported', `This is a Word document, so nothing was imported. ${AS_TABLE}`);
    throw new AppError('format-unsupported', 'This is an old Excel file, or another of the old Office formats. Save it as Excel workbook (.xlsx) or as CSV, and import that file.');
  }
  if (isPickle(head, extension)) {
    throw new AppError('format-unsupported', 'This is a Mnemosyne 1 or Python file that can carry programs, so it is never opened here. In Mnemosyne, export the cards as XML, and import that file.');
  }
}
