/** Every format that can be written: by name, with what it keeps. */

import type { ExportFormat } from '../../../contract/export.ts';
import { AppError } from '../../../core/errors.ts';
import type { FormatWriter, KeptParts } from '../../../core/formats/format-writer.ts';
import { FORMAT_WRITERS } from '../../../core/formats/format-writers.ts';
import { isPackageFormat, PACKAGE_FORMATS } from '../../../core/formats/package-formats.ts';
import type { PackageFormat } from '../../../core/formats/package-formats.ts';

export interface FormatTraits {
  /** For people: “Quizlet text”. */
  readonly name: string;
  readonly extension: string;
  readonly keeps: KeptParts;
  /** What writes it: a writer of texts, or null for packages. */
  readonly writer: FormatWriter | null;
}

/** Throws AppError format-unsupported for a format that this version cannot write. */
export function traitsOf(format: ExportFormat): FormatTraits {
  if (isPackageFormat(format)) return { ...PACKAGE_FORMATS[format], writer: null };
  return { ...writerOf(format), writer: writerOf(format) };
}

export function writerOf(format: Exclude<ExportFormat, PackageFormat>): FormatWriter {
  const writer = FORMAT_WRITERS.find((candidate) => candidate.format === format);
  if (writer === undefined) throw new AppError('format-unsupported', 'This version of Versus cannot write this format. Choose another one.');
  return writer;
}
