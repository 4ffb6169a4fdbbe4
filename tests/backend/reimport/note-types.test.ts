/** A file whose note types have changed: its notes are updated, never dropped, and the preview shows what will happen. */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportOptions } from '../../../src/contract/import.ts';
import { BASIC } from '../../fixtures/anki-collection.ts';
import type { FixtureNoteType } from '../../fixtures/anki-collection.ts';
import { openImportSession } from '../import-session.ts';
import type { ImportSession } from '../import-session.ts';
import { dumpVersions, editNote, readNote, writeDeck } from './anki-deck.ts';

const RENAMED: FixtureNoteType = { ...BASIC, fields: ['Front', 'Answer'], templates: [{ name: 'Forward', front: '{{Front}}', back: '{{Answer}}' }] };
const GROWN: FixtureNoteType = { ...BASIC, fields: ['Front', 'Answer', 'Hint'], templates: [{ name: 'Card 1', front: '{{Front}}', back: '{{Answer}} {{Hint}}' }] };

async function previewMatches(session: ImportSession, path: string, options: Partial<ImportOptions> = {}) {
  const preview = await session.client.call('import.preview', { ticket: session.backend.offerFile(path), options });
  return preview.noteTypeMatches;
}

const fieldNames = (session: ImportSession, typeName: string): string[] =>
  session.query<{ name: string }>('SELECT f.name FROM note_fields f JOIN note_types t ON t.id = f.note_type_id WHERE t.name = ? ORDER BY f.ordinal', typeName).map(({ name }) => name);

describe('a changed note type', () => {
  test('whose field and card were renamed goes by their order, and no card comes twice', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['q', 'a'] }]));
    const path = await writeDeck(session, [{ guid: 'a', fields: ['q', 'better'] }], RENAMED);
    expect(await previewMatches(session, path)).toMatchObject([
      { name: 'Plain', noteCount: 1, fieldNames: ['Front', 'Answer'], target: 'Plain', fields: [{ from: 'Front', to: 'Front' }, { from: 'Answer', to: 'Back' }] },
    ]);
    const report = await session.importFile(path);
    expect(report.notes).toEqual({ added: 0, updated: 1, unchanged: 0, skipped: 0 });
    expect(report.warnings).toMatchObject([{ code: 'fields-mapped', message: expect.stringContaining('“Answer” into “Back”') as string }, { code: 'looks-updated' }]);
    expect(readNote(session, 'a').fields).toEqual(['q', 'better']);
    expect(session.query('SELECT count(*) AS count FROM cards')).toEqual([{ count: 1 }]);
    const before = [session.dump(), dumpVersions(session)];
    await session.importFile(path);
    expect([session.dump(), dumpVersions(session)]).toEqual(before);
  });

  test('that has grown gains the new fields, and text of fields that the file no longer has stays', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['q', 'a'] }]));
    const path = await writeDeck(session, [{ guid: 'a', fields: ['q', 'answer', 'hint'] }], GROWN);
    await session.importFile(path);
    expect(fieldNames(session, 'Plain')).toEqual(['Front', 'Back', 'Answer', 'Hint']);
    expect(readNote(session, 'a').fields).toEqual(['q', 'a', 'answer', 'hint']);
    const before = [session.dump(), dumpVersions(session)];
    expect((await session.importFile(path)).fates.unchanged).toBe(1);
    expect([session.dump(), dumpVersions(session)]).toEqual(before);
    await editNote(session, 'a', ['q', 'mine', 'answer', 'hint']);
    const newer = await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['q', 'answer 2', 'hint'] }], GROWN));
    expect(newer.fates).toMatchObject({ merged: 1, conflict: 0 });
    expect(readNote(session, 'a').fields).toEqual(['q', 'mine', 'answer 2', 'hint']);
  });

  test('that was split in two becomes one again, with the fields that both have gained', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['q', 'a'] }, { guid: 'b', fields: ['r', 'b'] }]));
    const other: FixtureNoteType = { ...BASIC, id: BASIC.id + 1, name: 'Plain too', fields: ['Front', 'Back', 'Source', 'Hint'] };
    const path = await writeDeck(session, [{ guid: 'a', fields: ['q', 'a', 'example'] }, { guid: 'b', fields: ['r', 'b', 'source', 'hint'], noteTypeId: other.id }], { ...BASIC, fields: ['Front', 'Back', 'Example'] }, other);
    await session.importFile(path);
    expect(fieldNames(session, 'Plain')).toEqual(['Front', 'Back', 'Example', 'Source', 'Hint']);
    expect([readNote(session, 'a').fields, readNote(session, 'b').fields]).toEqual([
      ['q', 'a', 'example', '', ''],
      ['r', 'b', '', 'source', 'hint'],
    ]);
    const before = [session.dump(), dumpVersions(session)];
    expect((await session.importFile(path)).fates.unchanged).toBe(2);
    expect([session.dump(), dumpVersions(session)]).toEqual(before);
  });

  test('whose looks its author has changed shows its cards as the file does, under the names of fields here, and an older file changes nothing', async () => {
    const session = openImportSession();
    const looks = (): unknown[] =>
      session.query("SELECT t.css, c.question_format AS front, c.answer_format AS back FROM card_templates c JOIN note_types t ON t.id = c.note_type_id WHERE t.name = 'Plain' ORDER BY c.ordinal");
    const first = { ...BASIC, revisedAtSeconds: 1000 };
    const newer = {
      ...RENAMED,
      css: '.card { color: green; }',
      templates: [{ name: 'Card 1', front: 'Asked: {{Front}}', back: '{{#Answer}}{{type:Answer}} {{hint: Answer}}{{/Answer}}{{Tags}}' }],
      revisedAtSeconds: 2000,
    };
    const notes = [{ guid: 'a', fields: ['q', 'a'] }];
    const firstPath = await writeDeck(session, notes, first);
    await session.importFile(firstPath);
    const report = await session.importFile(await writeDeck(session, notes, newer));
    expect(looks()).toEqual([{ css: '.card { color: green; }', front: 'Asked: {{Front}}', back: '{{#Back}}{{type:Back}} {{hint:Back}}{{/Back}}{{Tags}}' }]);
    expect(report.warnings.map(({ code }) => code)).toContain('looks-updated');
    const before = session.dump();
    await session.importFile(firstPath);
    expect(session.dump()).toEqual(before);
    const text = join(session.folder, 'notes.txt');
    writeFileSync(text, '#separator:tab\n#guid column:1\n#notetype:Plain\na\tq\tother\n');
    await session.importFile(text);
    expect(readNote(session, 'a').fields).toEqual(['q', 'other']);
    expect(looks()).toMatchObject([{ css: '.card { color: green; }' }]);
  });

  test('whose changes are not dated shows its cards as the last file does', async () => {
    const session = openImportSession();
    const notes = [{ guid: 'a', fields: ['q', 'a'] }];
    for (const css of ['.card { color: green; }', '.card { color: blue; }']) {
      await session.importFile(await writeDeck(session, notes, { ...BASIC, css }));
      expect(session.query("SELECT css FROM note_types WHERE name = 'Plain'")).toEqual([{ css }]);
    }
  });

  test('of strangers with the same name is not taken, but can be chosen', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['q', 'a'] }]));
    const path = await writeDeck(session, [{ guid: 'b', fields: ['other', 'text'] }], RENAMED);
    const [match] = await previewMatches(session, path);
    expect(match).toMatchObject({ name: 'Plain', target: null });
    expect(match?.choices).toContainEqual({ name: 'Plain', fieldNames: ['Front', 'Back'] });
    const report = await session.importFile(path);
    expect(report.warnings.map(({ code }) => code)).toEqual(['note-type-renamed']);
  });
});

