/** What the palette can do, and which of it fits what was typed. */

import type { DeckNode } from '../../../contract/library.ts';
import type { DeckId } from '../../../core/ids.ts';
import type { Command } from '../../client/commands.svelte.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  /** The heading it stands under. */
  readonly group: string;
  readonly shortcut: string | undefined;
  readonly run: () => void;
}

export function listEntries(commands: readonly Command[], decks: readonly DeckNode[], study: (deckId: DeckId) => void): readonly PaletteEntry[] {
  return [
    ...commands
      .filter((command) => command.isEnabled !== false && command.isHidden !== true)
      .map((command) => ({ id: command.id, title: command.title, group: command.group, shortcut: command.keys[0], run: command.run })),
    ...decks.map((deck) => ({
      id: `deck-${deck.id}`,
      title: deck.name.split('::').join(' › '),
      group: 'Study a deck',
      shortcut: undefined,
      run: () => study(deck.id),
    })),
  ];
}

/** How well a title fits: every typed word must begin one of its words (better) or occur in it. Null when one does not. */
function rate(title: string, words: readonly string[]): number | null {
  const text = title.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === -1) return null;
    const beginsWord = at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '');
    score += (beginsWord ? 2 : 0) + (at === 0 ? 1 : 0);
  }
  return score;
}

const MOST_SHOWN = 60;

/** The entries that fit, best first; with nothing typed, all in their own order. */
export function findEntries(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return entries.slice(0, MOST_SHOWN);
  return entries
    .map((entry) => ({ entry, score: rate(entry.title, words) }))
    .filter((found): found is { entry: PaletteEntry; score: number } => found.score !== null)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_SHOWN)
    .map((found) => found.entry);
}
