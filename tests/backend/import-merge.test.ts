/** What a second import does to a library that has been studied and edited since the first. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NoteId } from '../../src/core/ids.ts';
import { BASIC, makeBasicCollection } from '../fixtures/anki-collection.ts';
import type { FixtureCollection, FixtureNoteType } from '../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import type { FixtureMedia } from '../fixtures/anki-package-writer.ts';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

let files = 0;

async function write(session: ImportSession, collection: FixtureCollection, media: readonly FixtureMedia[] = []): Promise<string> {
  files += 1;
  const path = join(session.folder, `deck-${String(files)}.apkg`);
  await writeAnkiPackage(path, collection, { generation: 3, media });
  return path;
}

/** The collection with the back of its first note changed. */
function changeFirstBack(collection: FixtureCollection, back: string): FixtureCollection {
  const notes = [...collection.notes].map((note, index) => (index === 0 ? { ...note, fields: [note.fields[0] ?? '', back], modifiedAtSeconds: 1_800_000_000 } : note));
  return { ...collection, notes };
}

function fieldsOf(session: ImportSession): string[] {
  return session.query<{ fields: string }>('SELECT fields FROM notes ORDER BY id').map((row) => row.fields.replace('\u001f', ' | '));
}

async function editFirstNote(session: ImportSession, fields: readonly string[]): Promise<void> {
  const [row] = session.query<{ id: NoteId; tags: string }>('SELECT id, tags FROM notes ORDER BY id LIMIT 1');
  if (row === undefined) throw new Error('no note');
  await session.client.call('note.update', { noteId: row.id, fields: [...fields], tags: [] });
}

const three = makeBasicCollection(['one', 'two', 'three']);

describe('importing again', () => {
  test('the same file changes nothing, leaves no step to undo, and is remembered', async () => {
    const session = openImportSession();
    const path = await write(session, three, [{ name: 'a.png', bytes: Buffer.from('a') }]);
    await session.importFile(path);
    const before = session.dump();
    const undoBefore = await session.client.call('undo.state', {});
    const report = await session.importFile(path);
    expect(report).toMatchObject({ notes: { added: 0, updated: 0, unchanged: 3, skipped: 0 }, cards: { added: 0 }, reviews: 0, media: { added: 0, reused: 1 } });
    expect(session.dump()).toEqual(before);
    expect(await session.client.call('undo.state', {})).toEqual(undoBefore);
    expect(session.query('SELECT 1 FROM imports')).toHaveLength(2);
  });

  test('a changed file updates the notes that nobody has edited here, and says how many', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const report = await session.importFile(await write(session, changeFirstBack(three, 'better')));
    expect(report.notes).toEqual({ added: 0, updated: 1, unchanged: 2, skipped: 0 });
    expect(fieldsOf(session)).toEqual(['one | better', 'two | back of two', 'three | back of three']);
    const found = await session.client.call('note.search', { text: 'better', deckId: null, limit: 10, offset: 0 });
    expect(found.total).toBe(1);
  });

  test('a note edited here is kept, and the report says why', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    await editFirstNote(session, ['one', 'mine']);
    const report = await session.importFile(await write(session, changeFirstBack(three, 'better')));
    expect(report.notes).toEqual({ added: 0, updated: 0, unchanged: 2, skipped: 1 });
    expect(report.skipped).toEqual([{ title: 'one', reason: expect.stringContaining('edited') as string }]);
    expect(fieldsOf(session)[0]).toBe('one | mine');
  });

  test('a note edited here is unchanged when the file has not changed', async () => {
    const session = openImportSession();
    const path = await write(session, three);
    await session.importFile(path);
    await editFirstNote(session, ['one', 'mine']);
    const before = session.dump();
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: 3, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  test('with keep, no known note changes', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const before = session.dump();
    const report = await session.importFile(await write(session, changeFirstBack(three, 'better')), { onDuplicate: 'keep' });
    expect(report.notes).toEqual({ added: 0, updated: 0, unchanged: 2, skipped: 1 });
    expect(session.dump()).toEqual(before);
  });

  test('with add, a differing version is added beside the known one, once', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const changed = await write(session, changeFirstBack(three, 'better'));
    expect((await session.importFile(changed, { onDuplicate: 'add' })).notes).toEqual({ added: 1, updated: 0, unchanged: 2, skipped: 0 });
    expect(fieldsOf(session)).toEqual(['one | back of one', 'two | back of two', 'three | back of three', 'one | better']);
    const before = session.dump();
    expect((await session.importFile(changed, { onDuplicate: 'add' })).notes).toEqual({ added: 0, updated: 0, unchanged: 3, skipped: 0 });
    expect(session.dump()).toEqual(before);
  });

  test('notes that were deleted here come back', async () => {
    const session = openImportSession();
    const path = await write(session, three);
    await session.importFile(path);
    const [row] = session.query<{ id: NoteId }>('SELECT id FROM notes ORDER BY id LIMIT 1');
    await session.client.call('note.delete', { noteIds: [row?.id ?? (0 as NoteId)] });
    expect((await session.importFile(path)).notes).toEqual({ added: 1, updated: 0, unchanged: 2, skipped: 0 });
  });

  test('cards stay in the deck that the learner has moved them to', async () => {
    const session = openImportSession();
    const path = await write(session, three);
    await session.importFile(path);
    const [deck] = session.query<{ id: number }>("SELECT id FROM decks WHERE name = 'Things'");
    await session.client.call('deck.rename', { deckId: (deck?.id ?? 0) as never, name: 'Mine' });
    await session.importFile(path);
    expect(session.query('SELECT DISTINCT d.name FROM cards c JOIN decks d ON d.id = c.deck_id')).toEqual([{ name: 'Mine' }]);
  });
});

