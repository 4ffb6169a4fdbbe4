/**
 * Imports a newest-generation package of 100,000 notes through the backend, and prints the time beside the floor: the bare
 * SQLite inserts of the very same rows, full-text index included, on the same disk in the same run.
 * Usage: node tests/bench/import-bench.ts [notes] [media files]
 */

import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BASIC, CREATED_AT_SECONDS } from '../fixtures/anki-collection.ts';
import type { FixtureCard, FixtureCollection, FixtureNote, FixtureReview } from '../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import { measureFloor } from './measure-floor.ts';
import { importPackage } from './measure-import.ts';

const FIRST_NOTE_ID = 1_600_000_000_000;
const FIRST_CARD_ID = 1_650_000_000_000;
const FIRST_REVIEW_ID = 1_690_000_000_000;
const DECKS = 20;
const WORDS = 'manager leader promise order change people direction plan budget vision trust control risk team goal measure habit story question answer'.split(' ');

/** Ten to thirty words, the same ones for the same number. */
function sentence(seed: number): string {
  const count = 10 + (seed % 21);
  return Array.from({ length: count }, (_, index) => `${WORDS[(seed * 7 + index * 13) % WORDS.length] ?? ''}${String((seed + index * 31) % 997)}`).join(' ');
}

/** Every file is on a card. */
function* makeNotes(count: number, mediaFiles: number): Generator<FixtureNote> {
  const every = Math.max(1, Math.floor(count / mediaFiles));
  for (let index = 0; index < count; index += 1) {
    const image = index % every === 0 ? ` <img src="image${String(Math.floor(index / every) % mediaFiles)}.png">` : '';
    yield {
      id: FIRST_NOTE_ID + index,
      guid: `bench${String(index)}`,
      noteTypeId: BASIC.id,
      fields: [`<b>${sentence(index)}</b>${image}`, sentence(index + 1_000_003)],
      tags: [`part::${String(index % 40)}`, index % 2 === 0 ? 'even' : 'odd'],
    };
  }
}

function* makeCards(count: number): Generator<FixtureCard> {
  for (let index = 0; index < count; index += 1) {
    const base = { id: FIRST_CARD_ID + index, noteId: FIRST_NOTE_ID + index, deckId: 2 + (index % DECKS) };
    if (index % 2 === 0) yield { ...base, due: index };
    else yield { ...base, type: 2, queue: 2, due: 900 + (index % 60), ivl: 20, factor: 2500, reps: 1, data: '{"s":20.5,"d":5.25,"lrt":1700000000}' };
  }
}

function* makeReviews(count: number): Generator<FixtureReview> {
  for (let index = 1; index < count; index += 2) yield { id: FIRST_REVIEW_ID + index, cardId: FIRST_CARD_ID + index, type: 0 };
}

function makeCollection(count: number, mediaFiles: number): FixtureCollection {
  return {
    createdAtSeconds: CREATED_AT_SECONDS,
    minutesWest: 0,
    noteTypes: [BASIC],
    decks: [{ id: 1, name: 'Default' }, ...Array.from({ length: DECKS }, (_, index) => ({ id: 2 + index, name: `Bench::Deck ${String(index)}` }))],
    notes: makeNotes(count, mediaFiles),
    cards: makeCards(count),
    reviews: makeReviews(count),
  };
}

const count = Number(process.argv[2] ?? 100_000);
const mediaFiles = Number(process.argv[3] ?? 500);
const packageToImport = process.argv[4];
const folder = mkdtempSync(join(tmpdir(), 'versus-import-bench-'));
try {
  mkdirSync(join(folder, 'floor'));
  const packagePath = join(folder, 'bench.apkg');
  const media = Array.from({ length: mediaFiles }, (_, index) => ({ name: `image${String(index)}.png`, bytes: Buffer.alloc(4000, `picture ${String(index)}`) }));
  if (packageToImport === undefined) {
    await writeAnkiPackage(packagePath, makeCollection(count, mediaFiles), { generation: 3, media });
    // Making the package takes memory of its own, so the import is measured in a process that has not made it.
    const { spawnSync } = await import('node:child_process');
    const child = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, String(count), String(mediaFiles), packagePath], { stdio: 'inherit' });
    process.exitCode = child.status ?? 1;
  } else {
    const imported = await importPackage(join(folder, 'library'), packageToImport);
    const floor = measureFloor(join(folder, 'library'), join(folder, 'floor'));
    const { report } = imported;
    const seconds = (millis: number): string => (millis / 1000).toFixed(2).padStart(6);
    console.log(`import: ${count.toLocaleString('en')} notes, ${report.cards.added.toLocaleString('en')} cards, ${report.reviews.toLocaleString('en')} reviews, ${String(report.media.added)} media (package of ${(statSync(packageToImport).size / 1024 ** 2).toFixed(1)} MB)`);
    console.log(`  import through the backend ${seconds(imported.millis)} s (processor ${seconds(imported.cpuMillis)} s)`);
    console.log(`  floor: the bare inserts    ${seconds(floor.millis)} s (processor ${seconds(floor.cpuMillis)} s)`);
    console.log(`  ratio                      ${(imported.millis / floor.millis).toFixed(2).padStart(6)}   (processor ${(imported.cpuMillis / floor.cpuMillis).toFixed(2).padStart(6)})`);
    console.log(`  peak memory                 ${String(imported.peakMegabytes)} MB`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
