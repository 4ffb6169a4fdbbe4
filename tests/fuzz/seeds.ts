/** Sound files of every kind that can be imported, made here: what the fuzz run damages. */

import fc from 'fast-check';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportSource } from '../../src/core/formats/export-source.ts';
import { FORMAT_WRITERS } from '../../src/core/formats/format-writers.ts';
import type { ImportFormat } from '../../src/core/formats/import-format.ts';
import { makeBasicCollection } from '../fixtures/anki-collection.ts';
import { writeAnkiCollection } from '../fixtures/anki-collection-writer.ts';
import { arbitraryNotes } from '../fixtures/arbitrary-notes.ts';
import { makeExportSource, writeFiles } from '../fixtures/export-source.ts';
import { HAND_WRITTEN } from './hand-written-seeds.ts';

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
  /** The reader to ask for by name in half of the cases, as a learner may; null where content alone decides. */
  readonly format: ImportFormat | null;
  readonly makeSeeds: (scratchDir: string) => Promise<readonly Seed[]>;
}

const SEEDS_EACH = 4;

function part(bytes: Buffer | string, zstd = false): SeedPart {
  return { bytes: Buffer.from(bytes), zstd };
}

export function singleFile(fileName: string, bytes: Buffer | string): Seed {
  return { fileName, parts: new Map([[fileName, part(bytes)]]), isZip: false };
}

export function zipOf(fileName: string, entries: Readonly<Record<string, string>>): Seed {
  return { fileName, parts: new Map(Object.entries(entries).map(([path, text]) => [path, part(text)])), isZip: true };
}

function randomSources(): readonly ExportSource[] {
  return fc.sample(arbitraryNotes({ minLength: 1, maxLength: 5 }), { numRuns: SEEDS_EACH, seed: 7 }).map((notes) => makeExportSource({ notes, media: { 'a b.png': Buffer.from('picture') } }));
}

/** What our own writers write. */
function subjectOfWriter(format: ImportFormat): Subject {
  return {
    name: format,
    format,
    makeSeeds: async () => {
      const writer = FORMAT_WRITERS.find((candidate) => candidate.format === format);
      if (writer === undefined) throw new Error(`no writer writes ${format}`);
      const seeds: Seed[] = [];
      for (const source of randomSources()) {
        const files = [...(await writeFiles(writer, source))];
        const isZip = writer.extension === '.zip';
        const [first] = files;
        if (first === undefined) continue;
        seeds.push({ fileName: isZip ? 'deck.zip' : first[0], parts: new Map(files.map(([path, bytes]) => [path, part(bytes)])), isZip });
      }
      return seeds;
    },
  };
}

const MEDIA_MAP = JSON.stringify({ 0: 'a b.png' });

function collectionBytes(scratchDir: string, schema: 11 | 18): Buffer {
  mkdirSync(scratchDir, { recursive: true });
  const path = join(scratchDir, 'collection.sqlite');
  writeAnkiCollection(path, makeBasicCollection(['one', 'two <img src="a b.png">', 'three']), schema);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

const ANKI_SUBJECTS: readonly Subject[] = [
  {
    name: 'apkg, oldest generation',
    format: null,
    makeSeeds: (dir) => Promise.resolve([{ fileName: 'deck.apkg', isZip: true, parts: new Map([['collection.anki2', part(collectionBytes(dir, 11))], ['media', part(MEDIA_MAP)], ['0', part('picture')]]) }]),
  },
  {
    name: 'apkg, middle generation',
    format: null,
    makeSeeds: (dir) =>
      Promise.resolve([
        { fileName: 'deck.apkg', isZip: true, parts: new Map([['meta', part(Buffer.from([8, 2]))], ['collection.anki21', part(collectionBytes(dir, 11))], ['media', part(MEDIA_MAP)], ['0', part('picture')]]) },
      ]),
  },
  {
    name: 'apkg, newest generation',
    format: null,
    makeSeeds: (dir) =>
      Promise.resolve([
        {
          fileName: 'deck.colpkg',
          isZip: true,
          parts: new Map([['meta', part(Buffer.from([8, 3]))], ['collection.anki21b', part(collectionBytes(dir, 18), true)], ['media', part(Buffer.from('0a0b0a076120622e706e671007', 'hex'), true)], ['0', part('picture', true)]]),
        },
      ]),
  },
  { name: 'anki-collection', format: null, makeSeeds: (dir) => Promise.resolve([singleFile('collection.anki2', collectionBytes(dir, 11)), singleFile('collection.anki21', collectionBytes(dir, 18))]) },
];

const WRITTEN: readonly ImportFormat[] = ['csv', 'tsv', 'contrast-text', 'crowdanki', 'obsidian', 'hashcards'];

/** One for each reader. */
export const SUBJECTS: readonly Subject[] = [...ANKI_SUBJECTS, ...WRITTEN.map(subjectOfWriter), ...HAND_WRITTEN];