describe('schedules and reviews', () => {
  const reviewed = (seconds: number, ivl: number): FixtureCollection => {
    const base = makeBasicCollection(['one']);
    const cards = [...base.cards].map((card) => ({ ...card, type: 2, queue: 2, due: 900, ivl, factor: 2500, reps: 2, data: JSON.stringify({ s: ivl, d: 5, lrt: seconds }) }));
    return { ...base, cards, reviews: [{ id: seconds * 1000, cardId: cards[0]?.id ?? 0, ivl, type: 1 }] };
  };
  const schedule = (session: ImportSession): unknown[] => session.query('SELECT state, stability, interval_days FROM cards');

  test('a later review brings its schedule along, an earlier one does not', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, makeBasicCollection(['one'])));
    expect((await session.importFile(await write(session, reviewed(1_710_000_000, 10)))).reviews).toBe(1);
    expect(schedule(session)).toEqual([{ state: 2, stability: 10, interval_days: 10 }]);
    await session.importFile(await write(session, reviewed(1_720_000_000, 25)));
    expect(schedule(session)).toEqual([{ state: 2, stability: 25, interval_days: 25 }]);
    const report = await session.importFile(await write(session, reviewed(1_700_000_001, 3)));
    expect(schedule(session)).toEqual([{ state: 2, stability: 25, interval_days: 25 }]);
    expect(report.reviews).toBe(1);
    expect(session.query('SELECT 1 FROM review_log')).toHaveLength(3);
  });

  test('a card without a memory state gets one from its log, and says so', async () => {
    const session = openImportSession();
    const base = makeBasicCollection(['one', 'two']);
    const cards = [...base.cards].map((card) => ({ ...card, type: 2, queue: 2, due: 900, ivl: 10, factor: 2500, reps: 2 }));
    const reviews = [{ id: 1_710_000_000_000, cardId: cards[0]?.id ?? 0, type: 0 }, { id: 1_710_900_000_000, cardId: cards[0]?.id ?? 0, ivl: 10, type: 1 }];
    const report = await session.importFile(await write(session, { ...base, cards, reviews }));
    expect(report.warnings.map((warning) => warning.code)).toContain('schedule-derived');
    const rows = session.query<{ stability: number; difficulty: number }>('SELECT stability, difficulty FROM cards ORDER BY id');
    // The second has no log: ease 2.5 and ten days give stability 10 and this difficulty (a known pair).
    expect(rows[1]?.stability).toBeCloseTo(10, 4);
    expect(rows[1]?.difficulty).toBeCloseTo(6.9140563, 3);
    expect(rows[0]?.stability).not.toBeCloseTo(10, 2);
  });
});

