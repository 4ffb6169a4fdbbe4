import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConceptSetDetail } from '../../src/contract/contrast.ts';
import { joinSynonyms } from '../../src/core/contrast/synonyms.ts';
import { makeRows, openContrastSession, rowOf, TWO_CONCEPTS } from './contrast-session.ts';
import type { RowInput } from './contrast-session.ts';

const TABLES = ['notes', 'cards', 'concept_sets', 'concepts', 'scenarios', 'pair_memories', 'contrast_trials', 'experiment_arms', 'exam_reports', 'decks'];

/** The table as an editor sends it back. */
function toInput({ concepts, rows }: ConceptSetDetail): (RowInput & { noteId: number })[] {
  return rows.map((row) => {
    const textOf = (side: unknown): string => {
      const statement = row.statements.find((candidate) => candidate.side === side);
      return statement === undefined ? '' : joinSynonyms(statement);
    };
    return { noteId: row.noteId, dimension: row.dimension, sides: concepts.map(({ id }) => textOf(id)), both: textOf('both'), neither: textOf('neither'), why: row.why, sources: row.sources };
  });
}

test('a set is made, found from its deck and from the decks above, and gives back what was typed', async () => {
  const { client, makeSet } = openContrastSession();
  const { deckId } = await client.call('deck.create', { name: 'Work::Roles' });
  const other = await client.call('deck.create', { name: 'Other' });
  const set = await makeSet({ deckId, rows: [rowOf('Risk', 'avoids it / shuns it', 'takes it')] });
  expect(set).toMatchObject({ deckName: 'Work::Roles', name: 'Manager and leader', allowsBoth: true, allowsNeither: false, scenarioCount: 0, recentConfusions: 0 });
  const [manager, leader] = set.concepts;
  expect(set.concepts.map(({ label, key, colour, shape }) => ({ label, key, colour, shape }))).toEqual(TWO_CONCEPTS);
  expect(set.rows).toEqual([
    {
      noteId: expect.any(Number) as number,
      dimension: 'Risk',
      statements: [
        { side: manager?.id, text: 'avoids it', synonyms: ['shuns it'] },
        { side: leader?.id, text: 'takes it', synonyms: [] },
      ],
      why: 'Why of Risk',
      sources: 'S1',
    },
  ]);
  const parent = (await client.call('library.overview', {})).decks.find(({ name }) => name === 'Work')?.id ?? null;
  expect((await client.call('conceptSet.list', { deckId: parent })).map(({ id }) => id)).toEqual([set.id]);
  const above = (await client.call('note.search', { text: 'avoids', deckId: parent, offset: 0, limit: 5 })).total;
  expect(above).toBe(1);
  expect((await client.call('conceptSet.list', { deckId: null })).map(({ id }) => id)).toEqual([set.id]);
  expect((await client.call('conceptSet.list', { deckId: other.deckId })).map(({ id }) => id)).toEqual([]);
});

test.each([
  ['Two concepts are called', { label: 'manager' }],
  ['answers two concepts', { key: 'M' }],
  ['a colour of its own', { colour: 'slate' }],
  ['the same shape', { shape: 'square' }],
  ['letter other than Z', { key: 'z' }],
  ['besides the concepts', { label: 'Both' }],
] as const)('a set whose concepts cannot be told apart is refused: “%s”', async (sentence, change) => {
  const { makeSet, query } = openContrastSession();
  const [first, second] = TWO_CONCEPTS;
  await expect(makeSet({ concepts: [{ ...first }, { ...second, ...change }] as typeof TWO_CONCEPTS })).rejects.toThrow(sentence);
  expect(query('SELECT * FROM concept_sets')).toEqual([]);
});

test('a label with spaces to spare is still found in its notes', async () => {
  const { makeSet } = openContrastSession();
  const [first, second] = TWO_CONCEPTS;
  const set = await makeSet({ concepts: [{ ...first, label: 'The  Big\u00a0 Cafe\u0301' }, second] as typeof TWO_CONCEPTS, rows: makeRows(2) });
  expect(set.concepts[0]?.label).toBe('The Big Caf\u00e9');
  expect(set.rows).toHaveLength(2);
});

test('two sets of one deck cannot share a name', async () => {
  const { makeSet } = openContrastSession();
  const set = await makeSet();
  await expect(makeSet({ deckId: set.deckId })).rejects.toThrow('has a concept set named');
});

