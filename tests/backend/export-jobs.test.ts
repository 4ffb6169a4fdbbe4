import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DeckId, NoteId, SaveTicket } from '../../src/core/ids.ts';
import { EVERYTHING, exportFile, readArchiveParts, readZip, startExport } from './export-session.ts';
import { openImportSession } from './import-session.ts';
import type { ImportSession } from './import-session.ts';

async function openLibraryWith(deckNotes: Readonly<Record<string, readonly (readonly [string, string])[]>>): Promise<ImportSession & { readonly deckIds: Readonly<Record<string, DeckId>> }> {
  const session = openImportSession();
  const rows = Object.entries(deckNotes).flatMap(([deck, notes]) => notes.map(([front, back]) => `${deck}\t${front}\t${back}`));
  const path = join(session.folder, 'given.txt');
  writeFileSync(path, ['#separator:tab', '#html:true', '#deck column:1', ...rows, ''].join('\n'));
  await session.importFile(path, { format: 'text' });
  const decks = session.query<{ id: DeckId; name: string }>('SELECT id, name FROM decks');
  return { ...session, deckIds: Object.fromEntries(decks.map(({ id, name }) => [name, id])) };
}

function idOf(deckIds: Readonly<Record<string, DeckId>>, name: string): DeckId {
  const id = deckIds[name];
  if (id === undefined) throw new Error(`no deck ${name}`);
  return id;
}

describe('an export', () => {
  test('puts the file in its place, says what it wrote, and leaves nothing beside it', async () => {
    const session = await openLibraryWith({ Spanish: [['sol', 'sun'], ['luna', 'moon']] });
    const folder = join(session.folder, 'out');
    mkdirSync(folder);
    const path = join(folder, 'everything.versus');
    const report = await exportFile(session, path, { format: 'versus-archive' });
    expect(report).toMatchObject({ format: 'versus-archive', fileName: 'everything.versus', notes: 2, cards: 2, losses: [], download: null });
    expect(readdirSync(folder)).toEqual(['everything.versus']);
    expect(report.sizeBytes).toBe(readFileSync(path).byteLength);
    const parts = await readArchiveParts(path);
    expect(parts['notes']?.map((note) => note['fields'])).toEqual([['sol', 'sun'], ['luna', 'moon']]);
    expect(readdirSync(join(session.libraryDir, 'staging'))).toEqual([]);
  });

  test('of a deck takes the decks below along only when asked to', async () => {
    const session = await openLibraryWith({ Spanish: [['sol', 'sun']], 'Spanish::Verbs': [['ser', 'to be']], Czech: [['pes', 'dog']] });
    const deckId = idOf(session.deckIds, 'Spanish');
    const whole = join(session.folder, 'whole.versus');
    const alone = join(session.folder, 'alone.versus');
    await exportFile(session, whole, { format: 'versus-archive', scope: { what: 'deck', deckId, withSubdecks: true } });
    await exportFile(session, alone, { format: 'versus-archive', scope: { what: 'deck', deckId, withSubdecks: false } });
    const frontsOf = async (path: string): Promise<unknown> => (await readArchiveParts(path))['notes']?.map((note) => (note['fields'] as string[])[0]);
    expect(await frontsOf(whole)).toEqual(['sol', 'ser']);
    expect(await frontsOf(alone)).toEqual(['sol']);
  });

  test('of a search takes along what the search finds', async () => {
    const session = await openLibraryWith({ Spanish: [['sol', 'sun'], ['luna', 'moon']], Czech: [['slunce', 'sun']] });
    const path = join(session.folder, 'found.versus');
    await exportFile(session, path, { format: 'versus-archive', scope: { what: 'search', text: 'sun', deckId: null } });
    const parts = await readArchiveParts(path);
    expect(parts['notes']?.map((note) => (note['fields'] as string[])[0])).toEqual(['sol', 'slunce']);
    expect(parts['settings']).toBeUndefined();
  });

  test('reads one moment of the library, whatever the learner does meanwhile', async () => {
    const session = await openLibraryWith({ Spanish: Array.from({ length: 3000 }, (_, index) => [`front ${String(index)}`, 'back'] as const) });
    const path = join(session.folder, 'snapshot.versus');
    const { ended } = await startExport(session, path, { format: 'versus-archive' });
    const [note] = session.query<{ id: number }>('SELECT max(id) AS id FROM notes');
    await session.client.call('deck.delete', { deckId: idOf(session.deckIds, 'Spanish') });
    expect((await ended).status).toBe('written');
    const parts = await readArchiveParts(path);
    const ids = parts['notes']?.map((record) => record['id']) ?? [];
    // Either side of the deletion is one moment; half of a deck is not.
    expect([0, 3000]).toContain(ids.length);
    if (ids.length > 0) expect(ids.at(-1)).toBe(note?.id);
  });

  test('that is cancelled writes nothing and leaves the file that stood there whole', async () => {
    const session = await openLibraryWith({ Spanish: [['sol', 'sun']] });
    const folder = join(session.folder, 'out');
    mkdirSync(folder);
    const path = join(folder, 'old.versus');
    writeFileSync(path, 'the old file');
    const { jobId, ended } = await startExport(session, path, { format: 'versus-archive' });
    await session.client.call('job.cancel', { jobId });
    expect((await ended).status).toBe('cancelled');
    expect(await session.client.call('job.status', { jobId })).toEqual({ status: 'cancelled' });
    await session.backend.close();
    expect(readFileSync(path, 'utf8')).toBe('the old file');
    expect(readdirSync(folder)).toEqual(['old.versus']);
  });

  test('that cannot be written says why in a sentence', async () => {
    const session = await openLibraryWith({ Spanish: [['sol', 'sun']] });
    const { ended } = await startExport(session, join(session.folder, 'missing', 'x.versus'), { format: 'versus-archive' });
    const status = await ended;
    expect(status).toMatchObject({ status: 'failed', error: { code: 'file-unreadable' } });
    await expect(
      session.client.call('export.start', { scope: EVERYTHING, format: 'versus-archive', options: {}, target: 'unknown' as SaveTicket }),
    ).rejects.toMatchObject({ code: 'file-missing' });
  });

  test('without a place waits for its download until the library is closed', async () => {
    const session = await openLibraryWith({ Spanish: [['sol', 'sun']] });
    const report = await exportFile(session, null, { format: 'versus-archive', scope: { what: 'deck', deckId: idOf(session.deckIds, 'Spanish'), withSubdecks: true } });
    expect(report.fileName).toBe('Spanish.versus');
    const path = join(session.libraryDir, 'exports', report.download ?? '', report.fileName);
    expect((await readZip(path)).has('versus.json')).toBe(true);
    await session.backend.close();
    expect(existsSync(path)).toBe(false);
  });

  test('takes only media along that its notes refer to, and those of every card', async () => {
    const session = openImportSession();
    const source = join(session.folder, 'pictures.txt');
    writeFileSync(source, '#separator:tab\n#html:true\n#deck column:1\nA\t<img src="sun.png">\tsun\nB\tluna\tmoon\n');
    await session.importFile(source);
    for (const name of ['sun.png', 'moon.png', '_style.png']) {
      const path = join(session.folder, name);
      writeFileSync(path, `bytes of ${name}`);
      await session.client.call('media.add', { ticket: session.backend.offerFile(path) });
    }
    const [deck] = session.query<{ id: DeckId }>("SELECT id FROM decks WHERE name = 'A'");
    const some = join(session.folder, 'some.versus');
    await exportFile(session, some, { format: 'versus-archive', scope: { what: 'deck', deckId: deck?.id ?? (0 as DeckId), withSubdecks: true } });
    const files = await readZip(some);
    expect([...files.keys()].filter((name) => name.startsWith('media/')).sort()).toEqual(['media/_style.png', 'media/sun.png']);
    expect(files.get('media/sun.png')?.toString()).toBe('bytes of sun.png');
    const none = join(session.folder, 'none.versus');
    expect((await exportFile(session, none, { format: 'versus-archive', options: { withMedia: false } })).media).toBe(0);
    const all = join(session.folder, 'all.versus');
    expect((await exportFile(session, all, { format: 'versus-archive' })).media).toBe(3);
  });
});

