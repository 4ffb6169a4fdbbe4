/** Packages of every generation, with the oddities that real ones have, and files that must be refused. */

import SqliteDatabase from 'better-sqlite3';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BASIC, CLOZE, CREATED_AT_SECONDS, makeBasicCollection } from '../fixtures/anki-collection.ts';
import type { FixtureCollection } from '../fixtures/anki-collection.ts';
import { writeAnkiCollection } from '../fixtures/anki-collection-writer.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import type { PackageOptions } from '../fixtures/anki-package-writer.ts';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

const IMAGE = { name: 'tree.png', bytes: Buffer.from('bytes of a tree') };

async function writePackage(session: ImportSession, collection: FixtureCollection, options: PackageOptions, name = 'deck.apkg'): Promise<string> {
  const path = join(session.folder, name);
  await writeAnkiPackage(path, collection, options);
  return path;
}

/** Changes equally long bytes in a file, as only an attacker's program would write them. */
function patchFile(path: string, from: string, to: string): void {
  const bytes = readFileSync(path);
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
  writeFileSync(path, bytes);
}

describe.each([1, 2, 3] as const)('a package of generation %i', (generation) => {
  test('brings notes, tags, cards, decks and media, and not the stub for old programs', async () => {
    const session = openImportSession();
    const collection = makeBasicCollection(['one <img src="tree.png">', 'two']);
    const notes = [...collection.notes].map((note) => ({ ...note, tags: ['plants::trees', 'easy'] }));
    const report = await session.importFile(await writePackage(session, { ...collection, notes }, { generation, media: [IMAGE] }));
    expect(report).toMatchObject({
      format: 'apkg',
      generation,
      notes: { added: 2, updated: 0, unchanged: 0, skipped: 0 },
      cards: { added: 2 },
      decks: [{ name: 'Things', cards: 2 }],
      noteTypes: ['Plain'],
      media: { added: 1, reused: 0, missing: 0, rejected: 0 },
    });
    expect(session.query('SELECT fields, tags FROM notes ORDER BY id')).toEqual([
      { fields: 'one <img src="tree.png">\u001fback of one <img src="tree.png">', tags: 'easy plants::trees' },
      { fields: 'two\u001fback of two', tags: 'easy plants::trees' },
    ]);
    const [media] = session.query<{ sha256: string }>('SELECT sha256 FROM media');
    expect(readFileSync(join(session.libraryDir, 'media', media?.sha256.slice(0, 2) ?? '', media?.sha256 ?? ''), 'utf8')).toBe('bytes of a tree');
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  test('imports without its version mark, below a folder, and without its list of media', async () => {
    const session = openImportSession();
    const collection = makeBasicCollection(['one']);
    const path = await writePackage(session, collection, { generation, topFolder: 'my deck', withoutMeta: true, withoutMediaMap: true, media: [IMAGE] });
    const report = await session.importFile(path);
    expect(report).toMatchObject({ generation, notes: { added: 1 }, media: { added: 0 } });
    expect(report.warnings.map((warning) => warning.code)).toContain('media-list-missing');
  });

  test('keeps levels of decks, and puts everything below the deck that was asked for', async () => {
    const session = openImportSession();
    const collection = makeBasicCollection(['one'], { decks: [{ id: 2, name: 'Languages::Spanish::Verbs' }] });
    const path = await writePackage(session, collection, { generation });
    expect((await session.importFile(path, { deckName: 'Shared' })).decks).toEqual([{ name: 'Shared::Languages::Spanish::Verbs', cards: 1 }]);
    expect(session.query('SELECT name FROM decks ORDER BY name')).toEqual(
      ['Shared', 'Shared::Languages', 'Shared::Languages::Spanish', 'Shared::Languages::Spanish::Verbs'].map((name) => ({ name })),
    );
  });

  test('takes cards of a filtered deck home, and says so', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two']);
    const decks = [{ id: 2, name: 'Home' }, { id: 3, name: 'Cram', isFiltered: true }];
    const cards = [...base.cards].map((card, index) => (index === 0 ? { ...card, deckId: 3, odid: 2, odue: 77, type: 2, queue: 2, ivl: 10, factor: 2500, due: -1000 } : card));
    const report = await session.importFile(await writePackage(session, { ...base, decks, cards }, { generation }));
    expect(report.decks).toEqual([{ name: 'Home', cards: 2 }]);
    expect(report.warnings.map((warning) => warning.code)).toContain('filtered-deck');
    const creationDay = CREATED_AT_SECONDS / 86_400;
    expect(session.query('SELECT state, due_day FROM cards ORDER BY id LIMIT 1')).toEqual([{ state: 2, due_day: Math.floor(creationDay) + 77 }]);
  });

  test('brings suspended, buried and flagged cards, the review log, and presets', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two', 'three', 'four']);
    const queues = [-1, -2, -3, 0];
    const cards = [...base.cards].map((card, index) => ({ ...card, queue: queues[index] ?? 0, flags: index === 3 ? 5 : 0 }));
    const [first] = cards;
    const reviews = [
      { id: 1_710_000_000_000, cardId: first?.id ?? 0, ease: 3, ivl: -600, type: 0 },
      { id: 1_710_000_600_000, cardId: first?.id ?? 0, ease: 4, ivl: 5, type: 1, time: 1234 },
      { id: 1_710_000_700_000, cardId: 4711, ease: 3 },
    ];
    const presets = [{ id: 9, name: 'Slow', learnSteps: [2, 30], relearnSteps: [5], newPerDay: 7, reviewsPerDay: 33, maximumInterval: 180, retention: 0.85 }];
    const decks = [{ id: 2, name: 'Things', presetId: 9 }];
    const report = await session.importFile(await writePackage(session, { ...base, cards, reviews, presets, decks }, { generation }));
    expect(report.reviews).toBe(3);
    expect(session.query('SELECT suspended, buried_by, flag FROM cards ORDER BY id')).toEqual([
      { suspended: 1, buried_by: null, flag: 0 },
      { suspended: 0, buried_by: 1, flag: 0 },
      { suspended: 0, buried_by: 2, flag: 0 },
      { suspended: 0, buried_by: null, flag: 5 },
    ]);
    expect(session.query('SELECT card_id > 0 AS own, rating, kind, interval_days, duration_millis FROM review_log ORDER BY reviewed_at_millis')).toEqual([
      { own: 1, rating: 3, kind: 0, interval_days: 600 / 86_400, duration_millis: 4000 },
      { own: 1, rating: 4, kind: 1, interval_days: 5, duration_millis: 1234 },
      { own: 0, rating: 3, kind: 0, interval_days: 1, duration_millis: 4000 },
    ]);
    const [preset] = session.query<{ name: string; settings: string }>("SELECT p.name, p.settings FROM presets p JOIN decks d ON d.preset_id = p.id WHERE d.name = 'Things'");
    expect(preset?.name).toBe('Slow');
    expect(JSON.parse(preset?.settings ?? '{}')).toMatchObject({
      learningStepsMinutes: [2, 30],
      relearningStepsMinutes: [5],
      newPerDay: 7,
      reviewsPerDay: 33,
      maximumIntervalDays: 180,
      desiredRetention: 0.85,
    });
  });

  test.each([1, null])('counts the three answers that the first scheduler gave while learning as the four of today (scheduler %s)', async (schedulerVersion) => {
    const session = openImportSession();
    const base = makeBasicCollection(['one']);
    const cardId = [...base.cards][0]?.id ?? 0;
    const answers = [[0, 1], [0, 2], [1, 2], [1, 3], [2, 2], [0, 3], [3, 3]] as const;
    const reviews = answers.map(([type, ease], index) => ({ id: 1_710_000_000_000 + index * 1000, cardId, ease, type }));
    await session.importFile(await writePackage(session, { ...base, schedulerVersion, reviews }, { generation }));
    expect(session.query<{ rating: number }>('SELECT rating FROM review_log ORDER BY reviewed_at_millis').map((row) => row.rating)).toEqual([1, 3, 2, 3, 3, 4, 3]);
  });

  test('lets cards out that were buried when the collection was last opened, days ago', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two']);
    const cards = [...base.cards].map((card, index) => ({ ...card, queue: index === 0 ? -2 : -3 }));
    await session.importFile(await writePackage(session, { ...base, cards, lastUnburiedDay: 12 }, { generation }, 'collection.colpkg'));
    const buriedOnDay = Math.floor(CREATED_AT_SECONDS / 86_400) + 12;
    expect(session.query('SELECT buried_on_day, buried_by FROM cards ORDER BY id')).toEqual([
      { buried_on_day: buriedOnDay, buried_by: 1 },
      { buried_on_day: buriedOnDay, buried_by: 2 },
    ]);
  });

  test('gives decks that have limits or a retention of their own a preset of their own, once', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two', 'three']);
    const presets = [{ id: 9, name: 'Slow', newPerDay: 7, reviewsPerDay: 33, maximumInterval: 180 }];
    const decks = [{ id: 2, name: 'A', presetId: 9, newLimit: 0, retentionPercent: 80 }, { id: 3, name: 'B', presetId: 9, reviewLimit: 500 }, { id: 4, name: 'C', presetId: 9 }];
    const cards = [...base.cards].map((card, index) => ({ ...card, deckId: index + 2 }));
    const path = await writePackage(session, { ...base, presets, decks, cards }, { generation });
    await session.importFile(path);
    const rows = session.query<{ deck: string; preset: string; settings: string }>('SELECT d.name AS deck, p.name AS preset, p.settings FROM decks d JOIN presets p ON p.id = d.preset_id WHERE d.name IN (\'A\', \'B\', \'C\') ORDER BY d.name');
    expect(rows.map(({ deck, preset, settings }) => ({ deck, preset, ...(JSON.parse(settings) as object) }))).toMatchObject([
      { deck: 'A', preset: 'Slow (A)', newPerDay: 0, reviewsPerDay: 33, desiredRetention: 0.8, maximumIntervalDays: 180 },
      { deck: 'B', preset: 'Slow (B)', newPerDay: 7, reviewsPerDay: 500, desiredRetention: 0.9, maximumIntervalDays: 180 },
      { deck: 'C', preset: 'Slow', newPerDay: 7, reviewsPerDay: 33, desiredRetention: 0.9 },
    ]);
    const before = session.dump();
    await session.importFile(path);
    expect(session.dump()).toEqual(before);
  });

  test('without schedules, brings cards as new and no reviews', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one']);
    const cards = [...base.cards].map((card) => ({ ...card, type: 2, queue: -1, due: 5, ivl: 10, factor: 2500 }));
    const reviews = [{ id: 1_710_000_000_000, cardId: cards[0]?.id ?? 0 }];
    const report = await session.importFile(await writePackage(session, { ...base, cards, reviews }, { generation }), { withSchedule: false });
    expect(report.reviews).toBe(0);
    expect(session.query('SELECT state, suspended, stability FROM cards')).toEqual([{ state: 0, suspended: 0, stability: null }]);
  });

  test('keeps notes whose note type is lost, cards whose deck is lost, and notes with too many fields', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two']);
    const notes = [...base.notes].map((note, index) => (index === 0 ? { ...note, noteTypeId: 12345 } : { ...note, fields: ['a', 'b', 'c'] }));
    const cards = [...base.cards].map((card) => ({ ...card, deckId: 777 }));
    const report = await session.importFile(await writePackage(session, { ...base, notes, cards }, { generation }));
    expect(report.notes.added).toBe(2);
    expect(report.decks).toEqual([{ name: 'Default', cards: 2 }]);
    expect(report.warnings.map((warning) => warning.code)).toEqual(expect.arrayContaining(['note-type-missing', 'field-count']));
    expect(session.query('SELECT fields FROM notes ORDER BY id')).toEqual([{ fields: 'one\u001fback of one' }, { fields: 'a\u001fb<br>c' }]);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  test('leaves out cards without a note, cards told twice, and cards without a template', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one']);
    const [card] = [...base.cards];
    if (card === undefined) throw new Error('no card');
    const cards = [card, { ...card, id: card.id + 1 }, { ...card, id: card.id + 2, ord: 3 }, { ...card, id: card.id + 3, noteId: 5 }];
    const report = await session.importFile(await writePackage(session, { ...base, cards }, { generation }));
    expect(report.cards.added).toBe(1);
    expect(report.warnings.map((warning) => warning.code).sort()).toEqual(['card-twice', 'card-without-note', 'card-without-template']);
  });

  test('gives a note whose only card has lost its template another one, in its deck and with its schedule and log', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one']);
    const cards = [...base.cards].map((card) => ({ ...card, ord: 4, type: 2, queue: 2, due: 900, ivl: 30, factor: 2500, reps: 3, flags: 2 }));
    const reviews = [{ id: 1_710_000_000_000, cardId: cards[0]?.id ?? 0 }];
    const report = await session.importFile(await writePackage(session, { ...base, cards, reviews }, { generation }));
    expect(report.decks).toEqual([{ name: 'Things', cards: 1 }]);
    expect(report.warnings.map((warning) => warning.code)).toContain('cards-made');
    expect(session.query('SELECT c.ordinal, c.state, c.interval_days, c.flag, (SELECT count(*) FROM review_log WHERE card_id = c.id) AS reviews FROM cards c')).toEqual([
      { ordinal: 0, state: 2, interval_days: 30, flag: 2, reviews: 1 },
    ]);
  });

  test('makes cards for notes that have none, and leaves out those of which none can be made', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two', '']);
    const cards = [...base.cards].slice(0, 1);
    const path = await writePackage(session, { ...base, cards }, { generation });
    const report = await session.importFile(path);
    expect(report).toMatchObject({ notes: { added: 2, skipped: 1 }, cards: { added: 2 } });
    expect(report.decks).toEqual([{ name: 'Default', cards: 1 }, { name: 'Things', cards: 1 }]);
    expect(report.warnings.map((warning) => warning.code)).toContain('cards-made');
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
    const before = session.dump();
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: 2, skipped: 1 });
    expect(session.dump()).toEqual(before);
  });

  test('gives notes that share an id one of their own each', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two', 'three']);
    const notes = [...base.notes].map((note, index) => ({ ...note, guid: index < 2 ? 'same' : '' }));
    const path = await writePackage(session, { ...base, notes }, { generation });
    expect((await session.importFile(path)).notes.added).toBe(3);
    const before = session.dump();
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: 3, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  test('keeps cloze notes with their card per number', async () => {
    const session = openImportSession();
    const base = makeBasicCollection([]);
    const notes = [{ id: 1_700_000_000_000, guid: 'gap', noteTypeId: CLOZE.id, fields: ['{{c1::a}} {{c5::b}}', ''] }];
    const cards = [0, 4].map((ord) => ({ id: 1_800_000_000_000 + ord, noteId: 1_700_000_000_000, deckId: 2, ord }));
    const path = await writePackage(session, { ...base, noteTypes: [BASIC, CLOZE], notes, cards }, { generation });
    expect((await session.importFile(path)).noteTypes).toEqual(['Gaps']);
    expect(session.query('SELECT t.kind, c.ordinal FROM cards c JOIN notes n ON n.id = c.note_id JOIN note_types t ON t.id = n.note_type_id')).toEqual([
      { kind: 'cloze', ordinal: 0 },
      { kind: 'cloze', ordinal: 4 },
    ]);
  });

  test('counts media that are listed without bytes, or referred to and nowhere', async () => {
    const session = openImportSession();
    const collection = makeBasicCollection(['<img src="tree.png"> [sound:gone.mp3] <img src="http://example.org/x.png">', '<img src="absent.jpg">']);
    const report = await session.importFile(await writePackage(session, collection, { generation, media: [IMAGE], absentMedia: ['absent.jpg'] }));
    expect(report.media).toEqual({ added: 1, reused: 0, missing: 2, rejected: 0 });
  });

  test('refuses media names that lead elsewhere and renames ones that some system reserves', async () => {
    const session = openImportSession();
    const names = ['../evil.png', '/etc/passwd', 'C:\\evil.exe', 'a\\b.png', '..', 'con.png'];
    const collection = makeBasicCollection(['<img src="con.png">']);
    const report = await session.importFile(await writePackage(session, collection, { generation, media: names.map((name) => ({ name, bytes: Buffer.from(name) })) }));
    expect(report.media).toEqual({ added: 1, reused: 0, missing: 0, rejected: 5 });
    expect(session.query('SELECT name FROM media')).toEqual([{ name: '_con.png' }]);
    expect(session.query<{ fields: string }>('SELECT fields FROM notes')[0]?.fields).toContain('<img src="_con.png">');
  });
});

