/** What can be done to a deck: each does it, says so, and offers to take it back; what went wrong is told in the same place. */

import type { DeckNode } from '../../../contract/library.ts';
import type { DeckId } from '../../../core/ids.ts';
import type { App } from '../../client/app-context.ts';
import { countWords } from '../../client/format.ts';
import { joinPath, readParent, showPath } from './deck-path.ts';

/** Throws AppError when the name is taken or empty, so that the dialog can say so beside the field. */
export async function createDeck(app: App, name: string): Promise<DeckId> {
  const { deckId } = await app.client.call('deck.create', { name });
  await app.undo.announce(`Deck “${showPath(name)}” is there.`);
  return deckId;
}

/** Gives the deck another last level; throws AppError when that name is taken. */
export async function renameDeck(app: App, deck: DeckNode, label: string): Promise<void> {
  const name = joinPath(readParent(deck.name), label);
  if (name === deck.name) return;
  await app.client.call('deck.rename', { deckId: deck.id, name });
  await app.undo.announce(`“${deck.label}” is now called “${label}”.`);
}

/** Puts the deck below another ('' for the top); throws AppError when a deck of that name is there. */
export async function moveDeck(app: App, deck: DeckNode, parent: string): Promise<void> {
  const name = joinPath(parent, deck.label);
  if (name === deck.name) return;
  await app.client.call('deck.rename', { deckId: deck.id, name });
  await app.undo.announce(parent === '' ? `“${deck.label}” stands at the top now.` : `“${deck.label}” is in “${showPath(parent)}” now.`);
}

export async function deleteDeck(app: App, deck: DeckNode): Promise<void> {
  try {
    const { cardCount } = await app.client.call('deck.delete', { deckId: deck.id });
    await app.undo.announce(`Deck “${deck.label}”${cardCount === 0 ? '' : ` with ${countWords(cardCount, 'card')}`} is deleted.`);
  } catch (thrown) {
    app.report(thrown);
  }
}