describe('a description', () => {
  test('counts, proposes a name, and refuses what cannot be', async () => {
    const session = await openLibraryWith({ 'Spanish::Verbs: a/b': [['ser', 'to be']] });
    const deckId = idOf(session.deckIds, 'Spanish::Verbs: a/b');
    const described = await session.client.call('export.describe', { scope: { what: 'deck', deckId, withSubdecks: true }, format: 'apkg', options: {} });
    expect(described).toMatchObject({ noteCount: 1, cardCount: 1, suggestedName: 'Verbs a b.apkg', refusal: null });
    const refused = await session.client.call('export.describe', { scope: { what: 'deck', deckId, withSubdecks: true }, format: 'colpkg', options: {} });
    expect(refused.refusal).toMatch(/everything only/);
    const empty = await session.client.call('export.describe', { scope: { what: 'search', text: 'nowhere', deckId: null }, format: 'apkg', options: {} });
    expect(empty.refusal).toMatch(/no cards/);
    const whole = await session.client.call('export.describe', { scope: EVERYTHING, format: 'versus-archive', options: {} });
    expect(whole).toMatchObject({ suggestedName: 'Versus 2026-05-20.versus', losses: [] });
  });
});

describe('a printed sheet', () => {
  test('shows the cards by deck, page by page', async () => {
    const session = await openLibraryWith({ B: [['b1', 'x'], ['b2', 'x']], A: [['a1', 'x']] });
    const sheet = await session.client.call('export.sheet', { scope: EVERYTHING, offset: 0, limit: 2 });
    expect(sheet.total).toBe(3);
    expect(sheet.cards.map(({ question }) => JSON.stringify(question).includes('a1'))).toEqual([true, false]);
    const rest = await session.client.call('export.sheet', { scope: EVERYTHING, offset: 2, limit: 2 });
    expect(rest.cards).toHaveLength(1);
  });

  test('knows on its next page what was changed after the one before', async () => {
    const session = await openLibraryWith({ A: [['a1', 'x'], ['a2', 'x'], ['a3', 'x']], B: [['b1', 'x']] });
    const read = (offset: number) => session.client.call('export.sheet', { scope: EVERYTHING, offset, limit: 1 });
    const showsText = async (offset: number, text: string): Promise<boolean> => JSON.stringify((await read(offset)).cards).includes(text);
    expect(await showsText(0, 'a1')).toBe(true);
    const [first] = session.query<{ id: NoteId }>('SELECT id FROM notes ORDER BY id');
    await session.client.call('note.delete', { noteIds: first === undefined ? [] : [first.id] });
    expect((await read(1)).total).toBe(3);
    expect(await showsText(0, 'a2')).toBe(true);
  });
});
