import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '../../src/contract/client.ts';
import type { Client } from '../../src/contract/client.ts';
import type { JobStatus } from '../../src/contract/import.ts';
import type { AppEvent } from '../../src/contract/transport.ts';
import { AppError } from '../../src/core/errors.ts';
import type { DeckId, FileTicket, JobId, NoteTypeId } from '../../src/core/ids.ts';
import { TRANSPORTS } from './transports.ts';
import type { OpenTransport } from './transports.ts';

async function errorOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call;
  } catch (thrown) {
    if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message };
    throw thrown;
  }
  throw new Error('the call was answered');
}

describe.each(Object.entries(TRANSPORTS))('the contract over the %s transport', (_, openTransport) => {
  let opened: OpenTransport;
  let client: Client;
  const events: AppEvent[] = [];

  /** Resolves with the first event from `from` on that fits, whenever it comes. */
  async function waitForEvent<Event extends AppEvent>(from: number, fits: (event: AppEvent) => event is Event): Promise<Event> {
    for (let waited = 0; waited < 15_000; waited += 10) {
      const found = events.slice(from).find(fits);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('the event did not come');
  }
  const isChange = (event: AppEvent): event is Extract<AppEvent, { type: 'changed' }> => event.type === 'changed';

  async function noteTypeId(name: string): Promise<NoteTypeId> {
    const found = (await client.call('noteType.list', {})).find((noteType) => noteType.name === name);
    if (found === undefined) throw new Error(`no note type ${name}`);
    return found.id;
  }

  beforeAll(async () => {
    opened = await openTransport();
    client = createClient(opened.transport);
    client.onEvent((event) => events.push(event));
    // The subscription of a server-sent stream is there once its first event has come through.
    for (let tries = 0; events.length === 0 && tries < 100; tries += 1) {
      await client.call('draft.discard', { key: 'are you there?' });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  afterAll(() => opened.close());

  test('a new library holds the starter deck, and its first card is there to be studied', async () => {
    const { decks, neverStudied, suggestedDeckId } = await client.call('library.overview', {});
    expect(neverStudied).toBe(true);
    expect(decks.map(({ name }) => name)).toEqual(['Manager versus leader']);
    const view = await client.call('study.view', { deckId: suggestedDeckId ?? 0 });
    expect(view.current).toMatchObject({ state: 'new', deckName: 'Manager versus leader', rendered: { hasScripts: false, missingMedia: [] } });
    expect(view.current?.outcomes.map(({ rating }) => rating)).toEqual([1, 2, 3, 4]);
  });

  test('what queries give is plain JSON, the same on both sides', async () => {
    const deckId = (await client.call('library.overview', {})).suggestedDeckId as DeckId;
    const view = await client.call('study.view', { deckId });
    const replies = [
      view,
      await client.call('library.overview', {}),
      await client.call('library.about', {}),
      await client.call('deck.get', { deckId }),
      await client.call('noteType.list', {}),
      await client.call('note.get', { noteId: view.current?.noteId ?? 0 }),
      await client.call('card.render', { cardId: view.current?.cardId ?? 0 }),
      await client.call('note.search', { text: 'leader', deckId, limit: 20, offset: 0 }),
      await client.call('study.summary', { deckId, sinceMillis: 0 }),
      await client.call('settings.get', {}),
      await client.call('undo.state', {}),
      await client.call('tag.list', {}),
    ];
    for (const reply of replies) expect(JSON.parse(JSON.stringify(reply))).toStrictEqual(reply);
  });

  test('a command changes, an event announces, and the query run again gives the change', async () => {
    const from = events.length;
    const { deckId } = await client.call('deck.create', { name: 'Languages::Spanish' });
    const event = await waitForEvent(from, isChange);
    expect(event.topics).toEqual(expect.arrayContaining(['decks', 'undo']));
    expect(await client.call('deck.get', { deckId })).toMatchObject({ name: 'Languages::Spanish' });
  });

  test('text of any script, empty strings and long fields arrive as they were sent', async () => {
    const { deckId } = await client.call('deck.create', { name: 'Текст 漢字 😀 ﷽' });
    const fields = [`<b dir="rtl">שלום</b>\u2028\u00a0\t\n"\\ ${'long '.repeat(400_000)}`, ''];
    const tags = ['étiquette', '標籤'];
    const { noteId } = await client.call('note.add', { noteTypeId: await noteTypeId('Basic'), deckId, fields, tags });
    const note = await client.call('note.get', { noteId });
    expect(note.fields).toEqual(fields);
    expect(note.tags).toEqual(tags);
    expect(note.cards).toMatchObject([{ ordinal: 0, deckId, deckName: 'Текст 漢字 😀 ﷽' }]);
  });

  test('a draft of any JSON comes back as it was, and null when there is none', async () => {
    const body = { fields: ['', '<i>x</i>'], nested: [null, true, -0.5, 1e300, { 'key with ü': [] }] };
    await client.call('draft.save', { key: 'note:new', body });
    expect(await client.call('draft.get', { key: 'note:new' })).toMatchObject({ body });
    await client.call('draft.discard', { key: 'note:new' });
    expect(await client.call('draft.get', { key: 'note:new' })).toBeNull();
  });

  test('errors arrive with their code and sentence', async () => {
    expect(await errorOf(client.call('deck.create', { name: 'Languages' }))).toEqual({
      code: 'conflict',
      message: 'There is a deck named “Languages” already. Choose another name.',
    });
    expect(await errorOf(client.call('deck.get', { deckId: 987_654 }))).toMatchObject({ code: 'not-found' });
    expect(await errorOf(client.call('import.preview', { ticket: 'made up' as FileTicket }))).toMatchObject({ code: 'file-missing' });
  });

  test('bad input and unknown operations are refused in the same words everywhere', async () => {
    expect(await errorOf(client.call('deck.create', { name: '' }))).toEqual({ code: 'bad-input', message: '“name” must not be empty. Nothing was changed.' });
    expect(await opened.transport.call('no.such.operation', {})).toEqual({
      ok: false,
      error: { code: 'bad-input', message: 'There is no operation named “no.such.operation”.' },
    });
    expect(await opened.transport.call('deck.get', undefined)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });

  test('a grade moves on to the next card, counts once, and is taken back by undo', async () => {
    const deckId = (await client.call('library.overview', {})).decks.find(({ name }) => name === 'Manager versus leader')?.id as DeckId;
    const before = await client.call('study.view', { deckId });
    const shown = before.current;
    if (shown === null) throw new Error('there is nothing to study');
    const grade = { deckId, cardId: shown.cardId, rating: 4, durationMillis: 2500, reviewCount: shown.reviewCount } as const;
    const from = events.length;
    const after = await client.call('study.grade', grade);
    await waitForEvent(from, isChange);
    expect(after.current?.cardId).not.toBe(shown.cardId);
    expect(await errorOf(client.call('study.grade', grade))).toMatchObject({ code: 'conflict' });
    expect((await client.call('library.overview', {})).reviewedToday).toBe(1);
    expect((await client.call('undo.undo', {})).label).toBe('Grade card');
    expect((await client.call('library.overview', {})).reviewedToday).toBe(0);
    expect((await client.call('study.view', { deckId })).current?.cardId).toBe(shown.cardId);
  });

  test('a file is handed over, previewed, imported with progress, reported and undone', async () => {
    const ticket = await client.sendFile(new File(['#separator:tab\n#deck:Capitals\nFrance\tParis\nItaly\tRome\nPerú\tLima\n'], 'capitals.txt'));
    const preview = await client.call('import.preview', { ticket });
    expect(preview).toMatchObject({ ticket, fileName: 'capitals.txt', noteCount: 3, text: { rowCount: 3 } });
    const from = events.length;
    const { jobId } = await client.call('import.start', { ticket, options: {} });
    const ended = await waitForEvent(from, (event): event is Extract<AppEvent, { type: 'job' }> => event.type === 'job' && event.jobId === jobId && event.status.status !== 'running');
    const done: JobStatus = ended.status;
    if (done.status !== 'done') throw new Error(JSON.stringify(done));
    expect(done.report).toMatchObject({ notes: { added: 3, updated: 0, skipped: 0 }, cards: { added: 3 }, decks: [{ name: 'Capitals', cards: 3 }] });
    expect(await client.call('job.status', { jobId })).toEqual(done);
    expect(await client.call('note.search', { text: 'perú', deckId: null, limit: 10, offset: 0 })).toMatchObject({ total: 1, rows: [{ title: 'Perú', deckName: 'Capitals' }] });
    expect((await client.call('undo.undo', {})).label).toContain('capitals.txt');
    expect(await client.call('note.search', { text: 'perú', deckId: null, limit: 10, offset: 0 })).toEqual({ total: 0, rows: [] });
    expect(await errorOf(client.call('job.status', { jobId: 'no such job' as JobId }))).toMatchObject({ code: 'not-found' });
  });

  test('calls made at once are all answered, each with its own reply', async () => {
    const names = Array.from({ length: 40 }, (_unused, index) => `Many::${index}`);
    const made = await Promise.all(names.map((name) => client.call('deck.create', { name })));
    const read = await Promise.all(made.map(({ deckId }) => client.call('deck.get', { deckId })));
    expect(read.map(({ name }) => name)).toEqual(names);
  });

  test('a subscription that has ended hears nothing more', async () => {
    const heard: AppEvent[] = [];
    const stop = client.onEvent((event) => heard.push(event));
    stop();
    const from = events.length;
    await client.call('deck.create', { name: 'After the end' });
    await waitForEvent(from, isChange);
    expect(heard).toEqual([]);
  });

  test('a library that was used like this is sound', async () => {
    expect(await client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
  });

  test('a bug is answered by a sentence without its details', async () => {
    const database = new SqliteDatabase(join(opened.libraryDir, 'library.sqlite'));
    database.exec('DROP TABLE drafts');
    database.close();
    expect(await errorOf(client.call('draft.get', { key: 'a' }))).toEqual({
      code: 'internal',
      message: 'Something went wrong inside Versus. Your cards are as they were; please try again.',
    });
  });
});