test('renaming a concept rewrites the labels in its notes and nothing else, and can be taken back', async () => {
  const { client, makeSet, dump, query } = openContrastSession();
  const set = await makeSet({ rows: [...makeRows(2), { ...rowOf('', '', ''), both: 'is paid for it' }, rowOf('', '', 'sets the aim')] });
  const before = dump(...TABLES);
  const [manager, leader] = set.concepts;
  // Exchanged labels are the hard case: neither may stand twice for a moment.
  const concepts = [{ ...manager, label: 'Leader' }, { ...leader, label: 'Boss & Manager' }] as typeof TWO_CONCEPTS;
  await client.call('conceptSet.save', { setId: set.id, deckId: set.deckId, name: set.name, concepts, allowsBoth: true, allowsNeither: false });
  const after = await client.call('conceptSet.get', { setId: set.id });
  expect(after.rows).toEqual(set.rows);
  expect(after.concepts.map(({ label }) => label)).toEqual(['Leader', 'Boss & Manager']);
  expect(query<{ fields: string }>('SELECT fields FROM notes ORDER BY id').map(({ fields }) => fields.split('\u001f'))).toEqual([
    ['d1', 'Leader', 'statement 1 of alpha', 'Boss &amp; Manager', 'statement 1 of bravo', 'Why of d1', 'S1'],
    ['d2', 'Leader', 'statement 2 of alpha', 'Boss &amp; Manager', 'statement 2 of bravo', 'Why of d2', 'S1'],
    ['is paid for it', 'Both', 'Leader', 'Boss &amp; Manager', 'Why of', 'S1'],
    ['sets the aim', 'Boss &amp; Manager', 'Leader', 'Boss &amp; Manager', 'Why of', 'S1'],
  ]);
  expect((await client.call('note.search', { text: 'boss', deckId: null, offset: 0, limit: 10 })).total).toBe(4);
  expect(dump('cards')).toEqual({ cards: before['cards'] });
  await client.call('undo.undo', {});
  expect(dump(...TABLES)).toEqual(before);
});

test('a set that is deleted leaves its notes, and undo brings it back with all it had', async () => {
  const { client, makeSet, dump } = openContrastSession();
  const set = await makeSet({ rows: makeRows(3) });
  await client.call('insight.set-experiment', { setId: set.id, enabled: true });
  const before = dump(...TABLES);
  await client.call('conceptSet.delete', { setId: set.id });
  expect(await client.call('conceptSet.list', { deckId: null })).toEqual([]);
  expect(dump('notes', 'cards')).toEqual({ notes: before['notes'], cards: before['cards'] });
  expect(dump('concepts', 'experiment_arms')).toEqual({ concepts: [], experiment_arms: [] });
  expect((await client.call('undo.undo', {})).label).toBe('Delete concept set “Manager and leader”');
  expect(dump(...TABLES)).toEqual(before);
});

test('a concept that is taken out leaves the notes that name it, and no longer as rows', async () => {
  const { client, makeSet, dump } = openContrastSession();
  const third = { label: 'Boss', colour: 'teal', shape: 'triangle', key: 'b' } as const;
  const set = await makeSet({ concepts: [...TWO_CONCEPTS, third], rows: makeRows(1, 3) });
  const notes = dump('notes');
  await client.call('conceptSet.save', { setId: set.id, deckId: set.deckId, name: set.name, concepts: set.concepts.slice(0, 2), allowsBoth: true, allowsNeither: false });
  const after = await client.call('conceptSet.get', { setId: set.id });
  expect(after.rows.map(({ statements }) => statements.map(({ text }) => text))).toEqual([['statement 1 of alpha', 'statement 1 of bravo']]);
  expect(dump('notes')).toEqual(notes);
});

test('saving the table as it was read touches nothing', async () => {
  const { client, makeSet, dump } = openContrastSession();
  const set = await makeSet({ rows: [...makeRows(3), { ...rowOf('', '', ''), both: 'needs trust' }] });
  const before = dump('notes', 'cards', 'notes_fts_docsize');
  const undo = await client.call('undo.state', {});
  expect(await client.call('conceptSet.save-rows', { setId: set.id, rows: toInput(set) })).toEqual({ added: 0, updated: 0, deleted: 0 });
  expect(dump('notes', 'cards', 'notes_fts_docsize')).toEqual(before);
  expect(await client.call('undo.state', {})).toEqual(undo);
});