describe('a chosen note type', () => {
  test('gets the fields where the learner wants them; what goes nowhere joins the last, and is told', async () => {
    const session = openImportSession();
    const path = await writeDeck(session, [{ guid: 'a', fields: ['q', 'answer', 'hint'] }], GROWN);
    const noteTypes = [{ name: 'Plain', target: 'Basic', fields: [{ from: 'Front', to: 'Back' }, { from: 'Answer', to: 'Front' }, { from: 'Hint', to: null }] }];
    expect(await previewMatches(session, path, { noteTypes })).toMatchObject([{ target: 'Basic', fields: noteTypes[0]?.fields }]);
    const report = await session.importFile(path, { noteTypes });
    expect(readNote(session, 'a').fields).toEqual(['answer', 'q<br>hint']);
    expect(report.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['fields-mapped', 'fields-joined']));
    expect(fieldNames(session, 'Basic')).toEqual(['Front', 'Back']);
    expect(session.query("SELECT 1 FROM note_types WHERE name LIKE 'Plain%'")).toEqual([]);
    const before = [session.dump(), dumpVersions(session)];
    expect((await session.importFile(path, { noteTypes })).fates.unchanged).toBe(1);
    expect([session.dump(), dumpVersions(session)]).toEqual(before);
    expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  test('can be a new one, once', async () => {
    const session = openImportSession();
    await session.importFile(await writeDeck(session, [{ guid: 'a', fields: ['q', 'a'] }]));
    const noteTypes = [{ name: 'Plain', target: null, fields: [] }];
    const path = await writeDeck(session, [{ guid: 'a', fields: ['q', 'new'] }], RENAMED);
    await session.importFile(path, { noteTypes });
    expect(session.query("SELECT name FROM note_types WHERE name LIKE 'Plain%' ORDER BY id")).toEqual([{ name: 'Plain' }, { name: 'Plain (imported)' }]);
    const before = session.dump();
    await session.importFile(path, { noteTypes });
    expect(session.dump()).toEqual(before);
  });

  test('that is not there, or of another kind, is refused before anything is imported', async () => {
    const session = openImportSession();
    const path = await writeDeck(session, [{ guid: 'a', fields: ['q', 'a'] }]);
    for (const target of ['Nowhere', 'Cloze']) {
      const options = { noteTypes: [{ name: 'Plain', target, fields: [] }] };
      expect(await session.run(path, options)).toMatchObject({ status: 'failed', error: { code: 'bad-input' } });
      await expect(previewMatches(session, path, options)).rejects.toMatchObject({ code: 'bad-input' });
    }
    expect(session.query('SELECT 1 FROM notes')).toEqual([]);
  });
});

const shared = join(import.meta.dirname, '../../../../shared/decks/files');

describe.skipIf(!existsSync(join(shared, 'diffmodels2-1.apkg')))('two real decks with the same note and note type, one of them with a card more', () => {
  test.each([['diffmodels2-1.apkg', 'diffmodels2-2.apkg'], ['diffmodels2-2.apkg', 'diffmodels2-1.apkg']])('%s, then %s: nothing is lost, and nothing comes twice', async (first, second) => {
    const session = openImportSession();
    await session.importFile(join(shared, first));
    const once = session.dump();
    await session.importFile(join(shared, first));
    expect(session.dump()).toEqual(once);
    await session.importFile(join(shared, second));
    const both = session.dump();
    expect(both.cards?.length).toBeGreaterThanOrEqual(2);
    for (const name of [second, first]) {
      await session.importFile(join(shared, name));
      expect(session.dump()).toEqual(both);
    }
  });
});
