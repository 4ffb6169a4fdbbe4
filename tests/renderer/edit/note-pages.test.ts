import { describe, expect, it } from 'vitest';
import type { NoteRow } from '../../../src/contract/notes.ts';
import { NotePages } from '../../../src/renderer/features/edit/note-pages.svelte.ts';
import { createFakeBackend, settle } from './fake-backend.ts';
import { makeRow } from './samples.ts';

function makeLibrary(total: number) {
  return createFakeBackend({
    'note.search': ({ text, limit, offset }) => {
      const count = text === '' ? total : 3;
      const rows = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, place) => makeRow(offset + place + 1, `${text}#${offset + place}`));
      return { rows, total: count };
    },
  });
}

describe('a long list of notes', () => {
  it('fetches the rows in sight and no others, each page once', async () => {
    const { client, callsOf } = makeLibrary(100_000);
    const pages = new NotePages(client);
    await pages.search('', null);
    await pages.show(0, 20);
    expect(pages.total).toBe(100_000);
    await pages.show(54_990, 55_010);
    await pages.show(54_995, 55_015);
    expect(callsOf('note.search').map((input) => input.offset)).toEqual([0, 54_900, 55_000]);
    expect(pages.rowAt(55_003)?.title).toBe('#55003');
    expect(pages.rowAt(2000)).toBeUndefined();
  });

  it('drops the answer to words that were changed since', async () => {
    const waiting: ((answer: { rows: readonly NoteRow[]; total: number }) => void)[] = [];
    const { client } = createFakeBackend({ 'note.search': () => new Promise((resolve) => waiting.push(resolve)) });
    const pages = new NotePages(client);
    void pages.search('a', null);
    void pages.search('ab', null);
    await settle();
    waiting[1]?.({ rows: [makeRow(2, 'ab')], total: 1 });
    await settle();
    waiting[0]?.({ rows: [makeRow(1, 'a')], total: 9 });
    await settle();
    expect([pages.total, pages.rowAt(0)?.title]).toEqual([1, 'ab']);
  });

  it('shows the page in sight anew when notes have changed', async () => {
    const { client, callsOf } = makeLibrary(1000);
    const pages = new NotePages(client);
    await pages.search('', null);
    await pages.show(310, 330);
    await pages.refresh();
    expect(callsOf('note.search').at(-1)?.offset).toBe(300);
    expect(pages.rowAt(320)?.title).toBe('#320');
  });
});
