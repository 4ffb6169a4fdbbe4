import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { traitsOf } from '../../src/backend/jobs/export/export-formats.ts';
import { stripMarkup } from '../../src/core/cards/strip-markup.ts';
import { EXPORT_FORMATS } from '../../src/core/formats/format-writer.ts';
import type { ExportFormat, KeptParts } from '../../src/core/formats/format-writer.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import { nameMedia, putMediaBytes } from '../../src/store/media.ts';
import { checksumFirstField, joinFields, plainTextOf } from '../../src/store/note-text.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { EVERYTHING, exportFile } from './export-session.ts';
import { NOW_MILLIS, openImportSession, utcClock } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

const TODAY = Math.floor((NOW_MILLIS - 4 * 3_600_000) / 86_400_000);

const NOTES = [
  { type: 'Basic', deck: 'Sky', fields: ['What shines <b>by day</b>?', 'The <i>sun</i>, see <img src="sun.png">'], tags: 'star', suspended: 0, flag: 3 },
  { type: 'Basic', deck: 'Sky::Night', fields: ['And by night?', 'The moon, and this cries: [sound:owl.mp3]'], tags: '', suspended: 1, flag: 0 },
  { type: 'Cloze', deck: 'Sky::Night', fields: ['The {{c1::moon}} is round', ''], tags: '', suspended: 0, flag: 0 },
] as const;

