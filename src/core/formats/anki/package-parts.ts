/** The small parts of an Anki package: its version mark and its list of media. */

import { parseJson, recordOf } from './json-value.ts';
import { readProtoMessage } from './proto-message.ts';

export type AnkiGeneration = 1 | 2 | 3;

/** The newest `meta` version that is understood; each version is a generation of the package format. */
export const NEWEST_GENERATION = 3;

/** Version of the file `meta` (message PackageMetadata { version = 1 }), or null when it cannot be read. */
export function readPackageVersion(bytes: Uint8Array): number | null {
  try {
    const version = readProtoMessage(bytes).int(1);
    return version > 0 ? version : null;
  } catch {
    return null;
  }
}

export interface MediaEntry {
  /** Name of the zip entry that holds the bytes. */
  readonly entryName: string;
  readonly name: string;
  /** Lower-case hexadecimal, or null where the format has none. */
  readonly sha1: string | null;
  readonly sizeBytes: number | null;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The map of generations 1 and 2, `{"0": "a.jpg"}`; null when it is no JSON object. */
export function readMediaMapJson(text: string): readonly MediaEntry[] | null {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  return Object.entries(recordOf(parsed)).flatMap(([entryName, name]) =>
    typeof name === 'string' ? [{ entryName, name, sha1: null, sizeBytes: null }] : [],
  );
}

/** The list of generation 3 (message MediaEntries: entry = 1 {name = 1, size = 2, sha1 = 3}); entries are named by their place. Throws an Error when it is none. */
export function readMediaList(bytes: Uint8Array): readonly MediaEntry[] {
  return readProtoMessage(bytes)
    .all(1)
    .map((entry, index) => {
      const fields = readProtoMessage(entry);
      const sha1 = fields.bytes(3);
      return {
        entryName: String(index),
        name: fields.text(1),
        sha1: sha1.length === 20 ? toHex(sha1) : null,
        sizeBytes: fields.has(2) ? fields.int(2) : null,
      };
    });
}
