/** Hands text files to the reader that knows them: contrast decks by their first line, everything else as a table. */

import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportFormat } from '../../contract/import.ts';
import { AppError } from '../../core/errors.ts';
import { importContrastText } from '../../core/formats/contrast-text/import-contrast-text.ts';
import { looksLikeContrastText } from '../../core/formats/contrast-text/read-contrast-text.ts';
import { decodeText, detectEncoding } from '../../core/formats/delimited/detect-encoding.ts';
import { previewDelimited } from '../../core/formats/delimited/preview-delimited.ts';
import { readDelimited } from '../../core/formats/delimited/read-delimited.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import type { ReadOutcome, ReadRequest } from './read-file.ts';

/** A text is read as a whole, and a string of JavaScript holds no more than half a thousand million characters. */
const LARGEST_TEXT_BYTES = 256 * 1024 * 1024;
/** More than enough to reach the first line that is no comment. */
const HEAD_BYTES = 65_536;

/** Throws AppError file-too-large, and as the readers do. */
export async function readText(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  if ((await stat(request.path)).size > LARGEST_TEXT_BYTES) {
    throw new AppError('file-too-large', `“${request.fileName}” is larger than 256 MB, which is more than Versus reads as text. Divide it into smaller files and import them one by one.`);
  }
  const bytes = await readFile(request.path);
  const encoding = detectEncoding(bytes);
  if (looksLikeContrastText(decodeText(bytes.subarray(0, HEAD_BYTES), encoding))) {
    importContrastText(decodeText(bytes, encoding), sink);
    return { format: 'contrast-text', generation: null, text: null };
  }
  const { fileName, options, noteTypes, deckNames } = request;
  const preview = previewDelimited(readDelimited({ bytes, fileName, options: options.text, noteTypes }, sink));
  const { columns, tags } = preview.options;
  return {
    format: formatOf(fileName),
    generation: null,
    text: {
      ...preview,
      options: { ...preview.options, columns: [...columns], tags: [...tags], cardSeparator: null },
      noteTypeNames: noteTypes.map(({ name }) => name),
      deckNames,
    },
  };
}

function formatOf(fileName: string): ImportFormat {
  switch (extname(fileName).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.tsv':
    case '.tab':
      return 'tsv';
    default:
      return 'text';
  }
}
