/** Collections of Mnemosyne 2, made here with its schema, and real decks of Mnemosyne and SuperMemo where they lie beside the project. */

import SqliteDatabase from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeZip } from '../fixtures/zip-writer.ts';
import { NOW_MILLIS, openImportSession } from './import-session.ts';

const DAY = 86_400;
const TODAY = Math.floor(NOW_MILLIS / 1000 / DAY);
const samples = fileURLToPath(new URL('../../../shared/decks/files', import.meta.url));
const hasSamples = existsSync(samples);

/** The tables of Mnemosyne 2.3 (its schema version 4), as far as cards go. */
const SCHEMA = `
  create table facts(_id integer primary key, id text, extra_data text default "");
  create table data_for_fact(_fact_id integer, key text, value text);
  create table cards(_id integer primary key, id text, card_type_id text, _fact_id integer, fact_view_id text, question text, answer text, tags text,
    grade integer, next_rep integer, last_rep integer, easiness real, acq_reps integer, ret_reps integer, lapses integer, acq_reps_since_lapse integer,
    ret_reps_since_lapse integer, creation_time integer, modification_time integer, extra_data text default "", scheduler_data integer default 0, active boolean default 1);
  create table tags(_id integer primary key, id text, name text, extra_data text default "");
  create table tags_for_card(_card_id integer, _tag_id integer);
  create table log(_id integer primary key autoincrement, event_type integer, timestamp integer, object_id text, grade integer, easiness real, acq_reps integer,
    ret_reps integer, lapses integer, acq_reps_since_lapse integer, ret_reps_since_lapse integer, scheduled_interval integer, actual_interval integer,
    thinking_time integer, next_rep integer, scheduler_data integer);
  create table fact_views(id text primary key, name text, q_fact_keys text, a_fact_keys text, q_fact_key_decorators text, a_fact_key_decorators text,
    a_on_top_of_q boolean default 0, type_answer boolean default 0, extra_data text default "");
  create table card_types(id text primary key, name text, fact_keys_and_names text, unique_fact_keys text, required_fact_keys text, fact_view_ids text,
    keyboard_shortcuts text, extra_data text default "");`;

