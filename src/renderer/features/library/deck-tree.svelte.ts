/** The deck tree as rows: which are open, which one the keyboard is on, and where the arrows lead. */

import type { DeckNode } from '../../../contract/library.ts';
import type { DeckId } from '../../../core/ids.ts';

export interface DeckRow {
  readonly deck: DeckNode;
  readonly parentId: DeckId | null;
  readonly isExpanded: boolean;
  /** Place among the decks beside it, from 1, and how many these are. */
  readonly position: number;
  readonly setSize: number;
}

/** Where the closed decks are remembered: text in, text out. */
export interface Memory {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

function readIds(text: string | null): ReadonlySet<DeckId> {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(parsed) ? parsed.filter((id): id is DeckId => typeof id === 'number') : []);
  } catch {
    return new Set();
  }
}

export class DeckTree {
  #closed = $state.raw<ReadonlySet<DeckId>>(new Set());
  #wantedId = $state<DeckId | null>(null);
  readonly #readDecks: () => readonly DeckNode[];
  readonly #memory: Memory;

  /** `readDecks` is reactive. */
  constructor(readDecks: () => readonly DeckNode[], memory: Memory) {
    this.#readDecks = readDecks;
    this.#memory = memory;
    this.#closed = readIds(memory.read());
  }

  /** The rows that can be seen, from top to bottom. */
  readonly rows: readonly DeckRow[] = $derived.by(() => {
    const rows: DeckRow[] = [];
    const visit = (decks: readonly DeckNode[], parentId: DeckId | null): void => {
      decks.forEach((deck, index) => {
        const isExpanded = deck.children.length > 0 && !this.#closed.has(deck.id);
        rows.push({ deck, parentId, isExpanded, position: index + 1, setSize: decks.length });
        if (isExpanded) visit(deck.children, deck.id);
      });
    };
    visit(this.#readDecks(), null);
    return rows;
  });

  /** The row that Tab leads to. When its deck is gone or hidden, the first row. */
  readonly active: DeckRow | null = $derived.by(() => this.rows.find((row) => row.deck.id === this.#wantedId) ?? this.rows[0] ?? null);

  activate(deckId: DeckId): void {
    this.#wantedId = deckId;
  }

  /** Opens or closes a deck with decks below it. */
  toggle(deckId: DeckId): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(deckId)) closed.add(deckId);
    this.#closed = closed;
    this.#memory.write(JSON.stringify([...closed]));
  }

  /** Does what a tree does on the key (forward is the arrow that points along the text) and says whether it was one of its keys. */
  move(key: 'up' | 'down' | 'home' | 'end' | 'forward' | 'back'): void {
    const row = this.active;
    if (row === null) return;
    const index = this.rows.indexOf(row);
    switch (key) {
      case 'up':
        return this.#goTo(index - 1);
      case 'down':
        return this.#goTo(index + 1);
      case 'home':
        return this.#goTo(0);
      case 'end':
        return this.#goTo(this.rows.length - 1);
      case 'forward':
        if (row.deck.children.length > 0 && !row.isExpanded) this.toggle(row.deck.id);
        else if (row.isExpanded) this.#goTo(index + 1);
        return;
      case 'back':
        if (row.isExpanded) this.toggle(row.deck.id);
        else if (row.parentId !== null) this.#wantedId = row.parentId;
        return;
    }
  }

  #goTo(index: number): void {
    const row = this.rows[Math.min(this.rows.length - 1, Math.max(0, index))];
    if (row !== undefined) this.#wantedId = row.deck.id;
  }
}