describe('bare collections', () => {
  test.each([11, 18] as const)('of schema %i import, and the file itself is not touched', async (schema) => {
    const session = openImportSession();
    const path = join(session.folder, 'collection.anki2');
    writeAnkiCollection(path, makeBasicCollection(['one', 'two']), schema);
    const before = readFileSync(path);
    expect(await session.importFile(path)).toMatchObject({ format: 'anki-collection', generation: null, notes: { added: 2 } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('packed with Zstandard import', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'collection.anki21b');
    writeAnkiCollection(path, makeBasicCollection(['one']), 18);
    writeFileSync(path, zstdCompressSync(readFileSync(path)));
    expect(await session.importFile(path)).toMatchObject({ format: 'anki-collection', notes: { added: 1 } });
  });
});

test('a collection comes in whatever numbers stand in it', async () => {
  const session = openImportSession();
  const path = join(session.folder, 'collection.anki2');
  writeAnkiCollection(path, makeBasicCollection(['one', 'two']), 11);
  const database = new SqliteDatabase(path);
  database.exec(`
    UPDATE notes SET mod = 9223372036854775807;
    UPDATE cards SET type = 2, queue = 2, due = 9223372036854775807, ivl = -9223372036854775807, factor = 1e300, reps = 9223372036854775807, lapses = 0.5, data = '{"pos":1e300,"lrt":1e300}';
    INSERT INTO revlog VALUES (9223372036854775807, (SELECT min(id) FROM cards), -1, 9, 9223372036854775807, 0, 0, -5, 1);`);
  database.close();
  expect((await session.importFile(path)).cards.added).toBe(2);
  expect(await session.client.call('library.check', {})).toMatchObject({ ok: true });
});

describe('a file that cannot be imported ends in a sentence of its own and leaves the library as it was', () => {
  const cases: readonly (readonly [string, string, (path: string, session: ImportSession) => Promise<void> | void])[] = [
    ['an empty file', 'file-empty', (path) => writeFileSync(path, '')],
    ['a placeholder of Git LFS', 'file-placeholder', (path) => writeFileSync(path, 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n')],
    ['a web page', 'file-placeholder', (path) => writeFileSync(path, '\n<!DOCTYPE html><html><body>Sign in</body></html>')],
    ['words where a package should be', 'file-damaged', (path) => writeFileSync(path, 'Not Found')],
    ['an empty folder', 'file-empty', (path) => { mkdirSync(path); }],
    ['a truncated zip', 'file-damaged', async (path) => {
      await writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 3, media: [IMAGE] });
      truncateSync(path, readFileSync(path).length - 300);
    }],
    ['a zip whose middle is overwritten', 'file-damaged', async (path) => {
      await writeAnkiPackage(path, makeBasicCollection(Array.from({ length: 500 }, (_, index) => `note ${String(index)}`)), { generation: 1 });
      const bytes = readFileSync(path);
      bytes.fill(0xa5, 2000, 6000);
      writeFileSync(path, bytes);
    }],
    ['an encrypted zip', 'file-encrypted', async (path) => {
      await writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 1 });
      const bytes = readFileSync(path);
      for (let at = bytes.indexOf('PK\u0001\u0002'); at !== -1; at = bytes.indexOf('PK\u0001\u0002', at + 4)) bytes[at + 8] = (bytes[at + 8] ?? 0) | 1;
      writeFileSync(path, bytes);
    }],
    ['a package of a version to come', 'file-newer-version', (path) => writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 3, metaVersion: 4 })],
    ['a collection of a schema to come', 'file-newer-version', (path) => writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 2, schemaVersion: 250 })],
    ['a collection of a schema long gone', 'file-too-old', (path) => writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 1, schemaVersion: 1 })],
    ['a package without notes', 'nothing-to-import', (path) => writeAnkiPackage(path, makeBasicCollection([]), { generation: 3 })],
    ['a damaged collection inside a sound zip', 'file-damaged', async (path, session) => {
      const damaged = join(session.folder, 'damaged.sqlite');
      writeAnkiCollection(damaged, makeBasicCollection(Array.from({ length: 3000 }, (_, index) => `note ${String(index)}`)), 11);
      const bytes = readFileSync(damaged);
      bytes.fill(0xff, 8192, bytes.length - 4096);
      await writeAnkiPackage(path, makeBasicCollection([]), { generation: 1, extraEntries: [{ name: 'collection.anki21', bytes }] });
    }],
    ...['notes', 'cards', 'revlog'].map((table): readonly [string, string, (path: string, session: ImportSession) => Promise<void>] => [
      `a collection whose ${table} lack a column`,
      'file-damaged',
      async (path, session) => {
        const collection = join(session.folder, 'collection.sqlite');
        writeAnkiCollection(collection, makeBasicCollection(['one']), 11);
        const database = new SqliteDatabase(collection);
        database.exec(`ALTER TABLE ${table} DROP COLUMN ${table === 'notes' ? 'guid' : table === 'cards' ? 'due' : 'ease'}`);
        database.close();
        await writeAnkiPackage(path, makeBasicCollection([]), { generation: 1, extraEntries: [{ name: 'collection.anki21', bytes: readFileSync(collection) }] });
      },
    ]),
    ['a bomb of Zstandard', 'file-too-large', async (path) => {
      const bomb = zstdCompressSync(Buffer.alloc(200 * 1024 ** 2));
      await writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 1, extraEntries: [{ name: 'collection.anki21b', bytes: bomb }] });
    }],
    ['a bomb of media', 'file-too-large', (path) =>
      writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 3, media: [{ name: 'big.png', bytes: Buffer.alloc(100 * 1024 ** 2) }] })],
    ['a zip without a collection', 'format-unsupported', async (path, session) => {
      await writeAnkiPackage(path, makeBasicCollection(['one']), { generation: 1 });
      patchFile(path, 'collection.anki2', 'kollektion.xnki2');
      expect(session.folder).not.toBe('');
    }],
  ];

  test.each(cases)('%s: %s', async (_name, code, write) => {
    const session = openImportSession();
    const path = join(session.folder, 'deck.apkg');
    await write(path, session);
    const before = session.dump();
    const status = await session.run(path);
    expect(status).toMatchObject({ status: 'failed', error: { code } });
    expect(status.status === 'failed' && status.error.message).toMatch(/^[A-Z].{20,}\.$/);
    expect(session.dump()).toEqual(before);
    expect(await session.client.call('undo.state', {})).toEqual({ undo: null, redo: null });
  });

  test.each([
    ['deck.xml', '<?xml version="1.0"?><flashcards version="1"/>'],
    ['deck.json', '{"cards": [{"front": "Hund", "back": "dog"}]}'],
    ['deck.mem', '(i__main__\nStartTime\n'],
    ['deck.pdf', '%PDF-1.7 \u0000\u0001'],
    ['deck.rar', 'Rar!\u001a\u0007\u0000'],
  ])('%s: format-unsupported', async (name, content) => {
    const session = openImportSession();
    const path = join(session.folder, name);
    writeFileSync(path, content, 'latin1');
    expect(await session.run(path)).toMatchObject({ status: 'failed', error: { code: 'format-unsupported' } });
  });

  test('a file that is gone: file-unreadable', async () => {
    const session = openImportSession();
    expect(await session.run(join(session.folder, 'nowhere.apkg'))).toMatchObject({ status: 'failed', error: { code: 'file-unreadable' } });
  });
});