test('a changed row keeps its cards, its tags and the markup of the fields that did not change; a row left out goes', async () => {
  const { client, makeSet, query, clock } = openContrastSession();
  const set = await makeSet({ rows: makeRows(3) });
  const [first, second, third] = set.rows;
  const note = await client.call('note.get', { noteId: first?.noteId ?? 0 });
  await client.call('note.update', { noteId: note.id, fields: note.fields.map((field, index) => (index === 2 ? '<b>bold</b> side' : field)), tags: ['essence'] });
  const view = await client.call('study.view', { deckId: set.deckId });
  await client.call('study.grade', { deckId: set.deckId, cardId: view.current?.cardId ?? 0, rating: 4, durationMillis: 10 });
  const graded = query("SELECT * FROM cards WHERE state = 2");
  expect(graded).toHaveLength(1);
  clock.now += 1000;

  const input = toInput(await client.call('conceptSet.get', { setId: set.id }));
  const rows = [{ ...(input[0] as RowInput), sides: ['bold side', 'takes\n the risk'] }, input[1] as RowInput, rowOf('new', 'one', 'two')];
  expect(await client.call('conceptSet.save-rows', { setId: set.id, rows })).toEqual({ added: 1, updated: 1, deleted: 1 });
  const after = await client.call('note.get', { noteId: first?.noteId ?? 0 });
  expect(after.fields.slice(0, 5)).toEqual(['d1', 'Manager', '<b>bold</b> side', 'Leader', 'takes<br> the risk']);
  expect(after.tags).toEqual(['essence']);
  expect(query("SELECT * FROM cards WHERE state = 2")).toEqual(graded);
  expect(query('SELECT modified_at_millis AS at FROM notes WHERE id = ?', second?.noteId)).toEqual([{ at: clock.now - 1000 }]);
  await expect(client.call('note.get', { noteId: third?.noteId ?? 0 })).rejects.toThrow('no longer exists');
  expect((await client.call('note.search', { text: 'statement', deckId: null, offset: 0, limit: 10 })).total).toBe(1);
  expect((await client.call('note.search', { text: 'takes', deckId: null, offset: 0, limit: 10 })).total).toBe(1);
});

test('one side emptied takes the cards that asked for it; a lone statement is a Statement note; empty rows are passed over', async () => {
  const { client, makeSet, query } = openContrastSession();
  const set = await makeSet({ rows: [rowOf('Risk', 'avoids', 'takes')] });
  const [row] = toInput(set);
  const rows = [{ ...(row as RowInput), sides: ['avoids', ' '] }, rowOf('', 'counts heads', ''), rowOf('nothing', '', '  ')];
  expect(await client.call('conceptSet.save-rows', { setId: set.id, rows })).toEqual({ added: 1, updated: 1, deleted: 0 });
  expect(query('SELECT name, count(*) AS cards FROM cards JOIN notes ON notes.id = note_id JOIN note_types ON note_types.id = note_type_id GROUP BY notes.id ORDER BY notes.id')).toEqual([
    { name: 'Contrast', cards: 1 },
    { name: 'Statement', cards: 1 },
  ]);
  const after = await client.call('conceptSet.get', { setId: set.id });
  expect(after.rows.map(({ dimension, statements }) => [dimension, statements.map(({ side, text }) => [side, text])])).toEqual([
    ['Risk', [[set.concepts[0]?.id, 'avoids']]],
    ['', [[set.concepts[0]?.id, 'counts heads']]],
  ]);
});

test('what is true of both or of neither is refused where the set does not allow that answer', async () => {
  const { client, makeSet } = openContrastSession();
  const set = await makeSet();
  await client.call('conceptSet.save-rows', { setId: set.id, rows: [{ ...rowOf('', '', ''), both: 'is human' }] });
  await expect(client.call('conceptSet.save-rows', { setId: set.id, rows: [{ ...rowOf('', '', ''), neither: 'is a stone' }] })).rejects.toThrow('Allow “neither”');
  await client.call('conceptSet.save', { setId: set.id, deckId: set.deckId, name: set.name, concepts: set.concepts.map((concept) => ({ ...concept })), allowsBoth: false, allowsNeither: true });
  const after = await client.call('conceptSet.get', { setId: set.id });
  expect(after.rows).toEqual([]);
  // A statement that the table does not show is not taken for a row left out.
  expect(await client.call('conceptSet.save-rows', { setId: set.id, rows: [{ ...rowOf('', '', ''), neither: 'is a stone' }] })).toEqual({ added: 1, updated: 0, deleted: 0 });
});

