/** What a damaged file is made from: a sound one, in the parts that can be damaged. */

import type { ImportFormat } from '../../src/core/formats/import-format.ts';

export interface SeedPart {
  readonly bytes: Buffer;
  /** Packed by Zstandard inside the archive. */
  readonly zstd: boolean;
}

export interface Seed {
  readonly fileName: string;
  /** By path. Of a single file, that file. */
  readonly parts: ReadonlyMap<string, SeedPart>;
  readonly isZip: boolean;
  /** Makes checksums inside fit the damaged parts. */
  readonly seal?: (parts: ReadonlyMap<string, SeedPart>) => ReadonlyMap<string, SeedPart>;
}

export interface Subject {
  readonly name: string;
  /** What its sound files are read as, without being asked. */
  readonly reads: ImportFormat;
  /** The reader to ask for by name in half of the cases, as a learner may; null where content alone decides. */
  readonly format: ImportFormat | null;
  readonly makeSeeds: (scratchDir: string) => Promise<readonly Seed[]>;
}

export function part(bytes: Buffer | string, zstd = false): SeedPart {
  return { bytes: Buffer.from(bytes), zstd };
}

export function singleFile(fileName: string, bytes: Buffer | string): Seed {
  return { fileName, parts: new Map([[fileName, part(bytes)]]), isZip: false };
}

export function zipOf(fileName: string, entries: Readonly<Record<string, string>>): Seed {
  return { fileName, parts: new Map(Object.entries(entries).map(([path, text]) => [path, part(text)])), isZip: true };
}
