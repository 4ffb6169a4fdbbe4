/** Decks of CrowdAnki and Mochi through the whole import: archives, folders and bare files, with their media, into a real library. */

import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openImportSession } from './import-session.ts';

const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');

const CROWDANKI = JSON.stringify({
  __type__: 'Deck',
  name: 'Rivers',
  children: [
    {
      __type__: 'Deck', name: 'Europe', children: [], deck_config_uuid: 'c', media_files: ['map.gif'],
      notes: [{ __type__: 'Note', guid: 'r1', note_model_uuid: 'm', fields: ['Vienna', 'Danube <img src="map.gif">'], tags: ['capital'] }],
    },
  ],
  deck_config_uuid: 'c',
  deck_configurations: [{ __type__: 'DeckConfig', crowdanki_uuid: 'c', name: 'Calm', new: { perDay: 4, delays: [1, 10] }, rev: { perDay: 50 }, lapse: { delays: [10] } }],
  note_models: [
    {
      __type__: 'NoteModel', crowdanki_uuid: 'm', name: 'River', type: 0, css: '',
      flds: [{ name: 'Town', ord: 0 }, { name: 'River', ord: 1 }],
      tmpls: [{ name: 'Which', ord: 0, qfmt: '{{Town}}', afmt: '{{River}}' }, { name: 'Where', ord: 1, qfmt: '{{River}}', afmt: '{{Town}}' }],
    },
  ],
  notes: [],
});

const MOCHI = JSON.stringify({
  '~:version': 2,
  '~:decks': [
    { '~:id': '~:d', '~:name': 'Hills', '~:cards': { '~#list': [
      { '~:id': '~:c1', '~:content': 'Rome?\n---\nseven ![](@media/map.gif)', '~:tags': { '~#set': ['capital'] }, '~:reviews': [{ '~:date': { '~#dt': Date.UTC(2026, 4, 10) }, '~:interval': 14, '~:remembered?': true }] },
      { '~:id': '~:c2', '~:content': '{{1::Lisbon}} has {{2::seven}} too.' },
    ] } },
  ],
});

async function zip(path: string, files: Readonly<Record<string, Buffer | string>>): Promise<string> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
  return path;
}

const DECKS_OF_CARDS = 'SELECT d.name AS deck, n.guid, c.ordinal, c.state FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = c.deck_id ORDER BY n.id, c.ordinal';

describe('CrowdAnki', () => {
  const cards = [{ deck: 'Rivers::Europe', guid: 'r1', ordinal: 0, state: 0 }, { deck: 'Rivers::Europe', guid: 'r1', ordinal: 1, state: 0 }];

  it('comes in from an archive with its media, options and note type', async () => {
    const session = openImportSession();
    const report = await session.importFile(await zip(join(session.folder, 'rivers.zip'), { 'rivers-main/deck.json': CROWDANKI, 'rivers-main/media/map.gif': PIXEL, 'rivers-main/README.md': '# Rivers' }));
    expect(report).toMatchObject({ format: 'crowdanki', notes: { added: 1 }, cards: { added: 2 }, media: { added: 1, missing: 0 } });
    expect(session.query(DECKS_OF_CARDS)).toEqual(cards);
    expect(session.query("SELECT p.name FROM decks d JOIN presets p ON p.id = d.preset_id WHERE d.name = 'Rivers::Europe'")).toEqual([{ name: 'Calm' }]);
  });

  it('comes in from a folder, and again without doubles', async () => {
    const session = openImportSession();
    const folder = join(session.folder, 'Rivers');
    for (const [name, content] of [['deck.json', CROWDANKI], ['media/map.gif', PIXEL]] as const) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    expect(await session.importFile(folder)).toMatchObject({ format: 'crowdanki', notes: { added: 1 } });
    expect(await session.importFile(folder)).toMatchObject({ notes: { added: 0, unchanged: 1 } });
    expect(session.query(DECKS_OF_CARDS)).toEqual(cards);
  });

  it('comes in from the bare file, which says what media it misses', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'anything.json');
    writeFileSync(path, CROWDANKI);
    expect(await session.importFile(path)).toMatchObject({ format: 'crowdanki', notes: { added: 1 }, media: { missing: 1 } });
  });
});

describe('Mochi', () => {
  it('comes in with media, log and due day, and again without doubles', async () => {
    const session = openImportSession();
    const path = await zip(join(session.folder, 'Hills.mochi'), { 'data.json': MOCHI, 'map.gif': PIXEL });
    const report = await session.importFile(path);
    expect(report).toMatchObject({ format: 'mochi', notes: { added: 2 }, cards: { added: 3 }, reviews: 1, media: { added: 1, missing: 0 } });
    expect(session.query(DECKS_OF_CARDS)).toEqual([
      { deck: 'Hills', guid: 'mochi:c1', ordinal: 0, state: 2 },
      { deck: 'Hills', guid: 'mochi:c2', ordinal: 0, state: 0 },
      { deck: 'Hills', guid: 'mochi:c2', ordinal: 1, state: 0 },
    ]);
    expect(await session.importFile(path)).toMatchObject({ notes: { added: 0, unchanged: 2 }, reviews: 0 });
  });
});
