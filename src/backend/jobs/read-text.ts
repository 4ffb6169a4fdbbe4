/** Hands text files to the readers of text formats. */

import { AppError } from '../../core/errors.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import type { ReadOutcome, ReadRequest } from './read-file.ts';

export function readText(_request: ReadRequest, _sink: ImportSink): Promise<ReadOutcome> {
  return Promise.reject(new AppError('format-unsupported', 'Text files cannot be read yet.'));
}