describe('note types', () => {
  const withField: FixtureNoteType = { ...BASIC, fields: ['Front', 'Hint', 'Back'] };
  const withTemplate: FixtureNoteType = { ...BASIC, templates: [...BASIC.templates, { name: 'Card 2', front: '{{Back}}', back: '{{Front}}' }] };

  test('gain a field that the file adds, and the learner’s notes keep their text in place', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const notes = [...three.notes].map((note) => ({ ...note, fields: [note.fields[0] ?? '', 'a hint', note.fields[1] ?? ''] }));
    const report = await session.importFile(await write(session, { ...three, noteTypes: [withField], notes: notes.slice(0, 2) }));
    expect(report.notes).toEqual({ added: 0, updated: 2, unchanged: 0, skipped: 0 });
    expect(session.query("SELECT f.name FROM note_fields f JOIN note_types t ON t.id = f.note_type_id WHERE t.name = 'Plain' ORDER BY ordinal")).toEqual([
      { name: 'Front' },
      { name: 'Back' },
      { name: 'Hint' },
    ]);
    expect(session.query<{ fields: string }>('SELECT fields FROM notes ORDER BY id').map((row) => row.fields.split('\u001f'))).toEqual([
      ['one', 'back of one', 'a hint'],
      ['two', 'back of two', 'a hint'],
      ['three', 'back of three', ''],
    ]);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  test('gain a template that the file adds, and its cards come', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const more = [...three.cards].map((card) => ({ ...card, id: card.id + 1000, ord: 1 }));
    const report = await session.importFile(await write(session, { ...three, noteTypes: [withTemplate], cards: [...three.cards, ...more] }));
    expect(report.cards.added).toBe(3);
    expect(session.query('SELECT count(*) AS count FROM cards')).toEqual([{ count: 6 }]);
    expect(report.noteTypes).toEqual(['Plain']);
  });

  test('lose nothing when an older file comes after a newer one', async () => {
    const session = openImportSession();
    const more = [...three.cards].map((card) => ({ ...card, id: card.id + 1000, ord: 1 }));
    await session.importFile(await write(session, { ...three, noteTypes: [withTemplate], cards: [...three.cards, ...more] }));
    const before = session.dump();
    await session.importFile(await write(session, three));
    expect(session.dump()).toEqual(before);
  });

  test('of the same name from another author stand beside each other with their own looks', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const other = makeBasicCollection(['four'], { noteTypes: [{ ...BASIC, css: '.card { color: red; }' }] });
    const notes = [...other.notes].map((note) => ({ ...note, guid: 'another' }));
    const report = await session.importFile(await write(session, { ...other, notes }));
    expect(report.noteTypes).toEqual(['Plain']);
    expect(report.warnings.map((warning) => warning.code)).toContain('note-type-renamed');
    expect(session.query("SELECT name, css FROM note_types WHERE name LIKE 'Plain%' ORDER BY id")).toEqual([
      { name: 'Plain', css: '.card { color: black; }' },
      { name: 'Plain (imported)', css: '.card { color: red; }' },
    ]);
  });

  test('that are the very same are shared by decks of different authors', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three));
    const other = makeBasicCollection(['four']);
    await session.importFile(await write(session, { ...other, notes: [...other.notes].map((note) => ({ ...note, guid: 'another' })) }));
    expect(session.query("SELECT name FROM note_types WHERE name LIKE 'Plain%'")).toEqual([{ name: 'Plain' }]);
  });

  test('built in are never changed by a file', async () => {
    const session = openImportSession();
    const builtIn = (): unknown[] => session.query('SELECT t.name, f.name AS field, c.question_format FROM note_types t JOIN note_fields f ON f.note_type_id = t.id JOIN card_templates c ON c.note_type_id = t.id WHERE t.built_in = 1 ORDER BY t.id, f.ordinal, c.ordinal');
    const before = builtIn();
    const type = { ...withField, name: 'Basic' };
    const notes = [...three.notes].map((note) => ({ ...note, fields: ['a', 'b', 'c'] }));
    await session.importFile(await write(session, { ...three, noteTypes: [type], notes }));
    expect(builtIn()).toEqual(before);
  });
});

