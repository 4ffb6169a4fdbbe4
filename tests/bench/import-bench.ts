/**
 * Imports a newest-generation package of 100,000 notes through the backend, and prints the time beside the floor: the bare
 * SQLite inserts of the very same rows, full-text index included, on the same disk in the same run.
 * Usage: node tests/bench/import-bench.ts [notes] [media files]
 */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/backend/system-clock.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { BASIC, CREATED_AT_SECONDS } from '../fixtures/anki-collection.ts';
import type { FixtureCard, FixtureCollection, FixtureNote, FixtureReview } from '../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import { cpuMillis, importPackage } from './measure-import.ts';

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

/** Reads the rows into memory first, so that only the inserts are timed. */
function measureFloor(sourceDir: string, floorDir: string): { millis: number; cpuMillis: number } {
  openLibrary({ dir: floorDir, clock: systemClock }).close();
  const source = new SqliteDatabase(join(sourceDir, 'library.sqlite'), { readonly: true });
  const target = new SqliteDatabase(join(floorDir, 'library.sqlite'));
  try {
    target.pragma('journal_mode = WAL');
    target.pragma('synchronous = FULL');
    target.pragma('cache_size = -65536');
    for (const table of ['note_types', 'decks', 'presets']) copyTable(source, target, table);
    const tables = ['notes', 'cards', 'review_log'].map((table) => ({ table, rows: source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][] }));
    target.exec('DROP TRIGGER notes_fts_insert');
    const startedAt = performance.now();
    const cpuBefore = cpuMillis();
    target.exec('BEGIN');
    for (const { table, rows } of tables) insertRows(target, table, rows);
    target.exec('INSERT INTO notes_fts (rowid, plain_text, tags) SELECT id, plain_text, tags FROM notes ORDER BY id');
    target.exec('COMMIT');
    return { millis: performance.now() - startedAt, cpuMillis: cpuMillis() - cpuBefore };
  } finally {
    source.close();
    target.close();
  }
}

function insertRows(target: Database, table: string, rows: readonly (readonly unknown[])[]): void {
  const insert = target.prepare(`INSERT INTO ${table} VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(...row);
}

function copyTable(source: Database, target: Database, table: string): void {
  const rows = source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][];
  target.pragma('foreign_keys = OFF');
  target.exec(`DELETE FROM ${table}`);
  if (rows.length > 0) insertRows(target, table, rows);
  target.pragma('foreign_keys = ON');
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
