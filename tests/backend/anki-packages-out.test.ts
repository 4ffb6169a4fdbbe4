/** Anki packages as Versus writes them: everything of an export comes in again from each of their kinds. */

import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unpackAnkiPackage } from '../../src/backend/jobs/anki-package.ts';
import type { AnkiPackageFormat } from '../../src/backend/jobs/export/write-anki-package.ts';
import { writeAnkiPackage } from '../../src/backend/jobs/export/write-anki-package.ts';
import { createZstdWriter } from '../../src/backend/jobs/export/zstd-writer.ts';
import { readAnkiCollection, readAnkiMedia } from '../../src/backend/jobs/read-anki.ts';
import { UNPACK_LIMITS } from '../../src/backend/jobs/unpack-limits.ts';
import { openZipArchive } from '../../src/backend/jobs/zip-archive.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ExportSource } from '../../src/core/formats/export-source.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import type { CardSchedule, PresetSettings } from '../../src/core/scheduling/model.ts';
import { openForeignAnki } from '../../src/store/foreign-anki.ts';
import { arbitraryCard, arbitraryNotes } from '../fixtures/arbitrary-notes.ts';
import { createCollectingSink, resolveNotes } from '../fixtures/collecting-sink.ts';
import type { Collected } from '../fixtures/collecting-sink.ts';
import { builtIn, makeExportSource, MOMENT, NEW_CARD, NOW_MILLIS, resolveSource } from '../fixtures/export-source.ts';
import { exportFile, readZip } from './export-session.ts';
import { openImportSession } from './import-session.ts';

const FORMATS: readonly AnkiPackageFormat[] = ['apkg', 'apkg-legacy', 'colpkg'];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'versus-anki-out-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

let written = 0;
async function write(source: ExportSource, format: AnkiPackageFormat): Promise<string> {
  written += 1;
  const targetPath = join(folder, `package-${String(written)}.apkg`);
  await writeAnkiPackage(source, format, { scratchDir: folder, targetPath });
  return targetPath;
}

async function read(path: string): Promise<Collected> {
  const sink = createCollectingSink();
  const zip = await openZipArchive(path, UNPACK_LIMITS);
  try {
    const collectionPath = `${path}.sqlite`;
    const pack = await unpackAnkiPackage(zip, collectionPath, UNPACK_LIMITS, () => undefined);
    const anki = openForeignAnki(collectionPath);
    readAnkiCollection(anki, sink, { withSchedule: true, moment: MOMENT, zoneOffsetMinutesAt: () => 0 });
    anki.close();
    await readAnkiMedia(pack, sink);
  } finally {
    zip.close();
  }
  return sink.collected;
}

/** What Anki has room for: seconds, eight digits of a memory, and days where a step ends on a later one. */
function roundSchedule(schedule: CardSchedule, isSetAside: boolean): unknown {
  const toSecond = (millis: number | null): number | null => (millis === null ? null : Math.floor(millis / 1000));
  const { dueAtMillis, memory } = schedule;
  const dueDay = dueAtMillis === null ? null : MOMENT.dayOf(dueAtMillis);
  const isLater = dueDay !== null && dueDay > MOMENT.today && !isSetAside;
  return {
    ...schedule,
    dueAtMillis: isLater ? toSecond(MOMENT.startOf(dueDay)) : toSecond(dueAtMillis),
    lastReviewedAtMillis: toSecond(schedule.lastReviewedAtMillis),
    memory: schedule.state === 'new' || memory === null ? null : { stability: Number(memory.stability.toPrecision(8)), difficulty: Number(memory.difficulty.toPrecision(8)) },
    intervalDays: schedule.state === 'review' ? schedule.intervalDays : 0,
  };
}

function schedulesOf(source: ExportSource): readonly unknown[] {
  return [...source.notes()].flatMap((note) =>
    note.cards.map(({ schedule, suspended, buried, flag }) => ({ schedule: roundSchedule(schedule, suspended || buried !== null), suspended, buried: suspended ? null : buried, flag })),
  );
}