describe('a package that somebody made to do harm', () => {
  test('loses the entries whose names lead out of it, and keeps the rest', async () => {
    const session = openImportSession();
    const path = await writePackage(session, makeBasicCollection(['one']), { generation: 1, extraEntries: [{ name: 'xx/evil.sh', bytes: Buffer.from('echo') }] });
    patchFile(path, 'xx/evil.sh', '../evil.sh');
    const report = await session.importFile(path);
    expect(report.notes.added).toBe(1);
    expect(report.warnings.map((warning) => warning.code)).toContain('entry-refused');
  });

  test('loses media whose bytes are not the ones in its list', async () => {
    const session = openImportSession();
    const media = [IMAGE, { name: 'other.png', bytes: Buffer.from('swapped'), sha1: new Uint8Array(20) }];
    const report = await session.importFile(await writePackage(session, makeBasicCollection(['one']), { generation: 3, media }));
    expect(report.media).toEqual({ added: 1, reused: 0, missing: 0, rejected: 1 });
    expect(session.query('SELECT name FROM media')).toEqual([{ name: 'tree.png' }]);
  });

  test('says that scripts are off', async () => {
    const session = openImportSession();
    const type = { ...BASIC, templates: [{ name: 'Card 1', front: '{{Front}}<script>alert(1)</script>', back: '{{Back}}' }] };
    const report = await session.importFile(await writePackage(session, makeBasicCollection(['one'], { noteTypes: [type] }), { generation: 3 }));
    expect(report.warnings.map((warning) => warning.code)).toContain('scripts-off');
  });

  test('is not believed about trailing bytes or its extension', async () => {
    const session = openImportSession();
    const path = await writePackage(session, makeBasicCollection(['one']), { generation: 3 });
    const renamed = join(session.folder, 'deck.csv');
    copyFileSync(path, renamed);
    expect(await session.importFile(renamed)).toMatchObject({ format: 'apkg', generation: 3, notes: { added: 1 } });
    const before = session.dump();
    for (const bytes of ['\n', '\u0000'.repeat(500), 'PK\u0005\u0006']) {
      appendFileSync(path, bytes);
      expect(await session.importFile(path)).toMatchObject({ format: 'apkg', notes: { added: 0, unchanged: 1 } });
    }
    expect(session.dump()).toEqual(before);
  });
});
