/** A file that comes again after the learner has edited: three versions are put together, and what both changed waits for a choice. */

import { describe, expect, test } from 'vitest';
import type { ImportReport } from '../../../src/contract/import.ts';
import { openImportSession } from '../import-session.ts';
import type { ImportSession } from '../import-session.ts';
import { dumpVersions, editNote, readNote, writeDeck } from './anki-deck.ts';
import type { DeckNote } from './anki-deck.ts';

const note = (front: string, back: string, tags: readonly string[] = []): DeckNote => ({ guid: 'a', fields: [front, back], tags });

/** Imports, lets the learner edit, imports another version. */
async function meet(then: DeckNote, here: DeckNote, file: DeckNote): Promise<{ session: ImportSession; report: ImportReport; path: string; importId: number }> {
  const session = openImportSession();
  await session.importFile(await writeDeck(session, [then]));
  await editNote(session, 'a', here.fields, here.tags);
  const path = await writeDeck(session, [file]);
  const report = await session.importFile(path);
  return { session, report, path, importId: report.importId ?? 0 };
}

async function listConflicts(session: ImportSession, importId: number) {
  return await session.client.call('import.conflicts', { importId, offset: 0, limit: 100 });
}

describe('a note that was edited here', () => {
  test('takes the file’s changes of other fields and tags, and keeps its own', async () => {
    const { session, report, path } = await meet(note('q', 'a', ['old', 'same']), note('my q', 'a', ['mine', 'old', 'same']), note('q', 'better', ['new', 'same']));
    expect(readNote(session, 'a')).toMatchObject({ fields: ['my q', 'better'], tags: ['mine', 'new', 'same'] });
    expect(report.fates).toMatchObject({ merged: 1, conflict: 0, kept: 0 });
    expect(report.notes.updated).toBe(1);
    const { rows } = await session.client.call('import.fates', { importId: report.importId ?? 0, fate: 'merged', text: '', offset: 0, limit: 10 });
    expect(rows).toEqual([{ noteId: readNote(session, 'a').id, title: 'q', fate: 'merged', reason: expect.stringMatching(/“Front”.*“Back”/) as string, isSettled: false }]);
    const before = [session.dump(), dumpVersions(session)];
    expect((await session.importFile(path)).fates).toMatchObject({ unchanged: 1, merged: 0 });
    expect([session.dump(), dumpVersions(session)]).toEqual(before);
  });

  test('waits for a choice where both have changed the same field, and takes the rest at once', async () => {
    const { session, report, importId } = await meet(note('q', 'a'), note('q', 'mine'), note('better q', 'theirs'));
    expect(report.fates).toMatchObject({ conflict: 1, merged: 0 });
    expect(readNote(session, 'a').fields).toEqual(['better q', 'mine']);
    expect(await listConflicts(session, importId)).toEqual({
      total: 1,
      rows: [
        {
          noteId: readNote(session, 'a').id,
          title: 'better q',
          fields: [
            { name: 'Front', then: 'better q', here: 'better q', file: 'better q' },
            { name: 'Back', then: 'a', here: 'mine', file: 'theirs' },
          ],
        },
      ],
    });
  });

  test('is at peace with a file that has the same change', async () => {
    const { session, report } = await meet(note('q', 'a'), note('q', 'both'), note('q', 'both'));
    expect(report.fates).toMatchObject({ unchanged: 1, conflict: 0 });
    const later = await session.importFile(await writeDeck(session, [note('q', 'even later')]));
    expect(later.fates).toMatchObject({ updated: 1, conflict: 0 });
  });

  test('does not pile up conflicts: the same file again changes nothing, a newer one takes the place of the one that waits', async () => {
    const { session, path, importId } = await meet(note('q', 'a'), note('q', 'mine'), note('q', 'theirs'));
    const before = [session.dump(), dumpVersions(session), await session.client.call('undo.state', {})];
    const again = await session.importFile(path);
    expect(again.fates.conflict).toBe(1);
    expect([session.dump(), dumpVersions(session), await session.client.call('undo.state', {})]).toEqual(before);
    expect((await listConflicts(session, again.importId ?? 0)).total).toBe(1);
    await session.importFile(await writeDeck(session, [note('q', 'newest')]));
    const { rows } = await listConflicts(session, importId);
    expect(rows.map(({ fields }) => fields[1])).toEqual([{ name: 'Back', then: 'a', here: 'mine', file: 'newest' }]);
  });

  test('loses its conflict when it is deleted, and gets it back by undo', async () => {
    const { session, importId } = await meet(note('q', 'a'), note('q', 'mine'), note('q', 'theirs'));
    const before = dumpVersions(session);
    await session.client.call('note.delete', { noteIds: [readNote(session, 'a').id] });
    expect((await listConflicts(session, importId)).total).toBe(0);
    expect(session.query('SELECT * FROM note_origins')).toEqual([]);
    await session.client.call('undo.undo', {});
    expect(dumpVersions(session)).toEqual(before);
  });

  test('has nothing to choose any more once it was edited to read as the file does', async () => {
    const { session, path, importId } = await meet(note('q', 'a'), note('q', 'mine'), note('q', 'theirs'));
    await editNote(session, 'a', ['q', 'theirs']);
    expect((await listConflicts(session, importId)).total).toBe(0);
    expect((await session.importFile(path)).fates.unchanged).toBe(1);
  });

  test('of an import from before origins were kept is a conflict that can be settled, not a silent keep', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [note('q', 'a')]));
    await editNote(session, 'a', ['q', 'mine']);
    // As a library of before has it: edited, and nothing remembered.
    await session.client.call('undo.undo', {});
    session.change("UPDATE notes SET fields = 'q' || char(31) || 'mine', plain_text = 'q' || char(10) || 'mine'");
    const path = await writeDeck(session, [note('q', 'theirs')]);
    const report = await session.importFile(path);
    expect(report.fates.conflict).toBe(1);
    expect(report.skipped[0]?.reason).toContain('edited');
    const { rows } = await listConflicts(session, report.importId ?? 0);
    expect(rows[0]?.fields).toEqual([
      { name: 'Front', then: null, here: 'q', file: 'q' },
      { name: 'Back', then: null, here: 'mine', file: 'theirs' },
    ]);
    await session.client.call('import.resolve', { importId: report.importId ?? 0, noteId: null, take: 'file' });
    expect(readNote(session, 'a').fields).toEqual(['q', 'theirs']);
    expect((await session.importFile(path)).fates.unchanged).toBe(1);
  });

  test('keeps its own note type, and takes what the file changes in it', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [note('q', 'a')]));
    const types = await session.client.call('noteType.list', {});
    const reversed = types.find(({ name }) => name === 'Basic (and reversed)');
    const { id } = readNote(session, 'a');
    await session.client.call('note.update', { noteId: id, noteTypeId: reversed?.id, fields: ['my q', 'a'], tags: [] });
    const path = await writeDeck(session, [note('q', 'better')]);
    expect((await session.importFile(path)).fates.merged).toBe(1);
    expect(readNote(session, 'a').fields).toEqual(['my q', 'better']);
    expect(session.query('SELECT t.name FROM notes n JOIN note_types t ON t.id = n.note_type_id')).toEqual([{ name: 'Basic (and reversed)' }]);
    expect(session.query('SELECT ordinal FROM cards ORDER BY ordinal')).toEqual([{ ordinal: 0 }, { ordinal: 1 }]);
    expect((await session.importFile(path)).fates.unchanged).toBe(1);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });
});