const arbitrarySettings: fc.Arbitrary<PresetSettings> = fc.record({
  learningStepsMinutes: fc.constantFrom([], [1, 10], [0.5, 15, 1440]),
  relearningStepsMinutes: fc.constantFrom([], [10], [5, 2880]),
  desiredRetention: fc.constantFrom(0.7, 0.85, 0.9123, 0.99),
  maximumIntervalDays: fc.integer({ min: 1, max: 36500 }),
  newPerDay: fc.integer({ min: 0, max: 9999 }),
  reviewsPerDay: fc.integer({ min: 0, max: 9999 }),
  fuzz: fc.boolean(),
  learnAheadMinutes: fc.integer({ min: 0, max: 1440 }),
  newOrder: fc.constantFrom('position', 'random'),
  reviewOrder: fc.constantFrom('due-day', 'retrievability-ascending', 'random'),
  newAmongReviews: fc.constantFrom('mixed', 'before', 'after'),
  buryNewSiblings: fc.boolean(),
  buryReviewSiblings: fc.boolean(),
  leechLapses: fc.integer({ min: 1, max: 99 }),
  leechAction: fc.constantFrom('tag', 'suspend'),
  staggerTwins: fc.boolean(),
  staggerStabilityDays: fc.integer({ min: 1, max: 400 }),
  fsrsWeights: fc.constantFrom(null, [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.2]),
});

