/** Reads what divides into rows and cells: the way of every text that no other reader claims. */

import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImportFormat } from '../../contract/import.ts';
import { previewDelimited } from '../../core/formats/delimited/preview-delimited.ts';
import { readDelimited } from '../../core/formats/delimited/read-delimited.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import { describeLongText, LARGEST_TEXT_BYTES } from './folder-sources.ts';
import { plainOutcome } from './read-outcome.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';

/** Throws AppError file-too-large, and as readDelimited does. */
export async function readText(request: ReadRequest, sink: ImportSink): Promise<ReadOutcome> {
  if ((await stat(request.path)).size > LARGEST_TEXT_BYTES) throw describeLongText(request.fileName);
  const bytes = await readFile(request.path);
  const { fileName, options, noteTypes, deckNames } = request;
  const preview = previewDelimited(readDelimited({ bytes, fileName, options: options.text, noteTypes }, sink));
  const { columns, tags } = preview.options;
  return {
    ...plainOutcome(tableFormatOf(fileName)),
    text: {
      ...preview,
      options: { ...preview.options, columns: [...columns], tags: [...tags] },
      noteTypeNames: noteTypes.map(({ name }) => name),
      deckNames,
    },
  };
}

/** What a table of this name is called. */
export function tableFormatOf(fileName: string): ImportFormat {
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