describe('settling', () => {
  test('is seen in the fates of the import and in its text, and gone from them when it is undone', async () => {
    const { session, importId } = await meet(note('q', 'a'), note('q', 'mine'), note('q', 'theirs'));
    const look = async (): Promise<readonly [readonly boolean[], boolean]> => {
      const { rows } = await session.client.call('import.fates', { importId, fate: 'conflict', text: '', offset: 0, limit: 10 });
      const { text } = await session.client.call('import.report-text', { importId });
      return [rows.map(({ isSettled }) => isSettled), text.includes('Settled since.')];
    };
    expect(await look()).toEqual([[false], false]);
    await session.client.call('import.resolve', { importId, noteId: null, take: 'file' });
    expect(await look()).toEqual([[true], true]);
    await session.client.call('undo.undo', {});
    expect(await look()).toEqual([[false], false]);
  });

  test.each([
    ['the file’s text', 'file', ['q', 'theirs'], 'Take the file’s text'],
    ['the learner’s', 'here', ['q', 'mine'], 'Keep your text'],
  ] as const)('takes %s in one step that can be taken back, and the same file has nothing more to say', async (_whose, take, fields, label) => {
    const { session, path, importId } = await meet(note('q', 'a'), note('q', 'mine'), note('q', 'theirs'));
    const before = [session.dump(), dumpVersions(session)];
    const { noteId } = (await listConflicts(session, importId)).rows[0] ?? { noteId: null };
    expect(await session.client.call('import.resolve', { importId, noteId, take })).toEqual({ settled: 1 });
    expect(readNote(session, 'a').fields).toEqual(fields);
    expect((await listConflicts(session, importId)).total).toBe(0);
    expect((await session.client.call('undo.state', {})).undo).toBe(label);
    expect((await session.importFile(path)).fates).toMatchObject({ unchanged: 1, conflict: 0 });
    await session.client.call('undo.undo', {});
    expect([session.dump(), dumpVersions(session)]).toEqual(before);
  });

  test('goes field by field, and a later version is compared with what was settled', async () => {
    const { session, importId } = await meet(note('q', 'a'), note('my q', 'mine'), note('their q', 'theirs'));
    const { rows } = await listConflicts(session, importId);
    const noteId = rows[0]?.noteId ?? null;
    await expect(session.client.call('import.resolve', { importId, noteId, take: 'here', fields: ['file'] })).rejects.toMatchObject({ code: 'bad-input' });
    await session.client.call('import.resolve', { importId, noteId, take: 'here', fields: ['file', 'here'] });
    expect(readNote(session, 'a').fields).toEqual(['their q', 'mine']);
    const report = await session.importFile(await writeDeck(session, [note('newest q', 'theirs')]));
    expect(report.fates).toMatchObject({ merged: 1, conflict: 0 });
    expect(readNote(session, 'a').fields).toEqual(['newest q', 'mine']);
  });

  test('of all that wait is one step, and a note that nothing waits on is refused in words', async () => {
    const session = openImportSession();
    const deck = (back: string): DeckNote[] => ['a', 'b', 'c'].map((guid) => ({ guid, fields: [`q ${guid}`, `${back} ${guid}`] }));
    await session.importFile(await writeDeck(session, deck('back')));
    for (const guid of ['a', 'b']) await editNote(session, guid, [`q ${guid}`, 'mine']);
    const { importId, fates } = await session.importFile(await writeDeck(session, deck('new')));
    expect(fates).toMatchObject({ conflict: 2, updated: 1 });
    expect(await session.client.call('import.resolve', { importId: importId ?? 0, noteId: null, take: 'file' })).toEqual({ settled: 2 });
    expect(['a', 'b', 'c'].map((guid) => readNote(session, guid).fields[1])).toEqual(['new a', 'new b', 'new c']);
    await session.client.call('undo.undo', {});
    expect(readNote(session, 'b').fields[1]).toBe('mine');
    await expect(session.client.call('import.resolve', { importId: importId ?? 0, noteId: readNote(session, 'c').id, take: 'file' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
