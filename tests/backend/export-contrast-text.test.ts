import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ContrastTextExport, DeckNode } from '../../src/contract/library.ts';
import { openImportSession, type ImportSession } from './import-session.ts';

const starter = fileURLToPath(new URL('../../resources/starter/manager-versus-leader.txt', import.meta.url));

async function exportDeck(session: ImportSession, name: string): Promise<ContrastTextExport> {
  const { decks } = await session.client.call('library.overview', {});
  const all = (nodes: readonly DeckNode[]): DeckNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);
  const deck = all(decks).find((node) => node.name === name);
  if (deck === undefined) throw new Error(`no deck ${name}`);
  return await session.client.call('deck.contrast-text', { deckId: deck.id });
}

function notesOf(session: ImportSession): unknown[] {
  return session.query('SELECT n.guid, t.name, n.fields, n.tags FROM notes n JOIN note_types t ON t.id = n.note_type_id ORDER BY n.id');
}

describe('writing a deck as a contrast text', () => {
  it('gives a file that another library imports as the same notes, and this one as nothing new', async () => {
    const session = openImportSession();
    await session.importFile(starter);
    const written = await exportDeck(session, 'Manager versus leader');
    expect(written).toMatchObject({ fileName: 'Manager versus leader.txt', noteCount: 62, leftOutCount: 0 });
    const path = join(session.folder, 'again.txt');
    writeFileSync(path, written.text);
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

  it('counts notes of other note types, and refuses a deck that has no others', async () => {
    const session = openImportSession();
    const path = join(session.folder, 'Words.csv');
    writeFileSync(path, 'Word,Reading,Meaning\na,b,c\nd,e,f\n');
    await session.importFile(path);
    await expect(exportDeck(session, 'Words')).rejects.toMatchObject({ code: 'format-unsupported' });
    writeFileSync(path, 'x,y\n');
    await session.importFile(path, { text: null });
    expect(await exportDeck(session, 'Words')).toMatchObject({ noteCount: 1, leftOutCount: 2 });
  });
});