describe('a package for Anki', () => {
  test('of any notes, schedules, logs and options brings all of them back', { timeout: 120_000 }, async () => {
    const parts = fc.tuple(arbitraryNotes({ maxLength: 5 }), fc.array(arbitraryCard, { minLength: 15, maxLength: 15 }), arbitrarySettings, fc.constantFrom(...FORMATS));
    await fc.assert(
      fc.asyncProperty(parts, async ([notes, cards, settings, format]) => {
        const source = makeExportSource({
          notes: notes.map((note, index) => ({ ...note, cards: Object.fromEntries([0, 1, 2].map((ordinal) => [ordinal, cards[index * 3 + ordinal] ?? {}])) })),
          presets: { Own: settings },
          presetOfDeck: { Deck: 'Own', 'Deck::Sub': 'Own' },
          descriptionOfDeck: { Deck: 'For <b>all</b> of it' },
        });
        const found = await read(await write(source, format));
        expect(resolveNotes(found)).toEqual(resolveSource(source));
        expect(found.noteTypes.map(({ definition: { revisedAtMillis: _, ...definition } }) => definition)).toEqual(expect.arrayContaining(source.noteTypes.map(({ id: _, ...definition }) => definition)));
        expect(found.notes.map(({ createdAtMillis, modifiedAtMillis }) => [createdAtMillis, modifiedAtMillis])).toEqual(
          [...source.notes()].map((note) => [note.createdAtMillis, Math.floor(note.modifiedAtMillis / 1000) * 1000]),
        );
        const steps = found.cards.map(({ schedule, suspended, buried, flag }) => ({ schedule: schedule === null ? null : roundSchedule(schedule, true), suspended, buried, flag }));
        expect(steps).toEqual(schedulesOf(source));
        expect(found.reviews.map(({ rating, kind, intervalDays, durationMillis }) => ({ rating, kind, intervalDays, durationMillis }))).toEqual(
          [...source.reviews()].map(({ rating, kind, intervalDays, durationMillis }) => ({ rating, kind, intervalDays, durationMillis })),
        );
        const presetOf = new Map(found.presets.map((preset) => [preset.sourceId, preset]));
        for (const { name, presetSourceId, description } of found.decks.filter((deck) => deck.name === 'Deck')) {
          expect(description).toBe('For <b>all</b> of it');
          expect(presetOf.get(presetSourceId ?? 0), name).toMatchObject({ name: 'Own', settings });
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each(FORMATS)('(%s) holds its media, whatever their size, under names that Anki takes', async (format) => {
    const large = Buffer.alloc(2_500_000, 'sound');
    const media = { 'a.png': Buffer.from('picture'), 'b[1].mp3': large, 'empty.txt': Buffer.alloc(0), '_font.ttf': Buffer.from('font') };
    const noteType = { ...builtIn('Basic'), name: 'Pictured', css: '.card { background: url("b[1].mp3") }' };
    const source = makeExportSource({ notes: [{ noteType, fields: ['<img src="a.png">', '[sound:b[1].mp3] <audio src="b[1].mp3"></audio>'] }], media });
    const found = await read(await write(source, format));
    const renamed = found.media.find(({ bytes }) => bytes.length === large.length)?.name ?? '';
    expect(renamed).toMatch(/^b1-[0-9a-f]{8}\.mp3$/);
    expect(new Map(found.media.map(({ name, bytes }) => [name, Buffer.from(bytes)]))).toEqual(
      new Map<string, Buffer>([['a.png', media['a.png']], [renamed, large], ['empty.txt', media['empty.txt']], ['_font.ttf', media['_font.ttf']]]),
    );
    expect(found.notes[0]?.fields[1]).toContain(`<audio src="${renamed}">`);
    expect(found.noteTypes[0]?.definition.css).toContain(renamed);
  });

  test('of the newest kind says so, lists sizes and hashes, and shows older programs one note that tells what to do', async () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a', 'b'] }], media: { 'a.png': Buffer.from('abc') } });
    const files = await readZip(await write(source, 'apkg'));
    expect([...files.keys()]).toEqual(['meta', 'collection.anki21b', 'collection.anki2', '0', 'media']);
    expect(files.get('meta')?.toString('hex')).toBe('0803');
    // message MediaEntries { entries { name "a.png", size 3, sha1 of "abc" } }
    expect(zstdDecompressSync(files.get('media') ?? Buffer.alloc(0)).toString('hex')).toBe('0a1f0a05612e706e6710031a14a9993e364706816aba3e25717850c26c9cd0d89d');
    const stub = join(folder, 'stub.sqlite');
    writeFileSync(stub, files.get('collection.anki2') ?? '');
    const database = new SqliteDatabase(stub, { readonly: true });
    expect(database.prepare('SELECT flds FROM notes').pluck().all()).toEqual([expect.stringContaining('Update Anki')]);
    database.close();
  });

  test('keeps the ids of what was there before when more is exported', async () => {
    const notes = [1, 2, 3].map((index) => ({ noteType: builtIn('Basic'), fields: [String(index), ''], guid: `g${String(index)}`, createdAtMillis: NOW_MILLIS - 1000 }));
    const before = await read(await write(makeExportSource({ notes: notes.slice(0, 2) }), 'apkg'));
    const after = await read(await write(makeExportSource({ notes: [...notes, { noteType: builtIn('Cloze'), fields: ['{{c1::x}}', ''], deckName: 'A::B', createdAtMillis: NOW_MILLIS }] }), 'apkg'));
    expect(after.notes.slice(0, 2)).toEqual(before.notes);
    expect(after.cards.slice(0, 2)).toEqual(before.cards);
    expect(after.decks).toEqual(expect.arrayContaining(before.decks));
    expect(after.noteTypes).toEqual(expect.arrayContaining(before.noteTypes));
    // Three notes of one moment have three ids.
    expect(new Set(after.notes.map(({ sourceId }) => sourceId)).size).toBe(4);
  });

  test('puts decks together whose names are the same to Anki, and keeps note types apart', async () => {
    const twin = { ...builtIn('Basic'), name: 'BASIC' };
    const source = makeExportSource({
      notes: [
        { noteType: builtIn('Basic'), fields: ['a', ''], deckName: 'Übung::Eins' },
        { noteType: twin, fields: ['b', ''], deckName: 'übung::Zwei' },
      ],
    });
    const found = await read(await write(source, 'apkg'));
    expect(found.decks.map(({ name }) => name).sort()).toEqual(['Default', 'Übung', 'Übung::Eins', 'Übung::Zwei']);
    expect(found.noteTypes.map(({ definition }) => definition.name).sort()).toEqual(['BASIC', 'Basic+']);
  });

  test('without a schedule leaves options, logs and memory at home', async () => {
    const schedule = { ...NEW_CARD, state: 'review', dueDay: MOMENT.today, memory: { stability: 3, difficulty: 5 }, intervalDays: 3 } as const;
    const settings = { ...DEFAULT_PRESET, newPerDay: 77 };
    const source = makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a', ''], cards: { 0: { schedule } } }], withSchedule: false, presets: { Own: settings }, presetOfDeck: { Deck: 'Own' } });
    const found = await read(await write(source, 'apkg-legacy'));
    expect(found.cards[0]?.schedule?.state).toBe('new');
    expect(found.presets.map(({ name, settings: { newPerDay } }) => [name, newPerDay])).toEqual([['Default', DEFAULT_PRESET.newPerDay]]);
  });

  test('that is cancelled leaves no scratch files', async () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Basic'), fields: ['a', ''] }], media: { 'a.png': Buffer.from('abc') } });
    for (const calls of [0, 1, 3]) {
      let left = calls;
      const throwIfCancelled = (): void => {
        if (left === 0) throw new AppError('cancelled', 'Cancelled.');
        left -= 1;
      };
      const scratchDir = join(folder, `scratch-${String(calls)}`);
      mkdirSync(scratchDir);
      const ending = writeAnkiPackage({ ...source, throwIfCancelled }, 'apkg', { scratchDir, targetPath: join(folder, `target-${String(calls)}`) });
      await expect(ending).rejects.toMatchObject({ code: 'cancelled' });
      expect(readdirSync(scratchDir)).toEqual([]);
    }
  });

  test('of the newest kind is refused by a runtime without Zstandard, with the way out', () => {
    expect(() => createZstdWriter({})).toThrow(/for older versions/);
  });
});

test.each(FORMATS)('a library goes into an empty one through its own package (%s)', async (format) => {
  const here = openImportSession();
  const deck = join(folder, 'deck.apkg');
  const card = { schedule: { ...NEW_CARD, state: 'review', position: 2, dueDay: MOMENT.today + 4, memory: { stability: 9, difficulty: 4 }, lastReviewedAtMillis: NOW_MILLIS - 5000, intervalDays: 9, reviewCount: 3 }, flag: 5 } as const;
  await writeAnkiPackage(
    makeExportSource({
      notes: [
        { noteType: builtIn('Basic'), fields: ['<img src="a.png"> front', 'back'], tags: ['x'], deckName: 'One::Two', cards: { 0: card } },
        { noteType: builtIn('Contrast'), fields: ['Dimension', 'A', 'side a', 'B', 'side b', 'why', ''], deckName: 'One' },
      ],
      media: { 'a.png': Buffer.from('picture') },
    }),
    'apkg',
    { scratchDir: folder, targetPath: deck },
  );
  await here.importFile(deck);
  const path = join(folder, `out.${format === 'colpkg' ? 'colpkg' : 'apkg'}`);
  await exportFile(here, path, { format });
  const there = openImportSession();
  await there.importFile(path);
  for (const sql of [
    'SELECT guid, fields, tags, created_at_millis, t.name, t.kind FROM notes n JOIN note_types t ON t.id = n.note_type_id ORDER BY guid',
    'SELECT n.guid, c.ordinal, d.name, state, position, due_at_millis, due_day, stability, difficulty, last_reviewed_at_millis, interval_days, step, review_count, lapse_count, suspended, flag FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = c.deck_id ORDER BY 1, 2',
    'SELECT name, sha256 FROM media ORDER BY name',
  ]) {
    expect(there.query(sql)).toEqual(here.query(sql));
  }
  expect(there.query('SELECT count(*) AS count FROM notes')).toEqual([{ count: 2 }]);
});
