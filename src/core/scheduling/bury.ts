/** Siblings: cards of one note, which give each other's answers away when asked on the same day. */

import type { CardState, PresetSettings } from './model.ts';

/** Whether a sibling in that state sits out the rest of the day once a card of the note was answered. Learning cards never do. */
export function isBuriedWithSibling(siblingState: CardState, preset: PresetSettings): boolean {
  if (siblingState === 'new') return preset.buryNewSiblings;
  return siblingState === 'review' && preset.buryReviewSiblings;
}
