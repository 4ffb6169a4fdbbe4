/** The notes of a deck, or of all, that have certain words. */

import type { Client } from '../../../contract/client.ts';
import type { NoteRow } from '../../../contract/notes.ts';
import type { DeckId } from '../../../core/ids.ts';
import { RowPages } from '../../shared/row-pages.svelte.ts';

export class NotePages extends RowPages<NoteRow> {
  readonly #wanted: { text: string; deckId: DeckId | null };

  constructor(client: Client) {
    const wanted: { text: string; deckId: DeckId | null } = { text: '', deckId: null };
    super((offset, limit) => client.call('note.search', { ...wanted, limit, offset }));
    this.#wanted = wanted;
  }

  /** Starts over with other words or another deck. */
  async search(text: string, deckId: DeckId | null): Promise<void> {
    Object.assign(this.#wanted, { text, deckId });
    await this.restart();
  }
}