/** A library that has one of everything that a format can keep or lose. */
function makeLibrary(libraryDir: string): void {
  const library = openLibrary({ dir: libraryDir, clock: utcClock });
  for (const name of ['sun.png', 'owl.mp3']) {
    const bytes = Buffer.from(`bytes of ${name}`);
    nameMedia(library.database, { name, sha256: putMediaBytes(library.mediaDir, bytes).sha256, sizeBytes: bytes.byteLength }, NOW_MILLIS);
  }
  library.close();
  const database = new SqliteDatabase(join(libraryDir, 'library.sqlite'));
  const add = (sql: string, ...values: readonly unknown[]): number => Number(database.prepare(sql).run(...values).lastInsertRowid);
  const preset = add('INSERT INTO presets (name, settings, modified_at_millis) VALUES (?, ?, 0)', 'Calm', JSON.stringify({ ...DEFAULT_PRESET, newPerDay: 7 }));
  const decks = new Map(['Sky', 'Sky::Night'].map((name) => [name, add('INSERT INTO decks (name, preset_id, created_at_millis, modified_at_millis) VALUES (?, ?, 0, 0)', name, preset)]));
  for (const [index, { type, deck, fields, tags, suspended, flag }] of NOTES.entries()) {
    const typeId = database.prepare<[string], number>('SELECT id FROM note_types WHERE name = ?').pluck().get(type);
    const note = add(
      'INSERT INTO notes (guid, note_type_id, fields, tags, plain_text, first_field_checksum, created_at_millis, modified_at_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      `sky-guid-${String(index)}`, typeId, joinFields(fields), tags, plainTextOf(fields), checksumFirstField(fields[0]), NOW_MILLIS - 1e9 + index, NOW_MILLIS - 1e9,
    );
    const isKnown = index === 0;
    const card = add(
      `INSERT INTO cards (note_id, ordinal, deck_id, state, position, due_day, stability, difficulty, last_reviewed_at_millis, interval_days, review_count, suspended, flag, modified_at_millis)
       VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      note, decks.get(deck), isKnown ? 2 : 0, index + 1, isKnown ? TODAY + 5 : null, isKnown ? 9.25 : null, isKnown ? 5.5 : null, isKnown ? NOW_MILLIS - 3 * 86_400_000 : null, isKnown ? 8 : 0,
      isKnown ? 2 : 0, suspended, flag, NOW_MILLIS - 1e8,
    );
    if (!isKnown) continue;
    for (const days of [10, 3]) {
      add(
        `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, stability_after, difficulty_after, elapsed_days, interval_days, duration_millis) VALUES (?, ?, 3, 1, 2, 9, 5.5, 1, 8, 4000)`,
        card, NOW_MILLIS - days * 86_400_000,
      );
    }
  }
  const set = add("INSERT INTO concept_sets (deck_id, name, created_at_millis, modified_at_millis) VALUES (?, 'Sun or moon', 0, 0)", decks.get('Sky'));
  for (const [ordinal, label] of ['Sun', 'Moon'].entries()) add("INSERT INTO concepts (set_id, ordinal, label, colour, shape, key) VALUES (?, ?, ?, 'slate', 'square', ?)", set, ordinal, label, label);
  database.close();
}

interface Found {
  readonly guid: string;
  readonly fields: string;
  readonly tags: string;
  readonly type: string;
  readonly deck: string;
  readonly state: number;
  readonly dueDay: number | null;
  readonly intervalDays: number;
  readonly stability: number | null;
  readonly difficulty: number | null;
  readonly suspended: number;
  readonly flag: number;
}

function readBack(session: ImportSession): readonly Found[] {
  return session.query<Found>(
    `SELECT n.guid, n.fields, n.tags, t.name AS type, d.name AS deck, c.state, c.due_day AS dueDay, c.interval_days AS intervalDays, c.stability, c.difficulty, c.suspended, c.flag
     FROM notes n JOIN note_types t ON t.id = n.note_type_id JOIN cards c ON c.note_id = n.id AND c.ordinal = 0 JOIN decks d ON d.id = c.deck_id ORDER BY n.id`,
  );
}

function findNote(found: readonly Found[], words: string): Found {
  const note = found.find(({ fields }) => stripMarkup(fields).includes(words));
  if (note === undefined) throw new Error(`“${words}” did not come back: ${JSON.stringify(found)}`);
  return note;
}

/** What is expected of each claim; true claims must hold, losses of the others must have been told. */
function checkClaims(keeps: KeptParts, session: ImportSession, losses: ReadonlySet<string>): void {
  const found = readBack(session);
  expect(found).toHaveLength(NOTES.length);
  const day = findNote(found, 'by day');
  const night = findNote(found, 'by night');
  const cloze = findNote(found, 'is round');
  const claim = (isKept: boolean, code: string, hold: () => void): void => {
    if (isKept) hold();
    expect([code, losses.has(code)]).toEqual([code, !isKept]);
  };
  claim(keeps.images, 'no-images', () => {
    expect(day.fields).toMatch(/src="?sun\.png/);
    expect(session.query("SELECT name FROM media WHERE name = 'sun.png'")).toHaveLength(1);
  });
  claim(keeps.sounds, 'no-sounds', () => {
    expect(night.fields).toContain('[sound:owl.mp3]');
    expect(session.query("SELECT name FROM media WHERE name = 'owl.mp3'")).toHaveLength(1);
  });
  claim(keeps.clozes, 'no-clozes', () => expect(cloze).toMatchObject({ fields: expect.stringContaining('{{c1::moon}}') as string, state: 0 }));
  claim(keeps.tags, 'no-tags', () => expect(day.tags).toBe('star'));
  claim(keeps.deckNames, 'no-decks', () => expect([day.deck, night.deck, cloze.deck]).toEqual(['Sky', 'Sky::Night', 'Sky::Night']));
  claim(keeps.noteTypes, 'no-note-types', () => expect([day.type, cloze.type]).toEqual(['Basic', 'Cloze']));
  claim(keeps.guids, 'no-guids', () => expect([day.guid, night.guid, cloze.guid]).toEqual(['sky-guid-0', 'sky-guid-1', 'sky-guid-2']));
  claim(keeps.formatting !== 'none', 'no-formatting', () => expect(day.fields).toMatch(/<(b|strong)>by day<\/(b|strong)>/));
  claim(keeps.schedule !== 'none', 'no-schedule', () => expect(day).toMatchObject({ state: 2, dueDay: TODAY + 5, intervalDays: 8 }));
  if (keeps.schedule === 'full') {
    expect(day.stability).toBeCloseTo(9.25, 3);
    expect(day.difficulty).toBeCloseTo(5.5, 3);
  }
  claim(keeps.reviews, 'no-reviews', () => expect(session.query('SELECT 1 FROM review_log')).toHaveLength(2));
  claim(keeps.flags, 'no-flags', () => expect(day.flag).toBe(3));
  claim(keeps.suspended, 'no-suspended', () => expect(night.suspended).toBe(1));
  claim(keeps.presets, 'no-presets', () => {
    expect(session.query<{ settings: string }>("SELECT settings FROM presets JOIN decks ON preset_id = presets.id WHERE decks.name = 'Sky'")[0]?.settings).toMatch(/"newPerDay":7\b/);
  });
  claim(keeps.conceptSets, 'no-concept-sets', () => expect(session.query('SELECT 1 FROM concepts')).toHaveLength(2));
}

describe('what a format keeps, by its own account,', () => {
  test.each(EXPORT_FORMATS.map((format): [ExportFormat] => [format]))('comes back from a file of it, and the rest was told as lost: %s', async (format) => {
    const from = openImportSession(utcClock, makeLibrary);
    const { extension, keeps } = traitsOf(format);
    const path = join(from.folder, `Sky${extension}`);
    const report = await exportFile(from, path, { format });
    const described = await from.client.call('export.describe', { scope: EVERYTHING, format, options: {} });
    expect(described.losses).toEqual(report.losses);
    // What stands in the file is counted, and no more.
    const { notes, cards, reviews, media } = report;
    const counted = { notes, cards, reviews, media };
    expect(counted).toEqual({ notes: 3, cards: 3, reviews: keeps.reviews ? 2 : 0, media: keeps.images || keeps.sounds ? 2 : 0 });
    expect(counted).toEqual({ notes: described.noteCount, cards: described.cardCount, reviews: described.reviewCount, media: described.mediaCount });
    for (const { message } of report.losses) expect(message).toMatch(/^[\p{L}\p{N}“].*\.$/u);
    const to = openImportSession();
    await to.importFile(path);
    checkClaims(keeps, to, new Set(report.losses.map(({ code }) => code)));
  });
});
