/** The decks of an export as CrowdAnki keeps them: a tree for each file, every note in one deck. */

import { DECK_SEPARATOR } from '../../cards/model.ts';
import type { DeckId } from '../../ids.ts';
import type { ExportedDeck, ExportedNote, ExportSource } from '../export-source.ts';

export interface DeckNode {
  readonly deck: ExportedDeck;
  /** Its own part of the name; of a root, the whole name. */
  readonly name: string;
  readonly children: readonly DeckNode[];
  /** In the order of making, which stays the same at the next export. */
  readonly notes: readonly ExportedNote[];
}

interface GrowingNode extends DeckNode {
  readonly children: GrowingNode[];
  readonly notes: ExportedNote[];
}

/** The decks at the top; a note stands in the deck of its first card. */
export function growForest(source: ExportSource): readonly DeckNode[] {
  const roots: GrowingNode[] = [];
  const byName = new Map<string, GrowingNode>();
  const byId = new Map<DeckId, GrowingNode>();
  // Parents come first when names are compared level by level.
  const decks = [...source.decks].sort((left, right) => compareLevels(left.name, right.name));
  for (const deck of decks) {
    const end = deck.name.lastIndexOf(DECK_SEPARATOR);
    const parent = end < 0 ? undefined : byName.get(deck.name.slice(0, end));
    const name = parent === undefined ? deck.name : deck.name.slice(end + DECK_SEPARATOR.length);
    const node: GrowingNode = { deck, name, children: [], notes: [] };
    byName.set(deck.name, node);
    byId.set(deck.id, node);
    (parent?.children ?? roots).push(node);
  }
  for (const note of source.notes()) {
    const [first] = note.cards;
    if (first !== undefined) byId.get(first.deckId)?.notes.push(note);
  }
  return roots.map(takeOffEmptyLevels);
}

/** A sub-deck goes out under its full name, as in CrowdAnki: levels above it that say nothing of their own are no decks of the file. */
function takeOffEmptyLevels(root: DeckNode): DeckNode {
  const [only, ...others] = root.children;
  const saysNothing = root.notes.length === 0 && root.deck.description === '' && only?.deck.presetId === root.deck.presetId;
  if (only === undefined || others.length > 0 || !saysNothing) return root;
  return takeOffEmptyLevels({ ...only, name: only.deck.name });
}

function compareLevels(left: string, right: string): number {
  const [leftKey, rightKey] = [left.replaceAll(DECK_SEPARATOR, '\u0000'), right.replaceAll(DECK_SEPARATOR, '\u0000')];
  return leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0;
}
