/** `versus export`: a deck of the library as text. */

import { writeFileSync } from 'node:fs';
import type { Client } from '../contract/client.ts';
import type { ContrastTextExport, DeckNode } from '../contract/library.ts';
import { AppError } from '../core/errors.ts';

/** Throws AppError not-found when there is no deck of that name, and as the export does. */
export async function exportDeck(client: Client, deckName: string): Promise<ContrastTextExport> {
  const { decks } = await client.call('library.overview', {});
  const deck = findDeck(decks, deckName);
  if (deck === null) throw new AppError('not-found', `There is no deck “${deckName}”. versus decks lists them.`);
  return await client.call('deck.contrast-text', { deckId: deck.id });
}

function findDeck(nodes: readonly DeckNode[], name: string): DeckNode | null {
  for (const node of nodes) {
    const found = node.name === name ? node : findDeck(node.children, name);
    if (found !== null) return found;
  }
  return null;
}

/** Throws AppError file-unreadable when the file cannot be written. */
export function writeTextFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new AppError('file-unreadable', `${path} cannot be written. Check that its folder is there and that you may write in it.`, { cause });
  }
}

/** "1 note", "214 notes". */
export function countNotes(count: number): string {
  return `${count} note${count === 1 ? '' : 's'}`;
}
