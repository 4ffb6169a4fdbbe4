/** How notes of a file are known again: by their ids, else by the text of a field. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openImportSession } from '../import-session.ts';
import type { ImportSession } from '../import-session.ts';
import { writeDeck } from './anki-deck.ts';

function put(session: ImportSession, name: string, text: string): string {
  const path = join(session.folder, name);
  writeFileSync(path, text);
  return path;
}

const fieldsOf = (session: ImportSession): string[] => session.query<{ fields: string }>('SELECT fields FROM notes ORDER BY id').map((row) => row.fields.replaceAll('\u001f', ' | '));
const decksOf = (session: ImportSession): string[] => session.query<{ name: string }>('SELECT name FROM decks ORDER BY name').map((row) => row.name);

const WORDS = 'front,back\ntree,Baum\nhouse,Haus\nriver,Fluss\n';
const CHANGED = WORDS.replace('Baum', 'der Baum');

describe('a table without ids', () => {
  test('updates its notes from a renamed file and below another deck, adds none, and makes no deck for nothing', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'German.csv', WORDS));
    const cards = session.query('SELECT id, note_id, deck_id FROM cards');
    const renamed = await session.importFile(put(session, 'German (2).csv', CHANGED));
    expect(renamed.notes).toEqual({ added: 0, updated: 1, unchanged: 2, skipped: 0 });
    expect(fieldsOf(session)).toEqual(['tree | der Baum', 'house | Haus', 'river | Fluss']);
    const elsewhere = await session.importFile(put(session, 'German.csv', WORDS), { deckName: 'Languages' });
    expect(elsewhere.notes).toEqual({ added: 0, updated: 1, unchanged: 2, skipped: 0 });
    expect(session.query('SELECT id, note_id, deck_id FROM cards')).toEqual(cards);
    expect(decksOf(session)).toEqual(['German']);
    const { rows } = await session.client.call('import.fates', { importId: renamed.importId ?? 0, fate: 'updated', text: 'front', offset: 0, limit: 5 });
    expect(rows).toMatchObject([{ title: 'tree', reason: expect.stringContaining('“Front”') as string }]);
  });

  test('of a shape that got a note type of its own finds that type under another file name', async () => {
    const session = openImportSession();
    const text = 'word,meaning,example\ntree,Baum,the tree\nhouse,Haus,a house\n';
    await session.importFile(put(session, 'German.csv', text));
    const before = session.query('SELECT id FROM note_types');
    const report = await session.importFile(put(session, 'Other.csv', text.replace('a house', 'my house')));
    expect(report.notes).toEqual({ added: 0, updated: 1, unchanged: 1, skipped: 0 });
    expect(session.query('SELECT id FROM note_types')).toEqual(before);
  });

  test('is another list when only its first words are the same, unless the learner goes by the field', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'German.csv', WORDS));
    const french = put(session, 'French.csv', 'front,back\ntree,arbre\nhouse,maison\n');
    expect((await session.importFile(french, {}, { dryRun: true })).notes).toMatchObject({ added: 2, updated: 0 });
    expect((await session.importFile(french, { matchBy: 'field' }, { dryRun: true })).notes).toMatchObject({ added: 0, updated: 2 });
    expect((await session.importFile(put(session, 'German 2.csv', WORDS), { matchBy: 'guid' }, { dryRun: true })).notes).toMatchObject({ added: 3 });
  });

  test('takes each note here once, one of the same deck first', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'A.csv', 'front,back\nrun,laufen\n'));
    await session.importFile(put(session, 'B.csv', 'front,back\nrun,rennen\n'));
    const report = await session.importFile(put(session, 'B.csv', 'front,back\nrun,eilen\nrun,fliehen\nrun,sausen\n'), { matchBy: 'field' });
    expect(report.notes).toMatchObject({ added: 1, updated: 2 });
    expect(fieldsOf(session)).toEqual(['run | fliehen', 'run | eilen', 'run | sausen']);
  });

  test('goes by another field where it is told to, and never by an empty one', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'A.csv', 'front,back\ntree,Baum\nhouse,Haus\nriver,\n'));
    const report = await session.importFile(put(session, 'C.csv', 'front,back\na tree,Baum\nbrook,\n'), { matchBy: 'field', matchField: 'Back' });
    expect(report.notes).toEqual({ added: 1, updated: 1, unchanged: 0, skipped: 0 });
    expect(fieldsOf(session)).toEqual(['a tree | Baum', 'house | Haus', 'river | ', 'brook | ']);
  });

  test('does not overwrite a note that was made here, but asks', async () => {
    const session = openImportSession();
    await session.importFile(put(session, 'A.csv', 'front,back\nhouse,Haus\n'));
    const [row] = session.query<{ deckId: never; noteTypeId: never }>('SELECT c.deck_id AS deckId, n.note_type_id AS noteTypeId FROM cards c JOIN notes n ON n.id = c.note_id');
    await session.client.call('note.add', { noteTypeId: row?.noteTypeId ?? (0 as never), deckId: row?.deckId ?? (0 as never), fields: ['tree', 'mine'], tags: [] });
    const report = await session.importFile(put(session, 'A.csv', 'front,back\ntree,Baum\nhouse,Haus\n'));
    expect(report.fates).toMatchObject({ conflict: 1, unchanged: 1, added: 0 });
    expect(fieldsOf(session)).toEqual(['house | Haus', 'tree | mine']);
  });
});

describe('an Anki deck', () => {
  test('goes by ids alone, because two cards may ask the same, unless the learner goes by the field', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['run', 'laufen'] }]));
    const other = await writeDeck(session, [{ guid: 'b', fields: ['run', 'rennen'] }]);
    expect((await session.importFile(other, {}, { dryRun: true })).notes).toMatchObject({ added: 1, updated: 0 });
    expect((await session.importFile(other, { matchBy: 'field' })).notes).toMatchObject({ added: 0, updated: 1 });
    expect(fieldsOf(session)).toEqual(['run | rennen']);
  });
});
