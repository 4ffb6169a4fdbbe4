import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

const TEXT = `contrast-deck: 1
deck: Sky
concepts: Weather | Climate

[contrast span]
dimension: Span of time
Weather: what today brings
Climate: what thirty years bring
why: One is an event, the other an average.

[statement both]
statement: has to do with rain
belongs to: both
why: Both have.
`;

function writeText(session: ImportSession, text = TEXT): string {
  const path = join(session.folder, 'sky.txt');
  writeFileSync(path, text);
  return path;
}

test('a contrast text brings its concepts as a set, once, and undo takes it back with the notes', async () => {
  const session = openImportSession();
  const path = writeText(session);
  await session.importFile(path);
  const sets = await session.client.call('conceptSet.list', { deckId: null });
  expect(sets).toMatchObject([
    {
      deckName: 'Sky',
      name: 'Weather and Climate',
      allowsBoth: true,
      allowsNeither: false,
      concepts: [
        { label: 'Weather', colour: 'slate', shape: 'square', key: 'w' },
        { label: 'Climate', colour: 'amber', shape: 'circle', key: 'c' },
      ],
    },
  ]);
  expect(sets[0]?.rows.map(({ dimension, statements }) => [dimension, statements.length])).toEqual([
    ['Span of time', 2],
    ['', 1],
  ]);
  expect(await session.importFile(path)).toMatchObject({ notes: { added: 0, updated: 0, unchanged: 2 } });
  expect(await session.client.call('conceptSet.list', { deckId: null })).toHaveLength(1);
  await session.client.call('undo.undo', {});
  expect(await session.client.call('conceptSet.list', { deckId: null })).toEqual([]);
  expect(session.query('SELECT * FROM notes')).toEqual([]);
  await session.client.call('undo.redo', {});
  expect(await session.client.call('conceptSet.list', { deckId: null })).toEqual(sets);
});

test('a deck below one that has the set already takes part in that set', async () => {
  const session = openImportSession();
  await session.importFile(writeText(session));
  await session.importFile(writeText(session, TEXT.replace('deck: Sky', 'deck: Sky::More\nkey: more').replace('Span of time', 'Size')));
  const sets = await session.client.call('conceptSet.list', { deckId: null });
  expect(sets).toHaveLength(1);
  expect(sets[0]?.rows.map(({ dimension }) => dimension)).toEqual(['Span of time', '', 'Size', '']);
});

test('a set is made on the deck that the file names, also when all notes lie below it, and under the deck that is chosen', async () => {
  const session = openImportSession();
  const path = writeText(session, TEXT.replaceAll('\nwhy:', '\ndeck: Sky::Deep\nwhy:'));
  await session.importFile(path, { deckName: 'Mine' });
  expect(await session.client.call('conceptSet.list', { deckId: null })).toMatchObject([{ deckName: 'Mine::Sky', rows: [{ dimension: 'Span of time' }, {}] }]);
});

test('a text without contrasts or without concepts makes no set, and a trial run makes none either', async () => {
  const session = openImportSession();
  await session.importFile(writeText(session, 'contrast-deck: 1\ndeck: Sky\nconcepts: Weather | Climate\n\n[question q]\nquestion: What?\nanswer: That.\n'));
  await session.importFile(writeText(session), {}, { dryRun: true });
  expect(await session.client.call('conceptSet.list', { deckId: null })).toEqual([]);
});