describe('media', () => {
  test('of the same name with other bytes get a new name, and fields, templates and styles follow', async () => {
    const session = openImportSession();
    const withImage = (guid: string): FixtureCollection => {
      const type = { ...BASIC, name: `Type ${guid}`, css: '.card { background: url("a b.png"); }', templates: [{ name: 'Card 1', front: '<img src="a%20b.png">{{Front}}', back: '{{Back}}' }] };
      const base = makeBasicCollection(['<img src="a b.png"> and <img src=\'a%20b.png\'> [sound:a b.png]'], { noteTypes: [type] });
      return { ...base, notes: [...base.notes].map((note) => ({ ...note, guid })) };
    };
    await session.importFile(await write(session, withImage('first'), [{ name: 'a b.png', bytes: Buffer.from('1') }]));
    const second = await write(session, withImage('second'), [{ name: 'a b.png', bytes: Buffer.from('2') }]);
    const report = await session.importFile(second);
    expect(report.media).toEqual({ added: 1, reused: 0, missing: 0, rejected: 0 });
    expect(report.warnings.map((warning) => warning.code)).toContain('media-renamed');
    const names = session.query<{ name: string }>('SELECT name FROM media ORDER BY added_at_millis, name').map((row) => row.name);
    const renamed = names.find((name) => name !== 'a b.png') ?? '';
    expect(renamed).toMatch(/^a b-[0-9a-f]{8}\.png$/);
    const notes = session.query<{ fields: string }>('SELECT fields FROM notes ORDER BY id');
    expect(notes[0]?.fields).not.toContain(renamed);
    expect(notes[1]?.fields.split(renamed)).toHaveLength(7);
    const [type] = session.query<{ css: string; question_format: string }>("SELECT t.css, c.question_format FROM note_types t JOIN card_templates c ON c.note_type_id = t.id WHERE t.name = 'Type second'");
    expect(type?.css).toContain(renamed);
    expect(type?.question_format).toContain(renamed);
    const before = session.dump();
    expect((await session.importFile(second)).media).toEqual({ added: 0, reused: 1, missing: 0, rejected: 0 });
    expect(session.dump()).toEqual(before);
  });

  test('of the same bytes are kept once', async () => {
    const session = openImportSession();
    const media = [{ name: 'a.png', bytes: Buffer.from('same') }, { name: 'b.png', bytes: Buffer.from('same') }];
    const report = await session.importFile(await write(session, three, media));
    expect(report.media.added).toBe(2);
    expect(session.query('SELECT count(DISTINCT sha256) AS hashes FROM media')).toEqual([{ hashes: 1 }]);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });
});

describe('undo', () => {
  test('takes a whole import back in one step, and redo brings it again', async () => {
    const session = openImportSession();
    await session.importFile(await write(session, three, [{ name: 'a.png', bytes: Buffer.from('a') }]));
    const before = session.dump();
    const other = makeBasicCollection(['four <img src="b.png">'], { decks: [{ id: 2, name: 'New::Deck' }] });
    const cards = [...other.cards];
    const changed = { ...other, noteTypes: [{ ...BASIC, name: 'Other' }], notes: [...other.notes].map((note) => ({ ...note, guid: 'four' })), reviews: [{ id: 1_710_000_000_000, cardId: cards[0]?.id ?? 0 }] };
    await session.importFile(await write(session, changed, [{ name: 'b.png', bytes: Buffer.from('b') }]));
    const after = session.dump();
    expect(after).not.toEqual(before);
    const { label } = await session.client.call('undo.undo', {});
    expect(label).toMatch(/^Import “deck-\d+\.apkg”$/);
    expect(session.dump()).toEqual(before);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
    await session.client.call('undo.redo', {});
    expect(session.dump()).toEqual(after);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });
});
