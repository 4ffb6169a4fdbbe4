/** The small parts of an Anki package as bytes: its version mark and its list of media. */

import { encodeBlob } from './proto-blob.ts';

/** The file `meta` (message PackageMetadata { version = 1 }). */
export function writePackageVersion(version: number): Uint8Array {
  return encodeBlob((blob) => {
    blob.int(1, version);
  });
}

export interface MediaEntryOut {
  readonly name: string;
  readonly sizeBytes: number;
  /** 20 bytes. */
  readonly sha1: Uint8Array;
}

/** The list of the newest generation (message MediaEntries: entry = 1 {name = 1, size = 2, sha1 = 3}); a file’s entry is named by its place in it. */
export function writeMediaList(media: readonly MediaEntryOut[]): Uint8Array {
  return encodeBlob((blob) => {
    for (const { name, sizeBytes, sha1 } of media) {
      blob.message(1, (entry) => {
        entry.text(1, name);
        entry.int(2, sizeBytes);
        entry.bytes(3, sha1);
      });
    }
  });
}

/** The map of the generations before, `{"0": "a.jpg"}`. */
export function writeMediaMapJson(names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name, index) => [String(index), name])));
}
