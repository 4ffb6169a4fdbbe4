/** The manifest of a Versus archive, `versus.json`: what the archive holds and how to tell that it is whole. */

import { AppError } from '../../errors.ts';
import { ARCHIVE_VERSION } from './parts.ts';

export interface ManifestPart {
  readonly name: string;
  readonly path: string;
  /** How many lines. */
  readonly records: number;
  /** 64 hex digits, lower case, of the file's bytes. */
  readonly sha256: string;
}

export interface ArchiveManifest {
  readonly format: 'versus-archive';
  readonly formatVersion: number;
  readonly appVersion: string;
  readonly madeAtMillis: number;
  readonly title: string;
  /** Whether it holds everything that its library held. */
  readonly isWhole: boolean;
  readonly withSchedule: boolean;
  readonly withMedia: boolean;
  readonly parts: readonly ManifestPart[];
}

const DAMAGED = 'This Versus archive is damaged: its list of contents cannot be read. Nothing was imported. Use another copy of it, or export it again.';

/** Throws AppError file-damaged, and file-newer-version for an archive of a later version of the format. */
export function readManifest(text: string): ArchiveManifest {
  const value = parse(text);
  if (value === null || value['format'] !== 'versus-archive' || !Number.isSafeInteger(value['formatVersion'])) throw new AppError('file-damaged', DAMAGED);
  if (Number(value['formatVersion']) > ARCHIVE_VERSION) {
    throw new AppError('file-newer-version', 'This archive was made by a newer Versus, and this one would misread it. Nothing was imported. Update Versus, then import it again.');
  }
  const { formatVersion, appVersion, madeAtMillis, title, isWhole, withSchedule, withMedia, parts } = value;
  if (!Array.isArray(parts)) throw new AppError('file-damaged', DAMAGED);
  return {
    format: 'versus-archive',
    formatVersion: Number(formatVersion),
    appVersion: String(appVersion),
    madeAtMillis: Number(madeAtMillis),
    title: String(title),
    isWhole: isWhole === true,
    withSchedule: withSchedule === true,
    withMedia: withMedia === true,
    parts: parts.map(readPart),
  };
}

export function writeManifest(manifest: ArchiveManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function readPart(value: unknown): ManifestPart {
  const part = asObject(value);
  const { name, path, records, sha256 } = part ?? {};
  if (typeof name !== 'string' || typeof path !== 'string' || !Number.isSafeInteger(records) || typeof sha256 !== 'string') throw new AppError('file-damaged', DAMAGED);
  return { name, path, records: Number(records), sha256 };
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}
