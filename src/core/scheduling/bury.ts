/** Siblings: cards of one note, which give each other's answers away when asked on the same day. */

import type { CardState, PresetSettings } from './model.ts';

/** Whether a sibling in that state sits out the rest of the day once a card of the note was answered. Learning cards never do. */
export function isBuriedWithSibling(siblingState: CardState, preset: PresetSettings): boolean {
  if (siblingState === 'new') return preset.buryNewSiblings;
  return siblingState === 'review' && preset.buryReviewSiblings;
}

interface Sibling {
  readonly noteId: number;
}

/**
 * Keeps the first card of each note; `seenNoteIds` are the notes that already have a card in the session and grows by those
 * kept. Without `bury` every card is kept.
 */
export function keepOnePerNote<Card extends Sibling>(cards: Iterable<Card>, seenNoteIds: Set<number>, bury: boolean): Card[] {
  const kept: Card[] = [];
  for (const card of cards) {
    if (bury && seenNoteIds.has(card.noteId)) continue;
    seenNoteIds.add(card.noteId);
    kept.push(card);
  }
  return kept;
}
