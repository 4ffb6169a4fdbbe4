/** Writes an export at a path that is free, by the writer of its format. */

import { AppError } from '../../../core/errors.ts';
import type { ExportSource } from '../../../core/formats/export-source.ts';
import type { FormatWriter } from '../../../core/formats/format-writer.ts';
import type { Database } from '../../../store/library.ts';
import type { ExportWorkerRequest } from './export-messages.ts';
import { writerOf } from './export-formats.ts';
import { writeAnkiPackage } from './write-anki-package.ts';
import { writeArchive } from './write-archive.ts';
import { writePieces } from './write-pieces.ts';
import { writeZip } from './write-zip.ts';

/** `database`: the connection that the source reads. Throws AppError format-unsupported, cancelled; errors of the disk as they come. */
export async function writeExport(request: ExportWorkerRequest, database: Database, source: ExportSource, path: string): Promise<void> {
  const { format } = request;
  switch (format) {
    case 'apkg':
    case 'apkg-legacy':
    case 'colpkg':
      await writeAnkiPackage(source, format, { scratchDir: request.scratchDir, targetPath: path });
      return;
    case 'versus-archive':
      await writeArchive(database, source, request, path);
      return;
    default:
      await writeTexts(writerOf(format), source, path);
  }
}

async function writeTexts(writer: FormatWriter, source: ExportSource, path: string): Promise<void> {
  const { throwIfCancelled, nowMillis } = source;
  if (writer.extension === '.zip') {
    await writeZip(path, writer.write(source), { nowMillis, throwIfCancelled });
    return;
  }
  let isWritten = false;
  for await (const file of writer.write(source)) {
    if (isWritten) throw new Error(`${writer.format} gave more than one file`);
    await writePieces(path, file.pieces, throwIfCancelled);
    isWritten = true;
  }
  if (!isWritten) throw new AppError('format-unsupported', `Nothing of this has a place in ${writer.name}, so nothing was written. Choose another format.`);
}
