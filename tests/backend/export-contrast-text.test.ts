import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ExportReport } from '../../src/contract/export.ts';
import type { DeckNode } from '../../src/contract/library.ts';
import { exportFile, readText } from './export-session.ts';
import { openImportSession, type ImportSession } from './import-session.ts';

const starter = fileURLToPath(new URL('../../resources/starter/manager-versus-leader.txt', import.meta.url));

async function exportDeck(session: ImportSession, name: string): Promise<ExportReport & { readonly path: string; readonly text: string }> {
  const { decks } = await session.client.call('library.overview', {});
  const all = (nodes: readonly DeckNode[]): DeckNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);
  const deck = all(decks).find((node) => node.name === name);
  if (deck === undefined) throw new Error(`no deck ${name}`);
  const path = join(session.folder, 'written.txt');
  const report = await exportFile(session, path, { format: 'contrast-text', scope: { what: 'deck', deckId: deck.id, withSubdecks: true } });
  return { ...report, path, text: readText(path) };
}

function notesOf(session: ImportSession): unknown[] {
  return session.query('SELECT n.guid, t.name, n.fields, n.tags FROM notes n JOIN note_types t ON t.id = n.note_type_id ORDER BY n.id');
}

describe('writing a deck as a contrast text', () => {
  it('gives a file that another library imports as the same notes, and this one as nothing new', async () => {
    const session = openImportSession();
    await session.importFile(starter);
    const written = await exportDeck(session, 'Manager versus leader');
    expect(written.losses.filter(({ code }) => code === 'notes-left-out')).toEqual([]);
    const { path } = written;
    const other = openImportSession();
    await other.importFile(path);
    expect(notesOf(other)).toEqual(notesOf(session));
    expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: 62, skipped: 0 });
  });

  it('writes as short as the starter deck was written by hand', async () => {
    const session = openImportSession();
    await session.importFile(starter);
    const { text } = await exportDeck(session, 'Manager versus leader');
    const blocksOf = (content: string): string[] => content.replace(/^#.*\n\n?/gm, '').split(/\n(?=\[)/).slice(1).map((block) => block.trim());
    // Sources are numbered anew, and tags stand in alphabetical order in the library.
    const comparable = (blocks: string[]): string[] => blocks.map((block) => block.replace(/^(sources|belongs to|tags): .*$/gm, ''));
    expect(comparable(blocksOf(text))).toEqual(comparable(blocksOf(readFileSync(starter, 'utf8'))));
    expect(text).toMatch(/^sources: S\d; S\d; S\d$/m);
  });

  it('counts the notes of other note types that stay behind, and refuses a deck that has no others', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'Words.csv');
    writeFileSync(path, 'Word,Reading,Meaning\na,b,c\nd,e,f\n');
    await session.importFile(path);
    const described = await session.client.call('export.describe', { scope: { what: 'everything' }, format: 'contrast-text', options: {} });
    expect(described.refusal).toMatch(/^None of these notes can be written/);
    await expect(exportDeck(session, 'Words')).rejects.toThrow('format-unsupported');
    writeFileSync(path, 'x,y\n');
    await session.importFile(path, { text: null });
    const { text, losses } = await exportDeck(session, 'Words');
    expect(await session.client.call('export.describe', { scope: { what: 'everything' }, format: 'contrast-text', options: {} })).toMatchObject({ noteCount: 1, cardCount: 1, refusal: null });
    expect(text.match(/^\[/gm)).toHaveLength(1);
    expect(losses.filter(({ code }) => code === 'notes-left-out').map(({ message }) => message)).toEqual([expect.stringContaining('2 notes stay behind')]);
  });
});