test('three concepts along one dimension are one row of chained pairs, whose parts can be changed, emptied and filled again', async () => {
  const { client, makeSet, query } = openContrastSession();
  const third = { label: 'Boss', colour: 'teal', shape: 'triangle', key: 'b' } as const;
  const set = await makeSet({ concepts: [...TWO_CONCEPTS, third], rows: makeRows(2, 3) });
  expect(set.rows.map(({ statements }) => statements.map(({ text }) => text))).toEqual([
    ['statement 1 of alpha', 'statement 1 of bravo', 'statement 1 of charlie'],
    ['statement 2 of alpha', 'statement 2 of bravo', 'statement 2 of charlie'],
  ]);
  expect(query('SELECT * FROM notes')).toHaveLength(4);
  const save = async (rows: readonly RowInput[]) => await client.call('conceptSet.save-rows', { setId: set.id, rows: [...rows] });
  const [first, second] = toInput(set);
  expect(await save([{ ...(first as RowInput), sides: ['statement 1 of alpha', '', 'statement 1 of charlie'] }, second as RowInput])).toEqual({ added: 1, updated: 0, deleted: 2 });
  const gap = toInput(await client.call('conceptSet.get', { setId: set.id })).find(({ dimension }) => dimension === 'd1');
  expect(gap?.sides).toEqual(['statement 1 of alpha', '', 'statement 1 of charlie']);
  expect(await save([{ ...(gap as RowInput), sides: ['x', 'y', 'z'], why: 'new' }, second as RowInput])).toEqual({ added: 1, updated: 1, deleted: 0 });
  const filled = (await client.call('conceptSet.get', { setId: set.id })).rows.find(({ dimension }) => dimension === 'd1');
  expect(filled?.statements.map(({ text }) => text)).toEqual(['x', 'y', 'z']);
  expect(filled?.why).toBe('new');
});

test('a table with another number of columns than the set is refused and changes nothing', async () => {
  const { client, makeSet, dump } = openContrastSession();
  const set = await makeSet({ rows: makeRows(2) });
  const before = dump('notes', 'cards');
  await expect(client.call('conceptSet.save-rows', { setId: set.id, rows: [rowOf('d', 'a', 'b', 'c')] })).rejects.toThrow('3 columns');
  expect(dump('notes', 'cards')).toEqual(before);
});

const word = fc.stringMatching(/^[a-z<&]{1,6}$/);
const cell = fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 4, arbitrary: word }, { weight: 1, arbitrary: fc.tuple(word, word).map(([one, other]) => `${one} / ${other}`) });
const tableRow = fc.record({ dimension: fc.oneof(fc.constant(''), word), sides: fc.array(cell, { minLength: 3, maxLength: 3 }), both: cell, why: cell, sources: cell });

test('whatever is typed into the table is read back from it, a second save changes nothing, and undo brings the first state back', async () => {
  const { client, makeSet, dump } = openContrastSession();
  const third = { label: 'Boss', colour: 'teal', shape: 'triangle', key: 'b' } as const;
  const set = await makeSet({ concepts: [...TWO_CONCEPTS, third] });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(tableRow, { maxLength: 5, selector: ({ dimension }) => dimension }), fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }), async (typed, kept) => {
      const before = dump('notes', 'cards');
      const old = toInput(await client.call('conceptSet.get', { setId: set.id }));
      const dimensions = new Set(typed.map(({ dimension }) => dimension));
      const rows: RowInput[] = [...old.filter(({ dimension }, index) => kept.includes(index) && !dimensions.has(dimension)), ...typed];
      const saved = await client.call('conceptSet.save-rows', { setId: set.id, rows });
      const after = await client.call('conceptSet.get', { setId: set.id });
      // A row whose sides are filled and that says something of both is two rows.
      const expected = rows.flatMap(({ dimension, sides, both = '' }) => {
        const filled = sides.filter((side) => side !== '').length;
        return [
          ...(filled > 0 ? [JSON.stringify([filled === 1 && dimension === '' ? '' : dimension, sides, ''])] : []),
          ...(both === '' ? [] : [JSON.stringify(['', ['', '', ''], both])]),
        ];
      });
      expect(toInput(after).map(({ dimension, sides, both }) => JSON.stringify([dimension, sides, both])).sort()).toEqual(expected.sort());
      expect(await client.call('conceptSet.save-rows', { setId: set.id, rows: toInput(after) })).toEqual({ added: 0, updated: 0, deleted: 0 });
      if (saved.added + saved.updated + saved.deleted > 0) {
        const now = dump('notes', 'cards');
        await client.call('undo.undo', {});
        expect(dump('notes', 'cards')).toEqual(before);
        await client.call('undo.redo', {});
        expect(dump('notes', 'cards')).toEqual(now);
      }
    }),
    { numRuns: 60 },
  );
});