function writeCollection(path: string): void {
  const database = new SqliteDatabase(path);
  database.exec(SCHEMA);
  const fact = (key: number, id: string, data: Readonly<Record<string, string>>): void => {
    database.prepare('insert into facts(_id, id) values (?, ?)').run(key, id);
    for (const [name, value] of Object.entries(data)) database.prepare('insert into data_for_fact values (?, ?, ?)').run(key, name, value);
  };
  const card = (key: number, type: string, view: string, factKey: number, learning: readonly number[] = [-1, -1, -1, 2.5, 0, 0, 0], extra = '', active = 1): void => {
    database
      .prepare(
        `insert into cards(_id, id, card_type_id, fact_view_id, _fact_id, grade, next_rep, last_rep, easiness, acq_reps, ret_reps, lapses, creation_time, modification_time, extra_data, active)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(key, `C${String(key)}`, type, view, factKey, ...learning, 1_400_000_000, 1_400_000_100, extra, active);
  };
  fact(1, 'F1', { f: 'a\nb', b: '<img src="pics/x.png">' });
  fact(2, 'F2', { f: 'Hund', b: 'dog' });
  fact(3, 'F3', { text: '[a] b [c]' });
  card(1, '1', '1.1', 1, [4, (TODAY + 4) * DAY, (TODAY - 6) * DAY + 36_000, 2.6, 1, 2, 0]);
  card(2, '2::words', '2::words.1', 2);
  card(3, '2::words', '2::words.2', 2, undefined, '', 0);
  card(4, '5', '5.1', 3, undefined, "{'index': 0, 'cloze': u'a'}");
  card(5, '5', '5.1', 3, undefined, "{'index': 1, 'cloze': u'c'}");
  database.exec(`
    insert into tags(_id, id, name) values (1, 't', 'pets::big dogs'), (2, '__UNTAGGED__', '__UNTAGGED__');
    insert into tags_for_card values (2, 1), (1, 2);
    insert into card_types(id, name, fact_keys_and_names, fact_view_ids) values ('2::words', 'words', '[(''f'', u''Wort''), (''b'', ''Word'')]', '[u''2::words.1'', u''2::words.2'']');
    insert into fact_views(id, name, q_fact_keys, a_fact_keys, q_fact_key_decorators, a_fact_key_decorators) values
      ('2::words.1', 'There', '[''f'']', '[''b'']', '{}', '{}'), ('2::words.2', 'Back', '[''b'']', '[''f'']', '{}', '{}');`);
  const review = database.prepare('insert into log(event_type, timestamp, object_id, grade, thinking_time, next_rep) values (9, ?, ?, ?, ?, ?)');
  review.run((TODAY - 20) * DAY + 36_000, 'C1', 4, 5, (TODAY - 16) * DAY);
  review.run((TODAY - 16) * DAY + 36_000, 'C1', 3, 7, (TODAY - 6) * DAY);
  review.run((TODAY - 6) * DAY + 36_000, 'C1', 4, 9, (TODAY + 4) * DAY);
  database.close();
}

describe('a collection of Mnemosyne 2', () => {
  test('comes in whatever numbers stand in it', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'default.db');
    writeCollection(path);
    const database = new SqliteDatabase(path);
    database.exec('UPDATE cards SET creation_time = 1e300, modification_time = -9223372036854775807, lapses = 9223372036854775807, next_rep = 1e300, acq_reps = 0.5, easiness = -1e300');
    database.close();
    expect((await session.importFile(path)).cards.added).toBe(5);
  });

  test('comes in with its cards, schedule, log, tags and the media beside it', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'default.db');
    writeCollection(path);
    mkdirSync(join(session.folder, 'default.db_media', 'pics'), { recursive: true });
    mkdirSync(join(session.folder, 'default.db_media', '_latex'));
    writeFileSync(join(session.folder, 'default.db_media', 'pics', 'x.png'), 'PNG');
    writeFileSync(join(session.folder, 'default.db_media', '_latex', 'y.png'), 'made');
    const report = await session.importFile(path);
    expect(report).toMatchObject({ format: 'mnemosyne-db', notes: { added: 3 }, cards: { added: 5 }, reviews: 3, media: { added: 1, missing: 0 }, decks: [{ name: 'default', cards: 5 }] });
    expect(report.warnings.map(({ code }) => code).sort()).toEqual(['cards-suspended', 'schedule-converted']);
    expect(session.query('SELECT fields, tags FROM notes ORDER BY id')).toEqual([
      { fields: 'a<br>b\u001f<img src="pics-x.png">', tags: '' },
      { fields: 'Hund\u001fdog', tags: 'pets::big_dogs' },
      { fields: '{{c1::a}} b {{c2::c}}\u001f', tags: '' },
    ]);
  });

  test('is found again when it is imported once more', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'default.db');
    writeCollection(path);
    await session.importFile(path);
    expect((await session.importFile(path)).notes).toMatchObject({ added: 0, unchanged: 3 });
  });

  test('is refused with a way out when it is damaged, and nothing comes in', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'default.db');
    writeCollection(path);
    truncateSync(path, 9000);
    const status = await session.run(path);
    expect(status).toMatchObject({ status: 'failed', error: { code: 'file-damaged' } });
    expect(session.query('SELECT count(*) AS notes FROM notes')).toEqual([{ notes: 0 }]);
  });
});

describe('a deck that was shared from Mnemosyne 2', () => {
  test('comes in from its archive with its media, under the names that its cards call them by', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'Rivers.cards');
    const entries = [
      '<log type="10" o_id="t1"><name>geo::big rivers</name></log>',
      '<log type="16" o_id="F1"><f>Which river?\n&lt;img src="pics/elbe 1.png"&gt;</f><b>Elbe &lt;audio src="say.mp3"&gt;</b></log>',
      '<log type="6" o_id="c1" card_t="2" fact="F1" fact_v="2.1" tags="t1" gr="-1" e="2.5" l_rp="-1" n_rp="-1"></log>',
      '<log type="6" o_id="c2" card_t="2" fact="F1" fact_v="2.2" tags="t1" gr="-1" e="2.5" l_rp="-1" n_rp="-1"></log>',
    ];
    await writeZip(path, { 'cards.xml': `<openSM2sync number_of_entries="4">${entries.join('\n')}</openSM2sync>`, METADATA: 'notes:x\n', 'pics/elbe 1.png': 'PNG', 'say.mp3': 'MP3', '_latex/a.png': 'x' });
    const report = await session.importFile(path);
    expect(report).toMatchObject({ format: 'mnemosyne-cards', notes: { added: 1, skipped: 0 }, cards: { added: 2 }, media: { added: 2, missing: 0, rejected: 0 }, decks: [{ name: 'Rivers', cards: 2 }] });
    expect(session.query('SELECT fields, tags, guid FROM notes')).toEqual([{ fields: 'Which river?<br><img src="pics-elbe 1.png">\u001fElbe [sound:say.mp3]', tags: 'geo::big_rivers', guid: 'F1' }]);
  });
});

describe.skipIf(!hasSamples)('real decks', () => {
  test('of Mnemosyne 2 with card types of the learner’s own', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'to_merge.db');
    copyFileSync(join(samples, 'to_merge.db'), path);
    const report = await session.importFile(path);
    expect(report).toMatchObject({ notes: { added: 4, skipped: 0 }, cards: { added: 6 }, noteTypes: expect.arrayContaining(['Basic', 'new clone', 'sentence clone']) as unknown });
    expect(readFileSync(path).equals(readFileSync(join(samples, 'to_merge.db')))).toBe(true);
  });

  test('of Mnemosyne 1 in which ids repeat', async () => {
    const session = openImportSession();
    const report = await session.importFile(join(samples, 'dups.xml'));
    expect(report).toMatchObject({ format: 'mnemosyne-xml', notes: { added: 28, skipped: 0 }, cards: { added: 56 } });
  });

  test('that are damaged are refused with the line', async () => {
    const status = await openImportSession().run(join(samples, 'bad_xml.xml'));
    expect(status).toMatchObject({ status: 'failed', error: { code: 'file-damaged', message: expect.stringContaining('damaged at line 11') as unknown } });
  });
});
