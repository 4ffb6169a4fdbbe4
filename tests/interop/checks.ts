/** What is checked between Versus and Anki; each check says what it found wrong. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportFormat } from '../../src/contract/export.ts';
import { writeAnkiPackage } from '../../src/backend/jobs/export/write-anki-package.ts';
import type { AnkiPackageFormat } from '../../src/backend/jobs/export/write-anki-package.ts';
import type { AnkiReading, AnkiSide } from './anki-side.ts';
import { listDifferences } from './compare.ts';
import type { Described } from './described.ts';
import { makeRandomSource } from './random-source.ts';
import { exportLibrary, importIntoLibrary } from './versus-side.ts';

export interface Check {
  readonly name: string;
  /** Resolves to what differs; rejects when something broke. */
  readonly run: () => Promise<readonly string[]>;
}

const RANDOM_NOTES = 150;
const PACKAGES: readonly { readonly format: AnkiPackageFormat; readonly extension: string }[] = [
  { format: 'apkg', extension: 'apkg' },
  { format: 'apkg-legacy', extension: 'apkg' },
  { format: 'colpkg', extension: 'colpkg' },
];

/** In order: later ones go on from what earlier ones made in the folder. */
export function listChecks(anki: AnkiSide, folder: string): readonly Check[] {
  const made = join(folder, 'made');
  const libraryDir = join(folder, 'library');
  let original: Described | null = null;
  const readOriginal = (): Described => (original ??= anki.make(made));

  const intoVersus = ['newest.apkg', 'legacy.apkg', 'oldest.apkg', 'newest.colpkg', 'legacy.colpkg'].map((name): Check => ({
    name: `Anki's ${name} comes into Versus with the same notes, cards, due days, logs, media and options`,
    run: async () => {
      const expected = readOriginal();
      const found = await importIntoLibrary(name === 'newest.apkg' ? libraryDir : join(folder, `library-${name}`), join(made, name));
      return listDifferences(expected, found, { sides: ['Anki', 'Versus'], withAllMedia: name.endsWith('.colpkg') });
    },
  }));

  const intoAnki = PACKAGES.map(({ format, extension }): Check => ({
    name: `Versus's ${format} of that library comes into Anki the same, and passes its check`,
    run: async () => {
      const path = join(folder, `out-${format}.${extension}`);
      await exportLibrary(libraryDir, format, path);
      const reading = anki.read(path, join(folder, `read-${format}`));
      const differences = listDifferences(readOriginal(), reading.described, { sides: ['Anki before', 'Anki after'], withAllMedia: false });
      return [...differences, ...judge(reading, Object.keys(reading.described.notes).length)];
    },
  }));

  const random = PACKAGES.filter(({ extension }) => extension === 'apkg').map(({ format }, index): Check => ({
    name: `${String(RANDOM_NOTES)} random notes in Versus's ${format} are the same in Anki and in Versus`,
    run: async () => {
      const scratchDir = join(folder, `random-${format}`);
      mkdirSync(scratchDir);
      const path = join(scratchDir, 'random.apkg');
      await writeAnkiPackage(makeRandomSource(index + 1, RANDOM_NOTES), format, { scratchDir, targetPath: path });
      const here = await importIntoLibrary(join(scratchDir, 'library'), path);
      const reading = anki.read(path, join(scratchDir, 'read'));
      return [...listDifferences(reading.described, here, { sides: ['Anki', 'Versus'], withAllMedia: false }), ...judge(reading, RANDOM_NOTES)];
    },
  }));

  return [...intoVersus, ...intoAnki, ...random, ...listTextChecks(anki, folder, readOriginal)];
}

/** What Anki itself says: that it took everything the first time, nothing new the second, and that its database is sound. */
function judge(reading: AnkiReading, noteCount: number): readonly string[] {
  const complaints: string[] = [];
  if (!reading.check.isFine || /corrupt|fixed|missing|invalid|recovered|duplicate/i.test(reading.check.report)) complaints.push(`Anki's database check says: ${reading.check.report}`);
  if (!reading.check.isSame) complaints.push('Anki changed cards when it checked its database');
  if (!reading.isSameAgain) complaints.push('importing the same package again changed something');
  if (reading.log === null) return complaints;
  const { first, second } = reading.log;
  if (first.new !== noteCount) complaints.push(`Anki took ${String(first.new)} of ${String(noteCount)} notes: ${JSON.stringify(first)}`);
  if (second.duplicate !== noteCount) complaints.push(`Anki found ${String(second.duplicate)} of ${String(noteCount)} notes again: ${JSON.stringify(second)}`);
  return complaints;
}

/** Tables are as wide as their widest note type: what is empty at the end tells nothing. */
function fieldsOf(notes: Described['notes']): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(notes).map(([guid, note]) => [guid, note.fields.slice(0, 1 + note.fields.findLastIndex((field) => field !== ''))]));
}

function compareFields(left: Described['notes'], right: Described['notes'], sides: readonly [string, string]): readonly string[] {
  const [one, other] = [fieldsOf(left), fieldsOf(right)];
  const guids = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return guids
    .filter((guid) => JSON.stringify(one[guid]) !== JSON.stringify(other[guid]))
    .slice(0, 5)
    .map((guid) => `${guid}:\n      ${sides[0]}: ${JSON.stringify(one[guid])}\n      ${sides[1]}: ${JSON.stringify(other[guid])}`);
}

function listTextChecks(anki: AnkiSide, folder: string, readOriginal: () => Described): readonly Check[] {
  const exported: ExportFormat = 'anki-text';
  return [
    {
      name: "Anki's text export has the same fields in Anki and in Versus",
      run: async () => {
        readOriginal();
        const path = join(folder, 'made', 'notes.txt');
        const here = await importIntoLibrary(join(folder, 'library-text'), path);
        return compareFields(anki.readText(path, join(folder, 'read-text')), here.notes, ['Anki', 'Versus']);
      },
    },
    {
      name: "Versus's Anki text has the fields that were exported, in Anki",
      run: async () => {
        const path = join(folder, 'out-text.txt');
        await exportLibrary(join(folder, 'library'), exported, path);
        const there = anki.readText(path, join(folder, 'read-out-text'), join(folder, 'out-apkg.apkg'));
        return compareFields(readOriginal().notes, there, ['Versus', 'Anki']);
      },
    },
  ];
}
