/** Checks one line of an archive's part against the part's fields. */

import { ARCHIVE_PARTS } from './parts.ts';
import type { ArchivePart, ArchiveRecord, FieldKind, PartFields } from './parts.ts';

/** Null when the line is no such record. Fields that this version does not know are left out. */
export function readArchiveRecord<Part extends ArchivePart>(part: Part, line: string): ArchiveRecord<Part> | null {
  const value = parse(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const given = value as Readonly<Record<string, unknown>>;
  const fields: PartFields = ARCHIVE_PARTS[part];
  const record: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields)) {
    const held = given[name] ?? null;
    if (!isOfKind(held, kind)) return null;
    record[name] = held;
  }
  // Each field has just been checked to be of its kind.
  return record as ArchiveRecord<Part>;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

function isOfKind(value: unknown, kind: FieldKind): boolean {
  if (value === null) return kind.endsWith('?');
  switch (kind) {
    case 'id':
    case 'ref':
    case 'ref?':
    case 'integer':
    case 'integer?':
      return Number.isSafeInteger(value);
    case 'number':
    case 'number?':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'texts':
    case 'texts?':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'json':
    case 'json?':
      return true;
  }
}
