/** Sound files of every kind that can be imported, made here: what the fuzz run damages. */

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat } from '../../src/core/formats/format-writer.ts';
import { FORMAT_WRITERS } from '../../src/core/formats/format-writers.ts';
import type { ImportFormat } from '../../src/core/formats/import-format.ts';
import { makeBasicCollection } from '../fixtures/anki-collection.ts';
import { writeAnkiCollection } from '../fixtures/anki-collection-writer.ts';
import { writeFiles } from '../fixtures/export-source.ts';
import { HAND_WRITTEN, MORE_SEEDS } from './hand-written-seeds.ts';
import { part, singleFile } from './seed.ts';
import type { Subject } from './seed.ts';

/** What our own writers write of the most hostile notes there are, and what other programs write. */
function subjectOfWriters(reads: ImportFormat, ...written: readonly ExportFormat[]): Subject {
  return {
    name: reads,
    reads,
    format: reads,
    makeSeeds: async () => {
      // Random notes are slow to load, and most readers' files are made without them.
      const { randomSources } = await import('./random-sources.ts');
      const seeds = [...(MORE_SEEDS[reads] ?? [])];
      for (const writer of FORMAT_WRITERS.filter(({ format }) => written.includes(format))) {
        for (const source of randomSources(writer)) {
          const files = [...(await writeFiles(writer, source))];
          const isZip = writer.extension === '.zip';
          const [first] = files;
          if (first === undefined) continue;
          seeds.push({ fileName: isZip ? 'deck.zip' : first[0], parts: new Map(files.map(([path, bytes]) => [path, part(bytes)])), isZip });
        }
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
    reads: 'apkg',
    format: null,
    makeSeeds: (dir) => Promise.resolve([{ fileName: 'deck.apkg', isZip: true, parts: new Map([['collection.anki2', part(collectionBytes(dir, 11))], ['media', part(MEDIA_MAP)], ['0', part('picture')]]) }]),
  },
  {
    name: 'apkg, middle generation',
    reads: 'apkg',
    format: null,
    makeSeeds: (dir) =>
      Promise.resolve([
        { fileName: 'deck.apkg', isZip: true, parts: new Map([['meta', part(Buffer.from([8, 2]))], ['collection.anki21', part(collectionBytes(dir, 11))], ['media', part(MEDIA_MAP)], ['0', part('picture')]]) },
      ]),
  },
  {
    name: 'apkg, newest generation',
    reads: 'colpkg',
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
  { name: 'anki-collection', reads: 'anki-collection', format: null, makeSeeds: (dir) => Promise.resolve([singleFile('collection.anki2', collectionBytes(dir, 11)), singleFile('collection.anki21', collectionBytes(dir, 18))]) },
];

const WRITTEN: readonly Subject[] = [
  subjectOfWriters('csv', 'csv'),
  subjectOfWriters('tsv', 'tsv'),
  subjectOfWriters('text', 'anki-text', 'quizlet'),
  subjectOfWriters('contrast-text', 'contrast-text'),
  subjectOfWriters('crowdanki', 'crowdanki'),
  subjectOfWriters('obsidian', 'obsidian'),
  subjectOfWriters('hashcards', 'hashcards'),
];

/** One for each reader. */
export const SUBJECTS: readonly Subject[] = [...ANKI_SUBJECTS, ...WRITTEN, ...HAND_WRITTEN];
